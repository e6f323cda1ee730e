"""The nightly count of proximity: one statement per dimension and batch (R10)."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Days the figures look back.
VENTANA = 365
#: What a fact may count for; ``None`` is a contact and nothing else.
MEDIDAS = (
    "actividades",
    "solicitudes",
    "compromisos_abiertos",
    "compromisos_cumplidos",
    "comunicaciones",
)
#: Columns the count writes, in the order of the statement.
COLUMNAS = (
    "company_id",
    "tipo",
    "name",
    "enlace_id",
    "importante",
    *MEDIDAS,
    "ultimo_contacto",
    "dias_sin_contacto",
    "olvidado",
    "horas",
    "horas_pct",
    "peso_pct",
    "brecha_pct",
)
#: What is particular to each dimension: name, liaison, importance, manual contact.
DIMENSIONES = {
    "actor": {
        "name": SQL("t.name"),
        "enlace": SQL("t.enlace_id"),
        "importante": SQL("COALESCE(t.influencia = '3', FALSE)"),
        "manual": SQL("t.ultimo_contacto"),
    },
    "lugar": {
        "name": SQL("t.complete_name"),
        "enlace": SQL("NULL::int"),
        "importante": SQL("COALESCE(t.prioritario, FALSE)"),
        "manual": SQL("NULL::date"),
    },
    "tema": {
        "name": SQL("t.complete_name"),
        "enlace": SQL("NULL::int"),
        "importante": SQL("t.parent_id IS NULL"),
        "manual": SQL("NULL::date"),
    },
}


class SigobitoProximidad(models.Model):
    _inherit = "sigobito.proximidad"

    @api.model
    def _get_hechos(self):
        """Facts that make the government near. Hook for later addons.

        Each is a dict:

        - ``model, fecha``: a classified model with ``company_id``, and its stored date;
        - ``domain``: which of its records count, never reserved ones;
        - ``medida``: one of ``MEDIDAS``, or ``None``;
        - ``contacto``: whether it was a contact with the people (optional);
        - ``siempre``: count it whatever its date (optional);
        - ``horas``: stored field with hours of the head of government (optional);
        - ``tope``: most hours one record counts for (optional);
        - ``ruta``: many2one to the classified record, when it is another (optional).
        """
        return []

    @api.model
    def _actualizar(self, companies):
        """Count the proximity of these municipalities again, without committing.

        The caller is the system: everything is counted, whoever may read it.
        """
        companies = companies.filtered("es_municipio")
        if not companies:
            return
        self.env.flush_all()
        # To the clock of the application, so that a test can move it.
        ahora = fields.Datetime.now()
        ids = tuple(companies.ids)
        for tipo in DIMENSIONES:
            self._borrar_archivados(tipo, ids)
            self.env.cr.execute(self._get_sql(tipo, companies, ahora))
        self.env.cr.execute(
            SQL(
                "UPDATE res_company SET fecha_proximidad = %s WHERE id IN %s",
                ahora,
                ids,
            )
        )
        self.env.invalidate_all(flush=False)

    @api.model
    def _borrar_archivados(self, tipo, ids):
        """Whatever was archived is not near any more, nor forgotten."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM sigobito_proximidad p USING %s t"
                " WHERE p.%s = t.id AND NOT t.active AND t.company_id IN %s",
                SQL.identifier(f"sigobito_{tipo}"),
                SQL.identifier(f"{tipo}_id"),
                ids,
            )
        )

    @api.model
    def _get_sql(self, tipo, companies, ahora):
        """The whole count of one dimension, as one statement."""
        ids = tuple(companies.ids)
        partes = DIMENSIONES[tipo]
        tabla = SQL.identifier(f"sigobito_{tipo}")
        campo = SQL.identifier(f"{tipo}_id")
        columnas = [SQL.identifier(name) for name in COLUMNAS]
        return SQL(
            """
            WITH RECURSIVE municipio AS (
                SELECT id, COALESCE(poblacion, 0) AS poblacion, dias_olvido,
                       (%(ahora)s::timestamp AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(tz, 'UTC'))::date AS hoy
                  FROM res_company WHERE id IN %(ids)s
            ),
            hecho AS MATERIALIZED (%(hechos)s),
            -- hours of a record, shared out among all it is about
            parte AS (
                SELECT h.*, h.horas / COUNT(*) OVER (PARTITION BY numero, rec) AS porcion
                  FROM hecho h
            ),
            total AS (
                SELECT company_id, SUM(porcion) AS horas
                  FROM parte JOIN municipio m ON m.id = company_id
                 WHERE fecha BETWEEN m.hoy - %(ventana)s AND m.hoy
                 GROUP BY company_id
            ),
            %(cierre)s,
            -- once for each record, however many of its places hang from this one
            enlace AS (
                SELECT c.arriba AS id, p.numero, p.rec,
                       MIN(p.fecha) AS fecha, SUM(p.porcion) AS porcion,
                       MIN(p.medida) AS medida, BOOL_OR(p.contacto) AS contacto,
                       BOOL_OR(p.siempre
                               OR p.fecha BETWEEN m.hoy - %(ventana)s AND m.hoy) AS cuenta,
                       BOOL_OR(p.fecha <= m.hoy) AS pasado
                  FROM parte p
                  JOIN cierre c ON c.abajo = p.destino
                  JOIN municipio m ON m.id = p.company_id
                 GROUP BY c.arriba, p.numero, p.rec
            ),
            suma AS (
                SELECT id, %(medidas)s,
                       SUM(porcion) FILTER (WHERE cuenta) AS horas,
                       MAX(fecha) FILTER (WHERE contacto AND pasado) AS contacto
                  FROM enlace GROUP BY id
            ),
            %(pesos)s,
            fila AS (
                SELECT t.id, t.company_id, %(name)s AS name, %(enlace)s AS enlace_id,
                       %(importante)s AS importante, %(sumas)s,
                       s.contacto, m.hoy, m.dias_olvido,
                       GREATEST(s.contacto, %(manual)s) AS ultimo,
                       t.create_date::date AS alta,
                       COALESCE(s.horas, 0) AS h,
                       CASE WHEN x.horas > 0
                            THEN ROUND(100 * (COALESCE(s.horas, 0) / x.horas)::numeric, 1)
                       END AS tiempo,
                       ROUND(100 * w.peso::numeric, 1) AS peso
                  FROM %(tabla)s t
                  JOIN municipio m ON m.id = t.company_id
                  LEFT JOIN suma s ON s.id = t.id
                  LEFT JOIN total x ON x.company_id = t.company_id
                  LEFT JOIN pesos w ON w.id = t.id
                 WHERE t.active
            )%(contactos)s
            INSERT INTO sigobito_proximidad AS p
                   (%(campo)s, %(columnas)s, create_uid, write_uid, create_date, write_date)
            SELECT f.id, f.company_id, %(tipo)s, f.name, f.enlace_id, f.importante,
                   %(cuentas)s, f.ultimo, f.hoy - COALESCE(f.ultimo, f.alta, f.hoy),
                   %(olvidable)s
                   AND f.hoy - COALESCE(f.ultimo, f.alta, f.hoy) > f.dias_olvido,
                   f.h, COALESCE(f.tiempo, 0), COALESCE(f.peso, 0),
                   CASE WHEN f.peso IS NOT NULL THEN COALESCE(f.tiempo - f.peso, 0)
                        ELSE 0 END,
                   %(uid)s, %(uid)s, %(ahora)s, %(ahora)s
              FROM fila f
            ON CONFLICT (%(campo)s) WHERE %(campo)s IS NOT NULL
            DO UPDATE SET %(nuevos)s, write_date = EXCLUDED.write_date
             WHERE (%(viejas)s) IS DISTINCT FROM (%(excluidas)s)
            """,
            ahora=ahora,
            ids=ids,
            ventana=VENTANA,
            hechos=self._get_sql_hechos(tipo, companies),
            cierre=self._get_sql_cierre(tipo, tabla, ids),
            pesos=self._get_sql_pesos(tipo, ids),
            medidas=SQL(", ").join(
                SQL(
                    "COUNT(*) FILTER (WHERE cuenta AND medida = %s) AS %s",
                    medida,
                    SQL.identifier(medida),
                )
                for medida in MEDIDAS
            ),
            sumas=SQL(", ").join(SQL("s.%s", SQL.identifier(m)) for m in MEDIDAS),
            cuentas=SQL(", ").join(
                SQL("COALESCE(f.%s, 0)", SQL.identifier(medida)) for medida in MEDIDAS
            ),
            tabla=tabla,
            campo=campo,
            tipo=tipo,
            uid=self.env.uid,
            contactos=self._get_sql_contactos(tipo),
            olvidable=tipo != "tema",
            columnas=SQL(", ").join(columnas),
            nuevos=SQL(", ").join(SQL("%s = EXCLUDED.%s", c, c) for c in columnas),
            viejas=SQL(", ").join(SQL("p.%s", c) for c in columnas),
            excluidas=SQL(", ").join(SQL("EXCLUDED.%s", c) for c in columnas),
            **{key: partes[key] for key in ("name", "enlace", "importante", "manual")},
        )

    @api.model
    def _get_sql_contactos(self, tipo):
        """Later contacts than the one somebody wrote down go to the stakeholder."""
        if tipo != "actor":
            return SQL("")
        return SQL(
            """,
            escrito AS (
                UPDATE sigobito_actor a SET ultimo_contacto = f.contacto
                  FROM fila f
                 WHERE a.id = f.id
                   AND f.contacto > COALESCE(a.ultimo_contacto, '-infinity'::date)
            )"""
        )

    @api.model
    def _get_sql_cierre(self, tipo, tabla, ids):
        """Each record with all it hangs from, itself included."""
        if tipo == "actor":
            return SQL(
                "cierre AS (SELECT id AS abajo, id AS arriba FROM %s"
                " WHERE company_id IN %s)",
                tabla,
                ids,
            )
        return SQL(
            """cierre AS (
                SELECT t.id AS abajo, a.id::int AS arriba
                  FROM %s t
                  CROSS JOIN LATERAL unnest(
                       string_to_array(trim(trailing '/' FROM t.parent_path), '/')
                  ) AS a(id)
                 WHERE t.company_id IN %s
            )""",
            tabla,
            ids,
        )

    @api.model
    def _get_sql_pesos(self, tipo, ids):
        """Share of the time that would be right: ``pesos(id, peso)``."""
        if tipo == "actor":
            return SQL("pesos AS (SELECT NULL::int AS id, NULL::float AS peso)")
        if tipo == "lugar":
            return SQL(
                """habitantes AS (
                    SELECT m.id, GREATEST(m.poblacion, COALESCE(SUM(l.poblacion), 0)) AS n
                      FROM municipio m
                      LEFT JOIN sigobito_lugar l
                        ON l.company_id = m.id AND l.parent_id IS NULL AND l.active
                     GROUP BY m.id, m.poblacion
                ),
                pesos AS (
                    SELECT l.id, l.poblacion::float / n.n AS peso
                      FROM sigobito_lugar l JOIN habitantes n ON n.id = l.company_id
                     WHERE n.n > 0 AND l.poblacion > 0
                )"""
            )
        return SQL(
            """fraccion AS (
                SELECT t.id, t.parent_id,
                       t.peso / NULLIF(SUM(t.peso) OVER (
                           PARTITION BY t.company_id, t.plan_id, t.parent_id), 0) AS peso
                  FROM sigobito_tema t
                  JOIN sigobito_plan pl ON pl.id = t.plan_id AND pl.state = 'open'
                 WHERE t.active AND t.company_id IN %s
            ),
            pesos AS (
                SELECT id, peso FROM fraccion WHERE parent_id IS NULL
                UNION ALL
                SELECT f.id, f.peso * s.peso
                  FROM fraccion f JOIN pesos s ON s.id = f.parent_id
            )""",
            ids,
        )

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    @api.model
    def _get_sql_hechos(self, tipo, companies):
        """All facts as rows: number, record, what it is about, date, what it counts."""
        partes = []
        for numero, hecho in enumerate(self._get_hechos()):
            partes += self._get_sql_hecho(numero, hecho, tipo, companies)
        return (
            SQL(" UNION ALL ").join(partes)
            if partes
            else SQL(
                "SELECT 0 AS numero, NULL::int AS rec, NULL::int AS company_id,"
                " NULL::int AS destino, NULL::date AS fecha, NULL::text AS medida,"
                " FALSE AS contacto, FALSE AS siempre, 0.0::float AS horas WHERE FALSE"
            )
        )

    @api.model
    def _get_sql_hecho(self, numero, hecho, tipo, companies):
        model = self.env[hecho["model"]]
        ruta = hecho.get("ruta")
        clasificado = self.env[model._fields[ruta].comodel_name] if ruta else model
        base = SQL("r.%s", SQL.identifier(ruta or "id"))
        enlaces = [
            self._get_sql_enlace(clasificado, name, field, base)
            for name, field in clasificado._fields.items()
            if field.type in ("many2one", "many2many")
            and field.comodel_name == f"sigobito.{tipo}"
            and field.store
        ]
        if not enlaces:
            return []
        domain = Domain("company_id", "in", companies.ids) & Domain(hecho["domain"])
        # sudo: the system counts for everybody; reserved records are left out by the
        # domain of the fact
        query = model.sudo()._search(domain)
        fecha = SQL("r.%s", SQL.identifier(hecho["fecha"]))
        if model._fields[hecho["fecha"]].type == "datetime":
            fecha = SQL(
                "(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(c.tz, 'UTC'))::date",
                fecha,
            )
        horas = SQL("0.0::float")
        if hecho.get("horas"):
            horas = SQL(
                "LEAST(COALESCE(r.%s, 0), %s)::float",
                SQL.identifier(hecho["horas"]),
                hecho.get("tope", 24),
            )
        return [
            SQL(
                """SELECT %s AS numero, r.id AS rec, r.company_id, e.destino,
                          %s AS fecha, %s::text AS medida, %s AS contacto,
                          %s AS siempre, %s AS horas
                     FROM %s r
                     JOIN res_company c ON c.id = r.company_id
                     CROSS JOIN LATERAL (%s) e
                    WHERE r.id IN %s AND e.destino IS NOT NULL""",
                numero,
                fecha,
                hecho["medida"],
                bool(hecho.get("contacto")),
                bool(hecho.get("siempre")),
                horas,
                SQL.identifier(model._table),
                SQL(" UNION ").join(enlaces),
                query.subselect(),
            )
        ]

    @api.model
    def _get_sql_enlace(self, model, name, field, base):
        """What one link of a classified record leads to."""
        if field.type == "many2many":
            return SQL(
                "SELECT %s AS destino FROM %s WHERE %s = %s",
                SQL.identifier(field.column2),
                SQL.identifier(field.relation),
                SQL.identifier(field.column1),
                base,
            )
        return SQL(
            "SELECT %s AS destino FROM %s WHERE id = %s",
            SQL.identifier(name),
            SQL.identifier(model._table),
            base,
        )
