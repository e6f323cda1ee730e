from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """Backlog of the municipality on the home of whoever watches over it (R9)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas_despacho(self, titular, despacho):
        return [
            *super()._get_tarjetas_despacho(titular, despacho),
            self._tarjeta_agenda(
                "rezago",
                "sigobito.rezago.report",
                [("reloj_tramo", "in", ("t4", "t5"))],
                title=self.env._("Open for more than 30 days"),
                subtitle=self.env._("Requests and commitments, by area"),
                icon="fa-hourglass-half",
                color="amarillo",
                sequence=17,
                action="sigobito_agenda.sigobito_rezago_report_action",
            ),
        ]
