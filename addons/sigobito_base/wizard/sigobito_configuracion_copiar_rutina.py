from odoo import api, models

#: What a routine is, apart from its people and its place.
CAMPOS_RUTINA = (
    "name",
    "sequence",
    "proposito",
    "area_id",
    "tipo_cadencia",
    "cada",
    "dia_semana",
    "dia_mes",
    "ordinal",
    "ajuste",
    "date_start",
    "hora",
    "duracion",
    "gracia",
)
CAMPOS_PASO = ("name", "sequence", "rutina_id")


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
                "campos": CAMPOS_RUTINA,
                "vals": {"state": "pausada", "responsable_id": False},
            },
            {
                "clave": "rutina_pasos",
                "name": self.env._("Checklists of the routines"),
                "model": "sigobito.rutina.paso",
                "campos": CAMPOS_PASO,
                "padre": "rutina_id",
            },
        ]
