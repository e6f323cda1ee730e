from odoo import models


class SigobitoInforme(models.TransientModel):
    """The report counts from the deadline that was accepted, not the extended one."""

    _inherit = "sigobito.informe"

    def _get_plazo_original(self, compromiso):
        return compromiso.date_original or None
