import json
import logging

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import implementacion as regla

_logger = logging.getLogger(__name__)


class SigobitoImplementacionPlantillaPaso(models.Model):
    _inherit = "sigobito.implementacion.plantilla.paso"

    def _medir_criterio(self, companies):
        """Measure of each municipality, and which of them have anything to measure.

        One query for all municipalities; two if the criterion is a maximum.
        """
        self.ensure_one()
        # sudo: only how many leaves this method, and the template is of the platform
        Model = self.env[self.criterio_modelo].sudo()
        suyos = Domain("company_id", "in", companies.ids)
        agregado = (
            f"{self.criterio_campo}:count_distinct"
            if self.criterio_campo
            else "__count"
        )
        domain = suyos & Domain(self._get_criterio_dominio())
        valores = {
            company.id: numero
            for company, numero in Model._read_group(domain, ["company_id"], [agregado])
        }
        if self.criterio_tipo == "minimo":
            return valores, set(valores)
        return valores, {c.id for (c,) in Model._read_group(suyos, ["company_id"])}


class SigobitoImplementacion(models.Model):
    """Measuring: steps that complete themselves, and how complete the set-up is."""

    _inherit = "sigobito.implementacion"

    completitud_lista = fields.Json(
        string="Still to set up", compute="_compute_completitud_lista"
    )

    @api.depends("completitud_detalle")
    @api.depends_context("lang", "uid")
    def _compute_completitud_lista(self):
        evaluar = self.env["sigobito.completitud"]._evaluar
        for record in self:
            propia = record.company_id in self.env.user.company_ids
            lista = []
            for spec, numero in evaluar(record.completitud_detalle or {})[1]:
                linea = {"clave": spec["clave"], "texto": spec["texto"], "n": numero}
                if propia:
                    linea["action"] = spec["action"]
                    linea["domain"] = [
                        *spec.get("falta", []),
                        ("company_id", "=", record.company_id.id),
                    ]
                    if spec["model"] == "res.users":
                        linea["domain"] = False
                lista.append(linea)
            record.completitud_lista = lista

    @api.model
    def _cron_medir(self):
        """Every night: implementations that are missing, new steps, all measures."""
        companies = self.env["res.company"].search([("es_municipio", "=", True)])
        self._asegurar(companies)
        self._crear_pasos_faltantes()
        self._medir_completitud(companies)
        criterios = self._get_criterios()
        avisar = self.env["ir.cron"]._commit_progress
        avisar(remaining=len(criterios))
        for criterio in criterios:
            self._medir_paso(criterio, companies)
            if not avisar(1):
                break

    def _medir_ahora(self):
        """Measure only these, as when somebody opens them."""
        self.check_access("read")
        # sudo: figures and states of the system
        records = self.sudo()
        companies = records.company_id
        records._crear_pasos_faltantes()
        records._medir_completitud(companies)
        for criterio in records._get_criterios():
            records._medir_paso(criterio, companies)

    @api.model
    def _get_criterios(self):
        Paso = self.env["sigobito.implementacion.plantilla.paso"]
        return Paso.search([("es_medido", "=", True)], order="etapa_id, sequence, id")

    @api.model
    def _medir_paso(self, criterio, companies):
        """Note the measure of one criterion; complete or reopen the steps by it.

        A criterion that cannot be measured says why and does not stop the others.
        """
        motivo = (
            False
            if criterio.criterio_modelo in self.env
            else self.env._("there is no model %s.", criterio.criterio_modelo)
        )
        if not motivo:
            try:
                with self.env.cr.savepoint():
                    valores, con_algo = criterio._medir_criterio(companies)
            except Exception as error:  # data of another addon: it must not stop us
                motivo = str(error)[:200]
        if motivo:
            _logger.info("Criterion %s is not measured: %s", criterio.id, motivo)
        if (criterio.criterio_error or False) != motivo:
            criterio.criterio_error = motivo
        if motivo:
            return
        tipo, umbral = criterio.criterio_tipo, criterio.criterio_umbral
        cumplen = [
            company_id
            for company_id in companies.ids
            if regla.cumple(
                tipo, valores.get(company_id, 0), umbral, company_id in con_algo
            )
        ]
        self._anotar(criterio, companies, valores, cumplen)

    @api.model
    def _anotar(self, criterio, companies, valores, cumplen):
        self.env.flush_all()
        todos = {company_id: valores.get(company_id, 0) for company_id in companies.ids}
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE sigobito_implementacion_paso p
                SET medido = v.n,
                    state = CASE
                        WHEN v.cumple THEN 'done'
                        WHEN p.state = 'done' THEN 'en_curso'
                        ELSE p.state
                    END,
                    es_abierto = NOT v.cumple,
                    fecha_real = CASE WHEN v.cumple THEN
                        (%(now)s::timestamp AT TIME ZONE 'UTC' AT TIME ZONE v.tz)::date
                        END,
                    write_date = %(now)s
                FROM (
                    SELECT u.company_id, u.n, u.company_id = ANY(%(cumplen)s) AS cumple,
                        c.tz
                    FROM unnest(%(ids)s, %(numeros)s) AS u(company_id, n)
                    JOIN res_company c ON c.id = u.company_id
                ) v, sigobito_implementacion_paso antes
                WHERE p.company_id = v.company_id
                    AND antes.id = p.id
                    AND p.plantilla_paso_id = %(criterio)s
                    AND (
                        p.es_abierto AND (v.cumple OR p.medido IS DISTINCT FROM v.n)
                        -- what is no longer true is to be done again
                        OR p.state = 'done' AND NOT v.cumple
                    )
                RETURNING p.implementacion_id, v.cumple OR antes.state = 'done'
                """,
                now=fields.Datetime.now(),
                cumplen=cumplen,
                ids=list(todos),
                numeros=list(todos.values()),
                criterio=criterio.id,
            )
        )
        if rows:
            self.env["sigobito.implementacion.paso"].invalidate_model()
        self.browse({row[0] for row in rows if row[1]})._recalcular()

    @api.model
    def _medir_completitud(self, companies):
        """Score and figures of each municipality, in one update."""
        Completitud = self.env["sigobito.completitud"]
        cifras = Completitud._medir(companies)
        if not cifras:
            return
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE sigobito_implementacion i
                SET completitud = v.puntaje, completitud_detalle = v.detalle::jsonb,
                    fecha_medicion = %(now)s
                FROM unnest(%(ids)s, %(puntajes)s, %(detalles)s)
                    AS v(company_id, puntaje, detalle)
                WHERE i.company_id = v.company_id
                RETURNING i.id
                """,
                now=fields.Datetime.now(),
                ids=list(cifras),
                puntajes=[Completitud._evaluar(cifra)[0] for cifra in cifras.values()],
                detalles=[json.dumps(cifra) for cifra in cifras.values()],
            )
        )
        self.invalidate_model(["completitud", "completitud_detalle", "fecha_medicion"])
