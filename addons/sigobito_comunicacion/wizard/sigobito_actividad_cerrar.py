from odoo import fields, models


class SigobitoActividadCerrar(models.TransientModel):
    """Closing an activity also says whether it is worth telling."""

    _inherit = "sigobito.actividad.cerrar"

    visibilidad = fields.Selection(related="event_id.visibilidad", related_sudo=False)
    comunicar = fields.Boolean(
        string="Worth communicating",
        help="The press office finds it on its list of proposals",
    )

    def action_cerrar(self):
        result = super().action_cerrar()
        if self.comunicar and self.desenlace != "cancelada":
            self.event_id._proponer_comunicacion()
        return result
