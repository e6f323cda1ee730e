from odoo import api, fields, models


class SigobitoCompromiso(models.Model):
    """The session of a routine in which something was promised (R3)."""

    _inherit = "sigobito.compromiso"

    rutina_sesion_id = fields.Many2one(
        "sigobito.rutina.sesion",
        string="Session of a routine",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )

    @api.model
    def _get_hilo_fields(self):
        return [*super()._get_hilo_fields(), "rutina_sesion_id"]
