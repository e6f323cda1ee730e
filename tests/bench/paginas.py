"""The 360° page and the tree of areas: time and queries, in a small and a large region.

Prints, for each page, milliseconds and number of queries with three municipalities in the
database and with a thousand: the queries must be as many in both.
"""

import statistics
import time
from contextlib import ExitStack

from region import MUNICIPIOS, environment, region

VECES = 15
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
        "cargos_texto": {},
        "parent_id": nombre,
        "child_ids": {"fields": {}},
    }
    yield (
        "tree of areas",
        lambda: env["sigobito.area"].hierarchy_read([], spec, "parent_id", "child_ids"),
    )
    yield "home", env["sigobito.tablero"].get_tablero


def medir(envs):
    """``{page: [(median milliseconds, queries) of each region]}``.

    The regions take turns, so that a busy machine slows them alike.
    """
    figures = {}
    for filas in zip(*map(paginas, envs), strict=True):
        times = [[] for _env in envs]
        counts = [[] for _env in envs]
        for _turn in range(VECES):
            for i, (env, (_name, leer)) in enumerate(zip(envs, filas, strict=True)):
                env.invalidate_all()
                before, start = env.cr.sql_log_count, time.perf_counter()
                leer()
                times[i].append((time.perf_counter() - start) * 1000)
                counts[i].append(env.cr.sql_log_count - before)
        figures[filas[0][0]] = [
            (statistics.median(t), min(c)) for t, c in zip(times, counts, strict=True)
        ]
    return figures


def main():
    tamanos = 4, MUNICIPIOS
    names = [region(municipios) for municipios in tamanos]
    with ExitStack() as stack:
        envs = [stack.enter_context(environment(n, SECRETARIA)) for n in names]
        figures = medir(envs)
    print(f"{'page':<24}" + "".join(f"{n:>10,} ms  queries" for n in tamanos))
    for name, regiones in figures.items():
        row = "".join(f"{ms:>13.1f}{queries:>9}" for ms, queries in regiones)
        print(f"{name:<24}{row}")


if __name__ == "__main__":
    main()
