"""Deadlines in working days: weekends and public holidays do not count (R25).

Plain values only. The holidays of a country come from the ``holidays`` library; a
country it does not know has none, so the deadline is never later than the law says.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

#: Saturday and Sunday, as :meth:`datetime.date.weekday` counts.
FIN_DE_SEMANA = (5, 6)


def es_habil(
    dia: date,
    feriados: Collection[date] = (),
    fin_de_semana: Collection[int] = FIN_DE_SEMANA,
) -> bool:
    """Whether people work that day.

    >>> es_habil(date(2026, 3, 13)), es_habil(date(2026, 3, 14))
    (True, False)
    >>> es_habil(date(2026, 5, 1), {date(2026, 5, 1)})
    False
    """
    return dia.weekday() not in fin_de_semana and dia not in feriados


def sumar_habiles(
    inicio: date,
    dias: int,
    feriados: Collection[date] = (),
    fin_de_semana: Collection[int] = FIN_DE_SEMANA,
) -> date:
    """Day on which a term of ``dias`` working days ends; the first day does not count.

    >>> sumar_habiles(date(2026, 3, 13), 1)         # Friday → Monday
    datetime.date(2026, 3, 16)
    >>> sumar_habiles(date(2026, 3, 14), 5)         # received on a Saturday
    datetime.date(2026, 3, 20)
    >>> sumar_habiles(date(2026, 4, 30), 1, {date(2026, 5, 1)})
    datetime.date(2026, 5, 4)
    >>> sumar_habiles(date(2026, 3, 14), 0)         # no days: the next working day
    datetime.date(2026, 3, 16)
    """
    if set(range(7)) <= set(fin_de_semana):
        raise ValueError("A week without working days has no deadlines")
    dia = inicio
    restantes = dias
    while restantes > 0:
        dia += timedelta(days=1)
        if es_habil(dia, feriados, fin_de_semana):
            restantes -= 1
    while not es_habil(dia, feriados, fin_de_semana):
        dia += timedelta(days=1)
    return dia


def habiles_entre(
    desde: date,
    hasta: date,
    feriados: Collection[date] = (),
    fin_de_semana: Collection[int] = FIN_DE_SEMANA,
) -> int:
    """Working days after ``desde`` up to ``hasta``; negative when it is already past.

    >>> habiles_entre(date(2026, 3, 13), date(2026, 3, 16))
    1
    >>> habiles_entre(date(2026, 3, 16), date(2026, 3, 13))
    -1
    >>> habiles_entre(date(2026, 3, 13), date(2026, 3, 13))
    0
    """
    if hasta < desde:
        return -habiles_entre(hasta, desde, feriados, fin_de_semana)
    dias = (hasta - desde).days
    return sum(
        es_habil(desde + timedelta(days=n), feriados, fin_de_semana)
        for n in range(1, dias + 1)
    )


@lru_cache(maxsize=256)
def feriados(pais: str, anio: int) -> frozenset[date]:
    """Public holidays of a country (ISO code) that touch a year and the next.

    >>> date(2026, 7, 28) in feriados("PE", 2026)
    True
    >>> feriados("ZZ", 2026), feriados("", 2026)
    (frozenset(), frozenset())
    """
    if not pais:
        return frozenset()
    import holidays  # heavy: only who needs a deadline pays for it

    try:
        return frozenset(holidays.country_holidays(pais, years=(anio, anio + 1)))
    except NotImplementedError:
        return frozenset()
