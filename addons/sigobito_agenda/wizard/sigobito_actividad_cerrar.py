import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.promesas import elegir_persona, leer_promesas

TIPOS = [
    ("instruccion", "Instruction"),
    ("encargo", "Errand"),
    ("compromiso", "Commitment"),
]


class SigobitoActividadCerrar(models.TransientModel):
    """Close an activity in under a minute: held, result, commitments (R23)."""

    _name = "sigobito.actividad.cerrar"
    _description = "Close an activity"

    event_id = fields.Many2one(
        "calendar.event", string="Activity", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="event_id.company_id", related_sudo=False)
    visibilidad = fields.Selection(related="event_id.visibilidad", related_sudo=False)
    clave = fields.Char(
        string="Key of the closing",
        default=lambda self: uuid.uuid4().hex,
        help="Sent twice (a double click, a lost connection), it counts once",
    )
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
    decisiones = fields.Text(string="Decisions")
    promesas = fields.Text(
        string="Commitments, one a line",
        help="One a line, with who and by when if you want: "
        "“Repair the pump @jorge 15/12”",
    )
    linea_ids = fields.One2many(
        "sigobito.actividad.cerrar.linea", "cerrar_id", string="Commitments"
    )
    foto_ids = fields.Many2many(
        "ir.attachment",
        "sigobito_actividad_cerrar_foto_rel",
        "cerrar_id",
        "attachment_id",
        string="Photos",
    )
    comunicar = fields.Boolean(
        string="Worth communicating",
        help="The press office finds it on its list of proposals",
    )

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        event = self.env["calendar.event"].browse(defaults.get("event_id"))
        if event:
            defaults.setdefault("resultado", event.resultado)
            defaults.setdefault("decisiones", event.decisiones)
            defaults.setdefault("delegado_a_id", event.delegado_a_id.id)
            if event.estado == "delegada":
                defaults["desenlace"] = "delegada"
        return defaults

    @api.onchange("promesas")
    def _onchange_promesas(self):
        """What was understood of each line can be seen, and corrected, at once."""
        if not (self.promesas or "").strip():
            return
        self.linea_ids = [(0, 0, vals) for vals in self._leer_promesas(self.promesas)]
        self.promesas = False

    def action_cerrar(self):
        self.ensure_one()
        event = self.event_id
        if self.desenlace != "cancelada" and not (self.resultado or "").strip():
            raise UserError(
                self.env._("Say in one line what came of “%(name)s”.", name=event.name)
            )
        realizada = self.desenlace != "cancelada"
        vals = {
            "estado": self.desenlace,
            "resultado": self.resultado,
            "decisiones": self.decisiones,
            "comunicar": self.comunicar and realizada,
            "delegado_a_id": self.delegado_a_id.id
            if self.desenlace == "delegada"
            else False,
        }
        compromisos = []
        if realizada:
            compromisos = [linea._prepare_compromiso_vals() for linea in self.linea_ids]
            compromisos += self._leer_promesas(self.promesas)
        event._cerrar(vals, compromisos, self.clave, self.foto_ids)
        return {"type": "ir.actions.act_window_close"}

    def _leer_promesas(self, texto):
        """Values of the commitments typed one a line."""
        company = self.company_id
        promesas = leer_promesas(texto, company._hoy())
        personas = {}
        if any(promesa.quien for promesa in promesas):
            staff = self.env["res.users"].search(
                Domain("company_ids", "in", company.ids) & Domain("share", "=", False)
            )
            personas = {user.id: f"{user.name} {user.login}" for user in staff}
        vals_list = []
        for promesa in promesas:
            responsable = elegir_persona(promesa.quien, personas)
            name = promesa.name
            if promesa.quien and not responsable:
                # Nobody, or several: what was typed stays to be read.
                name = f"{name} @{promesa.quien}"
            vals_list.append(
                {
                    "name": name,
                    "tipo": "compromiso",
                    "responsable_id": responsable or False,
                    "date_deadline": promesa.fecha or False,
                }
            )
        return vals_list


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
    tipo = fields.Selection(TIPOS, string="Type", required=True, default="compromiso")
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    date_deadline = fields.Date(string="Deadline")

    def _prepare_compromiso_vals(self):
        """The rest it inherits from the activity."""
        self.ensure_one()
        return {
            "name": self.name,
            "tipo": self.tipo,
            "responsable_id": self.responsable_id.id,
            "date_deadline": self.date_deadline,
        }
