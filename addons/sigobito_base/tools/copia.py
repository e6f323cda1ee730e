"""What of one municipality's set-up another already has.

Plain values only; the wizard that copies a set-up feeds it and writes.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Nodo:
    """A record: ``padre`` is what it hangs from (its parent, or the area of a post)."""

    id: int
    nombre: str
    codigo: str = ""
    padre: int = 0


def clave(texto: str) -> str:
    """A name as people recognise it: no accents, no capitals, single spaces.

    >>> clave("  Obras   Públicas ") == clave("obras publicas")
    True
    >>> clave("Año") == clave("Ano")
    False
    """
    marcado = (texto or "").casefold().replace("ñ", "\0")
    plano = unicodedata.normalize("NFKD", marcado)
    plano = "".join(c for c in plano if not unicodedata.combining(c))
    return " ".join(plano.replace("\0", "ñ").split())


def emparejar(
    origen: Iterable[Nodo],
    destino: Iterable[Nodo],
    padres: Mapping[int, int] | None = None,
) -> dict[int, int]:
    """Which node of ``destino`` each node of ``origen`` already is.

    In this order: same code; same name under the same parent; same name, when nobody
    else of either side has it. ``padres`` tells which parent is which; without it the
    nodes are a tree, parents first, and its own answer is used.

    >>> modelo = [Nodo(1, "Obras", "OBR"), Nodo(2, "Vías", "", 1), Nodo(3, "Salud")]
    >>> emparejar(modelo, [Nodo(7, "Obras Públicas", "OBR"), Nodo(8, "vias", "", 7)])
    {1: 7, 2: 8}
    >>> emparejar(modelo, [Nodo(9, "SALUD", "", 5)])
    {3: 9}

    Two with the same name are told apart only by what they hang from:

    >>> dos = [Nodo(1, "Norte"), Nodo(2, "Posta", "", 1), Nodo(3, "Posta")]
    >>> emparejar(dos, [Nodo(9, "Posta", "", 4)])
    {}
    """
    origen, destino = list(origen), list(destino)
    resultado: dict[int, int] = {}
    por_codigo = {nodo.codigo: nodo.id for nodo in destino if nodo.codigo}
    for nodo in origen:
        if nodo.codigo in por_codigo:
            resultado[nodo.id] = por_codigo[nodo.codigo]
    usados = set(resultado.values())
    por_lugar = {(n.padre, clave(n.nombre)): n.id for n in destino}
    unicos = {clave(n.nombre): n.id for n in destino}
    veces = Counter(clave(n.nombre) for n in destino)
    veces_origen = Counter(clave(n.nombre) for n in origen)
    for nodo in origen:
        if nodo.id in resultado:
            continue
        nombre = clave(nodo.nombre)
        padre = (resultado if padres is None else padres).get(nodo.padre, 0)
        hallado = None
        if padre or not nodo.padre:
            hallado = por_lugar.get((padre, nombre))
        if hallado is None and veces[nombre] == veces_origen[nombre] == 1:
            hallado = unicos[nombre]
        if hallado is not None and hallado not in usados:
            resultado[nodo.id] = hallado
            usados.add(hallado)
    return resultado
