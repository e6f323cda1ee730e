"""Forecast of milestones: who waits for whom, and how a slip moves the others."""

from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import prevision

#: Length of a bar on the time line when nobody said when the work starts.
DIAS_DE_BARRA = 21


class SigobitoHito(models.Model):
    _inherit = "sigobito.hito"

    fecha_estimada = fields.Date(
        string="Own estimate",
        copy=False,
        help="When the responsible expects to reach it, if not on the due date.",
    )
    fecha_prevista = fields.Date(
        string="Forecast",
        copy=False,
        index=True,
        help="Expected date: the estimate, moved by the slips of its predecessors.",
    )
    desvio = fields.Integer(
        string="Slip (days)",
        compute="_compute_desvio",
        store=True,
        aggregator="avg",
        help="From the baseline to the forecast, or to the date it was reached.",
    )
    linea_inicio = fields.Date(
        string="Start on the time line", compute="_compute_linea", store=True
    )
    linea_fin = fields.Date(
        string="End on the time line", compute="_compute_linea", store=True
    )
    predecesor_ids = fields.Many2many(
        "sigobito.hito",
        "sigobito_hito_predecesor_rel",
        "hito_id",
        "predecesor_id",
        string="Waits for",
        copy=False,
        check_company=True,
        domain="[('id', '!=', id), ('company_id', '=', company_id)]",
    )
    sucesor_ids = fields.Many2many(
        "sigobito.hito",
        "sigobito_hito_predecesor_rel",
        "predecesor_id",
        "hito_id",
        string="Others that wait for it",
        copy=False,
        check_company=True,
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("fecha_base", "date_deadline", "fecha_prevista", "fecha_real")
    def _compute_desvio(self):
        for hito in self:
            desde = hito.fecha_base or hito.date_deadline
            hasta = hito.fecha_real or hito.fecha_prevista
            hito.desvio = (hasta - desde).days if desde and hasta else 0

    @api.depends(
        "date_start",
        "date_deadline",
        "fecha_prevista",
        "fecha_real",
        "predecesor_ids.date_deadline",
        "predecesor_ids.fecha_prevista",
        "predecesor_ids.fecha_real",
    )
    def _compute_linea(self):
        for hito in self:
            fin = hito.fecha_real or hito.fecha_prevista or hito.date_deadline
            # The timeline needs dates even for what is not programmed yet.
            alta = fields.Date.to_date(hito.create_date) or fields.Date.today()
            fin = fin or alta
            previos = [
                previo.fecha_real or previo.fecha_prevista or previo.date_deadline
                for previo in hito.predecesor_ids
            ]
            inicio = hito.date_start or max(filter(None, previos), default=False)
            if inicio and not hito.date_start:
                inicio += timedelta(days=1)
            if not inicio or inicio >= fin:
                inicio = fin - timedelta(days=DIAS_DE_BARRA)
            hito.linea_inicio, hito.linea_fin = inicio, fin

    # ------------------------------------------------------------
    # CONSTRAINS
    # ------------------------------------------------------------

    @api.constrains("predecesor_ids", "sucesor_ids")
    def _check_predecesor_ids(self):
        antes = self._get_red()
        ciclo = prevision.encontrar_ciclo(antes)
        if ciclo:
            # The circle is made of milestones of this municipality only.
            nombres = self.browse(ciclo).mapped("display_name")
            raise ValidationError(
                self.env._(
                    "These milestones would wait for each other for ever: %(ciclo)s. "
                    "Remove one of the predecessors.",
                    ciclo=" ← ".join(nombres),
                )
            )

    # ------------------------------------------------------------
    # FORECAST
    # ------------------------------------------------------------

    def _get_red(self):
        """Who waits for whom, for everybody connected to these milestones.

        sudo: the net of a municipality is needed whole, whatever the user sees of it;
        company walls forbid links that leave it.
        """
        conocidos = self.browse()
        nuevos = self.sudo()
        while nuevos:
            conocidos = conocidos.sudo() | nuevos
            nuevos = (nuevos.predecesor_ids | nuevos.sucesor_ids) - conocidos
        return {hito.id: tuple(hito.predecesor_ids.ids) for hito in conocidos}

    def _prever(self):
        """Recompute the forecast of these milestones and of those who wait for them."""
        if not self:
            return
        antes = self._get_red()
        try:
            previstas = self._prever_red(antes)
        except prevision.CicloError:
            return  # the constraint tells the user which circle
        por_fecha = defaultdict(self.sudo().browse)
        for hito in self.sudo().browse(
            prevision.aguas_abajo(antes, set(self.ids)) & previstas.keys()
        ):
            if hito.fecha_prevista != (previstas[hito.id] or False):
                por_fecha[previstas[hito.id]] |= hito
        for fecha, hitos in por_fecha.items():
            hitos._write_prevista(fecha)

    def _prever_red(self, antes):
        hitos = self.sudo().browse(antes)
        tareas = {
            hito.id: prevision.Tarea(
                vence=hito.date_deadline or None,
                inicio=hito.date_start or None,
                estimada=hito.fecha_estimada or None,
                real=hito.fecha_real or None,
                abierta=hito.state in ("pendiente", "en_curso"),
                antes=antes[hito.id],
            )
            for hito in hitos
        }
        return prevision.prever(tareas, hitos.company_id[:1]._hoy())

    @api.model
    def _cron_prever(self):
        """Nightly: what is overdue pushes those who wait for it, one more day."""
        lote = 500
        last_id = 0
        base = Domain("state", "in", ["pendiente", "en_curso"]) & Domain(
            "fecha_prevista", "<", fields.Date.today()
        )
        while hitos := self.search(
            base & Domain("id", ">", last_id), order="id", limit=lote
        ):
            last_id = hitos[-1].id
            for _company, del_municipio in hitos.grouped("company_id").items():
                del_municipio._prever()
            self.env.flush_all()
            if not self.env["ir.cron"]._commit_progress(len(hitos)):
                return
