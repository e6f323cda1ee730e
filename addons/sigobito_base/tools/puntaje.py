"""Score of candidate initiatives in a workshop (R14).

Each participant gives every candidate 1 to 5 by criterion. The score of a candidate is
the mean by criterion, weighted, from 0 (all ones) to 100 (all fives).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import mean, pstdev
from typing import NamedTuple

MINIMO, MAXIMO = 1, 5

#: Spread between participants (points of 100) above which they do not agree.
DESACUERDO = 20.0


class Voto(NamedTuple):
    """What one participant gives one candidate by one criterion."""

    criterio: int
    persona: int
    valor: int


@dataclass(frozen=True)
class Resultado:
    """Score of one candidate.

    ``completo``: percent of the expected marks that were given. ``dispersion``: how far
    apart the participants are, in points of the score.
    """

    puntaje: float
    personas: int
    completo: float
    dispersion: float

    @property
    def acuerdo(self) -> str:
        """``sin_datos`` with fewer than two people, ``bajo`` or ``alto``."""
        if self.personas < 2:
            return "sin_datos"
        return "bajo" if self.dispersion > DESACUERDO else "alto"


def en_cien(valor: float) -> float:
    """A mark of 1–5 on the scale 0–100.

    >>> en_cien(1), en_cien(3), en_cien(5)
    (0.0, 50.0, 100.0)
    """
    return (valor - MINIMO) / (MAXIMO - MINIMO) * 100


def ponderar(medias: Mapping[int, float], pesos: Mapping[int, float]) -> float:
    """Weighted mean over the criteria that have a value; alike if none weighs.

    >>> ponderar({1: 100, 2: 0}, {1: 3, 2: 1})
    75.0
    >>> ponderar({1: 100}, {1: 3, 2: 1}), ponderar({1: 100, 2: 0}, {1: 0, 2: 0})
    (100.0, 50.0)
    >>> ponderar({}, {1: 1})
    0.0
    """
    if not medias:
        return 0.0
    total = sum(pesos.get(criterio, 0.0) for criterio in medias)
    if not total:
        return float(mean(medias.values()))
    return sum(v * pesos.get(c, 0.0) for c, v in medias.items()) / total


def evaluar(
    pesos: Mapping[int, float], votos: Iterable[Voto], participantes: int = 0
) -> Resultado:
    """Score of one candidate.

    >>> pesos = {1: 40, 2: 30, 3: 30}
    >>> ana = [Voto(1, 7, 5), Voto(2, 7, 5), Voto(3, 7, 5)]
    >>> luis = [Voto(1, 8, 1), Voto(2, 8, 1), Voto(3, 8, 1)]
    >>> evaluar(pesos, ana)
    Resultado(puntaje=100.0, personas=1, completo=100.0, dispersion=0.0)
    >>> r = evaluar(pesos, ana + luis, participantes=4)
    >>> r.puntaje, r.completo, r.acuerdo
    (50.0, 50.0, 'bajo')
    >>> evaluar(pesos, []).acuerdo
    'sin_datos'

    Marks of a criterion that was taken away do not count:

    >>> evaluar({1: 1}, [Voto(1, 7, 3), Voto(9, 7, 5)]).puntaje
    50.0
    """
    por_criterio = defaultdict(list)
    por_persona = defaultdict(dict)
    for voto in votos:
        if voto.criterio in pesos:
            por_criterio[voto.criterio].append(en_cien(voto.valor))
            por_persona[voto.persona][voto.criterio] = en_cien(voto.valor)
    medias = {criterio: mean(valores) for criterio, valores in por_criterio.items()}
    totales = [ponderar(marcas, pesos) for marcas in por_persona.values()]
    dados = sum(len(valores) for valores in por_criterio.values())
    esperados = len(pesos) * max(participantes, len(por_persona))
    return Resultado(
        puntaje=round(ponderar(medias, pesos), 2),
        personas=len(por_persona),
        completo=round(dados / esperados * 100, 1) if esperados else 0.0,
        dispersion=round(pstdev(totales), 1) if len(totales) > 1 else 0.0,
    )


def ordenar(puntajes: Mapping[int, float | None]) -> dict[int, int]:
    """Place of each candidate; equals share a place, those without score have none.

    >>> ordenar({1: 80, 2: 95, 3: 80, 4: 10, 5: None})
    {2: 1, 1: 2, 3: 2, 4: 4, 5: 0}
    """
    con_puntaje = sorted(
        ((clave, valor) for clave, valor in puntajes.items() if valor is not None),
        key=lambda par: -par[1],
    )
    puestos: dict[int, int] = {}
    anterior = None
    for indice, (clave, valor) in enumerate(con_puntaje, 1):
        if valor != anterior:
            puesto, anterior = indice, valor
        puestos[clave] = puesto
    puestos.update((clave, 0) for clave, valor in puntajes.items() if valor is None)
    return puestos
