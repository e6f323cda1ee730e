"""The night of the quality rules: sets over all municipalities, never records."""

import logging
from collections import defaultdict
from datetime import timedelta

from psycopg2.errors import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import calidad

_logger = logging.getLogger(__name__)

#: Municipalities of one statement, and so between two commits of the night.
LOTE_MUNICIPIOS = 500


class SigobitoCalidadRegla(models.Model):
    _inherit = "sigobito.calidad.regla"

    def _get_dias(self, company):
        """Days of the rule in a municipality."""
        ajuste = self.env["sigobito.calidad.ajuste"].search(
            [("regla_id", "=", self.id), ("company_id", "=", company.id)]
        )
        return ajuste.dias or self.dias

    @api.model
    def _get_municipios(self):
        return self.env["res.company"].search([("es_municipio", "=", True)])

    @api.model
    def _cron_evaluar(self):
        """Nightly: every rule over all municipalities, then the scores.

        It may be cut short between two rules; the next run goes on with the rest.
        """
        hoy = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
        pendientes = self.search(
            [
                ("rota", "=", False),
                "|",
                ("fecha_evaluacion", "=", False),
                ("fecha_evaluacion", "<", hoy),
            ]
        )
        if not pendientes:
            return
        progreso = self.env["ir.cron"]._commit_progress
        progreso(remaining=len(pendientes) + 1)
        municipios = self._get_municipios()
        for regla in pendientes:
            regla._evaluar(municipios, entre_lotes=progreso)
            if not progreso(1):
                return
        self._cerrar_apagadas()
        self._puntuar(municipios)
        progreso(1)

    @api.model
    def action_evaluar_municipio(self):
        """Look at everything of the current municipality now."""
        company = self.env.company
        permitido = self.env.user.has_groups(
            "sigobito_base.group_admin_municipal,sigobito_base.group_titular,"
            "base.group_system"
        )
        if not permitido or not company.es_municipio:
            raise UserError(
                self.env._(
                    "The administrator or the head of government of a municipality "
                    "runs its check."
                )
            )
        # sudo: the rules look at the whole municipality, of which he gets findings
        self.with_user(SUPERUSER_ID)._evaluar_todo(company)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _evaluar_todo(self, municipios=None):
        """Every rule now, in one transaction: for one municipality or a few."""
        municipios = (municipios or self._get_municipios()).with_env(self.env)
        for regla in self.search([("rota", "=", False)]):
            regla._evaluar(municipios)
        self._cerrar_apagadas(municipios)
        self._puntuar(municipios)

    def _evaluar(self, municipios, entre_lotes=None):
        """Compare one rule with its open findings; a broken one turns itself off.

        :return: ``(looked at, opened, closed)``
        """
        self.ensure_one()
        total = [0, 0, 0]
        try:
            for dias, companies in self._get_grupos(municipios):
                with self.env.cr.savepoint():
                    cuenta = self._evaluar_lote(companies, dias)
                total = [a + b for a, b in zip(total, cuenta, strict=True)]
                if entre_lotes:
                    entre_lotes()
        except OperationalError as error:
            # A lock or a serialization failure says nothing about the rule.
            _logger.info("Quality rule %s left for another night: %s", self.id, error)
        except Exception as error:  # noqa: BLE001 a rule never stops the night
            self._romper(error)
        self.fecha_evaluacion = fields.Datetime.now()
        return tuple(total)

    def _get_grupos(self, municipios):
        """``(days, municipalities)`` that share a query: same days, same date."""
        ajustes = {
            ajuste.company_id.id: ajuste
            for ajuste in self.env["sigobito.calidad.ajuste"].search(
                [("regla_id", "=", self.id), ("company_id", "in", municipios.ids)]
            )
        }
        grupos = defaultdict(list)
        municipios.fetch(["tz"])
        for company in municipios:
            ajuste = ajustes.get(company.id)
            if not ajuste or ajuste.activa:
                dias = (ajuste and ajuste.dias) or self.dias
                grupos[company._hoy(), dias].append(company.id)
        for (_hoy, dias), ids in grupos.items():
            for lote in calidad.lotes(ids, LOTE_MUNICIPIOS):
                yield dias, municipios.browse(lote)

    def _evaluar_lote(self, companies, dias):
        """One statement: count, close, move and open the findings of the rule."""
        self.env.flush_all()
        revisados, malos = self._get_consultas(companies, dias)
        hoy = companies[:1]._hoy()
        self.env.execute_query(
            SQL(
                "DELETE FROM sigobito_calidad_conteo "
                "WHERE regla_id = %s AND company_id = ANY(%s) RETURNING 1",
                self.id,
                companies.ids,
            )
        )
        # The planner knows nothing of the sets below, nor of findings just opened: with
        # nested loops a first night of 100,000 findings would be quadratic.
        self.env.cr.execute("SET LOCAL enable_nestloop TO off")
        ((vistos, abiertos, cerrados),) = self.env.execute_query(
            SQL(
                """
WITH revisado AS MATERIALIZED (%(revisados)s),
mal AS MATERIALIZED (SELECT * FROM revisado WHERE id IN %(malos)s),
cerrado AS (
    UPDATE sigobito_calidad_hallazgo h
       SET state = 'cerrado', motivo_cierre = 'corregido', fecha_cierre = %(hoy)s,
           write_date = now() AT TIME ZONE 'UTC', write_uid = %(uid)s
     WHERE h.regla_id = %(regla)s AND h.state = 'abierto'
       AND h.company_id = ANY(%(companies)s)
       AND NOT EXISTS (
           SELECT 1 FROM mal WHERE mal.id = h.res_id AND mal.company_id = h.company_id)
 RETURNING 1
),
movido AS (
    UPDATE sigobito_calidad_hallazgo h
       SET area_id = mal.area_id, responsable_id = mal.responsable_id,
           write_date = now() AT TIME ZONE 'UTC', write_uid = %(uid)s
      FROM mal
     WHERE h.regla_id = %(regla)s AND h.state = 'abierto' AND h.res_id = mal.id
       AND h.company_id = mal.company_id
       AND (h.area_id IS DISTINCT FROM mal.area_id
            OR h.responsable_id IS DISTINCT FROM mal.responsable_id)
 RETURNING 1
),
nuevo AS (
    INSERT INTO sigobito_calidad_hallazgo
           (regla_id, company_id, model, res_id, area_id, responsable_id, state,
            fecha_desde, peso, es_regional,
            create_uid, write_uid, create_date, write_date)
    SELECT %(regla)s, mal.company_id, %(model)s, mal.id, mal.area_id,
           mal.responsable_id, 'abierto', %(hoy)s, %(peso)s, %(regional)s,
           %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
      FROM mal
     WHERE NOT EXISTS (
           SELECT 1 FROM sigobito_calidad_hallazgo h
            WHERE h.regla_id = %(regla)s AND h.state = 'abierto' AND h.res_id = mal.id)
        ON CONFLICT DO NOTHING
 RETURNING 1
),
contado AS (
    INSERT INTO sigobito_calidad_conteo
           (regla_id, company_id, area_id, revisados, hallazgos, fecha,
            create_uid, write_uid, create_date, write_date)
    SELECT %(regla)s, r.company_id, r.area_id, COUNT(*), COUNT(mal.id), %(hoy)s,
           %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
      FROM revisado r LEFT JOIN mal ON mal.id = r.id
  GROUP BY r.company_id, r.area_id
 RETURNING revisados
)
SELECT COALESCE((SELECT SUM(revisados) FROM contado), 0),
       (SELECT COUNT(*) FROM nuevo), (SELECT COUNT(*) FROM cerrado)
                """,
                revisados=revisados,
                malos=malos,
                hoy=hoy,
                uid=self.env.uid,
                regla=self.id,
                companies=companies.ids,
                model=self.model,
                peso=self.peso,
                regional=self.es_regional,
            )
        )
        self.env.cr.execute("SET LOCAL enable_nestloop TO on")
        self.env["sigobito.calidad.hallazgo"].invalidate_model(flush=False)
        self.env["sigobito.calidad.conteo"].invalidate_model(flush=False)
        return vistos, abiertos, cerrados

    @api.model
    def _cerrar_apagadas(self, municipios=None):
        """Findings and counts of rules that are off, everywhere or in one place."""
        self.env.flush_all()
        donde = (
            SQL("AND h.company_id = ANY(%s)", municipios.ids) if municipios else SQL()
        )
        apagada = SQL(
            """r.id = h.regla_id AND (NOT r.active OR r.rota OR EXISTS (
                SELECT 1 FROM sigobito_calidad_ajuste a
                 WHERE a.regla_id = r.id AND a.company_id = h.company_id
                   AND NOT a.activa))"""
        )
        self.env.execute_query(
            SQL(
                """UPDATE sigobito_calidad_hallazgo h
                      SET state = 'cerrado', motivo_cierre = 'regla',
                          fecha_cierre = %s
                     FROM sigobito_calidad_regla r
                    WHERE h.state = 'abierto' AND %s %s RETURNING 1""",
                fields.Date.today(),
                apagada,
                donde,
            )
        )
        self.env.execute_query(
            SQL(
                """DELETE FROM sigobito_calidad_conteo h
                    USING sigobito_calidad_regla r WHERE %s %s RETURNING 1""",
                apagada,
                donde,
            )
        )
        self.env.invalidate_all(flush=False)

    @api.model
    def _puntuar(self, municipios):
        """Scores of the day: the formula of ``tools/calidad.py``, in one statement."""
        self.env.flush_all()
        por_fecha = defaultdict(list)
        municipios.fetch(["tz"])
        for company in municipios:
            por_fecha[company._hoy()].append(company.id)
        for hoy, ids in por_fecha.items():
            self.env.execute_query(
                SQL(
                    """
WITH comprobacion AS (
    SELECT c.company_id, c.area_id, GROUPING(c.area_id) AS es_total, c.regla_id,
           SUM(c.revisados)::numeric AS revisados, SUM(c.hallazgos)::numeric AS hallazgos
      FROM sigobito_calidad_conteo c
     WHERE c.company_id = ANY(%(ids)s)
  GROUP BY GROUPING SETS (
           (c.company_id, c.area_id, c.regla_id), (c.company_id, c.regla_id))
),
hoy AS (
    SELECT c.company_id, c.area_id,
           ROUND(100 * SUM(r.peso * (1 - c.hallazgos / c.revisados)) / SUM(r.peso), 1)
               AS puntaje,
           SUM(c.revisados) AS revisados, SUM(c.hallazgos) AS hallazgos
      FROM comprobacion c JOIN sigobito_calidad_regla r ON r.id = c.regla_id
     WHERE c.revisados > 0 AND (c.es_total = 1 OR c.area_id IS NOT NULL)
  GROUP BY c.company_id, c.area_id
)
INSERT INTO sigobito_calidad_puntaje
       (company_id, area_id, fecha, puntaje, revisados, hallazgos, variacion, es_ultimo,
        es_total, create_uid, write_uid, create_date, write_date)
SELECT hoy.company_id, hoy.area_id, %(hoy)s, hoy.puntaje, hoy.revisados, hoy.hallazgos,
       COALESCE(hoy.puntaje - antes.puntaje, 0), TRUE, hoy.area_id IS NULL,
       %(uid)s, %(uid)s,
       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
  FROM hoy
  LEFT JOIN LATERAL (
       SELECT p.puntaje FROM sigobito_calidad_puntaje p
        WHERE p.company_id = hoy.company_id
          AND COALESCE(p.area_id, 0) = COALESCE(hoy.area_id, 0)
          AND p.fecha <= %(semana)s
     ORDER BY p.fecha DESC LIMIT 1) antes ON TRUE
    ON CONFLICT (company_id, COALESCE(area_id, 0), fecha) DO UPDATE
   SET puntaje = EXCLUDED.puntaje, revisados = EXCLUDED.revisados,
       hallazgos = EXCLUDED.hallazgos, variacion = EXCLUDED.variacion,
       es_ultimo = TRUE, write_date = EXCLUDED.write_date
RETURNING 1
                    """,
                    ids=ids,
                    hoy=hoy,
                    uid=self.env.uid,
                    semana=hoy - timedelta(days=7),
                )
            )
            self.env.execute_query(
                SQL(
                    """UPDATE sigobito_calidad_puntaje SET es_ultimo = FALSE
                        WHERE es_ultimo AND fecha < %s AND company_id = ANY(%s)
                    RETURNING 1""",
                    hoy,
                    ids,
                )
            )
        self.env["sigobito.calidad.puntaje"].invalidate_model(flush=False)
