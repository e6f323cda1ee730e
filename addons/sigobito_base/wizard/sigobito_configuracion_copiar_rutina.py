from odoo import api, models


class SigobitoConfiguracionCopiar(models.TransientModel):
    _inherit = "sigobito.configuracion.copiar"

    @api.model
    def _get_copiables(self):
        """Routines come paused: whoever runs them is named before they start."""
        return [
            *super()._get_copiables(),
            {
                "clave": "rutinas",
                "name": self.env._("Routines"),
                "model": "sigobito.rutina",
                "campos": (
                    *("name", "sequence", "proposito", "area_id", "tipo_cadencia"),
                    *("cada", "dia_semana", "dia_mes", "ordinal", "ajuste"),
                    *("date_start", "hora", "duracion", "gracia"),
                ),
                "vals": {"state": "pausada", "responsable_id": False},
            },
            {
                "clave": "rutina_pasos",
                "name": self.env._("Checklists of the routines"),
                "model": "sigobito.rutina.paso",
                "campos": ("name", "sequence", "rutina_id"),
                "padre": "rutina_id",
            },
        ]
