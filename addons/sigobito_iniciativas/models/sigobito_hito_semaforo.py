"""Traffic light of a milestone: its colour and the reason in words."""

from odoo import api, models
from odoo.fields import Domain

from ..tools import luz as regla
from .sigobito_iniciativa import ESTADOS_SEGUIDOS


class SigobitoHito(models.Model):
    _inherit = "sigobito.hito"

    @api.model
    def _get_semaforo_depends(self):
        return super()._get_semaforo_depends() + [
            "state",
            "avance",
            "fecha_prevista",
            "fecha_actualizacion",
            "iniciativa_id.state",
            "aro_ids.es_abierto",
            "aro_ids.tipo",
            "aro_ids.severidad",
        ]

    def _get_semaforo(self, hoy):
        state = self.iniciativa_id.state
        resultado = regla.hito(
            hoy,
            regla.Hito(
                vence=self.date_deadline,
                previsto=self.fecha_prevista,
                avance=self.avance,
                hecho=self.state == "done",
                cancelado=self.state == "cancel",
                detenido=state in ("suspendida", "cancel"),
                iniciado=self.state == "en_curso",
                seguido=state in ESTADOS_SEGUIDOS,
                actualizado=self.fecha_actualizacion,
                aros=self.aro_ids._get_aros_abiertos(),
            ),
        )
        return resultado.color, self._get_semaforo_texto(resultado)

    def _get_semaforo_texto(self, luz):
        figures = {"days": luz.dias, "progress": round(luz.avance)}
        textos = {
            "hecho": self.env._("Blue: reached"),
            "cancelado": self.env._("Grey: cancelled"),
            "detenido": self.env._("Grey: the initiative is suspended or cancelled"),
            "sin_fecha": self.env._("Grey: it has no date yet"),
            "vencido": self.env._("Red: overdue by %(days)s days, at %(progress)s %%"),
            "restriccion_critica": self.env._(
                "Red: an open critical restriction blocks it"
            ),
            "vence_pronto": self.env._(
                "Yellow: due in %(days)s days and at %(progress)s %%"
            ),
            "restriccion": self.env._("Yellow: it has an open restriction"),
            "alerta": self.env._("Yellow: it has an open alert"),
            "previsto_tarde": self.env._(
                "Yellow: expected %(days)s days after its due date"
            ),
            "sin_datos": self.env._("Yellow: nobody has updated it for %(days)s days"),
            "en_plazo": self.env._("Green: due in %(days)s days"),
        }
        return textos[luz.motivo] % figures

    @api.model
    def _get_semaforo_stale_domain(self, hoy):
        # Any open milestone ages: by its date, its forecast or its last update.
        return Domain("state", "in", ["pendiente", "en_curso"]) & Domain(
            "semaforo", "in", ["verde", "amarillo"]
        )
