from odoo import api, models
from odoo.fields import Domain

from .sigobito_iniciativa import ESTADOS_SEGUIDOS


class SigobitoTransicion(models.Model):
    """Initiatives, milestones and AROs in the hand-over pack (R58)."""

    _inherit = "sigobito.transicion"

    @api.model
    def _get_fuentes(self):
        return [*super()._get_fuentes(), *self._get_fuentes_iniciativas()]

    @api.model
    def _get_fuentes_iniciativas(self):
        iniciativa = [
            "codigo",
            "name",
            "responsable_id",
            "patrocinador_id",
            "state",
            "avance",
        ]
        return [
            {
                "clave": "iniciativas",
                "titulo": self.env._("Open initiatives"),
                "clase": "pendiente",
                "modelo": "sigobito.iniciativa",
                "dominio": Domain("state", "not in", ("done", "cancel"))
                & Domain("active", "=", True),
                "area": "area_id",
                "campos": [
                    *iniciativa,
                    "semaforo",
                    "tema_id",
                    "presupuesto_planificado",
                    "presupuesto_ejecutado",
                ],
                "orden": "codigo, id",
            },
            {
                "clave": "hitos",
                "titulo": self.env._("Open milestones"),
                "clase": "pendiente",
                "modelo": "sigobito.hito",
                "dominio": Domain("state", "in", ("pendiente", "en_curso"))
                & Domain("iniciativa_state", "in", ESTADOS_SEGUIDOS)
                & Domain("active", "=", True),
                "area": "iniciativa_id.area_id",
                "campos": [
                    "iniciativa_id",
                    "name",
                    "responsable_id",
                    "date_deadline",
                    "fecha_base",
                    "state",
                    "avance",
                    "semaforo",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "aros",
                "titulo": self.env._("Open AROs"),
                "clase": "pendiente",
                "modelo": "sigobito.aro",
                "dominio": Domain("es_abierto", "=", True),
                "area": "iniciativa_id.area_id",
                "campos": [
                    "tipo",
                    "name",
                    "severidad",
                    "iniciativa_id",
                    "solicitud_decision",
                    "autoridad_id",
                    "date_deadline",
                    "state",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "iniciativas_cerradas",
                "titulo": self.env._("Initiatives closed"),
                "clase": "historia",
                "modelo": "sigobito.iniciativa",
                "dominio": Domain("state", "in", ("done", "cancel")),
                "campos": [*iniciativa, "area_id", "resultado"],
                "orden": "codigo, id",
            },
            {
                "clave": "reprogramaciones",
                "titulo": self.env._("Dates changed, with their reason"),
                "clase": "historia",
                "modelo": "sigobito.hito.reprogramacion",
                "dominio": [],
                "campos": [
                    "create_date",
                    "iniciativa_id",
                    "hito_id",
                    "fecha_anterior",
                    "fecha_nueva",
                    "motivo",
                    "solicitante_id",
                    "state",
                ],
                "orden": "id",
            },
            {
                "clave": "aros_decididos",
                "titulo": self.env._("Decisions on AROs"),
                "clase": "historia",
                "modelo": "sigobito.aro",
                "dominio": Domain("decision", "!=", False)
                | Domain("es_abierto", "=", False),
                "campos": [
                    "tipo",
                    "name",
                    "iniciativa_id",
                    "autoridad_id",
                    "fecha_consumo",
                    "decision",
                    "fecha_cierre",
                    "state",
                ],
                "orden": "id",
            },
        ]
