"""Cadence of a routine: on which days it meets (R3).

Plain values only. The rule gives a *nominal* day (every other Monday, the last Friday
of the month); when nobody works that day the meeting moves to the working day before
or after it. The nominal day is what the rule counts by, so a moved meeting never
shifts the ones that follow.
"""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from typing import Literal

from .plazos import FIN_DE_SEMANA, es_habil

#: Holidays that matter for the days of a year.
Feriados = Callable[[int], Collection[date]]

#: No country closes for longer: the search for a working day ends here.
MAXIMO_CORRIMIENTO = 31


def sin_feriados(anio: int) -> Collection[date]:
    """Calendar of a place that has no holidays."""
    return ()


@dataclass(frozen=True)
class Ocurrencia:
    """One meeting: the day the rule says, and the day on which it is held."""

    nominal: date
    fecha: date


@dataclass(frozen=True)
class Cadencia:
    """When a routine meets.

    ``cada`` counts weeks or months from the first meeting on or after ``inicio``.
    ``dia_semana`` is Monday (0) to Sunday (6); ``dia_mes`` beyond the end of a month is
    its last day; ``ordinal`` is the first (1) to fourth (4) or the last (-1).

    >>> Cadencia("semanal", date(2026, 3, 2), cada=0)
    Traceback (most recent call last):
        ...
    ValueError: A cadence repeats every 1 or more weeks or months
    """

    tipo: Literal["semanal", "mensual_dia", "mensual_ordinal"]
    inicio: date
    cada: int = 1
    dia_semana: int = 0
    dia_mes: int = 1
    ordinal: int = 1
    ajuste: Literal["siguiente", "anterior", "mantener"] = "siguiente"
    fin: date | None = None

    def __post_init__(self):
        if self.cada < 1:
            raise ValueError("A cadence repeats every 1 or more weeks or months")
        if self.dia_semana not in range(7):
            raise ValueError("A week has the days 0 to 6")
        if self.dia_mes not in range(1, 32):
            raise ValueError("A month has the days 1 to 31")
        if self.ordinal not in (1, 2, 3, 4, -1):
            raise ValueError("A weekday of a month is its 1st to 4th, or its last (-1)")


def dia_del_mes(anio: int, mes: int, dia: int) -> date:
    """Day of a month; its last one where the month is shorter.

    >>> dia_del_mes(2026, 2, 31), dia_del_mes(2028, 2, 30)
    (datetime.date(2026, 2, 28), datetime.date(2028, 2, 29))
    """
    return date(anio, mes, min(dia, monthrange(anio, mes)[1]))


def enesimo(anio: int, mes: int, dia_semana: int, ordinal: int) -> date:
    """Nth weekday of a month; -1 is the last.

    >>> enesimo(2026, 3, 0, 1), enesimo(2026, 3, 0, -1)      # Mondays of March
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 30))
    >>> enesimo(2026, 5, 4, 4), enesimo(2026, 5, 4, -1)      # five Fridays
    (datetime.date(2026, 5, 22), datetime.date(2026, 5, 29))
    """
    if ordinal < 0:
        ultimo = date(anio, mes, monthrange(anio, mes)[1])
        return ultimo - timedelta(days=(ultimo.weekday() - dia_semana) % 7)
    primero = date(anio, mes, 1)
    return primero + timedelta(
        days=(dia_semana - primero.weekday()) % 7 + 7 * (ordinal - 1)
    )


def nominales(cadencia: Cadencia, desde: date = date.min) -> Iterator[date]:
    """Days the rule says, from ``desde`` on; without end if the cadence has none.

    >>> lunes = Cadencia("semanal", date(2026, 3, 4), cada=2)   # starts on a Wednesday
    >>> [d.day for d in islice(nominales(lunes), 3)]
    [9, 23, 6]
    >>> next(nominales(lunes, date(2026, 3, 24)))               # keeps its step
    datetime.date(2026, 4, 6)
    >>> trimestral = Cadencia("mensual_dia", date(2026, 1, 10), cada=3, dia_mes=10)
    >>> [d.month for d in islice(nominales(trimestral, date(2026, 2, 1)), 3)]
    [4, 7, 10]
    >>> fin_de_mes = Cadencia("mensual_dia", date(2026, 1, 1), dia_mes=31)
    >>> [d.day for d in islice(nominales(fin_de_mes), 4)]
    [31, 28, 31, 30]
    >>> list(nominales(Cadencia("semanal", date(2026, 3, 2), fin=date(2026, 3, 9))))
    [datetime.date(2026, 3, 2), datetime.date(2026, 3, 9)]
    """
    dias = _semanas(cadencia, desde) if cadencia.tipo == "semanal" else None
    for dia in dias or _meses(cadencia, desde):
        if cadencia.fin and dia > cadencia.fin:
            return
        yield dia


def _semanas(cadencia: Cadencia, desde: date) -> Iterator[date]:
    primero = cadencia.inicio + timedelta(
        days=(cadencia.dia_semana - cadencia.inicio.weekday()) % 7
    )
    paso = 7 * cadencia.cada
    saltos = max(0, -((primero - desde).days // paso))
    for n in count(saltos):
        dia = primero + timedelta(days=paso * n)
        if dia >= desde:
            yield dia


def _meses(cadencia: Cadencia, desde: date) -> Iterator[date]:
    def en(indice: int) -> date:
        anio, mes = divmod(indice, 12)
        if cadencia.tipo == "mensual_ordinal":
            return enesimo(anio, mes + 1, cadencia.dia_semana, cadencia.ordinal)
        return dia_del_mes(anio, mes + 1, cadencia.dia_mes)

    indice = cadencia.inicio.year * 12 + cadencia.inicio.month - 1
    if en(indice) < cadencia.inicio:
        indice += 1
    atraso = desde.year * 12 + desde.month - 1 - indice
    indice += max(0, atraso // cadencia.cada) * cadencia.cada
    for n in count(indice, cadencia.cada):
        if en(n) >= desde:
            yield en(n)


def ajustar(
    dia: date,
    ajuste: str,
    feriados: Feriados = sin_feriados,
    fin_de_semana: Collection[int] = FIN_DE_SEMANA,
) -> date:
    """The working day on which something set for ``dia`` takes place.

    >>> navidad = lambda anio: {date(anio, 12, 25), date(anio, 1, 1)}
    >>> ajustar(date(2026, 12, 25), "siguiente", navidad)       # Friday → Monday
    datetime.date(2026, 12, 28)
    >>> ajustar(date(2026, 12, 25), "anterior", navidad)
    datetime.date(2026, 12, 24)
    >>> ajustar(date(2027, 1, 1), "anterior", navidad)          # back into the old year
    datetime.date(2026, 12, 31)
    >>> ajustar(date(2026, 12, 25), "mantener", navidad)
    datetime.date(2026, 12, 25)
    """
    if ajuste == "mantener":
        return dia
    paso = timedelta(days=1 if ajuste == "siguiente" else -1)
    for n in range(MAXIMO_CORRIMIENTO + 1):
        movido = dia + n * paso
        if es_habil(movido, feriados(movido.year), fin_de_semana):
            return movido
    raise ValueError(f"No working day near {dia}")


def fecha_de(
    cadencia: Cadencia, nominal: date, feriados: Feriados = sin_feriados
) -> date:
    """Day on which the meeting of ``nominal`` is held.

    A routine set on a Saturday means Saturdays: only a holiday moves it.

    >>> feria = Cadencia("semanal", date(2026, 3, 7), dia_semana=5)
    >>> fecha_de(feria, date(2026, 3, 7))
    datetime.date(2026, 3, 7)
    >>> quincena = Cadencia("mensual_dia", date(2026, 3, 1), dia_mes=15)
    >>> fecha_de(quincena, date(2026, 3, 15))                   # a Sunday
    datetime.date(2026, 3, 16)
    """
    libres = set(FIN_DE_SEMANA)
    if cadencia.tipo != "mensual_dia":
        libres.discard(cadencia.dia_semana)
    return ajustar(nominal, cadencia.ajuste, feriados, libres)


def ocurrencias(
    cadencia: Cadencia, despues: date, feriados: Feriados = sin_feriados
) -> Iterator[Ocurrencia]:
    """Meetings whose nominal day comes after ``despues``.

    >>> from .plazos import feriados as de
    >>> lunes = Cadencia("semanal", date(2026, 1, 5))
    >>> peru = lambda anio: de("PE", anio)
    >>> [o.fecha.day for o in islice(ocurrencias(lunes, date(2026, 6, 15), peru), 3)]
    [22, 30, 6]
    """
    for nominal in nominales(cadencia, despues + timedelta(days=1)):
        yield Ocurrencia(nominal, fecha_de(cadencia, nominal, feriados))


def proximas(
    cadencia: Cadencia,
    desde: date,
    cuantas: int,
    feriados: Feriados = sin_feriados,
) -> list[Ocurrencia]:
    """The next meetings held on ``desde`` or later.

    One whose nominal day has passed still counts when it was moved to a later day.

    >>> lunes = Cadencia("semanal", date(2026, 6, 1))
    >>> feriado = lambda anio: {date(2026, 6, 29)}
    >>> [o.fecha.day for o in proximas(lunes, date(2026, 6, 30), 2, feriado)]
    [30, 6]
    """
    antes = desde - timedelta(days=MAXIMO_CORRIMIENTO + 1)
    vigentes = (o for o in ocurrencias(cadencia, antes, feriados) if o.fecha >= desde)
    return list(islice(vigentes, cuantas))


def siguiente(
    cadencia: Cadencia, despues: date, feriados: Feriados = sin_feriados
) -> date | None:
    """First day after ``despues`` on which the routine meets.

    >>> ultimo_viernes = Cadencia(
    ...     "mensual_ordinal", date(2026, 1, 1), dia_semana=4, ordinal=-1
    ... )
    >>> siguiente(ultimo_viernes, date(2026, 2, 27))
    datetime.date(2026, 3, 27)
    >>> siguiente(Cadencia("semanal", date(2026, 1, 5), fin=date(2026, 1, 5)),
    ...           date(2026, 1, 5)) is None
    True
    """
    vigentes = proximas(cadencia, despues + timedelta(days=1), 1, feriados)
    return vigentes[0].fecha if vigentes else None
