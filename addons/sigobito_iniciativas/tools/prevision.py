"""Order and forecast of milestones that depend on each other (R30, R31)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

Clave = Hashable


class CicloError(ValueError):
    """The milestones wait for each other in a circle; ``args[0]`` is the circle."""


@dataclass(frozen=True)
class Tarea:
    """A milestone on the time line.

    ``inicio`` may be unknown: the work then starts when the last predecessor was due.
    ``estimada`` is what its responsible expects; ``real`` is when it was reached.
    """

    vence: date | None
    inicio: date | None = None
    estimada: date | None = None
    real: date | None = None
    abierta: bool = True
    antes: tuple[Clave, ...] = field(default=())


def encontrar_ciclo(antes: Mapping[Clave, tuple[Clave, ...]]) -> list[Clave]:
    """A circle in the graph "who waits for whom", or an empty list.

    >>> encontrar_ciclo({"a": (), "b": ("a",), "c": ("a", "b")})
    []
    >>> encontrar_ciclo({"a": ("c",), "b": ("a",), "c": ("b",)})
    ['a', 'c', 'b', 'a']
    >>> encontrar_ciclo({"a": ("a",)})
    ['a', 'a']
    >>> larga = {n: (n - 1,) for n in range(1, 5000)}
    >>> encontrar_ciclo(larga)
    []
    """
    visto: set[Clave] = set()
    for raiz in antes:
        if raiz in visto:
            continue
        camino: list[Clave] = [raiz]
        en_camino = {raiz}
        pila = [iter(antes.get(raiz, ()))]
        while pila:
            siguiente = next(pila[-1], None)
            if siguiente is None:
                pila.pop()
                hecho = camino.pop()
                en_camino.discard(hecho)
                visto.add(hecho)
            elif siguiente in en_camino:
                return camino[camino.index(siguiente) :] + [siguiente]
            elif siguiente not in visto:
                camino.append(siguiente)
                en_camino.add(siguiente)
                pila.append(iter(antes.get(siguiente, ())))
    return []


def ordenar(antes: Mapping[Clave, tuple[Clave, ...]]) -> list[Clave]:
    """Keys so that whoever is waited for comes first.

    >>> ordenar({"c": ("b",), "b": ("a",), "a": ()})
    ['a', 'b', 'c']
    >>> ordenar({"a": ("b",), "b": ("a",)})  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
        ...
    CicloError: ['a', 'b', 'a']
    """
    ciclo = encontrar_ciclo(antes)
    if ciclo:
        raise CicloError(ciclo)
    faltan = {
        clave: sum(previo in antes for previo in set(previos))
        for clave, previos in antes.items()
    }
    siguientes: dict[Clave, list[Clave]] = {}
    for clave, previos in antes.items():
        for previo in set(previos):
            siguientes.setdefault(previo, []).append(clave)
    listos = [clave for clave, cuantos in faltan.items() if not cuantos]
    orden: list[Clave] = []
    for clave in listos:  # grows while it is read
        orden.append(clave)
        for siguiente in siguientes.get(clave, ()):
            faltan[siguiente] -= 1
            if not faltan[siguiente]:
                listos.append(siguiente)
    return orden


def prever(tareas: Mapping[Clave, Tarea], hoy: date) -> dict[Clave, date | None]:
    """Expected end of each milestone, carrying the slips to those who wait.

    A milestone can not end before its responsible says, before today while it is
    open, nor before its own work fits after its predecessors.

    >>> d = date
    >>> hoy = d(2026, 3, 1)
    >>> red = {
    ...     "licitar": Tarea(d(2026, 3, 10), estimada=d(2026, 3, 20)),
    ...     "obra": Tarea(d(2026, 6, 10), antes=("licitar",)),
    ...     "entrega": Tarea(d(2026, 6, 30), inicio=d(2026, 6, 25), antes=("obra",)),
    ... }
    >>> [str(fecha) for fecha in prever(red, hoy).values()]
    ['2026-03-20', '2026-06-20', '2026-06-30']
    >>> prever({"tarde": Tarea(d(2026, 2, 1))}, hoy)
    {'tarde': datetime.date(2026, 3, 1)}
    >>> prever({"listo": Tarea(d(2026, 2, 1), real=d(2026, 2, 3), abierta=False)}, hoy)
    {'listo': datetime.date(2026, 2, 3)}
    >>> prever({"x": Tarea(None)}, hoy)
    {'x': None}
    """
    fin: dict[Clave, date | None] = {}
    for clave in ordenar({clave: tarea.antes for clave, tarea in tareas.items()}):
        tarea = tareas[clave]
        if not tarea.abierta:
            fin[clave] = tarea.real or tarea.vence
            continue
        propia = tarea.estimada or tarea.vence
        if propia is None:
            fin[clave] = None
            continue
        previos = [tareas[previo] for previo in tarea.antes if previo in tareas]
        fines = [fin[previo] for previo in tarea.antes if fin.get(previo)]
        candidatas = [propia, hoy]
        vencen = [previo.vence for previo in previos if previo.vence]
        if fines and vencen and tarea.vence:
            inicio = tarea.inicio or min(max(vencen), tarea.vence)
            dura = max(tarea.vence - inicio, timedelta())
            candidatas.append(max(inicio, max(fines)) + dura)
        fin[clave] = max(candidatas)
    return fin


def aguas_abajo(
    antes: Mapping[Clave, tuple[Clave, ...]], desde: set[Clave]
) -> set[Clave]:
    """Everybody who waits, directly or not, for ``desde`` (itself included).

    >>> sorted(aguas_abajo({"b": ("a",), "c": ("b",), "d": ()}, {"a"}))
    ['a', 'b', 'c']
    """
    alcanzadas = set(desde)
    cambia = True
    while cambia:
        nuevas = {
            clave
            for clave, previos in antes.items()
            if clave not in alcanzadas and alcanzadas.intersection(previos)
        }
        cambia = bool(nuevas)
        alcanzadas |= nuevas
    return alcanzadas
