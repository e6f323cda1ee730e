from datetime import timedelta

from odoo import api, fields, models


class SigobitoTablero(models.AbstractModel):
    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        tarjetas = super()._get_tarjetas()
        user = self.env.user
        if self.env["sigobito.accion.comunicacional"]._es_aprobador():
            tarjetas += self._get_tarjetas_visto_bueno()
        if user.has_group("sigobito_base.group_comunicacion"):
            tarjetas += self._get_tarjetas_comunicacion()
        return tarjetas

    @api.model
    def _get_tarjetas_visto_bueno(self):
        domain = [
            ("company_id", "=", self.env.company.id),
            ("state", "=", "revision"),
        ]
        count = self.env["sigobito.pieza"].search_count(domain)
        return [
            {
                "key": "comunicacion_visto_bueno",
                "title": self.env._("Pieces for sign-off"),
                "value": count,
                "subtitle": self.env._("Read them and approve"),
                "icon": "fa-check-square-o",
                "color": "amarillo" if count else "",
                "sequence": 30,
                "section": self.env._("Communication"),
                "action": "sigobito_comunicacion.sigobito_pieza_action_visto_bueno",
                "domain": domain,
                "context": {},
            }
        ]

    @api.model
    def _get_tarjetas_comunicacion(self):
        section = self.env._("Communication")
        company = [("company_id", "=", self.env.company.id)]
        Accion = self.env["sigobito.accion.comunicacional"]
        Pieza = self.env["sigobito.pieza"]
        propuestas = [*company, ("state", "=", "identificada")]
        rechazadas = [*company, ("state", "=", "rechazada")]
        por_salir = [*company, ("state", "=", "aprobada")]
        hace_30 = fields.Datetime.now() - timedelta(days=30)
        publicadas = [
            *company,
            ("state", "=", "publicada"),
            ("fecha_publicacion", ">=", hace_30),
        ]
        problemas = [
            *company,
            "|",
            ("state", "=", "fallido"),
            ("requiere_persona", "=", True),
        ]
        n_propuestas = Accion.search_count(propuestas)
        n_rechazadas = Pieza.search_count(rechazadas)
        n_problemas = self.env["sigobito.publicacion"].search_count(problemas)
        tarjetas = [
            {
                "key": "comunicacion_propuestas",
                "title": self.env._("Proposals waiting"),
                "value": n_propuestas,
                "subtitle": self.env._("Reached and held: is it worth telling?"),
                "icon": "fa-lightbulb-o",
                "color": "amarillo" if n_propuestas else "",
                "sequence": 31,
                "action": "sigobito_comunicacion.sigobito_accion_comunicacional_action",
                "domain": propuestas,
            },
            {
                "key": "comunicacion_rechazadas",
                "title": self.env._("Pieces returned"),
                "value": n_rechazadas,
                "subtitle": self.env._("Correct them and send them again"),
                "icon": "fa-reply",
                "color": "rojo" if n_rechazadas else "",
                "sequence": 32,
                "action": "sigobito_comunicacion.sigobito_pieza_action",
                "domain": rechazadas,
            },
            {
                "key": "comunicacion_por_publicar",
                "title": self.env._("Ready to publish"),
                "value": Pieza.search_count(por_salir),
                "subtitle": self.env._("With sign-off, not out yet"),
                "icon": "fa-paper-plane-o",
                "color": "verde",
                "sequence": 33,
                "action": "sigobito_comunicacion.sigobito_pieza_action",
                "domain": por_salir,
            },
            {
                "key": "comunicacion_publicadas",
                "title": self.env._("Published in 30 days"),
                "value": Pieza.search_count(publicadas),
                "subtitle": self.env._("What people could read"),
                "icon": "fa-bullhorn",
                "color": "azul",
                "sequence": 34,
                "action": "sigobito_comunicacion.sigobito_pieza_action",
                "domain": publicadas,
            },
        ]
        if n_problemas:
            tarjetas.append(
                {
                    "key": "comunicacion_problemas",
                    "title": self.env._("Not published"),
                    "value": n_problemas,
                    "subtitle": self.env._("Somebody has to look at them"),
                    "icon": "fa-exclamation-triangle",
                    "color": "rojo",
                    "sequence": 29,
                    "action": "sigobito_comunicacion.sigobito_publicacion_action",
                    "domain": problemas,
                }
            )
        return [dict(t, section=section, context={}) for t in tarjetas]

    @api.model
    def _get_listas(self):
        listas = super()._get_listas()
        if self.env["sigobito.accion.comunicacional"]._es_aprobador():
            listas.append(self._get_lista_visto_bueno())
        if self.env.user.has_group("sigobito_base.group_comunicacion"):
            listas.append(self._get_lista_propuestas())
        return listas

    @api.model
    def _get_lista_visto_bueno(self):
        piezas = self.env["sigobito.pieza"].search_fetch(
            [("company_id", "=", self.env.company.id), ("state", "=", "revision")],
            ["titulo", "canal_id", "fecha_programada", "fecha_envio"],
            order="fecha_envio, id",
            limit=6,
        )
        return {
            "key": "comunicacion_visto_bueno",
            "title": self.env._("Waiting for your sign-off"),
            "icon": "fa-check-square-o",
            "sequence": 30,
            "action": "sigobito_comunicacion.sigobito_pieza_action_visto_bueno",
            "empty": self.env._("Nothing waits for your sign-off."),
            "items": [
                {
                    "model": "sigobito.pieza",
                    "res_id": pieza.id,
                    "title": pieza.titulo,
                    "subtitle": pieza.canal_id.name,
                    "date": fields.Date.to_string(
                        pieza.fecha_programada or pieza.fecha_envio
                    )
                    or False,
                    "semaforo": False,
                }
                for pieza in piezas
            ],
        }

    @api.model
    def _get_lista_propuestas(self):
        acciones = self.env["sigobito.accion.comunicacional"].search_fetch(
            [("company_id", "=", self.env.company.id), ("state", "=", "identificada")],
            ["name", "origen", "iniciativa_id", "create_date"],
            order="create_date desc, id desc",
            limit=6,
        )
        origenes = dict(acciones._fields["origen"]._description_selection(self.env))
        return {
            "key": "comunicacion_propuestas",
            "title": self.env._("Worth telling"),
            "icon": "fa-lightbulb-o",
            "sequence": 31,
            "action": "sigobito_comunicacion.sigobito_accion_comunicacional_action",
            "empty": self.env._(
                "No proposals. Reached milestones and closed activities appear here."
            ),
            "items": [
                {
                    "model": accion._name,
                    "res_id": accion.id,
                    "title": accion.name,
                    "subtitle": " · ".join(
                        filter(
                            None, (origenes[accion.origen], accion.iniciativa_id.name)
                        )
                    ),
                    "date": fields.Date.to_string(accion.create_date),
                    "semaforo": False,
                }
                for accion in acciones
            ],
        }
