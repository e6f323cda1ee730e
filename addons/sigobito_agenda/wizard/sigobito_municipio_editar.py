from odoo import api, fields, models


class SigobitoMunicipioEditar(models.TransientModel):
    """The terms of the requests are in the municipality's own hands."""

    _inherit = "sigobito.municipio.editar"

    solicitud_publica = fields.Boolean(
        string="Receive requests on the web",
        help="Publishes the form at /solicitudes/<web name>",
    )
    plazo_invitacion = fields.Integer(
        string="Days to answer an invitation", help="Working days"
    )
    plazo_audiencia = fields.Integer(
        string="Days to answer an audience request", help="Working days"
    )
    plazo_requerimiento = fields.Integer(
        string="Days to answer a requirement", help="Working days"
    )

    @api.model
    def _get_campos(self):
        return super()._get_campos() + [
            "solicitud_publica",
            "plazo_invitacion",
            "plazo_audiencia",
            "plazo_requerimiento",
        ]
