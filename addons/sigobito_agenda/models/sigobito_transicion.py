from odoo import api, models
from odoo.fields import Domain


class SigobitoTransicion(models.Model):
    """What the office hands over: requests by folio, commitments, public acts (R58)."""

    _inherit = "sigobito.transicion"

    @api.model
    def _get_fuentes(self):
        return [*super()._get_fuentes(), *self._get_fuentes_agenda()]

    @api.model
    def _get_fuentes_agenda(self):
        # Who asked is not handed over: the folio leads to it in the system.
        solicitud = ["folio", "tipo", "clase_requerimiento", "fecha_recepcion"]
        compromiso = ["name", "tipo", "responsable_id", "date_deadline", "state"]
        abierto = Domain("reloj_abierto", "=", True) & Domain("active", "=", True)
        return [
            {
                "clave": "solicitudes",
                "titulo": self.env._("Open requests"),
                "clase": "pendiente",
                "modelo": "sigobito.solicitud",
                "dominio": abierto,
                "area": "area_id",
                "campos": [
                    *solicitud,
                    "date_deadline",
                    "state",
                    "decision",
                    "responsable_id",
                    "tema_id",
                    "reloj_dias",
                    "reloj_habiles",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "compromisos",
                "titulo": self.env._("Open commitments"),
                "clase": "pendiente",
                "modelo": "sigobito.compromiso",
                "dominio": abierto,
                "area": "area_id",
                "campos": [
                    *compromiso,
                    "avance",
                    "prometido_por_id",
                    "tema_id",
                    "lugar_ids",
                    "reloj_dias",
                    "reloj_habiles",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "decisiones_solicitudes",
                "titulo": self.env._("Decisions on requests"),
                "clase": "historia",
                "modelo": "sigobito.solicitud",
                "dominio": Domain("decision", "!=", False),
                "campos": [
                    *solicitud,
                    "decision",
                    "decision_user_id",
                    "decision_fecha",
                    "area_id",
                    "fecha_respuesta",
                    "state",
                ],
                "orden": "decision_fecha, id",
            },
            {
                "clave": "compromisos_cerrados",
                "titulo": self.env._("Commitments kept and not kept"),
                "clase": "historia",
                "modelo": "sigobito.compromiso",
                "dominio": Domain("reloj_abierto", "=", False),
                "campos": [
                    *compromiso,
                    "area_id",
                    "prometido_por_id",
                    "fecha_cumplido",
                    "evidencia",
                    "motivo",
                ],
                "orden": "date_deadline, id",
            },
            {
                "clave": "actividades",
                "titulo": self.env._("Activities held and their results"),
                "clase": "historia",
                "modelo": "calendar.event",
                # Reserved ones stay with their people.
                "dominio": Domain("agenda_id", "!=", False)
                & Domain("visibilidad", "!=", "reservada")
                & Domain("privacy", "!=", "private")
                & Domain("estado", "in", ("realizada", "delegada")),
                "campos": [
                    "start",
                    "name",
                    "actividad_tipo_id",
                    "location",
                    "estado",
                    "resultado",
                    "tema_id",
                ],
                "orden": "start, id",
            },
        ]
