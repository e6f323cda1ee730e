from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Domain

#: Days in which an activity nobody has closed is told every morning.
DIAS = 7


class SigobitoResumen(models.Model):
    """Activities nobody has closed, and what is to be ready, in the daily digest."""

    _inherit = "sigobito.resumen"

    @api.model
    def _get_fuentes_dia(self, hoy):
        return [
            *super()._get_fuentes_dia(hoy),
            *self._get_fuentes_dia_cierre(hoy),
            self._get_fuente_dia_preparacion(hoy),
        ]

    @api.model
    def _get_fuentes_dia_cierre(self, hoy):
        """The office is told of all; whoever attended, of his own.

        Of reserved ones only the people of the agenda, who read them, are told.
        """
        desde = datetime.combine(hoy - timedelta(days=DIAS), time.min)
        por_cerrar = Domain("por_cerrar", "=", True) & Domain("stop", ">=", desde)
        comun = {
            "titulo": self.env._("Activities to be closed: what came of them?"),
            "modelo": "calendar.event",
            "fecha": "start",
            "orden": "start desc, id desc",
            "lista": "por-cerrar",
        }
        sin_delegados = Domain("agenda_id.delegado_ids", "=", False)
        return [
            {
                **comun,
                "clave": "por_cerrar",
                "dominio": por_cerrar,
                "personas": ["agenda_id.delegado_ids"],
                "sequence": 24,
            },
            {
                **comun,
                "clave": "por_cerrar_titular",
                "dominio": por_cerrar & sin_delegados,
                "personas": ["agenda_id.titular_id"],
                "sequence": 25,
            },
            {
                **comun,
                "clave": "por_contar",
                "titulo": self.env._("You attended: tell in one line what came of it"),
                "dominio": por_cerrar
                & Domain("estado", "=", "delegada")
                & Domain("visibilidad", "!=", "reservada")
                & Domain("privacy", "!=", "private"),
                "personas": ["delegado_a_id"],
                "sequence": 26,
            },
        ]

    @api.model
    def _get_fuente_dia_preparacion(self, hoy):
        """What somebody was asked to have ready by today."""
        return {
            "clave": "preparacion",
            "titulo": self.env._("To be ready today"),
            "modelo": "sigobito.preparacion",
            "dominio": Domain("hecho", "=", False)
            & Domain("date_deadline", "=", hoy)
            & Domain("event_id.estado", "in", ("tentativa", "confirmada", "delegada"))
            & Domain("event_id.visibilidad", "!=", "reservada"),
            "personas": ["responsable_id"],
            "detalle": "event_id",
            "orden": "area, sequence, id",
            "lista": "preparacion",
            "sequence": 27,
        }
