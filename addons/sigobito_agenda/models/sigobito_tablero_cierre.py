from odoo import api, models
from odoo.fields import Domain


class SigobitoTablero(models.AbstractModel):
    """This evening: what came of each activity, and what is still to be prepared."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        user = self.env.user
        if not user.has_group("sigobito_base.group_funcionario"):
            return tarjetas
        nuevas = []
        if user.has_group("sigobito_base.group_titular") and not user.has_group(
            "sigobito_base.group_despacho"
        ):
            nuevas.append(self._get_tarjeta_por_cerrar())
        nuevas += [self._get_tarjeta_asistidas(), self._get_tarjeta_preparacion()]
        return tarjetas + [tarjeta for tarjeta in nuevas if tarjeta["value"]]

    @api.model
    def _get_tarjeta_por_cerrar(self):
        return self._tarjeta_agenda(
            "por_cerrar",
            "calendar.event",
            Domain("por_cerrar", "=", True)
            & Domain("agenda_id.titular_id", "=", self.env.uid),
            title=self.env._("Activities to be closed"),
            subtitle=self.env._("What came of them?"),
            icon="fa-check-square-o",
            sequence=15,
            action="sigobito_agenda.calendar_event_action_por_cerrar",
            context={"sigobito_agenda": True},
        )

    @api.model
    def _get_tarjeta_asistidas(self):
        return self._tarjeta_agenda(
            "por_contar",
            "calendar.event",
            Domain("por_cerrar", "=", True)
            & Domain("delegado_a_id", "=", self.env.uid),
            title=self.env._("You attended"),
            subtitle=self.env._("Tell in one line what came of it"),
            icon="fa-check-square-o",
            color="amarillo",
            sequence=18,
            action="sigobito_agenda.calendar_event_action_por_cerrar",
            context={"sigobito_agenda": True},
        )

    @api.model
    def _get_tarjeta_preparacion(self):
        return self._tarjeta_agenda(
            "por_preparar",
            "sigobito.preparacion",
            Domain("responsable_id", "=", self.env.uid)
            & Domain("hecho", "=", False)
            & Domain("event_id.stop", ">=", "now"),
            title=self.env._("To be prepared by you"),
            subtitle=self.env._("For activities still to come"),
            icon="fa-list-ul",
            sequence=19,
            action="sigobito_agenda.sigobito_preparacion_action",
        )
