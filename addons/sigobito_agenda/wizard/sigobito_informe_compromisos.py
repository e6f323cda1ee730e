"""Commitments of a period: promised, kept, late, overdue (R28)."""

from odoo import models
from odoo.fields import Domain

from ..tools import informes


class SigobitoInforme(models.TransientModel):
    _inherit = "sigobito.informe"

    def _get_informe_compromisos(self):
        compromisos = self._get_compromisos()
        hechos = {c: self._get_hecho_compromiso(c) for c in compromisos}
        hoy = self.company_id._hoy()
        corte = min(self.date_end, hoy)

        def contar(grupo):
            cuenta = informes.contar_compromisos(
                grupo, self.date_start, self.date_end, hoy
            )
            return list(cuenta.values())

        total = contar(hechos.values())
        columnas = [
            self.env._("Commitments made"),
            self.env._("Commitments kept"),
            self.env._("Kept late"),
            self.env._("Commitments not kept"),
            self.env._("Commitments past their deadline"),
            self.env._("Days late"),
            self.env._("Put off"),
        ]
        vencidos = [
            c for c, h in hechos.items() if informes.compromiso_vencido(h, corte)
        ]
        vencidos.sort(key=lambda c: (c.date_deadline, c.id))
        return {
            "cifras": list(zip(columnas, total, strict=True)),
            "tablas": [
                *self._get_tablas_por(hechos, columnas, contar, total),
                self._get_tabla_vencidos(vencidos, corte),
            ],
            "avisos": [
                self.env._(
                    "Made and kept: in the period. Not kept: with their deadline "
                    "in it. Overdue: open as of %(day)s with their deadline past. Days "
                    "late: half of those kept late took no longer, counted from the "
                    "first deadline. Put off: with their first deadline in the period.",
                    day=self._en_palabras(corte),
                )
            ],
            "hojas": [self._get_hoja_compromisos(hechos, corte)],
        }

    def _get_compromisos(self):
        """Commitments of the period, and those that were open at its end."""
        desde, hasta = self.date_start, self.date_end
        del_periodo = Domain.OR(
            Domain(campo, ">=", desde) & Domain(campo, "<=", hasta)
            for campo in ("reloj_inicio", "fecha_cumplido", "date_deadline")
        )
        abiertos = Domain("date_deadline", "<", hasta) & (
            Domain("reloj_abierto", "=", True) | Domain("reloj_fin", ">", hasta)
        )
        return self.env["sigobito.compromiso"].search_fetch(
            self._get_domain_cifras() & (del_periodo | abiertos),
            [
                "name",
                "tipo",
                "state",
                "reloj_inicio",
                "date_deadline",
                "date_original",
                "deslizamiento",
                "fecha_cumplido",
                "responsable_id",
                "area_id",
                "actor_id",
                "lugar_ids",
            ],
            order="reloj_inicio, id",
        )

    def _get_hecho_compromiso(self, compromiso):
        return informes.Compromiso(
            compromiso.reloj_inicio,
            compromiso.date_deadline or None,
            compromiso.fecha_cumplido or None,
            compromiso.state == "no_cumplido",
            self._get_plazo_original(compromiso),
        )

    def _get_plazo_original(self, compromiso):
        """The first deadline of a commitment, before any extension."""
        return compromiso.date_original or None

    def _get_tabla_vencidos(self, vencidos, corte):
        return self._get_tabla(
            self.env._("Commitments past their deadline"),
            [
                self.env._("Commitment"),
                self.env._("Responsible"),
                self.env._("Area"),
                self.env._("Was due on"),
                self.env._("Days"),
            ],
            [
                [
                    c.name,
                    c.responsable_id.name or "",
                    c.area_id.name or self.env._("No area"),
                    self._en_palabras(c.date_deadline),
                    (corte - c.date_deadline).days,
                ]
                for c in vencidos
            ],
            textos=4,
        )

    def _get_hoja_compromisos(self, hechos, corte):
        def nombres(campo):
            Compromiso = self.env["sigobito.compromiso"]
            return dict(Compromiso._fields[campo]._description_selection(self.env))

        tipos, estados = nombres("tipo"), nombres("state")
        si = self.env._("Yes")
        return {
            "titulo": self.env._("Commitments"),
            "columnas": [
                self.env._("Commitment"),
                self.env._("Type"),
                self.env._("To whom"),
                self.env._("Responsible"),
                self.env._("Area"),
                self.env._("Places"),
                self.env._("Status"),
                self.env._("Promised on"),
                self.env._("First deadline"),
                self.env._("Deadline"),
                self.env._("Slippage (days)"),
                self.env._("Kept on"),
                self.env._("Days late"),
                self.env._("Is overdue"),
            ],
            "filas": [
                [
                    c.name,
                    tipos.get(c.tipo, ""),
                    c.actor_id.name or "",
                    c.responsable_id.name or "",
                    c.area_id.name or "",
                    ", ".join(c.lugar_ids.mapped("name")),
                    estados.get(c.state, ""),
                    hecho.prometido,
                    hecho.original or hecho.limite,
                    hecho.limite,
                    c.deslizamiento or None,
                    hecho.cumplido,
                    informes.atraso(hecho) or None,
                    si if informes.compromiso_vencido(hecho, corte) else "",
                ]
                for c, hecho in hechos.items()
            ],
        }
