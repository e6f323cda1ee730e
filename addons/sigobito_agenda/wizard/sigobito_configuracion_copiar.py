from odoo import api, models


class SigobitoConfiguracionCopiar(models.TransientModel):
    _inherit = "sigobito.configuracion.copiar"

    @api.model
    def _get_copiables(self):
        return [
            *super()._get_copiables(),
            {
                "clave": "actividad_tipos",
                "name": self.env._("Kinds of activity"),
                "model": "sigobito.actividad.tipo",
                "campos": ("name", "sequence", "color", "duracion", "es_audiencia"),
            },
        ]

    @api.model
    def _get_ajustes(self):
        """Terms to answer the requests."""
        return [
            *super()._get_ajustes(),
            *("plazo_invitacion", "plazo_audiencia", "plazo_requerimiento"),
        ]
