from odoo import fields, models


class SigobitoSolicitud(models.Model):
    """What the report on equal treatment needs to know of who asks (R28)."""

    _inherit = "sigobito.solicitud"

    sexo = fields.Selection(
        [("mujer", "Woman"), ("hombre", "Man"), ("otro", "Other")],
        string="Sex",
        help="If the requester says it. Only for the figures on equal treatment.",
    )
