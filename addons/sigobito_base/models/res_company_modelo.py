from odoo import fields, models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    """A municipality whose set-up the others may copy (R16)."""

    _inherit = "res.company"

    es_modelo = fields.Boolean(
        string="Model municipality",
        copy=False,
        help="The others may copy its areas, posts, themes and kinds; never its "
        "people or its data. The regional team marks it.",
    )

    def action_marcar_modelo(self):
        """Let the others copy the set-up of this municipality."""
        self._set_modelo(True)

    def action_quitar_modelo(self):
        """Nobody copies from it any more; what was copied stays."""
        self._set_modelo(False)

    def _set_modelo(self, valor):
        self._check_regional()
        municipios = self.filtered("es_municipio")
        # sudo: checked above; the regional team has no other rights on a municipality
        municipios.sudo().es_modelo = valor

    def _check_regional(self):
        """Only the regional team, or the platform administrator, and what they read."""
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("sigobito_base.group_regional")
            or user.has_group("base.group_system")
        ):
            raise AccessError(self.env._("Only the regional team may do this."))
        self.check_access("read")
