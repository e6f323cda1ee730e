from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.sigobito_solicitud_decision import DECISIONES


class SigobitoSolicitudDecidir(models.TransientModel):
    """The titular decides a request; what follows from it is done at once (R25)."""

    _name = "sigobito.solicitud.decidir"
    _description = "Decide a request"

    solicitud_id = fields.Many2one(
        "sigobito.solicitud", string="Request", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="solicitud_id.company_id", related_sudo=False)
    recomendacion = fields.Selection(
        related="solicitud_id.recomendacion", related_sudo=False
    )
    recomendacion_nota = fields.Text(
        related="solicitud_id.recomendacion_nota", related_sudo=False
    )
    decision = fields.Selection(
        DECISIONES, string="Decision", required=True, default="aceptar"
    )
    nota = fields.Text(string="Note", help="Internal: the requester does not see it")
    agenda_id = fields.Many2one(
        "sigobito.agenda",
        string="Agenda",
        domain="[('company_id', '=', company_id)]",
    )
    start = fields.Datetime(string="Date and time")
    duracion = fields.Float(string="Duration", default=1.0)
    firme = fields.Boolean(string="Confirmed", help="Otherwise it stays tentative")
    delegado_id = fields.Many2one(
        "res.users",
        string="Delegate to",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    area_id = fields.Many2one(
        "sigobito.area", string="Area", domain="[('company_id', '=', company_id)]"
    )
    posponer_hasta = fields.Date(string="Until")

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        solicitud = self.env["sigobito.solicitud"].browse(defaults.get("solicitud_id"))
        if solicitud:
            agenda = solicitud._get_agenda()
            defaults.update(
                decision=solicitud.recomendacion or "aceptar",
                start=solicitud.fecha_propuesta,
                duracion=solicitud._get_actividad_tipo().duracion or 1.0,
                agenda_id=agenda.id,
                delegado_id=solicitud.delegado_id.id,
                area_id=solicitud.area_id.id,
                posponer_hasta=solicitud.posponer_hasta,
            )
        return defaults

    def action_decidir(self):
        self.ensure_one()
        self._check_completa()
        vals = {"decision": self.decision, "decision_nota": self.nota}
        if self.decision == "delegar":
            vals["delegado_id"] = self.delegado_id.id
        elif self.decision == "derivar":
            vals["area_id"] = self.area_id.id
        elif self.decision == "posponer":
            vals["posponer_hasta"] = self.posponer_hasta
        self.solicitud_id._decidir(
            vals,
            inicio=self.start,
            duracion=self.duracion,
            agenda=self.agenda_id,
            firme=self.firme,
        )
        return {"type": "ir.actions.act_window_close"}

    def _check_completa(self):
        missing = {
            "delegar": (self.delegado_id, self.env._("Say to whom it is delegated.")),
            "derivar": (self.area_id, self.env._("Say to which area it is referred.")),
            "posponer": (
                self.posponer_hasta,
                self.env._("Say until when it is postponed."),
            ),
            "declinar": (
                (self.nota or "").strip(),
                self.env._("Say in one line why it is declined."),
            ),
        }
        value, message = missing.get(self.decision, (True, ""))
        if not value:
            raise UserError(message)
