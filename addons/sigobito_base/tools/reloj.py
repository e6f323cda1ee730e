"""Clocks: how long something has been open and how much time is left (R9).

Plain values only: the model brings the day of the municipality and its holidays.
"""

from collections.abc import Collection
from datetime import date, timedelta

from .plazos import FIN_DE_SEMANA, es_habil

#: Ageing buckets: key → last day (calendar) that still belongs to it.
TRAMOS = (("t1", 7), ("t2", 15), ("t3", 30), ("t4", 60))
#: What is older than the last of :data:`TRAMOS`.
ULTIMO_TRAMO = "t5"


def dias_abierto(inicio: date | None, hoy: date, fin: date | None = None) -> int:
    """Calendar days since it came in, until today or until it was closed.

    >>> dias_abierto(date(2026, 3, 1), date(2026, 3, 10))
    9
    >>> dias_abierto(date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 4))
    3
    >>> dias_abierto(date(2026, 3, 12), date(2026, 3, 10)), dias_abierto(
    ...     None, date(2026, 3, 10))
    (0, 0)
    """
    if not inicio:
        return 0
    return max(((fin or hoy) - inicio).days, 0)


def tramo(dias: int) -> str:
    """Ageing bucket of so many days.

    >>> [tramo(n) for n in (0, 7, 8, 15, 16, 30, 31, 60, 61, 900)]
    ['t1', 't1', 't2', 't2', 't3', 't3', 't4', 't4', 't5', 't5']
    """
    return next((clave for clave, hasta in TRAMOS if dias <= hasta), ULTIMO_TRAMO)


def ordinales_habiles(
    desde: date,
    hasta: date,
    feriados: Collection[date] = (),
    fin_de_semana: Collection[int] = FIN_DE_SEMANA,
) -> dict[date, int]:
    """Number of working days from ``desde`` (which is 0) up to each day of the range.

    The working days between any two days of it are the difference of their numbers,
    so that a whole backlog is measured with one walk through the calendar.

    >>> d = ordinales_habiles(date(2026, 3, 13), date(2026, 3, 17))
    >>> d[date(2026, 3, 13)], d[date(2026, 3, 15)], d[date(2026, 3, 17)]
    (0, 0, 2)
    """
    ordinales = {desde: 0}
    dia, numero = desde, 0
    while dia < hasta:
        dia += timedelta(days=1)
        numero += es_habil(dia, feriados, fin_de_semana)
        ordinales[dia] = numero
    return ordinales
