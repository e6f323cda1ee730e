"""Requests of a period: what came in, what went out, what is late (R28)."""

from odoo import models
from odoo.fields import Domain

from ..tools import informes


class SigobitoInforme(models.TransientModel):
    _inherit = "sigobito.informe"

    def _get_informe_solicitudes(self):
        solicitudes = self._get_solicitudes()
        hechos = {s: self._get_hecho_solicitud(s) for s in solicitudes}
        hoy = self.company_id._hoy()
        corte = min(self.date_end, hoy)
        habiles = self._get_habiles(d for h in hechos.values() for d in h[:3])

        def contar(grupo):
            cuenta = informes.contar_solicitudes(
                grupo, self.date_start, self.date_end, hoy, habiles
            )
            return list(cuenta.values())

        total = contar(hechos.values())
        columnas = [
            self.env._("Requests received"),
            self.env._("Requests decided"),
            self.env._("Requests answered"),
            self.env._("Requests overdue"),
            self.env._("Working days to answer"),
        ]
        vencidas = [s for s, h in hechos.items() if informes.vencida(h, corte)]
        vencidas.sort(key=lambda s: (s.date_deadline, s.id))
        return {
            "cifras": list(zip(columnas, total, strict=True)),
            "tablas": [
                *self._get_tablas_por(hechos, columnas, contar, total),
                self._get_tabla_vencidas(vencidas, corte),
            ],
            "avisos": [
                self.env._(
                    "Received, decided and answered: in the period. Overdue: not "
                    "answered in time as of %(day)s. Days: half of those answered in "
                    "the period took no longer.",
                    day=self._en_palabras(corte),
                )
            ],
            "hojas": [self._get_hoja_solicitudes(hechos, corte, habiles)],
        }

    def _get_solicitudes(self):
        """Requests that moved in the period, and those still open at its end."""
        desde, hasta = self._get_limites_utc()
        movidas = Domain.OR(
            Domain(campo, ">=", desde) & Domain(campo, "<", hasta)
            for campo in ("fecha_recepcion", "decision_fecha", "fecha_respuesta")
        )
        pendientes = (
            Domain("fecha_recepcion", "<", hasta)
            & Domain("date_deadline", "<", self.date_end)
            & (
                Domain("reloj_abierto", "=", True)
                | Domain("reloj_fin", ">", self.date_end)
            )
        )
        return self.env["sigobito.solicitud"].search_fetch(
            self._get_domain_cifras() & (movidas | pendientes),
            [
                "folio",
                "name",
                "tipo",
                "state",
                "decision",
                "solicitante",
                "fecha_recepcion",
                "decision_fecha",
                "fecha_respuesta",
                "reloj_abierto",
                "reloj_fin",
                "date_deadline",
                "area_id",
                "actor_id",
                "lugar_ids",
            ],
            order="fecha_recepcion, id",
        )

    def _get_hecho_solicitud(self, solicitud):
        respondida = self._dia(solicitud.fecha_respuesta)
        if not respondida and not solicitud.reloj_abierto:
            respondida = solicitud.reloj_fin or None
        return informes.Solicitud(
            self._dia(solicitud.fecha_recepcion),
            self._dia(solicitud.decision_fecha),
            respondida,
            solicitud.date_deadline or None,
        )

    # ------------------------------------------------------------
    # BY AREA, PLACE AND STAKEHOLDER
    # ------------------------------------------------------------

    def _get_tablas_por(self, hechos, columnas, contar, total):
        """The same figures by area, by place and by stakeholder."""
        cortes = [
            (self.env._("Area"), lambda r: [r.area_id.name or self.env._("No area")]),
            (
                self.env._("Place"),
                lambda r: r.lugar_ids.mapped("name") or [self.env._("No place")],
            ),
            (
                self.env._("Stakeholder"),
                lambda r: [r.actor_id.name or self.env._("Not registered")],
            ),
        ]
        notas = [
            "",
            self.env._("Whatever concerns several places counts in each of them."),
            "",
        ]
        tablas = []
        for (titulo, clave), nota in zip(cortes, notas, strict=True):
            grupos = informes.agrupar((clave(r), h) for r, h in hechos.items())
            filas = [[nombre, *contar(grupo)] for nombre, grupo in grupos.items()]
            filas.sort(key=lambda fila: (-(fila[1] or 0), fila[0]))
            tablas.append(
                self._get_tabla(
                    self.env._("By %s", titulo.lower()),
                    [titulo, *columnas],
                    filas,
                    [self.env._("Total"), *total],
                    nota,
                )
            )
        return tablas

    def _get_tabla_vencidas(self, vencidas, corte):
        return self._get_tabla(
            self.env._("Requests overdue"),
            [
                self.env._("Folio"),
                self.env._("Request"),
                self.env._("Area"),
                self.env._("Was due on"),
                self.env._("Days"),
            ],
            [
                [
                    s.folio or "",
                    s.name,
                    s.area_id.name or self.env._("No area"),
                    self._en_palabras(s.date_deadline),
                    (corte - s.date_deadline).days,
                ]
                for s in vencidas
            ],
            textos=4,
        )

    def _get_hoja_solicitudes(self, hechos, corte, habiles):
        def nombres(campo):
            Solicitud = self.env["sigobito.solicitud"]
            return dict(Solicitud._fields[campo]._description_selection(self.env))

        tipos, estados, decisiones = (
            nombres(campo) for campo in ("tipo", "state", "decision")
        )
        si = self.env._("Yes")
        return {
            "titulo": self.env._("Requests"),
            "columnas": [
                self.env._("Folio"),
                self.env._("Request"),
                self.env._("Type"),
                self.env._("Requester"),
                self.env._("Stakeholder"),
                self.env._("Area"),
                self.env._("Places"),
                self.env._("Status"),
                self.env._("Decision"),
                self.env._("Received on"),
                self.env._("Decided on"),
                self.env._("Answered on"),
                self.env._("Answer before"),
                self.env._("Working days to answer"),
                self.env._("Is overdue"),
            ],
            "filas": [
                [
                    s.folio or "",
                    s.name,
                    tipos.get(s.tipo, ""),
                    s.solicitante,
                    s.actor_id.name or "",
                    s.area_id.name or "",
                    ", ".join(s.lugar_ids.mapped("name")),
                    estados.get(s.state, ""),
                    decisiones.get(s.decision, ""),
                    hecho.recibida,
                    hecho.decidida,
                    hecho.respondida,
                    hecho.limite,
                    habiles(hecho.recibida, hecho.respondida)
                    if hecho.respondida
                    else None,
                    si if informes.vencida(hecho, corte) else "",
                ]
                for s, hecho in hechos.items()
            ],
        }
