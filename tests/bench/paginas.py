"""The 360° page and the tree of areas: time and queries, in a small and a large region.

Prints, for each page, milliseconds and number of queries with three municipalities in the
database and with a thousand: the queries must be as many in both.
"""

import statistics
import time

from region import MUNICIPIOS, environment, region

VECES = 9
SECRETARIA = "despacho.valle"
CON_360 = "sigobito.tema", "sigobito.lugar", "sigobito.actor"


def mas_usado(env, name):
    """The record of a model that most of the calendar is linked to: the fullest page."""
    field = {"sigobito.tema": "tema_id", "sigobito.lugar": "lugar_ids"}.get(name)
    groups = env["calendar.event"]._read_group(
        [(field or "actor_ids", "!=", False)],
        [field or "actor_ids"],
        ["__count"],
        order="__count desc",
        limit=1,
    )
    return groups[0][0]


def paginas(env):
    """Name of each page → what reads it."""
    for name in CON_360:
        yield f"360° {name}", mas_usado(env, name).get_360
    nombre = {"fields": {"display_name": {}}}
    spec = {
        "name": {},
        "responsable_id": nombre,
        "titular_ids": nombre,
        "cargo_count": {},
        "vacante_count": {},
        "child_ids": {"fields": {}},
    }
    yield (
        "tree of areas",
        lambda: env["sigobito.area"].hierarchy_read([], spec, "parent_id", "child_ids"),
    )
    yield "home", env["sigobito.tablero"].get_tablero


def medir(env):
    """``{page: (median milliseconds, queries)}``."""
    result = {}
    for name, leer in paginas(env):
        times, counts = [], []
        for _turn in range(VECES):
            env.invalidate_all()
            before, start = env.cr.sql_log_count, time.perf_counter()
            leer()
            times.append((time.perf_counter() - start) * 1000)
            counts.append(env.cr.sql_log_count - before)
        result[name] = statistics.median(times), min(counts)
    return result


def main():
    figures = {}
    for municipios in (4, MUNICIPIOS):
        with environment(region(municipios), SECRETARIA) as env:
            figures[municipios] = medir(env)
    print(f"{'page':<24}" + "".join(f"{n:>10,} ms  queries" for n in figures))
    for name in figures[MUNICIPIOS]:
        row = "".join(f"{f[name][0]:>13.1f}{f[name][1]:>9}" for f in figures.values())
        print(f"{name:<24}{row}")


if __name__ == "__main__":
    main()
