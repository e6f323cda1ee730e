"""A region of a thousand municipalities to measure on.

A demo municipality is first filled up to the size of a real one (staff, stakeholders,
places) and then copied whole, row by row: whatever tables an addon adds come along, with
their links. Built once for a state of the code and kept until the code changes.

``MUNICIPIOS=50 make bench`` measures on a smaller region.
"""

import os
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import (  # noqa: E402  path set above
    ROOT,
    copied_database,
    db_call,
    run,  # noqa: F401  for the measurements
    template,
)

from odoo.api import Environment  # noqa: E402
from odoo.modules.registry import Registry  # noqa: E402
from odoo.sql_db import close_db  # noqa: E402
from odoo.tools import config  # noqa: E402

MUNICIPIOS = int(os.environ.get("MUNICIPIOS", 1_000))
PERSONAS, ACTORES, LUGARES = 60, 300, 40
#: The demo municipality that is copied, and its secretary, who asks for the screens.
MODELO = "san-isidro-del-valle"
#: Ids of the copy number n are those of the model plus n times this.
PASO = 1_000_000
#: Tables of Odoo itself that are copied; of ours, all.
DE_ODOO = ("res_company", "res_partner", "res_users", "calendar_event")
PREFIJO = "sigobito_region"


@contextmanager
def environment(db, login=None):
    """Environment of a database, as superuser or as a user; rolled back at the end."""
    with Registry(db).cursor() as cr:
        env = Environment(cr, 1, {})
        if login:
            user = env["res.users"].search([("login", "=", login)])
            context = {"allowed_company_ids": user.company_id.ids}
            env = Environment(cr, user.id, {**context, "lang": "es_419"})
        yield env
        cr.rollback()


def llenar_usuarios(env, company, group_ids):
    """Create the people a municipality lacks."""
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            [
                {
                    "name": f"Funcionario {n}",
                    "login": f"funcionario{n}.valle",
                    "company_id": company.id,
                    "company_ids": [(6, 0, company.ids)],
                    "group_ids": [(6, 0, group_ids)],
                }
                for n in range(len(company.user_ids), PERSONAS)
            ]
        )
    )


def llenar(env):
    """Bring the model municipality to the size of a real one."""
    company = env["res.company"].search([("slug", "=", MODELO)])
    env = env(context={"allowed_company_ids": company.ids, "tracking_disable": True})
    group = env.ref("sigobito_base.group_funcionario")
    common = {"company_id": company.id}
    llenar_usuarios(env, company, group.ids)
    Lugar = env["sigobito.lugar"].with_company(company)
    distritos = Lugar.search([*env_domain(company), ("parent_id", "=", False)])
    faltan = range(LUGARES - Lugar.search_count(env_domain(company)))
    lugares = Lugar.create(
        [
            {
                "name": f"Barrio {n}",
                "parent_id": distritos[n % len(distritos)].id,
                "latitud": -12.0 + n / 1000,
                "longitud": -77.0 + n / 1000,
                **common,
            }
            for n in faltan
        ]
    )
    temas = env["sigobito.tema"].search(env_domain(company))
    env["sigobito.actor"].create(
        [
            {
                "name": f"Actor {n}",
                "tipo": ("individuo", "institucion", "grupo")[n % 3],
                "lugar_ids": [(6, 0, lugares[n % len(lugares)].ids)],
                "tema_ids": [(6, 0, temas[n % len(temas)].ids)],
                **common,
            }
            for n in range(ACTORES - 6)
        ]
    )
    env.flush_all()
    return company


def env_domain(company):
    return [("company_id", "=", company.id)]


@contextmanager
def sin_llaves(cr, tables):
    """Without the foreign keys of some tables; they are checked when they come back."""
    cr.execute(
        """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
          FROM pg_constraint
         WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
        """,
        [list(tables)],
    )
    keys = cr.fetchall()
    for table, name, _definition in keys:
        cr.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table in tables:
        # the check of a key is planned with what is known of both tables
        cr.execute(f'ANALYZE "{table}"')
    for table, name, definition in keys:
        cr.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


class Copiadora:
    """Copies a municipality ``veces`` times with set-based SQL.

    A link is shifted when what it points at is copied too, and kept when it is shared
    (countries, kinds, groups).
    """

    def __init__(self, cr, company_id, veces, otras=None):
        """:param otras: ``{table: condition of its rows}`` that are copied as well."""
        self.cr = cr
        self.company_id = company_id
        self.otras = otras or {}
        self.veces = veces
        self.enlaces = self._get_enlaces()
        self.propias = self._get_propias()

    def _rows(self, query, *params):
        self.cr.execute(query, params)
        return self.cr.fetchall()

    def _get_enlaces(self):
        """``{table: {column: table it points at}}`` from the foreign keys."""
        enlaces = defaultdict(dict)
        for table, column, target in self._rows(
            """
            SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
              FROM pg_constraint c
              JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1
            """
        ):
            enlaces[table][column] = target
        return enlaces

    def _get_columns(self, table):
        """Names of the columns, and whether a mark can be added to what they hold."""
        return self._rows(
            """
            SELECT column_name,
                   data_type IN ('character varying', 'text')
                   AND character_maximum_length IS NULL
              FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = %s
               AND is_generated = 'NEVER'
            """,
            table,
        )

    def _get_propias(self):
        """Tables with rows of the model municipality: ``{table: temporary table}``.

        A line without ``company_id`` belongs to whoever owns what it hangs from.
        """
        tables = [
            table
            for (table,) in self._rows(
                """
                SELECT c.relname FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
                 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
                   AND (c.relname LIKE 'sigobito%%' OR c.relname = ANY(%s))
                """,
                [*DE_ODOO, *self.otras],
            )
        ]
        propias = {}
        pending = []
        for table in tables:
            columns = dict(self._get_columns(table))
            if table in self.otras:
                where = self.otras[table]
            elif table == "res_company":
                where = f"id = {self.company_id}"
            elif table == "res_partner":
                where = (
                    f"company_id = {self.company_id} OR id = (SELECT partner_id "
                    f"FROM res_company WHERE id = {self.company_id})"
                )
            elif "company_id" in columns:
                where = f"company_id = {self.company_id}"
            else:
                pending.append(table)
                continue
            self._marcar(propias, table, where)
        for table in pending:
            conditions = [
                f'"{column}" IN (SELECT id FROM {propias[target]})'
                for column, target in self.enlaces[table].items()
                if target in propias and target not in ("res_users", "res_company")
            ]
            if conditions:
                self._marcar(propias, table, " OR ".join(conditions))
        return propias

    def _marcar(self, propias, table, where):
        mark = f"copia_{table}"
        self.cr.execute(
            f'CREATE TEMP TABLE "{mark}" AS SELECT id FROM "{table}" WHERE {where}'
        )
        self.cr.execute(f'ALTER TABLE "{mark}" ADD PRIMARY KEY (id)')
        propias[table] = mark

    def _get_unicos(self, table):
        """Columns of the indexes that allow nobody else, in any municipality, the same."""
        unicos = set()
        for (names,) in self._rows(
            """
            SELECT array_agg(a.attname::text) FROM pg_index i
              JOIN pg_attribute a ON a.attrelid = i.indrelid
               AND a.attnum = ANY(i.indkey)
             WHERE i.indrelid = %s::regclass AND i.indisunique AND NOT i.indisprimary
             GROUP BY i.indexrelid
            """,
            table,
        ):
            links = self.enlaces[table]
            if "res_id" not in names and not any(
                links.get(name) in self.propias for name in names
            ):
                unicos |= set(names)
        return unicos

    def _get_valor(self, table, column, es_texto, unicos):
        """SQL of the value of a column in the copy number ``n``."""
        value = f't."{column}"'
        shifted = f"{value} + n * {PASO}"
        target = self.enlaces[table].get(column)
        if column == "id":
            return shifted
        if column == "parent_path":
            return (
                "(SELECT string_agg((paso::bigint + n * "
                f"{PASO})::text, '/' ORDER BY orden) || '/' FROM "
                f"unnest(string_to_array(rtrim({value}, '/'), '/')) "
                "WITH ORDINALITY AS pasos(paso, orden))"
            )
        if column == "res_id" and "model" in dict(self._get_columns(table)):
            # the record a row is about: its model is in the row
            return (
                "CASE WHEN replace(t.model, '.', '_') = ANY("
                f"'{{{','.join(self.propias)}}}') THEN {shifted} ELSE {value} END"
            )
        if target in self.propias:
            mark = self.propias[target]
            return (
                f'CASE WHEN {value} IN (SELECT id FROM "{mark}") '
                f"THEN {shifted} ELSE {value} END"
            )
        if target and column in unicos:
            # the only one of its kind for something that is not copied
            return "NULL"
        if es_texto and column in unicos:
            return f"{value} || '-' || n"
        return value

    def _get_relaciones(self):
        """Many2many tables that hold links of a copied row."""
        for table, links in sorted(self.enlaces.items()):
            columns = {name for name, _es_texto in self._get_columns(table)}
            own = set(links.values()) & set(self.propias)
            if "id" not in columns and columns == set(links) and own:
                yield table, links

    def copiar(self):
        """Insert everything; the foreign keys come back at the end, and are checked."""
        relaciones = list(self._get_relaciones())
        tables = [*self.propias, *(table for table, _links in relaciones)]
        with sin_llaves(self.cr, tables):
            self._copiar_tablas(relaciones)
        for table in self.propias:
            self.cr.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), "
                f'(SELECT max(id) FROM "{table}"))',
                [table],
            )

    def _copiar_tablas(self, relaciones):
        for table, mark in self.propias.items():
            unicos = self._get_unicos(table)
            columns = self._get_columns(table)
            self._insertar(
                table,
                [name for name, _es_texto in columns],
                [self._get_valor(table, *column, unicos) for column in columns],
                f't.id IN (SELECT id FROM "{mark}")',
            )
        for table, links in relaciones:
            conditions = [
                f't."{column}" IN (SELECT id FROM "{self.propias[target]}")'
                for column, target in links.items()
                if target in self.propias
            ]
            self._insertar(
                table,
                list(links),
                [self._get_valor(table, name, False, ()) for name in links],
                " OR ".join(conditions),
            )

    def _insertar(self, table, names, values, where):
        columns = ", ".join(f'"{name}"' for name in names)
        self.cr.execute(
            f'INSERT INTO "{table}" ({columns}) SELECT {", ".join(values)} '
            f'FROM "{table}" t, generate_series(1, %s) n WHERE {where}',
            [self.veces],
        )


def region(municipios=None):
    """Name of a database with that many municipalities, built if it is not there."""
    config.parse_config(["-c", str(ROOT / "odoo.conf")], setup_logging=False)
    municipios = MUNICIPIOS if municipios is None else municipios
    source = template("demo")
    estado = source.removeprefix("sigobito_tpl_")
    prefix = f"{PREFIJO}_{estado}"
    # where one server serves several checkouts, the state begins with the checkout
    familia = f"{PREFIJO}_{''.join(estado.rpartition('_')[0].rpartition('_')[:2])}"
    name = f"{prefix}_{municipios}"
    old = db_call("sql", "SELECT datname FROM pg_database").split()
    if name in old:
        return name
    for stale in old:
        # of an older state of the code
        if stale.startswith(familia) and not stale.startswith(prefix):
            db_call("db_drop", stale)
    print(f"building {municipios:,} municipalities …", flush=True)
    construir(name, source, lambda cr: multiplicar_municipio(cr, municipios))
    return name


def multiplicar_municipio(cr, municipios):
    company = llenar(Environment(cr, 1, {}))
    Copiadora(cr, company.id, municipios - 3).copiar()


def construir(name, source, llenar):
    """Build a database on a copy of another; what is cut short leaves no half of it."""
    inicio = time.monotonic()
    new = f"{name}_new"
    db_call("db_drop", new)
    db_call("db_copy", source, new)
    with Registry(new).cursor() as cr:
        llenar(cr)
        cr.commit()
    Registry.delete(new)
    with Registry(new).cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")
    Registry.delete(new)
    close_db(new)
    db_call("db_rename", new, name)
    print(f"built in {time.monotonic() - inicio:.0f} s", flush=True)


@contextmanager
def copia_de_region():
    """A copy of the region to write in, dropped at the end: its name."""
    with copied_database(region()) as db:
        yield db


if __name__ == "__main__":
    print(region())
