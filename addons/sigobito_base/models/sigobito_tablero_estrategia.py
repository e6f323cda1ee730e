from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        return [*super()._get_tarjetas(), *self._get_tarjetas_estrategia()]

    @api.model
    def _get_tarjetas_estrategia(self):
        """Workshops that wait for the reader: his marks, or his closing."""
        user = self.env.user
        if not user.has_group("sigobito_base.group_funcionario"):
            return []
        abiertos = [
            ("company_id", "=", self.env.company.id),
            ("state", "=", "open"),
        ]
        comun = {
            "icon": "fa-balance-scale",
            "section": self.env._("Government"),
            "action": "sigobito_base.sigobito_priorizacion_action",
        }
        tarjetas = []
        mias = [*abiertos, ("participante_ids", "in", user.ids)]
        if user.has_group("sigobito_base.group_titular"):
            tarjetas.append(
                self._tarjeta(
                    "priorizaciones_por_cerrar",
                    "sigobito.priorizacion",
                    abiertos,
                    title=self.env._("Workshops to close"),
                    subtitle=self.env._("Choose among the candidates"),
                    sequence=70,
                    **comun,
                )
            )
        else:
            tarjetas.append(
                self._tarjeta(
                    "priorizaciones_por_puntuar",
                    "sigobito.priorizacion",
                    mias,
                    title=self.env._("Workshops to score"),
                    subtitle=self.env._("Give your marks to the candidates"),
                    sequence=71,
                    **comun,
                )
            )
        # A figure of zero says nothing here: workshops are rare.
        return [tarjeta for tarjeta in tarjetas if tarjeta["value"]]
