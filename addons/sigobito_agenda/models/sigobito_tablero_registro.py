from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """Lines of the legal registers that wait to be completed."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas_despacho(self, titular, despacho):
        tarjetas = super()._get_tarjetas_despacho(titular, despacho)
        if not despacho or not self.env.company.registros_publicos:
            return tarjetas
        return [
            *tarjetas,
            self._tarjeta_agenda(
                "registros",
                "sigobito.registro",
                [("state", "=", "borrador")],
                title=self.env._("Legal registers to complete"),
                subtitle=self.env._("Audiences, trips and gifts to publish"),
                icon="fa-book",
                color="amarillo",
                sequence=19,
                action="sigobito_agenda.sigobito_registro_action",
            ),
        ]
