"""Trees and nets written as rows that quote each other: loops and depth."""


def en_ciclo(padres: dict[str, tuple[str, ...]]) -> set[str]:
    """Nodes that are, through their parents, their own ancestors.

    >>> sorted(en_ciclo({"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",), "e": ()}))
    ['a', 'b', 'c']
    >>> en_ciclo({"a": ("b", "c"), "b": ("c",), "c": ()})
    set()
    """
    # Tarjan, without recursion: a spreadsheet may hold a chain of 5,000 rows.
    indice, bajo, en_pila, pila, ciclos = {}, {}, set(), [], set()
    for raiz in padres:
        if raiz in indice:
            continue
        trabajo = [(raiz, iter(padres[raiz]))]
        indice[raiz] = bajo[raiz] = len(indice)
        pila.append(raiz)
        en_pila.add(raiz)
        while trabajo:
            nodo, vecinos = trabajo[-1]
            for vecino in vecinos:
                if vecino not in indice:
                    indice[vecino] = bajo[vecino] = len(indice)
                    pila.append(vecino)
                    en_pila.add(vecino)
                    trabajo.append((vecino, iter(padres.get(vecino, ()))))
                    break
                if vecino in en_pila:
                    bajo[nodo] = min(bajo[nodo], indice[vecino])
            else:
                trabajo.pop()
                if trabajo:
                    bajo[trabajo[-1][0]] = min(bajo[trabajo[-1][0]], bajo[nodo])
                if bajo[nodo] == indice[nodo]:
                    componente = set()
                    while nodo not in componente:
                        miembro = pila.pop()
                        en_pila.discard(miembro)
                        componente.add(miembro)
                    if len(componente) > 1 or nodo in padres.get(nodo, ()):
                        ciclos |= componente
    return ciclos


def niveles(padres: dict[str, str | None]) -> dict[str, int]:
    """Depth of each node of a forest, so that parents can be written first.

    >>> niveles({"c": "b", "b": "a", "a": None, "x": "fuera"})
    {'c': 2, 'b': 1, 'a': 0, 'x': 0}
    """
    hondo = {}
    for codigo in padres:
        camino = []
        nodo = codigo
        while nodo in padres and nodo not in hondo:
            camino.append(nodo)
            nodo = padres[nodo]
        base = hondo.get(nodo, -1)
        for n, paso in enumerate(reversed(camino), 1):
            hondo[paso] = base + n
    return {codigo: hondo[codigo] for codigo in padres}
