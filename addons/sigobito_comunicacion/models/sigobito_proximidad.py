from odoo import api, models


class SigobitoProximidad(models.Model):
    """What was published about a stakeholder, a theme or a place (R10)."""

    _inherit = "sigobito.proximidad"

    @api.model
    def _get_hechos(self):
        return super()._get_hechos() + [
            {
                "medida": "comunicaciones",
                "model": "sigobito.pieza",
                "ruta": "accion_id",
                "fecha": "fecha_publicacion",
                "domain": [("state", "=", "publicada")],
            }
        ]
