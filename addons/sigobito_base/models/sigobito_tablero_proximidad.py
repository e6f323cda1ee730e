from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """Whom and where the government has not been for long (R10)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        user = self.env.user
        if user.has_group("sigobito_base.group_titular") or user.has_group(
            "sigobito_base.group_despacho"
        ):
            tarjetas.append(
                self._tarjeta(
                    "olvidados",
                    "sigobito.proximidad",
                    [("company_id", "=", self.env.company.id), ("olvidado", "=", True)],
                    title=self.env._("Forgotten places and stakeholders"),
                    subtitle=self.env._(
                        "No contact in %(days)s days",
                        days=self.env.company.dias_olvido,
                    ),
                    icon="fa-map-marker",
                    sequence=70,
                    section=self.env._("Government"),
                    action="sigobito_base.sigobito_proximidad_action",
                )
            )
        return tarjetas
