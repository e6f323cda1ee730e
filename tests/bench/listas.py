"""Server time of the main lists with a thousand municipalities in the database.

Copies the demo region, multiplies its rows until every list has ``FILAS`` of them spread
over 1,000 municipalities, and asks for the first page of each as the cabinet office of one
of them does; beside it Odoo's own list of contacts, on as many rows. Prints medians and
the ratio. Run it with ``make bench``.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import ROOT, copied_database, template  # noqa: E402  path set above

from odoo.api import Environment  # noqa: E402
from odoo.modules.registry import Registry  # noqa: E402
from odoo.sql_db import close_db  # noqa: E402
from odoo.tools import config  # noqa: E402

MUNICIPIOS = 1_000
FILAS = int(os.environ.get("FILAS", 100_000))
VECES = 15
#: Table, and what must differ from row to row.
TABLAS = {
    "sigobito_solicitud": {
        "folio": "'F-' || n || '-' || t.id",
        "codigo": "md5(t.id || '-' || n)",
    },
    "sigobito_compromiso": {},
    "sigobito_iniciativa": {"codigo": "NULL"},
    "res_partner": {
        "name": "t.name || ' ' || n",
        "complete_name": "t.name || ' ' || n",
    },
}
LISTAS = {
    "sigobito.solicitud": ["folio", "name", "solicitante", "tipo", "state", "semaforo"],
    "sigobito.compromiso": ["name", "state", "date_deadline", "avance", "semaforo"],
    "sigobito.iniciativa": ["name", "state", "avance", "semaforo"],
    "res.partner": ["complete_name", "email", "phone", "city", "is_company"],
}


def new_companies(env):
    """Municipalities enough; their ids."""
    env.cr.execute(
        """
        INSERT INTO res_company (name, partner_id, currency_id, es_municipio, active,
                                 slug, tz, sequence, parent_path)
        SELECT 'Municipio ' || n, partner_id, currency_id, TRUE, TRUE,
               'municipio-' || n, tz, 10, 'x' || n || '/'
          FROM res_company, generate_series(1, %s) n
         WHERE slug = 'san-isidro-del-valle'
        """,
        [MUNICIPIOS],
    )
    env.cr.execute("SELECT array_agg(id) FROM res_company WHERE es_municipio")
    return env.cr.fetchone()[0]


def multiply(env, table, special, companies):
    """Copies of the rows of a table, dealt out among the municipalities."""
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    columns = [name for (name,) in env.cr.fetchall() if name != "id"]
    values = {name: f't."{name}"' for name in columns}
    values |= special
    values["company_id"] = "(%s::int[])[1 + (n %% %s)]"
    env.cr.execute(f"SELECT count(*) FROM {table} WHERE company_id IS NOT NULL")
    times = FILAS // max(env.cr.fetchone()[0], 1)
    names = ", ".join(f'"{name}"' for name in columns)
    picked = ", ".join(values[name] for name in columns)
    env.cr.execute(
        f"INSERT INTO {table} ({names}) SELECT {picked} FROM {table} t, "
        "generate_series(1, %s) n WHERE t.company_id IS NOT NULL",
        [companies, len(companies), times],
    )
    env.cr.execute(f"ANALYZE {table}")


def measure(model, names):
    """Median milliseconds of the first page of a list, caches warm."""
    specification = {name: {} for name in names}
    taken = []
    for _turn in range(VECES + 2):
        model.env.invalidate_all()
        start = time.perf_counter()
        model.web_search_read([], specification, limit=80)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[2:])


def main():
    config.parse_config(["-c", str(ROOT / "odoo.conf")], setup_logging=False)
    with copied_database(template("demo")) as db:
        with Registry(db).cursor() as cr:
            env = Environment(cr, 1, {})
            companies = new_companies(env)
            for table, special in TABLAS.items():
                multiply(env, table, special, companies)
            env.invalidate_all()
            user = env["res.users"].search([("login", "=", "despacho.valle")])
            mine = env(
                user=user.id, context={"allowed_company_ids": user.company_id.ids}
            )
            times = {}
            print(f"{FILAS:,} rows a list, {len(companies):,} municipalities")
            for name, names in LISTAS.items():
                times[name] = measure(mine[name], names)
                cr.execute(f'SELECT count(*) FROM "{mine[name]._table}"')
                rows = cr.fetchone()[0]
                print(f"{name:<22}{rows:>10,} rows {times[name]:8.1f} ms")
            for name, taken in times.items():
                if name != "res.partner":
                    ratio = taken / times["res.partner"]
                    print(f"{name:<22} / res.partner = {ratio:.2f}")
            cr.rollback()
        Registry.delete(db)
        close_db(db)


if __name__ == "__main__":
    main()
