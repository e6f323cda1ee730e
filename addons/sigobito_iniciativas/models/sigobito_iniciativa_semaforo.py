"""Traffic light of an initiative: its colour and the reason in words."""

from odoo import api, models
from odoo.fields import Domain

from ..tools import luz as regla
from .sigobito_iniciativa import ESTADOS_SEGUIDOS


class SigobitoIniciativa(models.Model):
    _inherit = "sigobito.iniciativa"

    @api.model
    def _get_semaforo_depends(self):
        return [
            "state",
            "fecha_actualizacion",
            "hito_ids.semaforo",
            "hito_ids.state",
            "aro_ids.es_abierto",
            "aro_ids.tipo",
            "aro_ids.severidad",
            "aro_ids.hito_id",
        ]

    def _get_semaforo(self, hoy):
        hitos = self.hito_ids.filtered(lambda hito: hito.state != "cancel")
        propios = self.aro_ids.filtered(lambda aro: not aro.hito_id)
        resultado = regla.iniciativa(
            hoy,
            hitos.mapped("semaforo"),
            aros=propios._get_aros_abiertos(),
            concluida=self.state == "done",
            cancelada=self.state == "cancel",
            suspendida=self.state == "suspendida",
            seguida=self.state in ESTADOS_SEGUIDOS,
            aprobada=self.state not in ("candidata", "programacion"),
            actualizada=self.fecha_actualizacion,
        )
        return resultado.color, self._get_semaforo_texto(resultado)

    def _get_semaforo_texto(self, luz):
        textos = {
            "concluida": self.env._("Blue: concluded"),
            "cancelada": self.env._("Grey: cancelled"),
            "suspendida": self.env._("Grey: suspended"),
            "restriccion_critica": self.env._(
                "Red: an open critical restriction blocks it"
            ),
            "hitos_rojos": self.env._("Red: milestones in red: %(days)s"),
            "hitos_amarillos": self.env._(
                "Yellow: milestones that need attention: %(days)s"
            ),
            "restriccion": self.env._("Yellow: it has an open restriction"),
            "alerta": self.env._("Yellow: it has an open alert"),
            "sin_hitos": self.env._("Grey: it has no milestones yet"),
            "sin_fechas": self.env._("Grey: its milestones have no dates yet"),
            "sin_aprobar": self.env._("Grey: its programming is not approved yet"),
            "todos_logrados": self.env._(
                "Green: every milestone reached; it can be concluded"
            ),
            "sin_datos": self.env._("Yellow: nobody has updated it for %(days)s days"),
            "en_plazo": self.env._("Green: its milestones are on time"),
        }
        return textos[luz.motivo] % {"days": luz.dias}

    @api.model
    def _get_semaforo_stale_domain(self, hoy):
        # Milestones carry their own ageing up to here; silence is the initiative's.
        return Domain("state", "in", ESTADOS_SEGUIDOS) & Domain(
            "semaforo", "=", "verde"
        )
