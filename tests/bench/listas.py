"""Server time of the main lists with a thousand municipalities in the database.

Asks for the first page of each list as the cabinet office of one municipality does; beside
it Odoo's own list of contacts. Prints medians and the ratio. Run it with ``make bench``.
"""

import statistics
import time

from region import environment, region

VECES = 15
SECRETARIA = "despacho.valle"
LISTAS = {
    "res.partner": ["complete_name", "email", "phone", "city", "is_company"],
    "sigobito.actor": ["name", "tipo", "lugar_ids", "ultimo_contacto"],
    "sigobito.lugar": ["complete_name", "tipo_id", "poblacion", "prioritario"],
    "sigobito.solicitud": ["folio", "name", "solicitante", "tipo", "state", "semaforo"],
    "sigobito.compromiso": ["name", "state", "date_deadline", "avance", "semaforo"],
    "sigobito.iniciativa": ["name", "state", "avance", "semaforo"],
    "sigobito.hito": ["name", "state", "date_deadline", "avance", "semaforo"],
}


def measure(model, names):
    """Median milliseconds of the first page of a list, caches of rules warm."""
    specification = {name: {} for name in names}
    taken = []
    for _turn in range(VECES + 2):
        model.env.invalidate_all()
        start = time.perf_counter()
        found = model.web_search_read([], specification, limit=80)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[2:]), found["length"]


def main():
    with environment(region(), SECRETARIA) as env:
        contacts = None
        print(f"{'list':<22}{'rows in all':>12}{'hers':>7}{'ms':>8}  against contacts")
        for name, names in LISTAS.items():
            median, hers = measure(env[name], names)
            contacts = contacts or median
            env.cr.execute(f'SELECT count(*) FROM "{env[name]._table}"')
            rows = env.cr.fetchone()[0]
            print(
                f"{name:<22}{rows:>12,}{hers:>7}{median:>8.1f}  {median / contacts:.2f}"
            )


if __name__ == "__main__":
    main()
