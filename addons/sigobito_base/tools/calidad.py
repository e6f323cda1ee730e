"""Score of the quality of information: a rule that needs no database (R19)."""

import ast
from collections.abc import Iterable
from typing import NamedTuple

#: From this score on the information is good, and from that one on it will do.
BUENO, REGULAR = 85.0, 60.0
#: What a domain writes where the days of the rule go.
MARCA_DIAS = "{dias}"


class Comprobacion(NamedTuple):
    """What one rule found: its weight, records looked at, records to mend."""

    peso: int
    revisados: int
    hallazgos: int


def puntaje(comprobaciones: Iterable[Comprobacion]) -> float | None:
    """Score from 0 to 100, or ``None`` if there was nothing to look at.

    Each rule says which share of its records is in order, and counts by its weight,
    not by its number of records: three hundred stakeholders do not drown five areas.

    >>> puntaje([Comprobacion(5, 4, 1), Comprobacion(5, 300, 0)])
    87.5
    >>> puntaje([Comprobacion(3, 10, 10)])
    0.0
    >>> puntaje([Comprobacion(1, 3, 1)])
    66.7

    A rule without records says nothing, neither good nor bad:

    >>> puntaje([Comprobacion(5, 0, 0), Comprobacion(1, 2, 1)])
    50.0
    >>> puntaje([]) is None
    True
    """
    suma = pesos = 0.0
    for uno in comprobaciones:
        if uno.revisados > 0 and uno.peso > 0:
            suma += uno.peso * (1 - min(uno.hallazgos, uno.revisados) / uno.revisados)
            pesos += uno.peso
    return round(100 * suma / pesos, 1) if pesos else None


def puntaje_registro(peso_total: int, peso_abierto: int) -> float:
    """Score of one record: what is left after its open findings.

    >>> puntaje_registro(10, 4)
    60.0
    >>> puntaje_registro(0, 0)
    100.0
    >>> puntaje_registro(4, 9)
    0.0
    """
    if peso_total <= 0:
        return 100.0 if not peso_abierto else 0.0
    return round(100 * max(0.0, 1 - peso_abierto / peso_total), 1)


def nivel(valor: float | None) -> str:
    """Word for a score.

    >>> [nivel(v) for v in (100, 85, 84.9, 60, 12, None)]
    ['bueno', 'bueno', 'regular', 'regular', 'bajo', 'sin_datos']
    """
    if valor is None:
        return "sin_datos"
    if valor >= BUENO:
        return "bueno"
    return "regular" if valor >= REGULAR else "bajo"


def leer_dominio(texto: str | None, dias: int = 0) -> list:
    """Domain written in a rule, with the days of the rule in their place.

    Only plain values are read: no name is ever evaluated.

    >>> leer_dominio("[('date_start', '<', 'today -{dias}d')]", 30)
    [('date_start', '<', 'today -30d')]
    >>> leer_dominio("")
    []
    >>> leer_dominio("[('user_id', '=', uid)]")
    Traceback (most recent call last):
    ...
    ValueError: not a list of conditions with plain values
    >>> leer_dominio("'active'")
    Traceback (most recent call last):
    ...
    ValueError: not a list of conditions with plain values
    """
    texto = (texto or "").replace(MARCA_DIAS, str(int(dias))).strip()
    if not texto:
        return []
    try:
        dominio = ast.literal_eval(texto)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        dominio = None
    if not isinstance(dominio, list):
        raise ValueError("not a list of conditions with plain values")
    return dominio


def leer_caminos(texto: str | None) -> list[list[str]]:
    """Paths of fields, in the order in which they are tried.

    >>> leer_caminos("responsable_id, area_id.responsable_id")
    [['responsable_id'], ['area_id', 'responsable_id']]
    >>> leer_caminos(None)
    []
    """
    return [
        camino.strip().split(".")
        for camino in (texto or "").split(",")
        if camino.strip()
    ]


def lotes(ids: Iterable[int], tamano: int) -> list[list[int]]:
    """Split in batches.

    >>> lotes([1, 2, 3], 2)
    [[1, 2], [3]]
    """
    lista = list(ids)
    return [lista[i : i + tamano] for i in range(0, len(lista), tamano)]
