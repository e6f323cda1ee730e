from odoo import api, fields, models


class SigobitoTablero(models.AbstractModel):
    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        if self.env.user.has_group("sigobito_base.group_regional"):
            tarjetas += self._get_tarjetas_comunidad()
        elif self.env.user.has_group("sigobito_base.group_gestor"):
            tarjetas.append(self._get_tarjeta_ods_municipio())
        return tarjetas

    @api.model
    def _get_tarjetas_comunidad(self):
        section = self.env._("Community")
        abiertas = [("state", "not in", ("cancel", "done"))]
        sin_ods = [*abiertas, ("alineacion_ids", "=", False)]
        por_validar = [("state", "=", "propuesta")]
        observadas = [("state", "=", "observada")]
        rojas = [("semaforo", "=", "rojo")]
        Alineacion = self.env["sigobito.ods.alineacion"]
        n_sin_ods = self.env["sigobito.iniciativa"].search_count(sin_ods)
        n_observadas = Alineacion.search_count(observadas)
        tarjetas = [
            {
                "key": "comunidad_sin_ods",
                "title": self.env._("Initiatives without SDG"),
                "value": n_sin_ods,
                "subtitle": self.env._("Align them: coverage must reach 100 %"),
                "icon": "fa-th-large",
                "color": "amarillo" if n_sin_ods else "verde",
                "sequence": 40,
                "action": "sigobito_comunidad.sigobito_iniciativa_action_sin_ods",
                "domain": sin_ods,
            },
            {
                "key": "comunidad_por_validar",
                "title": self.env._("Alignments to validate"),
                "value": Alineacion.search_count(por_validar),
                "subtitle": self.env._("Proposed, not reviewed yet"),
                "icon": "fa-check-circle-o",
                "color": "",
                "sequence": 41,
                "action": "sigobito_comunidad.sigobito_ods_alineacion_action",
                "domain": por_validar,
            },
            {
                "key": "comunidad_observadas",
                "title": self.env._("Alignments commented"),
                "value": n_observadas,
                "subtitle": self.env._("The municipality thinks otherwise"),
                "icon": "fa-comment-o",
                "color": "amarillo" if n_observadas else "",
                "sequence": 42,
                "action": "sigobito_comunidad.sigobito_ods_alineacion_action",
                "domain": observadas,
            },
            {
                "key": "comunidad_rojas",
                "title": self.env._("Critical initiatives"),
                "value": self.env["sigobito.ficha"].search_count(rojas),
                "subtitle": self.env._("In the whole network"),
                "icon": "fa-exclamation-triangle",
                "color": "rojo",
                "sequence": 43,
                "action": "sigobito_comunidad.sigobito_ficha_action",
                "domain": rojas,
            },
        ]
        return [dict(t, section=section, context={}) for t in tarjetas]

    @api.model
    def _get_tarjeta_ods_municipio(self):
        domain = [
            ("company_id", "=", self.env.company.id),
            ("state", "not in", ("cancel", "done")),
            ("alineacion_ids", "=", False),
        ]
        count = self.env["sigobito.iniciativa"].search_count(domain)
        return {
            "key": "comunidad_sin_ods",
            "title": self.env._("Initiatives without SDG"),
            "value": count,
            "subtitle": self.env._("Propose a target; the technical team validates it"),
            "icon": "fa-th-large",
            "color": "amarillo" if count else "verde",
            "sequence": 40,
            "section": self.env._("Community"),
            "action": "sigobito_comunidad.sigobito_iniciativa_action_sin_ods",
            "domain": domain,
            "context": {},
        }

    @api.model
    def _get_listas(self):
        listas = super()._get_listas()
        if self.env.user.has_group("sigobito_base.group_regional"):
            listas.append(self._get_lista_fichas())
        return listas

    @api.model
    def _get_lista_fichas(self):
        fichas = self.env["sigobito.ficha"].search_fetch(
            [], ["name", "municipio", "ods_codes", "fecha", "semaforo"], limit=6
        )
        return {
            "key": "comunidad_fichas",
            "title": self.env._("What moved in the network"),
            "icon": "fa-id-card-o",
            "sequence": 40,
            "action": "sigobito_comunidad.sigobito_ficha_action",
            "empty": self.env._(
                "No cards yet: they appear when a municipality approves an initiative."
            ),
            "items": [
                {
                    "model": "sigobito.ficha",
                    "res_id": ficha.id,
                    "title": ficha.name,
                    "subtitle": " · ".join(
                        filter(None, (ficha.municipio, ficha.ods_codes))
                    ),
                    "date": fields.Date.to_string(ficha.fecha),
                    "semaforo": ficha.semaforo,
                }
                for ficha in fichas
            ],
        }
