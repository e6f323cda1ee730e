from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """Requests on the home: decided with the thumb, new messages, duplicates (R24)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas_despacho(self, titular, despacho):
        tarjetas = super()._get_tarjetas_despacho(titular, despacho)
        if titular:
            for tarjeta in tarjetas:
                if tarjeta["key"] == "requiere_decision":
                    tarjeta["action"] = "sigobito_agenda.sigobito_solicitud_action_lote"
        if not despacho:
            return tarjetas
        return [
            *tarjetas,
            self._tarjeta_agenda(
                "solicitudes_mensajes",
                "sigobito.solicitud",
                [("correo_sin_leer", "=", True)],
                title=self.env._("Requesters who wrote again"),
                icon="fa-envelope-o",
                sequence=13,
                action="sigobito_agenda.sigobito_solicitud_action",
            ),
            self._tarjeta_agenda(
                "solicitudes_parecidas",
                "sigobito.solicitud.parecido",
                [("state", "=", "propuesto")],
                title=self.env._("Possible duplicates"),
                subtitle=self.env._("Merge them, or say they are not the same"),
                icon="fa-files-o",
                sequence=18,
                action="sigobito_agenda.sigobito_solicitud_parecido_action",
            ),
        ]
