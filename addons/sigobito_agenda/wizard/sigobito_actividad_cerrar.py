from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoActividadCerrar(models.TransientModel):
    """Close an activity in under a minute: held, result, commitments (R23)."""

    _name = "sigobito.actividad.cerrar"
    _description = "Close an activity"

    event_id = fields.Many2one(
        "calendar.event", string="Activity", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="event_id.company_id", related_sudo=False)
    desenlace = fields.Selection(
        [
            ("realizada", "It was held"),
            ("delegada", "Somebody else attended"),
            ("cancelada", "It was not held"),
        ],
        string="What happened",
        required=True,
        default="realizada",
    )
    delegado_a_id = fields.Many2one(
        "res.users",
        string="Attended by",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    resultado = fields.Text(string="Result")
    linea_ids = fields.One2many(
        "sigobito.actividad.cerrar.linea", "cerrar_id", string="Commitments"
    )

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        event = self.env["calendar.event"].browse(defaults.get("event_id"))
        if event:
            defaults.setdefault("resultado", event.resultado)
            defaults.setdefault("delegado_a_id", event.delegado_a_id.id)
            if event.estado == "delegada":
                defaults["desenlace"] = "delegada"
        return defaults

    def action_cerrar(self):
        self.ensure_one()
        event = self.event_id
        if self.desenlace != "cancelada" and not (self.resultado or "").strip():
            raise UserError(
                self.env._("Say in one line what came of “%(name)s”.", name=event.name)
            )
        event.write(
            {
                "estado": self.desenlace,
                "resultado": self.resultado,
                "delegado_a_id": self.delegado_a_id.id
                if self.desenlace == "delegada"
                else False,
                "fecha_cierre": fields.Datetime.now(),
            }
        )
        self.env["sigobito.compromiso"].create(
            [linea._prepare_compromiso_vals() for linea in self.linea_ids]
        )
        return {"type": "ir.actions.act_window_close"}


class SigobitoActividadCerrarLinea(models.TransientModel):
    _name = "sigobito.actividad.cerrar.linea"
    _description = "Commitment made in an activity"

    cerrar_id = fields.Many2one(
        "sigobito.actividad.cerrar",
        string="Closing",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="cerrar_id.company_id", related_sudo=False)
    name = fields.Char(string="Commitment", required=True)
    tipo = fields.Selection(
        [
            ("instruccion", "Instruction"),
            ("encargo", "Errand"),
            ("compromiso", "Commitment"),
        ],
        string="Type",
        required=True,
        default="compromiso",
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    date_deadline = fields.Date(string="Deadline")

    def _prepare_compromiso_vals(self):
        self.ensure_one()
        event = self.cerrar_id.event_id
        return {
            "name": self.name,
            "tipo": self.tipo,
            "responsable_id": self.responsable_id.id,
            "date_deadline": self.date_deadline,
            "event_id": event.id,
            "solicitud_id": event.solicitud_id.id,
            "company_id": event.company_id.id,
            "prometido_por_id": event.agenda_id.titular_id.id,
            "actor_id": event.actor_ids[:1].id or event.solicitud_id.actor_id.id,
            "tema_id": event.tema_id.id,
            "lugar_ids": [(6, 0, event.lugar_ids.ids)],
        }
