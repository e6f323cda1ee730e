from odoo import api, models

from ..tools import calidad


class SigobitoTablero(models.AbstractModel):
    """What the quality of information adds to the home of each role (R19)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        user = self.env.user
        tarjetas = super()._get_tarjetas()
        if user.has_group("sigobito_base.group_funcionario"):
            tarjetas += self._get_tarjetas_por_corregir()
        if user.has_groups(
            "sigobito_base.group_admin_municipal,sigobito_base.group_titular"
        ):
            tarjetas += self._get_tarjetas_puntaje()
        if user.has_group("sigobito_base.group_regional"):
            tarjetas.append(self._get_tarjeta_regional())
        if user.has_group("base.group_system"):
            tarjetas += self._get_tarjetas_rotas()
        return tarjetas

    @api.model
    def _get_tarjetas_por_corregir(self):
        """Only if there is something to mend."""
        tarjeta = self._tarjeta(
            "datos_por_corregir",
            "sigobito.calidad.hallazgo",
            [
                ("company_id", "=", self.env.company.id),
                ("state", "=", "abierto"),
                ("es_mio", "=", True),
            ],
            title=self.env._("Information to mend"),
            subtitle=self.env._("One tap opens what is missing"),
            icon="fa-pencil-square-o",
            sequence=70,
            section=self.env._("Government"),
            action="sigobito_base.sigobito_calidad_hallazgo_action",
        )
        return [tarjeta] if tarjeta["value"] else []

    @api.model
    def _get_tarjetas_puntaje(self):
        puntaje = self.env["sigobito.calidad.puntaje"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("area_id", "=", False),
                ("es_ultimo", "=", True),
            ],
            limit=1,
        )
        if not puntaje:
            return []
        nivel = dict(puntaje._fields["nivel"]._description_selection(self.env))
        colores = {"bueno": "verde", "regular": "amarillo", "bajo": "rojo"}
        return [
            {
                "key": "puntaje_calidad",
                "title": self.env._("Quality of the information"),
                "value": round(puntaje.puntaje),
                "subtitle": self.env._(
                    "%(level)s, out of 100 · %(count)s to mend",
                    level=nivel[puntaje.nivel],
                    count=puntaje.hallazgos,
                ),
                "icon": "fa-check-square-o",
                "color": colores[puntaje.nivel],
                "sequence": 71,
                "section": self.env._("Government"),
                "action": "sigobito_base.sigobito_calidad_puntaje_action",
                "domain": [
                    ("company_id", "=", self.env.company.id),
                    ("es_ultimo", "=", True),
                ],
                "context": {},
            }
        ]

    @api.model
    def _get_tarjeta_regional(self):
        return self._tarjeta(
            "calidad_baja",
            "sigobito.calidad.puntaje",
            [
                ("area_id", "=", False),
                ("es_ultimo", "=", True),
                ("puntaje", "<", calidad.REGULAR),
            ],
            title=self.env._("Municipalities with poor information"),
            subtitle=self.env._("Score under %s", int(calidad.REGULAR)),
            icon="fa-check-square-o",
            sequence=71,
            section=self.env._("Government"),
            action="sigobito_base.sigobito_calidad_puntaje_action_regional",
        )

    @api.model
    def _get_tarjetas_rotas(self):
        tarjeta = self._tarjeta(
            "reglas_rotas",
            "sigobito.calidad.regla",
            [("rota", "=", True)],
            title=self.env._("Broken quality rules"),
            subtitle=self.env._("They turned themselves off"),
            icon="fa-chain-broken",
            color="rojo",
            sequence=90,
            section=self.env._("Government"),
            action="sigobito_base.sigobito_calidad_regla_action",
        )
        return [tarjeta] if tarjeta["value"] else []
