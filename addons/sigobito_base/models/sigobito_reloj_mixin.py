"""Clocks of what the municipality owes somebody: requests, commitments… (R9)."""

from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import plazos
from ..tools import reloj as regla

#: Municipalities whose clocks are set between two commits.
LOTE = 200
#: A deadline further away than this is a typing mistake; its clock stays empty.
ANIOS = 20


class SigobitoRelojMixin(models.AbstractModel):
    """How long it has been open and how many working days are left, stored.

    The inheriting model says when it starts, until when it runs and whether it still
    does: :meth:`_get_reloj_depends` and :meth:`_get_reloj_hechos`. What the mere
    passing of a day changes is set for all municipalities at once, each in its own
    midnight (:meth:`_cron_relojes`).
    """

    _name = "sigobito.reloj.mixin"
    _description = "Clock"

    _reloj_date_field = "date_deadline"

    reloj_inicio = fields.Date(
        string="Open since", compute="_compute_reloj", store=True, compute_sudo=True
    )
    reloj_fin = fields.Date(
        string="Clock stopped on",
        compute="_compute_reloj",
        store=True,
        compute_sudo=True,
    )
    reloj_abierto = fields.Boolean(
        string="Clock running",
        compute="_compute_reloj",
        store=True,
        index=True,
        compute_sudo=True,
    )
    reloj_dias = fields.Integer(
        string="Days open",
        compute="_compute_reloj",
        store=True,
        compute_sudo=True,
        aggregator="avg",
        help="Calendar days since it came in, until today or until it was closed",
    )
    reloj_habiles = fields.Integer(
        string="Working days left",
        compute="_compute_reloj",
        store=True,
        compute_sudo=True,
        aggregator="min",
        help="Until its deadline, without weekends and public holidays; "
        "below zero it is overdue",
    )
    reloj_tramo = fields.Selection(
        selection=lambda self: self._selection_reloj_tramo(),
        string="Age",
        compute="_compute_reloj",
        store=True,
        index=True,
        compute_sudo=True,
    )

    @api.model
    def _selection_reloj_tramo(self):
        """The words of the ageing buckets; a method, as those of the light."""
        return [
            ("t1", self.env._("Up to 7 days")),
            ("t2", self.env._("8 to 15 days")),
            ("t3", self.env._("16 to 30 days")),
            ("t4", self.env._("31 to 60 days")),
            ("t5", self.env._("More than 60 days")),
        ]

    @api.depends(lambda self: self._get_reloj_depends())
    def _compute_reloj(self):
        for record in self:
            company = record.company_id
            hoy = company._hoy()
            hechos = record._get_reloj_hechos()
            inicio, fin = hechos.get("inicio"), hechos.get("fin")
            abierto = hechos.get("abierto", not fin)
            if abierto:
                fin = False
            dias = regla.dias_abierto(inicio, hoy, fin)
            record.reloj_inicio = inicio
            record.reloj_fin = fin
            record.reloj_abierto = abierto
            record.reloj_dias = dias
            record.reloj_tramo = regla.tramo(dias) if abierto else False
            record.reloj_habiles = record._get_reloj_habiles(fin or hoy)

    def _get_reloj_habiles(self, dia):
        """Working days from ``dia`` to the deadline; 0 without one."""
        vence = self[self._reloj_date_field]
        if not vence or abs(vence.year - dia.year) > ANIOS:
            return 0
        pais = self.company_id.country_id.code or ""
        return plazos.habiles_entre(dia, vence, self._get_feriados(pais, dia, vence))

    @api.model
    def _get_feriados(self, pais, desde, hasta):
        """Holidays of a country between two days, whatever their order."""
        anios = range(min(desde, hasta).year, max(desde, hasta).year + 1)
        return frozenset().union(*(plazos.feriados(pais, anio) for anio in anios))

    @api.model
    def _get_reloj_depends(self):
        """Names of the fields the clock depends on, besides the calendar."""
        return [self._reloj_date_field, "company_id"]

    def _get_reloj_hechos(self):
        """Facts of one record: ``{"inicio": date, "fin": date, "abierto": bool}``."""
        return {}

    # ------------------------------------------------------------
    # EVERY MIDNIGHT
    # ------------------------------------------------------------

    @api.model
    def _get_reloj_modelos(self):
        """Models that keep a clock, in the order of their names."""
        nombres = self.env.registry.descendants(["sigobito.reloj.mixin"], "_inherit")
        modelos = (self.env[nombre] for nombre in sorted(nombres))
        return [modelo for modelo in modelos if not modelo._abstract]

    @api.model
    def _cron_relojes(self):
        """Hourly: set the clocks of the municipalities where a new day has begun."""
        Company = self.env["res.company"].with_context(active_test=False)
        companies = Company.search([("es_municipio", "=", True)], order="id")
        dias = {company: company._hoy() for company in companies}
        atrasadas = companies.filtered(lambda c: c.reloj_fecha != dias[c])
        restantes = len(atrasadas)
        for desde in range(0, len(atrasadas), LOTE):
            lote = atrasadas[desde : desde + LOTE]
            self._poner_en_hora({company: dias[company] for company in lote})
            restantes -= len(lote)
            if not self.env["ir.cron"]._commit_progress(len(lote), remaining=restantes):
                return

    @api.model
    def _poner_en_hora(self, dias):
        """Set the running clocks of some municipalities: ``{company: its today}``.

        A fixed number of queries per model, whatever the number of municipalities.
        """
        self.env.flush_all()
        for modelo in self._get_reloj_modelos():
            modelo._actualizar_relojes(dias)
        valores = SQL(", ").join(
            SQL("(%s, %s::date)", company.id, hoy) for company, hoy in dias.items()
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE res_company c
                   SET reloj_fecha = v.hoy
                  FROM (VALUES %s) AS v (id, hoy)
                 WHERE c.id = v.id
                RETURNING c.id
                """,
                valores,
            )
        )
        self.env.invalidate_all()

    @api.model
    def _actualizar_relojes(self, dias):
        """One UPDATE: only what changes is written, and nobody becomes its author."""
        vencimientos = self._get_reloj_vencimientos(dias)
        companies = SQL(", ").join(
            SQL("(%s, %s::date, %s)", company.id, hoy, company.country_id.code or "")
            for company, hoy in dias.items()
        )
        claves = list(vencimientos)
        tramos = SQL(" ").join(
            SQL("WHEN d.dias <= %s THEN %s", hasta, clave)
            for clave, hasta in regla.TRAMOS
        )
        self.env.execute_query(
            SQL(
                """
                WITH c (id, hoy, pais) AS (VALUES %(companies)s),
                     v AS (
                         SELECT *
                           FROM unnest(%(paises)s::text[], %(hoys)s::date[],
                                       %(vences)s::date[], %(habiles)s::int[])
                                AS v (pais, hoy, vence, habiles)
                     ),
                     d AS (
                         SELECT r.id,
                                GREATEST(c.hoy - r.reloj_inicio, 0) AS dias,
                                COALESCE(v.habiles, 0) AS habiles
                           FROM %(tabla)s r
                           JOIN c ON c.id = r.company_id
                      LEFT JOIN v ON v.pais = c.pais AND v.hoy = c.hoy
                                 AND v.vence = r.%(campo)s
                          WHERE r.reloj_abierto
                     ),
                     n AS (
                         SELECT d.*, CASE %(tramos)s ELSE %(ultimo)s END AS tramo
                           FROM d
                     )
                UPDATE %(tabla)s r
                   SET reloj_dias = n.dias,
                       reloj_habiles = n.habiles,
                       reloj_tramo = n.tramo
                  FROM n
                 WHERE r.id = n.id
                   AND (r.reloj_dias, r.reloj_habiles, r.reloj_tramo)
                       IS DISTINCT FROM (n.dias, n.habiles, n.tramo)
             RETURNING r.id
                """,
                companies=companies,
                paises=[clave[0] for clave in claves],
                hoys=[clave[1] for clave in claves],
                vences=[clave[2] for clave in claves],
                habiles=[vencimientos[clave] for clave in claves],
                tabla=SQL.identifier(self._table),
                campo=SQL.identifier(self._reloj_date_field),
                tramos=tramos,
                ultimo=regla.ULTIMO_TRAMO,
            )
        )

    @api.model
    def _get_reloj_vencimientos(self, dias):
        """Working days left for each (country, today, deadline) in use.

        One query for the deadlines; one walk through the calendar of each country.
        """
        por_pais = {}
        for company, hoy in dias.items():
            por_pais.setdefault(company.country_id.code or "", set()).add(hoy)
        filas = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT company_id, %(campo)s
                  FROM %(tabla)s
                 WHERE reloj_abierto AND %(campo)s IS NOT NULL
                   AND company_id = ANY(%(ids)s)
                """,
                campo=SQL.identifier(self._reloj_date_field),
                tabla=SQL.identifier(self._table),
                ids=[company.id for company in dias],
            )
        )
        vences = {}
        Company = self.env["res.company"]
        for company_id, vence in filas:
            pais = Company.browse(company_id).country_id.code or ""
            vences.setdefault(pais, set()).add(vence)
        resultado = {}
        for pais, hoys in por_pais.items():
            hoy_max, hoy_min = max(hoys), min(hoys)
            cercanos = {
                vence
                for vence in vences.get(pais, ())
                if abs(vence.year - hoy_max.year) <= ANIOS
            }
            if not cercanos:
                continue
            desde: date = min(hoy_min, min(cercanos))
            hasta: date = max(hoy_max, max(cercanos))
            ordinal = regla.ordinales_habiles(
                desde, hasta, self._get_feriados(pais, desde, hasta)
            )
            for hoy in hoys:
                for vence in cercanos:
                    resultado[pais, hoy, vence] = ordinal[vence] - ordinal[hoy]
        return resultado
