from datetime import timedelta

from odoo import api, fields, models

from ..models.programador import Programador, Propuesta
from ..models.redaccion import Redaccion


class SigobitoSolicitudDecidir(models.TransientModel):
    """Whoever accepts a request sees what the date clashes with (R21)."""

    _inherit = "sigobito.solicitud.decidir"

    avisos = fields.Json(string="Warnings", compute="_compute_avisos")
    conflicto_motivo = fields.Char(string="Why it stays there")

    @api.depends(
        "decision", "start", "duracion", "agenda_id", "delegado_id", "solicitud_id"
    )
    def _compute_avisos(self):
        self.avisos = False
        ahora = fields.Datetime.now()
        for wizard in self:
            company = wizard.agenda_id.sudo().company_id
            if (
                wizard.decision not in ("aceptar", "delegar")
                or not wizard.start
                or wizard.start <= ahora
                or company not in self.env.companies
            ):
                continue
            propuesta = wizard._get_propuesta()
            programador = Programador(self.env, [propuesta])
            redaccion = Redaccion(programador)
            if avisos := programador.avisos(propuesta):
                wizard.avisos = {
                    "avisos": redaccion.avisos(propuesta, avisos),
                    "alternativas": redaccion.alternativas(propuesta),
                }

    def _get_propuesta(self):
        """The activity the request would become."""
        self.ensure_one()
        agenda = self.agenda_id
        titular = agenda.sudo().titular_id
        return Propuesta(
            agenda,
            self.delegado_id or titular if self.decision == "delegar" else titular,
            self.start,
            self.start + timedelta(hours=self.duracion or 1.0),
            tipo=self.solicitud_id._get_actividad_tipo().id or 0,
            lugares=tuple(self.solicitud_id.lugar_ids.ids),
        )

    def action_decidir(self):
        wizard = self
        if self.conflicto_motivo:
            wizard = self.with_context(sigobito_conflicto_motivo=self.conflicto_motivo)
        return super(SigobitoSolicitudDecidir, wizard).action_decidir()
