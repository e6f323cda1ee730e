from odoo import api, models
from odoo.fields import Domain

from .sigobito_iniciativa import ESTADOS_SEGUIDOS

#: Rows of a short list on the home screen.
MAXIMO = 6


class SigobitoTablero(models.AbstractModel):
    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        return super()._get_tarjetas() + self._get_tarjetas_iniciativas()

    @api.model
    def _get_listas(self):
        return super()._get_listas() + self._get_listas_iniciativas()

    # ------------------------------------------------------------
    # CARDS
    # ------------------------------------------------------------

    @api.model
    def _get_tarjetas_iniciativas(self):
        user = self.env.user
        tarjetas = []
        if user.has_group("sigobito_base.group_titular"):
            tarjetas += self._get_tarjetas_titular_iniciativas()
        if user.has_group("sigobito_base.group_gestor"):
            tarjetas += self._get_tarjetas_gestor()
        if user.has_group("sigobito_base.group_funcionario"):
            tarjetas += self._get_tarjetas_mis_hitos()
        elif user.has_group("sigobito_base.group_regional"):
            tarjetas += self._get_tarjetas_regional()
        # The same card for two roles of one person is shown once.
        return list({tarjeta["key"]: tarjeta for tarjeta in tarjetas}.values())

    @api.model
    def _tarjeta_iniciativa(
        self, key, title, subtitle, icon, model, domain, action, **extra
    ):
        card = {
            "title": title,
            "subtitle": subtitle,
            "icon": icon,
            "sequence": 40,
            "section": self.env._("Initiatives"),
            "action": f"sigobito_iniciativas.{action}",
            **extra,
        }
        return self._tarjeta(key, model, domain, **card)

    @api.model
    def _tarjeta_rojas(self):
        return self._tarjeta_iniciativa(
            "iniciativas_rojas",
            self.env._("Initiatives in red"),
            self.env._("Something is overdue or blocked"),
            "fa-exclamation-triangle",
            "sigobito.iniciativa",
            Domain("semaforo", "=", "rojo") & Domain("state", "in", ESTADOS_SEGUIDOS),
            "sigobito_iniciativa_action",
            color="rojo",
            sequence=30,
        )

    @api.model
    def _get_tarjetas_titular_iniciativas(self):
        return [
            self._tarjeta_iniciativa(
                "aros_por_leer",
                self.env._("AROs that wait for you"),
                self.env._("Read them and say what to do"),
                "fa-bullhorn",
                "sigobito.aro",
                Domain("espera_mi_lectura", "=", True),
                "sigobito_aro_action",
                color="amarillo",
                sequence=28,
                section=self.env._("Your decision is needed"),
            ),
            self._tarjeta_iniciativa(
                "reprogramaciones_por_aprobar",
                self.env._("New dates to approve"),
                self.env._("Milestones that ask for more time"),
                "fa-calendar-plus-o",
                "sigobito.hito.reprogramacion",
                Domain("state", "=", "pendiente"),
                "sigobito_hito_reprogramacion_action",
                color="amarillo",
                sequence=29,
                section=self.env._("Your decision is needed"),
            ),
            self._tarjeta_iniciativa(
                "iniciativas_por_aprobar",
                self.env._("Programmings to approve"),
                self.env._("Ready for your approval"),
                "fa-check-square-o",
                "sigobito.iniciativa",
                Domain("state", "=", "programacion")
                & Domain("fecha_programacion", "!=", False),
                "sigobito_iniciativa_action",
                color="amarillo",
                sequence=29,
                section=self.env._("Your decision is needed"),
            ),
            self._tarjeta_rojas(),
        ]

    @api.model
    def _get_tarjetas_gestor(self):
        return [
            self._tarjeta_rojas(),
            self._tarjeta_iniciativa(
                "hitos_atrasados",
                self.env._("Overdue milestones"),
                self.env._("Report, reprogram or ask for help"),
                "fa-clock-o",
                "sigobito.hito",
                Domain("state", "in", ("pendiente", "en_curso"))
                & Domain("iniciativa_state", "in", ESTADOS_SEGUIDOS)
                & Domain("date_deadline", "<", "today"),
                "sigobito_hito_action_portafolio",
                color="rojo",
                sequence=32,
            ),
            self._tarjeta_iniciativa(
                "iniciativas_por_programar",
                self.env._("Initiatives to program"),
                self.env._("Candidates and programmings not finished"),
                "fa-pencil-square-o",
                "sigobito.iniciativa",
                Domain("state", "in", ("candidata", "programacion")),
                "sigobito_iniciativa_action",
                sequence=34,
            ),
            self._tarjeta_iniciativa(
                "aros_abiertos",
                self.env._("Open AROs"),
                self.env._("Alerts, restrictions and opportunities"),
                "fa-bullhorn",
                "sigobito.aro",
                Domain("es_abierto", "=", True),
                "sigobito_aro_action",
                color="amarillo",
                sequence=36,
            ),
        ]

    @api.model
    def _get_tarjetas_mis_hitos(self):
        tarjeta = self._tarjeta_iniciativa(
            "mis_hitos",
            self.env._("My open milestones"),
            self.env._("Update them in two minutes"),
            "fa-flag-checkered",
            "sigobito.hito",
            self._get_mis_hitos_domain(),
            "sigobito_hito_action_mis",
            sequence=38,
        )
        return [tarjeta] if tarjeta["value"] else []

    @api.model
    def _get_tarjetas_regional(self):
        activas = Domain("state", "in", ESTADOS_SEGUIDOS)
        return [
            self._tarjeta_iniciativa(
                "iniciativas_activas",
                self.env._("Initiatives under way"),
                self.env._("In every municipality"),
                "fa-rocket",
                "sigobito.iniciativa",
                activas,
                "sigobito_iniciativa_action_regional",
                sequence=30,
            ),
            self._tarjeta_iniciativa(
                "iniciativas_rojas",
                self.env._("Initiatives in red"),
                self.env._("Municipalities that need help today"),
                "fa-exclamation-triangle",
                "sigobito.iniciativa",
                activas & Domain("semaforo", "=", "rojo"),
                "sigobito_iniciativa_action_regional",
                color="rojo",
                sequence=31,
            ),
            self._tarjeta_iniciativa(
                "restricciones_abiertas",
                self.env._("Open restrictions"),
                self.env._("Blocked until somebody decides"),
                "fa-ban",
                "sigobito.aro",
                Domain("es_abierto", "=", True) & Domain("tipo", "=", "restriccion"),
                "sigobito_aro_action",
                color="rojo",
                sequence=32,
            ),
            self._tarjeta_iniciativa(
                "aros_sin_leer",
                self.env._("AROs nobody has read"),
                self.env._("Still waiting for the authority"),
                "fa-envelope-o",
                "sigobito.aro",
                Domain("state", "=", "registrada"),
                "sigobito_aro_action",
                color="amarillo",
                sequence=33,
            ),
        ]

    # ------------------------------------------------------------
    # LISTS
    # ------------------------------------------------------------

    @api.model
    def _get_mis_hitos_domain(self):
        return Domain("responsable_id", "=", self.env.uid) & Domain(
            "state", "in", ("pendiente", "en_curso")
        )

    @api.model
    def _get_listas_iniciativas(self):
        user = self.env.user
        listas = []
        if user.has_group("sigobito_base.group_titular"):
            listas.append(self._get_lista_aros())
        if (
            user.has_group("sigobito_base.group_titular")
            or user.has_group("sigobito_base.group_gestor")
            or user.has_group("sigobito_base.group_regional")
        ):
            listas.append(self._get_lista_rojas())
        if user.has_group("sigobito_base.group_funcionario"):
            lista = self._get_lista_mis_hitos()
            if lista["items"] or user.has_group("sigobito_base.group_gestor"):
                listas.append(lista)
        return listas

    @api.model
    def _get_lista_aros(self):
        aros = self.env["sigobito.aro"].search(
            Domain("espera_mi_lectura", "=", True), limit=MAXIMO
        )
        return {
            "key": "aros_por_leer",
            "title": self.env._("Wait for you to read them"),
            "icon": "fa-bullhorn",
            "sequence": 26,
            "action": "sigobito_iniciativas.sigobito_aro_action",
            "empty": self.env._("You have read everything. Well done."),
            "items": [
                self._item(aro, aro.iniciativa_id.display_name, aro.date_deadline)
                for aro in aros
            ],
        }

    @api.model
    def _get_lista_rojas(self):
        iniciativas = self.env["sigobito.iniciativa"].search(
            Domain("state", "in", ESTADOS_SEGUIDOS)
            & Domain("semaforo", "in", ("rojo", "amarillo")),
            order="semaforo desc, prioritaria desc, fecha_proximo_hito, id",
            limit=MAXIMO,
        )
        regional = not self.env.user.has_group("sigobito_base.group_funcionario")
        action = "sigobito_iniciativas.sigobito_iniciativa_action"
        if regional:
            action = "sigobito_iniciativas.sigobito_iniciativa_action_regional"
        return {
            "key": "iniciativas_atencion",
            "title": self.env._("Initiatives that need attention"),
            "icon": "fa-exclamation-triangle",
            "sequence": 30,
            "action": action,
            "empty": self.env._(
                "Every approved initiative is on time. Program the next one."
            ),
            "items": [
                self._item(
                    iniciativa,
                    iniciativa.company_id.name
                    if regional
                    else iniciativa.semaforo_motivo,
                    iniciativa.fecha_proximo_hito,
                )
                for iniciativa in iniciativas
            ],
        }

    @api.model
    def _get_lista_mis_hitos(self):
        hitos = self.env["sigobito.hito"].search(
            self._get_mis_hitos_domain(), limit=MAXIMO
        )
        return {
            "key": "mis_hitos",
            "title": self.env._("My milestones"),
            "icon": "fa-flag-checkered",
            "sequence": 34,
            "action": "sigobito_iniciativas.sigobito_hito_action_mis",
            "empty": self.env._("You have no open milestones."),
            "items": [
                self._item(hito, hito.iniciativa_id.display_name, hito.date_deadline)
                for hito in hitos
            ],
        }
