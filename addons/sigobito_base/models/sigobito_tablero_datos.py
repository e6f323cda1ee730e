from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """The hand-over pack that is ready, on the home of whoever may take it (R58)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        user = self.env.user
        if user.has_group("sigobito_base.group_admin_municipal") or user.has_group(
            "sigobito_base.group_titular"
        ):
            tarjetas += self._get_tarjetas_transicion()
        return tarjetas

    @api.model
    def _get_tarjetas_transicion(self):
        """Only when there is something to do: take it, or see why it was not made."""
        tarjeta = self._tarjeta(
            "transicion",
            "sigobito.transicion",
            [
                ("company_id", "=", self.env.company.id),
                ("state", "in", ("done", "error")),
                ("descarga_ids", "=", False),
            ],
            title=self.env._("Hand-over packs not taken yet"),
            subtitle=self.env._("Download it: it is kept for 30 days"),
            icon="fa-archive",
            sequence=90,
            section=self.env._("Government"),
            action="sigobito_base.sigobito_transicion_action",
        )
        return [tarjeta] if tarjeta["value"] else []
