from odoo import api, models
from odoo.fields import Domain


class SigobitoTablero(models.AbstractModel):
    """Extensions, the ladder and beneficiaries on the home (R26, R41)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        user = self.env.user
        tarjetas = super()._get_tarjetas()
        titular = user.has_group("sigobito_base.group_titular")
        despacho = user.has_group("sigobito_base.group_despacho")
        if titular or despacho:
            tarjetas.append(self._get_tarjeta_prorrogas())
        if despacho:
            tarjetas.append(self._get_tarjeta_avisos())
        if user.has_group("sigobito_base.group_funcionario"):
            escalados = self._get_tarjeta_escala(titular, despacho)
            # Most of the staff head no area: nothing is ever raised to them.
            if titular or despacho or escalados["value"]:
                tarjetas.append(escalados)
        return tarjetas

    @api.model
    def _get_tarjeta_prorrogas(self):
        return self._tarjeta_agenda(
            "prorrogas",
            "sigobito.compromiso.prorroga",
            Domain("state", "=", "pendiente"),
            title=self.env._("Extensions to be decided"),
            icon="fa-hourglass-half",
            color="amarillo",
            sequence=17,
            action="sigobito_agenda.sigobito_compromiso_prorroga_action",
        )

    @api.model
    def _get_tarjeta_avisos(self):
        return self._tarjeta_agenda(
            "avisos_beneficiario",
            "sigobito.compromiso",
            Domain("aviso_pendiente", "=", True),
            title=self.env._("Beneficiaries to be told"),
            subtitle=self.env._("Kept for somebody without an address"),
            icon="fa-bullhorn",
            sequence=18,
            action="sigobito_agenda.sigobito_compromiso_action",
        )

    @api.model
    def _get_tarjeta_escala(self, titular, despacho):
        """What was raised to this reader, by his role."""
        alcance = Domain("escala", "=", "area") & Domain(
            "area_id.responsable_id", "=", self.env.uid
        )
        if despacho:
            alcance |= Domain("escala", "=", "despacho")
        if titular:
            alcance |= Domain("escala", "=", "titular")
        return self._tarjeta_agenda(
            "escalados",
            "sigobito.compromiso",
            Domain("active", "=", True) & alcance,
            title=self.env._("Overdue and raised to you"),
            icon="fa-level-up",
            color="rojo",
            sequence=15,
            action="sigobito_agenda.sigobito_compromiso_action",
        )
