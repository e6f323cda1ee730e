"""Whether everybody who asks for an audience is treated alike (R28).

Figures only: nobody is named, and of an activity that is reserved nothing is used.
"""

from odoo import models
from odoo.fields import Domain

from ..tools import informes


class SigobitoInforme(models.TransientModel):
    _inherit = "sigobito.informe"

    def _get_informe_audiencias(self):
        solicitudes = self._get_audiencias()
        fechas = self._get_fechas_audiencia(solicitudes)
        hechos = {
            s: informes.Audiencia(
                self._dia(s.fecha_recepcion),
                s.decision or "",
                self._dia(s.decision_fecha),
                fechas.get(s.id),
            )
            for s in solicitudes
        }
        habiles = self._get_habiles(
            dia for h in hechos.values() for dia in (h.pedida, h.decidida, h.recibida)
        )

        def contar(grupo):
            return informes.contar_audiencias(grupo, habiles)

        total = contar(hechos.values())
        return {
            "cifras": [
                (self.env._("Audiences asked for"), total["pedidas"]),
                (self.env._("Audiences granted"), total["concedidas"]),
                (self.env._("Granted (%)"), total["concedidas_pct"]),
                (self.env._("Audiences declined"), total["declinadas"]),
                (self.env._("Working days to the decision"), total["dias_decision"]),
                (self.env._("Working days to the audience"), total["dias_espera"]),
            ],
            "tablas": self._get_tablas_audiencias(hechos, contar, total),
            "avisos": [
                self.env._(
                    "Audiences asked for in the period, whatever became of them since. "
                    "Granted counts those received by a delegate. With fewer than "
                    "%(count)s cases no percentage is given. Working days: half of them "
                    "waited no longer.",
                    count=informes.MINIMO_CASOS,
                )
            ],
            "hojas": [self._get_hoja_audiencias(hechos, habiles)],
        }

    def _get_audiencias(self):
        desde, hasta = self._get_limites_utc()
        return self.env["sigobito.solicitud"].search_fetch(
            self._get_domain_cifras()
            & Domain("tipo", "=", "audiencia")
            & Domain("fecha_recepcion", ">=", desde)
            & Domain("fecha_recepcion", "<", hasta),
            [
                "folio",
                "fecha_recepcion",
                "decision",
                "decision_fecha",
                "sexo",
                "canal",
                "actor_id",
                "lugar_ids",
            ],
            order="fecha_recepcion, id",
        )

    def _get_fechas_audiencia(self, solicitudes):
        """Day on which each was received; nothing of a reserved activity."""
        eventos = self.env["calendar.event"].search_fetch(
            Domain("solicitud_id", "in", solicitudes.ids)
            & Domain("visibilidad", "!=", "reservada")
            & Domain("estado", "in", ("confirmada", "realizada", "delegada")),
            ["start", "stop", "allday", "solicitud_id"],
            order="start desc, id desc",
        )
        return {
            evento.solicitud_id.id: self._get_tramo(evento)[0].date()
            for evento in eventos
        }

    def _get_cortes_audiencias(self):
        """By what people are compared, and how each is called."""
        clases, sexos, canales = (
            dict(self.env[modelo]._fields[campo]._description_selection(self.env))
            for modelo, campo in (
                ("sigobito.actor", "tipo"),
                ("sigobito.solicitud", "sexo"),
                ("sigobito.solicitud", "canal"),
            )
        )
        no_dicho = self.env._("Not said")
        return {
            "clase": (
                self.env._("Kind of stakeholder"),
                lambda s: [clases.get(s.actor_id.tipo) or self.env._("Not registered")],
            ),
            "sexo": (
                self.env._("Sex"),
                lambda s: [sexos.get(s.sexo, no_dicho)],
            ),
            "lugar": (
                self.env._("Place"),
                lambda s: s.lugar_ids.mapped("name") or [self.env._("No place")],
            ),
            "canal": (
                self.env._("Intake channel"),
                lambda s: [canales.get(s.canal, no_dicho)],
            ),
        }

    def _get_tablas_audiencias(self, hechos, contar, total):
        columnas = [
            self.env._("Audiences asked for"),
            self.env._("Audiences granted"),
            self.env._("Audiences declined"),
            self.env._("Audiences pending"),
            self.env._("Granted (%)"),
            self.env._("Difference"),
            self.env._("Days to decision"),
            self.env._("Days to audience"),
        ]

        def fila(cuenta):
            parte, del_total = cuenta["concedidas_pct"], total["concedidas_pct"]
            comparable = parte is not None and del_total is not None
            return [
                cuenta["pedidas"],
                cuenta["concedidas"],
                cuenta["declinadas"],
                cuenta["pendientes"],
                parte,
                parte - del_total if comparable else None,
                cuenta["dias_decision"],
                cuenta["dias_espera"],
            ]

        tablas = []
        for titulo, claves in self._get_cortes_audiencias().values():
            grupos = informes.agrupar((claves(s), h) for s, h in hechos.items())
            filas = [[nombre, *fila(contar(grupo))] for nombre, grupo in grupos.items()]
            filas.sort(key=lambda valores: (-valores[1], valores[0]))
            tablas.append(
                self._get_tabla(
                    self.env._("By %s", titulo.lower()),
                    [titulo, *columnas],
                    filas,
                    [self.env._("Total"), *fila(total)],
                )
            )
        return tablas

    def _get_hoja_audiencias(self, hechos, habiles):
        """The cases without names: who they are is in the requests."""
        Solicitud = self.env["sigobito.solicitud"]
        decisiones = dict(
            Solicitud._fields["decision"]._description_selection(self.env)
        )
        cortes = self._get_cortes_audiencias()
        return {
            "titulo": self.env._("Audiences"),
            "columnas": [
                self.env._("Folio"),
                *(titulo for titulo, _claves in cortes.values()),
                self.env._("Received on"),
                self.env._("Decision"),
                self.env._("Decided on"),
                self.env._("Days to decision"),
                self.env._("Days to audience"),
            ],
            "filas": [
                [
                    s.folio or "",
                    *(", ".join(claves(s)) for _titulo, claves in cortes.values()),
                    hecho.pedida,
                    decisiones.get(hecho.decision, self.env._("Pending")),
                    hecho.decidida,
                    habiles(hecho.pedida, hecho.decidida) if hecho.decidida else None,
                    habiles(hecho.pedida, hecho.recibida) if hecho.recibida else None,
                ]
                for s, hecho in hechos.items()
            ],
        }
