from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from .sigobito_iniciativa import ESTADOS_SEGUIDOS


class SigobitoResumen(models.Model):
    """Milestones, AROs and initiatives in the weekly digest (R9)."""

    _inherit = "sigobito.resumen"

    @api.model
    def _get_fuentes(self, lunes):
        return [*super()._get_fuentes(lunes), *self._get_fuentes_iniciativas(lunes)]

    @api.model
    def _get_fuentes_iniciativas(self, lunes):
        abierto = (
            Domain("state", "in", ("pendiente", "en_curso"))
            & Domain("iniciativa_state", "in", ESTADOS_SEGUIDOS)
            & Domain("active", "=", True)
        )
        hito = {
            "modelo": "sigobito.hito",
            "persona": "responsable_id",
            "fecha": "date_deadline",
            "detalle": "iniciativa_id",
            "orden": "date_deadline, id",
        }
        return [
            {
                "clave": "aros",
                "titulo": self.env._("AROs that wait for you"),
                "modelo": "sigobito.aro",
                "dominio": Domain("state", "=", "registrada"),
                "persona": "autoridad_id",
                "fecha": "date_deadline",
                "detalle": "iniciativa_id",
                "orden": "severidad_orden desc, date_deadline, id",
                "sequence": 12,
            },
            {
                "clave": "reprogramaciones",
                "titulo": self.env._("New dates to approve"),
                "modelo": "sigobito.hito.reprogramacion",
                "dominio": Domain("state", "=", "pendiente"),
                "grupo": "sigobito_base.group_titular",
                "fecha": "fecha_nueva",
                "detalle": "iniciativa_id",
                "sequence": 14,
            },
            {
                "clave": "iniciativas_rojas",
                "titulo": self.env._("Initiatives in red"),
                "modelo": "sigobito.iniciativa",
                "dominio": Domain("semaforo", "=", "rojo")
                & Domain("state", "in", ESTADOS_SEGUIDOS)
                & Domain("active", "=", True),
                "grupo": "sigobito_base.group_titular",
                "detalle": "responsable_id",
                "orden": "codigo, id",
                "sequence": 30,
            },
            {
                "clave": "hitos_atrasados",
                "titulo": self.env._("Milestones overdue"),
                "dominio": abierto & Domain("date_deadline", "<", lunes),
                "sequence": 32,
                **hito,
            },
            {
                "clave": "hitos_semana",
                "titulo": self.env._("Milestones due this week"),
                "dominio": abierto
                & Domain("date_deadline", ">=", lunes)
                & Domain("date_deadline", "<=", lunes + timedelta(days=6)),
                "sequence": 33,
                **hito,
            },
        ]
