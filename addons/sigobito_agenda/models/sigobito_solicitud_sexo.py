from odoo import api, fields, models


class SigobitoSolicitud(models.Model):
    """What the report on equal treatment needs to know of who asks (R28).

    It stays when the personal data are deleted: alone it says of nobody who he was.
    """

    _inherit = "sigobito.solicitud"

    sexo = fields.Selection(
        [("mujer", "Woman"), ("hombre", "Man"), ("otro", "Other")],
        string="Sex",
        help="If the requester says it. Only for the figures on equal treatment.",
    )

    @api.model
    def _get_privacidad_entrega(self):
        return [*super()._get_privacidad_entrega(), "sexo"]
