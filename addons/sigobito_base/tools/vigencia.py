"""Periods of an appointment and of whoever stands in for its holder.

A period is a pair of dates, both included; an open side is ``None``.
"""

from datetime import date

Periodo = tuple[date, date | None]


def estado(inicio: date, fin: date | None, dia: date) -> str:
    """Where a period stands on a day: ``futuro``, ``vigente`` or ``terminado``.

    >>> lunes, viernes = date(2026, 3, 2), date(2026, 3, 6)
    >>> estado(lunes, viernes, date(2026, 3, 1))
    'futuro'
    >>> [estado(lunes, viernes, dia) for dia in (lunes, viernes)]
    ['vigente', 'vigente']
    >>> estado(lunes, viernes, date(2026, 3, 7))
    'terminado'
    >>> estado(lunes, None, date(2036, 3, 7))
    'vigente'
    """
    if dia < inicio:
        return "futuro"
    return "terminado" if fin and fin < dia else "vigente"


def comun(uno: Periodo, otro: tuple[date | None, date | None]) -> Periodo | None:
    """Days that two periods share, or ``None`` if there is none.

    The second may be open on both sides: a deputy without dates stands in for as long
    as the appointment lasts.

    >>> cargo = (date(2026, 1, 1), date(2026, 12, 31))
    >>> comun(cargo, (None, None)) == cargo
    True
    >>> comun(cargo, (date(2026, 12, 20), date(2027, 1, 10)))
    (datetime.date(2026, 12, 20), datetime.date(2026, 12, 31))
    >>> comun((date(2026, 1, 1), None), (None, date(2026, 1, 9)))
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 9))
    >>> comun(cargo, (date(2027, 1, 1), None)) is None
    True
    """
    inicio = max(filter(None, (uno[0], otro[0])))
    fin = min(filter(None, (uno[1], otro[1])), default=None)
    return None if fin and fin < inicio else (inicio, fin)
