from odoo import api, models
from odoo.fields import Domain


class SigobitoTransicion(models.Model):
    """Communication under way and published, in the hand-over pack (R58)."""

    _inherit = "sigobito.transicion"

    @api.model
    def _get_fuentes(self):
        return [*super()._get_fuentes(), *self._get_fuentes_comunicacion()]

    @api.model
    def _get_fuentes_comunicacion(self):
        return [
            {
                "clave": "acciones_comunicacionales",
                "titulo": self.env._("Communication under way"),
                "clase": "pendiente",
                "modelo": "sigobito.accion.comunicacional",
                "dominio": Domain(
                    "state", "not in", ("difundida", "evaluada", "descartada")
                )
                & Domain("active", "=", True),
                "area": "iniciativa_id.area_id",
                "campos": [
                    "name",
                    "responsable_id",
                    "date_deadline",
                    "state",
                    "iniciativa_id",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "publicaciones",
                "titulo": self.env._("Pieces published"),
                "clase": "historia",
                "modelo": "sigobito.pieza",
                "dominio": Domain("state", "in", ("publicada", "retirada")),
                "campos": [
                    "fecha_publicacion",
                    "titulo",
                    "canal_id",
                    "aprobada_por_id",
                    "url",
                    "state",
                ],
                "orden": "id",
            },
        ]
