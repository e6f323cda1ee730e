"""Who must decide an ARO: not whoever registered it."""

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError


class SigobitoAro(models.Model):
    _inherit = "sigobito.aro"

    @api.depends("iniciativa_id", "registrado_por_id")
    def _compute_autoridad_id(self):
        result = super()._compute_autoridad_id()
        for aro in self:
            if aro._es_juez_y_parte():
                # The sponsor who registers one on his own initiative: it goes up.
                # sudo: name of the authority only
                titular = (aro.company_id or self.env.company).sudo().titular_id
                aro.autoridad_id = titular if titular != aro.autoridad_id else False
        return result

    def _es_juez_y_parte(self):
        """Whether it would be decided by whoever registered it.

        The head of government has nobody above.
        """
        self.ensure_one()
        autoridad = self.autoridad_id
        if not autoridad or autoridad != self.registrado_por_id:
            return False
        # sudo: who is head of government is known to everybody
        company = self.company_id.sudo()
        return autoridad != company.titular_id and not autoridad.sudo().has_group(
            "sigobito_base.group_titular"
        )

    @api.constrains("autoridad_id", "registrado_por_id")
    def _check_juez_y_parte(self):
        for aro in self:
            if aro._es_juez_y_parte():
                raise ValidationError(
                    self.env._(
                        "%(user)s registered “%(aro)s”, so somebody else must decide "
                        "it. Leave the field empty for the head of government.",
                        user=aro.autoridad_id.sudo().name,
                        aro=aro.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Who registers it is a fact, not something one says.
            vals_list = [
                {**vals, "registrado_por_id": self.env.uid} for vals in vals_list
            ]
        aros = super().create(vals_list)
        aros._check_autoridad_ajena({})
        return aros

    def write(self, vals):
        if not self.env.su:
            if "registrado_por_id" in vals and any(
                aro.registrado_por_id.id != vals["registrado_por_id"] for aro in self
            ):
                raise AccessError(
                    self.env._("Who registered it is not changed by hand.")
                )
            if vals.get("autoridad_id") == self.env.uid:
                self._check_se_nombra()
        previas = {aro.id: aro.autoridad_id for aro in self}
        result = super().write(vals)
        if "autoridad_id" in vals:
            self._check_autoridad_ajena(previas)
        return result

    def _check_se_nombra(self):
        """Nobody makes himself the authority, but who already stands above."""
        if self.env["sigobito.iniciativa"]._puede_nombrar():
            return
        for aro in self:
            superior = aro.iniciativa_id.sudo()._get_aprobador()
            if self.env.user not in (aro.autoridad_id | superior):
                raise AccessError(
                    self.env._(
                        "You cannot name yourself as who must decide “%(aro)s”. Ask "
                        "the head of government or the administrator.",
                        aro=aro.name,
                    )
                )

    def _check_autoridad_ajena(self, previas):
        """Naming somebody else than who stands above is for who runs the government."""
        if self.env.su or self.env["sigobito.iniciativa"]._puede_nombrar():
            return
        for aro in self:
            # sudo: names of who decides, not data
            superiores = aro.iniciativa_id.sudo()._get_aprobador()
            superiores |= aro.company_id.sudo().titular_id
            superiores |= previas.get(aro.id, superiores.browse())
            if aro.autoridad_id and aro.autoridad_id not in superiores:
                raise AccessError(
                    self.env._(
                        "Only the head of government, the cabinet office or the "
                        "administrator may say that %(user)s decides “%(aro)s”. Leave "
                        "the field empty: it goes to who stands above.",
                        user=aro.autoridad_id.sudo().name,
                        aro=aro.name,
                    )
                )
