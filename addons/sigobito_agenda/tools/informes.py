"""Figures of the reports (R28): plain facts in, plain figures out.

The model reads what its reader may read, in local days of the municipality; here it is
only counted.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
H = TypeVar("H")

#: Hours that a whole day in the agenda counts for.
HORAS_DIA = 8.0
#: With fewer cases a percentage says nothing and points at somebody.
MINIMO_CASOS = 5
PERIODOS = (
    "hoy",
    "manana",
    "semana",
    "semana_proxima",
    "mes",
    "mes_anterior",
    "anio",
    "otro",
)


def periodo(clave: str, hoy: date) -> tuple[date, date]:
    """First and last day of a period named as people name it.

    >>> hoy = date(2026, 3, 18)
    >>> periodo("hoy", hoy) == (hoy, hoy)
    True
    >>> periodo("manana", hoy)[0]
    datetime.date(2026, 3, 19)
    >>> [str(dia) for dia in periodo("semana", hoy)]
    ['2026-03-16', '2026-03-22']
    >>> [str(dia) for dia in periodo("semana_proxima", hoy)]
    ['2026-03-23', '2026-03-29']
    >>> [str(dia) for dia in periodo("mes", date(2026, 12, 31))]
    ['2026-12-01', '2026-12-31']
    >>> [str(dia) for dia in periodo("mes_anterior", date(2026, 1, 31))]
    ['2025-12-01', '2025-12-31']
    >>> [str(dia) for dia in periodo("anio", hoy)]
    ['2026-01-01', '2026-12-31']
    """
    if clave == "manana":
        hoy += timedelta(days=1)
    elif clave in ("semana", "semana_proxima"):
        lunes = hoy - timedelta(days=hoy.weekday())
        if clave == "semana_proxima":
            lunes += timedelta(days=7)
        return lunes, lunes + timedelta(days=6)
    elif clave in ("mes", "mes_anterior"):
        primero = hoy.replace(day=1)
        if clave == "mes_anterior":
            ultimo = primero - timedelta(days=1)
            return ultimo.replace(day=1), ultimo
        siguiente = (primero + timedelta(days=31)).replace(day=1)
        return primero, siguiente - timedelta(days=1)
    elif clave == "anio":
        return hoy.replace(month=1, day=1), hoy.replace(month=12, day=31)
    return hoy, hoy


def mediana(valores: Iterable[float]) -> float | None:
    """The one in the middle: one case of a year does not move it as it moves a mean.

    >>> mediana([1, 300, 2]), mediana([1, 2]), mediana([])
    (2, 1.5, None)
    """
    valores = list(valores)
    return median(valores) if valores else None


def porcentaje(parte: float, total: float, minimo: int = 0) -> float | None:
    """Share in percent; nothing when there is nothing, or too little, to share.

    >>> porcentaje(1, 4), porcentaje(0, 0), porcentaje(1, 2, minimo=5)
    (25.0, None, None)
    """
    return 100.0 * parte / total if total and total >= minimo else None


def dentro(dia: date | None, desde: date, hasta: date) -> bool:
    """Whether a day, if there is one, is in the period.

    >>> marzo = date(2026, 3, 1), date(2026, 3, 31)
    >>> dentro(date(2026, 3, 31), *marzo), dentro(None, *marzo)
    (True, False)
    """
    return dia is not None and desde <= dia <= hasta


def agrupar(pares: Iterable[tuple[Iterable[K], H]]) -> dict[K, list[H]]:
    """Facts by key; one with several keys is in each of them.

    >>> agrupar([(("a", "b"), 1), (("a",), 2)])
    {'a': [1, 2], 'b': [1]}
    """
    grupos: dict[K, list[H]] = {}
    for claves, hecho in pares:
        for clave in claves:
            grupos.setdefault(clave, []).append(hecho)
    return grupos


class Solicitud(NamedTuple):
    """Days of a request; ``None`` is what has not happened."""

    recibida: date
    decidida: date | None = None
    respondida: date | None = None
    limite: date | None = None


def contar_solicitudes(
    hechos: Iterable[Solicitud],
    desde: date,
    hasta: date,
    hoy: date,
    habiles: Callable[[date, date], int],
) -> dict[str, float | None]:
    """What came in and what went out in a period, and what is late at its end.

    A period that is not over yet is looked at as it stands today.

    >>> marzo = date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 15)
    >>> hechos = [
    ...     Solicitud(date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 6)),
    ...     Solicitud(date(2026, 2, 1), None, None, date(2026, 3, 10)),
    ...     Solicitud(date(2026, 3, 3), None, date(2026, 4, 2), date(2026, 3, 20)),
    ... ]
    >>> contar_solicitudes(hechos, *marzo, lambda a, b: (b - a).days) == {
    ...     "recibidas": 2, "decididas": 1, "respondidas": 1, "vencidas": 2,
    ...     "dias": 4}
    True
    """
    hechos = list(hechos)
    corte = min(hasta, hoy)
    respondidas = [h for h in hechos if dentro(h.respondida, desde, hasta)]
    return {
        "recibidas": sum(dentro(h.recibida, desde, hasta) for h in hechos),
        "decididas": sum(dentro(h.decidida, desde, hasta) for h in hechos),
        "respondidas": len(respondidas),
        "vencidas": sum(vencida(h, corte) for h in hechos),
        "dias": mediana(habiles(h.recibida, h.respondida) for h in respondidas),
    }


def vencida(hecho: Solicitud, corte: date) -> bool:
    """Whether that day it had not been answered and its term was over.

    >>> s = Solicitud(date(2026, 3, 2), None, date(2026, 3, 12), date(2026, 3, 10))
    >>> [vencida(s, date(2026, 3, dia)) for dia in (10, 11, 12)]
    [False, True, False]
    """
    return bool(
        hecho.limite
        and hecho.recibida <= corte
        and hecho.limite < corte
        and not (hecho.respondida and hecho.respondida <= corte)
    )


class Compromiso(NamedTuple):
    """Days of a commitment. ``original`` is its first deadline, if it was put off."""

    prometido: date
    limite: date | None = None
    cumplido: date | None = None
    no_cumplido: bool = False
    original: date | None = None


def atraso(hecho: Compromiso) -> int:
    """Days after the first deadline on which it was kept; never negative.

    >>> atraso(Compromiso(date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 14)))
    4
    >>> atraso(Compromiso(date(2026, 3, 1), date(2026, 3, 20), date(2026, 3, 14),
    ...     original=date(2026, 3, 10)))
    4
    >>> atraso(Compromiso(date(2026, 3, 1), date(2026, 3, 20), date(2026, 3, 14)))
    0
    >>> atraso(Compromiso(date(2026, 3, 1), None, date(2026, 3, 14)))
    0
    """
    limite = hecho.original or hecho.limite
    if not (limite and hecho.cumplido):
        return 0
    return max((hecho.cumplido - limite).days, 0)


def contar_compromisos(
    hechos: Iterable[Compromiso], desde: date, hasta: date, hoy: date
) -> dict[str, float | None]:
    """What was promised and kept in a period, and what is overdue at its end.

    >>> marzo = date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 15)
    >>> hechos = [
    ...     Compromiso(date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 14)),
    ...     Compromiso(date(2026, 2, 1), date(2026, 3, 10), date(2026, 3, 9)),
    ...     Compromiso(date(2026, 3, 5), date(2026, 3, 20)),
    ...     Compromiso(date(2026, 2, 5), date(2026, 3, 20), no_cumplido=True),
    ... ]
    >>> contar_compromisos(hechos, *marzo) == {
    ...     "prometidos": 2, "cumplidos": 2, "tarde": 1, "no_cumplidos": 1,
    ...     "vencidos": 1, "atraso": 4, "prorrogados": 0}
    True
    """
    hechos = list(hechos)
    corte = min(hasta, hoy)
    cumplidos = [h for h in hechos if dentro(h.cumplido, desde, hasta)]
    tarde = [dias for h in cumplidos if (dias := atraso(h))]
    return {
        "prometidos": sum(dentro(h.prometido, desde, hasta) for h in hechos),
        "cumplidos": len(cumplidos),
        "tarde": len(tarde),
        "no_cumplidos": sum(
            h.no_cumplido and dentro(h.limite, desde, hasta) for h in hechos
        ),
        "vencidos": sum(compromiso_vencido(h, corte) for h in hechos),
        "atraso": mediana(tarde),
        "prorrogados": sum(
            bool(h.limite and h.original and h.limite > h.original)
            and dentro(h.original, desde, hasta)
            for h in hechos
        ),
    }


def compromiso_vencido(hecho: Compromiso, corte: date) -> bool:
    """Whether that day its deadline was over and nobody had kept it or given it up.

    >>> c = Compromiso(date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 14))
    >>> [compromiso_vencido(c, date(2026, 3, dia)) for dia in (10, 12, 14)]
    [False, True, False]
    """
    return bool(
        hecho.limite
        and hecho.prometido <= corte
        and hecho.limite < corte
        and not hecho.no_cumplido
        and not (hecho.cumplido and hecho.cumplido <= corte)
    )


class Audiencia(NamedTuple):
    """An audience that was asked for. ``decision`` is one of the request's keys."""

    pedida: date
    decision: str = ""
    decidida: date | None = None
    recibida: date | None = None


def contar_audiencias(
    hechos: Iterable[Audiencia], habiles: Callable[[date, date], int]
) -> dict[str, float | None]:
    """What became of the audiences asked for; their days are working days.

    >>> hechos = [
    ...     Audiencia(date(2026, 3, 1), "aceptar", date(2026, 3, 3), date(2026, 3, 9)),
    ...     Audiencia(date(2026, 3, 1), "delegar", date(2026, 3, 5)),
    ...     Audiencia(date(2026, 3, 1), "declinar", date(2026, 3, 2)),
    ...     Audiencia(date(2026, 3, 1), "posponer", date(2026, 3, 2)),
    ...     Audiencia(date(2026, 3, 1)),
    ... ]
    >>> contar_audiencias(hechos, lambda a, b: (b - a).days) == {
    ...     "pedidas": 5, "concedidas": 2, "delegadas": 1, "declinadas": 1, "otras": 1,
    ...     "pendientes": 1, "concedidas_pct": 40.0, "dias_decision": 1.5,
    ...     "dias_espera": 8}
    True
    """
    hechos = list(hechos)
    cuenta = {
        clave: sum(h.decision == clave for h in hechos)
        for clave in ("aceptar", "delegar", "declinar", "")
    }
    concedidas = cuenta["aceptar"] + cuenta["delegar"]
    return {
        "pedidas": len(hechos),
        "concedidas": concedidas,
        "delegadas": cuenta["delegar"],
        "declinadas": cuenta["declinar"],
        "otras": len(hechos) - concedidas - cuenta["declinar"] - cuenta[""],
        "pendientes": cuenta[""],
        "concedidas_pct": porcentaje(concedidas, len(hechos), MINIMO_CASOS),
        "dias_decision": mediana(
            habiles(h.pedida, h.decidida) for h in hechos if h.decidida
        ),
        "dias_espera": mediana(
            habiles(h.pedida, h.recibida) for h in hechos if h.recibida
        ),
    }


def horas(
    inicio: datetime, fin: datetime, desde: date, hasta: date, todo_el_dia: bool = False
) -> float:
    """Hours of an entry that fall into a period, in local time.

    >>> marzo = date(2026, 3, 1), date(2026, 3, 31)
    >>> horas(datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 10, 30), *marzo)
    1.5
    >>> horas(datetime(2026, 2, 28, 22), datetime(2026, 3, 1, 2), *marzo)
    2.0
    >>> horas(datetime(2026, 3, 30), datetime(2026, 4, 2), *marzo, todo_el_dia=True)
    16.0
    >>> horas(datetime(2026, 4, 5, 9), datetime(2026, 4, 5, 10), *marzo)
    0.0
    """
    if todo_el_dia:
        dias = (min(fin.date(), hasta) - max(inicio.date(), desde)).days + 1
        return max(dias, 0) * HORAS_DIA
    desde_momento = datetime.combine(desde, time.min)
    hasta_momento = datetime.combine(hasta + timedelta(days=1), time.min)
    lapso = min(fin, hasta_momento) - max(inicio, desde_momento)
    return max(lapso.total_seconds(), 0) / 3600


def repartir_horas(
    entradas: Iterable[tuple[float, Iterable[K]]], resto: K
) -> dict[K, float]:
    """Hours by key; those of an entry with several keys are shared out equally.

    The sum is that of the entries: nothing is counted twice.

    >>> repartir_horas([(3.0, ["a", "b"]), (1.0, ["a"]), (2.0, [])], "ninguno")
    {'a': 2.5, 'b': 1.5, 'ninguno': 2.0}
    """
    suma: dict[K, float] = {}
    for cantidad, claves in entradas:
        unicas = list(dict.fromkeys(claves)) or [resto]
        for clave in unicas:
            suma[clave] = suma.get(clave, 0.0) + cantidad / len(unicas)
    return suma


def frente_al_plan(
    tiempo: dict[K, float], pesos: dict[K, float]
) -> list[tuple[K, float, float, float, float]]:
    """Time given to each axis against its weight in the plan, most neglected first.

    Each row: axis, hours, share of the hours of the axes, weight, difference in points.
    An axis without an hour is in it: that is what the report is for.

    >>> for fila in frente_al_plan({"agua": 6.0, "otro": 9.0}, {"agua": 40, "vías": 60}):
    ...     print(fila)
    ('vías', 0.0, 0.0, 60, -60.0)
    ('agua', 6.0, 100.0, 40, 60.0)
    """
    total = sum(tiempo.get(clave, 0.0) for clave in pesos)
    filas = []
    for clave, peso in pesos.items():
        cantidad = tiempo.get(clave, 0.0)
        parte = porcentaje(cantidad, total) or 0.0
        filas.append((clave, cantidad, parte, peso, parte - peso))
    return sorted(filas, key=lambda fila: fila[4])
