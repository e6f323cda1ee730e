"""Rules of the implementation: when a measured step is met, how far things are."""

from collections.abc import Iterable


def cumple(tipo: str, valor: int, umbral: int, hay_algo: bool = True) -> bool:
    """Whether a measure meets its criterion.

    ``minimo``: at least that many. ``maximo``: no more than that many, provided there
    is something to measure at all.

    >>> cumple("minimo", 5, 5), cumple("minimo", 4, 5)
    (True, False)
    >>> cumple("maximo", 0, 0), cumple("maximo", 1, 0)
    (True, False)
    >>> cumple("maximo", 0, 0, hay_algo=False)
    False
    """
    if tipo == "minimo":
        return valor >= umbral
    return hay_algo and valor <= umbral


def avance(hechos: int, aplicables: int) -> float:
    """Percentage done of what applies.

    >>> avance(3, 12), avance(0, 0)
    (25.0, 0.0)
    """
    return round(100.0 * hechos / aplicables, 1) if aplicables else 0.0


def etapa_actual(cuentas: list[tuple[int, int]]) -> int:
    """Position of the stage where the work is, from ``(done, total)`` of each.

    The first with less than half done: a straggler of an earlier stage is late, but
    does not hold the rest. If none is, the last with something open.

    >>> etapa_actual([(3, 4), (1, 4), (0, 5)])
    1
    >>> etapa_actual([(4, 4), (3, 4), (3, 5)]), etapa_actual([(4, 4), (2, 2)])
    (2, 1)
    >>> etapa_actual([(2, 2), (0, 0), (0, 3)]), etapa_actual([])
    (2, 0)
    """
    abiertas = [i for i, (hechos, total) in enumerate(cuentas) if hechos < total]
    for i in abiertas:
        hechos, total = cuentas[i]
        if 2 * hechos < total:
            return i
    return abiertas[-1] if abiertas else max(len(cuentas) - 1, 0)


def parte(total: int, faltan: int, minimo: int = 0) -> float:
    """How complete one thing is, from 0 to 1.

    With a minimum, how near to it; otherwise the share that lacks nothing.

    >>> parte(10, 3)
    0.7
    >>> parte(0, 0)
    0.0
    >>> parte(2, 0, minimo=4), parte(9, 0, minimo=4)
    (0.5, 1.0)
    """
    if minimo:
        return min(total / minimo, 1.0)
    return (total - faltan) / total if total else 0.0


def completitud(partes: Iterable[tuple[float, float]]) -> float:
    """Weighted percentage of ``(part, weight)``.

    >>> completitud([(1.0, 1), (0.5, 1)])
    75.0
    >>> completitud([])
    0.0
    """
    partes = list(partes)
    pesos = sum(peso for _parte, peso in partes)
    return round(100 * sum(p * peso for p, peso in partes) / pesos, 1) if pesos else 0.0


def nota(respuestas: dict[int, int], correctas: dict[int, int]) -> float:
    """Percentage of questions well answered; one left blank is wrong.

    >>> nota({1: 10, 2: 21}, {1: 10, 2: 20})
    50.0
    >>> nota({}, {1: 10})
    0.0
    """
    if not correctas:
        return 0.0
    buenas = sum(respuestas.get(p) == opcion for p, opcion in correctas.items())
    return round(100.0 * buenas / len(correctas), 1)
