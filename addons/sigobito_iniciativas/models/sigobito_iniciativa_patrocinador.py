"""Who names the sponsor: nobody chooses the one who will approve his own work."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

#: They say who stands above an initiative.
GRUPOS_QUE_NOMBRAN = (
    "sigobito_base.group_titular,sigobito_base.group_admin_municipal,base.group_system"
)


class SigobitoIniciativa(models.Model):
    _inherit = "sigobito.iniciativa"

    puede_nombrar = fields.Boolean(
        string="I name the sponsor", compute="_compute_puede_nombrar"
    )

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_puede_nombrar(self):
        self.puede_nombrar = self._puede_nombrar()

    @api.model
    def _puede_nombrar(self):
        return self.env.su or self.env.user.has_groups(GRUPOS_QUE_NOMBRAN)

    @api.model_create_multi
    def create(self, vals_list):
        iniciativas = super().create(vals_list)
        # Looked at afterwards: a default may bring the sponsor too.
        iniciativas.filtered("patrocinador_id")._check_nombra_patrocinador()
        return iniciativas

    def write(self, vals):
        if "patrocinador_id" in vals:
            self.filtered(
                lambda one: one.patrocinador_id.id != (vals["patrocinador_id"] or False)
            )._check_nombra_patrocinador()
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if not self._puede_nombrar():
            for vals in vals_list:
                vals.pop("patrocinador_id", None)
        return vals_list

    def _check_nombra_patrocinador(self):
        if self and not self._puede_nombrar():
            raise AccessError(
                self.env._(
                    "Only the head of government or the administrator of the "
                    "municipality says who sponsors “%(iniciativa)s”: the sponsor "
                    "approves it.",
                    iniciativa=self[0].display_name,
                )
            )
