from odoo import fields, models


class ResUsers(models.Model):
    """Whether somebody wants the weekly digest (R9)."""

    _inherit = "res.users"

    resumen_semanal = fields.Boolean(
        string="Weekly digest by mail",
        default=True,
        help="One mail on Monday morning with what waits for you; none if nothing does",
    )
    resumen_ids = fields.One2many(
        "sigobito.resumen", "user_id", string="Digests", groups="base.group_system"
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["resumen_semanal"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["resumen_semanal"]
