"""Weighted progress, and what a programming needs to be approved (R18, R30).

Plain values in, plain values out; the models only feed and store.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: Milestones an initiative needs before it can be approved.
HITOS_MINIMOS = 3
#: Weights must add up to this, give or take the tolerance (33.33 × 3 is fine).
PESO_TOTAL = 100.0
PESO_TOLERANCIA = 0.5
#: Priorities a small team can really push at the same time.
TOPE_PRIORITARIAS = 5


@dataclass(frozen=True)
class Programado:
    """What the programming rules need to know of one milestone."""

    nombre: str
    peso: float
    vence: date | None
    tiene_responsable: bool = True


def ponderado(pares: Iterable[tuple[float, float]]) -> float:
    """Progress (0..100) of several ``(weight, progress)``; equal parts if no weights.

    >>> ponderado([(50, 100), (30, 50), (20, 0)])
    65.0
    >>> ponderado([(0, 100), (0, 0)])
    50.0
    >>> ponderado([])
    0.0
    >>> ponderado([(40, 100), (0, 0)])
    100.0
    >>> ponderado([(1, 150), (1, -20)])
    50.0
    """
    filas = [(max(peso, 0.0), min(max(av, 0.0), 100.0)) for peso, av in pares]
    if not filas:
        return 0.0
    total = sum(peso for peso, _av in filas)
    if not total:
        return round(sum(av for _peso, av in filas) / len(filas), 2)
    return round(sum(peso * av for peso, av in filas) / total, 2)


def repartir(cuantos: int) -> list[float]:
    """Equal weights that add up to exactly 100; the last one takes the remainder.

    >>> repartir(3)
    [33.33, 33.33, 33.34]
    >>> repartir(4), repartir(0)
    ([25.0, 25.0, 25.0, 25.0], [])
    >>> all(abs(sum(repartir(n)) - 100) < 1e-9 for n in range(1, 40))
    True
    """
    if cuantos <= 0:
        return []
    parte = round(PESO_TOTAL / cuantos, 2)
    return [parte] * (cuantos - 1) + [round(PESO_TOTAL - parte * (cuantos - 1), 2)]


def faltas(
    hitos: list[Programado], tiene_responsable: bool
) -> list[tuple[str, dict[str, object]]]:
    """What is missing to approve a programming: codes with their figures.

    >>> d = date(2026, 6, 1)
    >>> bien = [Programado("a", 50, d), Programado("b", 30, d), Programado("c", 20, d)]
    >>> faltas(bien, True)
    []
    >>> [codigo for codigo, _ in faltas([], False)]
    ['sin_responsable', 'pocos_hitos']
    >>> faltas(bien[:2] + [Programado("c", 30, None)], True)
    [('sin_fecha', {'nombres': ['c']}), ('peso', {'suma': 110.0})]
    >>> faltas([Programado("x", 0, d)] * 3, True)
    [('peso', {'suma': 0.0})]
    >>> faltas(bien[:2] + [Programado("c", 20, d, False)], True)
    [('hito_sin_responsable', {'nombres': ['c']})]
    """
    lista: list[tuple[str, dict[str, object]]] = []
    if not tiene_responsable:
        lista.append(("sin_responsable", {}))
    if len(hitos) < HITOS_MINIMOS:
        lista.append(
            ("pocos_hitos", {"tiene": len(hitos), "minimo": HITOS_MINIMOS}),
        )
    sin_fecha = [hito.nombre for hito in hitos if not hito.vence]
    if sin_fecha:
        lista.append(("sin_fecha", {"nombres": sin_fecha}))
    huerfanos = [hito.nombre for hito in hitos if not hito.tiene_responsable]
    if huerfanos:
        lista.append(("hito_sin_responsable", {"nombres": huerfanos}))
    suma = round(sum((hito.peso for hito in hitos), 0.0), 2)
    if hitos and abs(suma - PESO_TOTAL) > PESO_TOLERANCIA:
        lista.append(("peso", {"suma": suma}))
    return lista


def indicador(base: float, meta: float, valor: float) -> float:
    """Percent of the way from the baseline to the target, kept within 0..100.

    It works upwards and downwards (less robberies is better).

    >>> indicador(20, 60, 40), indicador(60, 20, 40), indicador(0, 10, 15)
    (50.0, 50.0, 100.0)
    >>> indicador(5, 5, 5), indicador(5, 5, 3), indicador(10, 20, 5)
    (100.0, 0.0, 0.0)
    """
    if base == meta:
        return 100.0 if valor == meta else 0.0
    return round(min(max((valor - base) / (meta - base) * 100, 0.0), 100.0), 2)
