"""Weights of a tree of themes as shares that add up to 100 (R6).

People give weights as they like (3 and 2, or 60 and 40); what is compared afterwards is
the share: of a theme among its equals, and of a theme in the whole plan.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

#: A theme that takes more of the plan than this hides the others.
DOMINANTE = 50.0
#: A theme below this share will never be seen in any report.
INSIGNIFICANTE = 2.0


class Nodo(NamedTuple):
    """A theme: what it hangs from (``None`` for an axis) and the weight it was given."""

    padre: int | None
    peso: float


class Cuota(NamedTuple):
    """Shares in percent: among its equals and in the whole plan."""

    nivel: float
    plan: float


@dataclass(frozen=True)
class Aviso:
    """Something odd in the weights: ``motivo`` is a code, ``nodo`` says where."""

    motivo: str
    nodo: int
    valor: float = 0.0


def repartir(nodos: Mapping[int, Nodo]) -> dict[int, Cuota]:
    """Shares of every node of one plan.

    Equals without any weight share alike: nobody said that one matters more.

    >>> plan = {1: Nodo(None, 1), 2: Nodo(None, 1), 3: Nodo(1, 3), 4: Nodo(1, 1)}
    >>> repartir(plan)[3], repartir(plan)[2]
    (Cuota(nivel=75.0, plan=37.5), Cuota(nivel=50.0, plan=50.0))
    >>> repartir({1: Nodo(None, 0), 2: Nodo(None, 0)})[1]
    Cuota(nivel=50.0, plan=50.0)
    >>> repartir({})
    {}

    A node whose parent is not there (archived) stands as an axis:

    >>> repartir({3: Nodo(1, 2)})[3].plan
    100.0
    """
    hermanos = defaultdict(list)
    for clave, nodo in nodos.items():
        hermanos[nodo.padre if nodo.padre in nodos else None].append(clave)
    cuotas: dict[int, Cuota] = {}
    pendientes: list[tuple[int | None, float]] = [(None, 100.0)]
    while pendientes:
        padre, disponible = pendientes.pop()
        iguales = hermanos.get(padre, [])
        total = sum(nodos[clave].peso for clave in iguales)
        for clave in iguales:
            parte = nodos[clave].peso / total if total else 1 / len(iguales)
            cuotas[clave] = Cuota(round(parte * 100, 4), round(parte * disponible, 4))
            pendientes.append((clave, parte * disponible))
    return cuotas


def revisar(nodos: Mapping[int, Nodo], ejes: Iterable[int] = ()) -> list[Aviso]:
    """Do the weights make sense? What a person should look at, most serious first.

    ``ejes`` are those that must have themes below.

    >>> [a.motivo for a in revisar({1: Nodo(None, 0), 2: Nodo(None, 1)}, ejes=[2])]
    ['sin_peso', 'eje_vacio', 'dominante']
    >>> revisar({1: Nodo(None, 1), 2: Nodo(1, 9), 3: Nodo(1, 1)})
    [Aviso(motivo='dominante', nodo=2, valor=90.0)]
    >>> revisar({1: Nodo(None, 99), 2: Nodo(None, 1), 3: Nodo(1, 1), 4: Nodo(1, 1)})
    [Aviso(motivo='insignificante', nodo=2, valor=1.0)]

    All alike is also worth a word: nobody has chosen yet.

    >>> [a.motivo for a in revisar({n: Nodo(None, 1) for n in range(1, 6)})]
    ['todos_iguales']
    """
    cuotas = repartir(nodos)
    padres = {nodo.padre for nodo in nodos.values()}
    hojas = [clave for clave in nodos if clave not in padres]
    avisos = [Aviso("sin_peso", c) for c, n in nodos.items() if not n.peso]
    avisos += [Aviso("eje_vacio", clave) for clave in ejes if clave not in padres]
    if len(hojas) > 1:
        for clave in hojas:
            cuota = cuotas[clave].plan
            if cuota > DOMINANTE:
                avisos.append(Aviso("dominante", clave, round(cuota, 1)))
            elif nodos[clave].peso and cuota < INSIGNIFICANTE:
                avisos.append(Aviso("insignificante", clave, round(cuota, 1)))
    if len(hojas) > 3 and len({nodo.peso for nodo in nodos.values()}) == 1:
        avisos.append(Aviso("todos_iguales", hojas[0]))
    return avisos
