"""Tracking codes a citizen can read over the phone and nobody can guess."""

import secrets

#: Without 0/O, 1/I/L and U: what is heard or copied by hand stays the same.
ALFABETO = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GRUPOS, LARGO = 3, 4


def nuevo() -> str:
    """Random code of 12 symbols (59 bits).

    >>> codigo = nuevo()
    >>> len(codigo), codigo.count("-"), normalizar(codigo) == codigo
    (14, 2, True)
    """
    return "-".join(
        "".join(secrets.choice(ALFABETO) for _n in range(LARGO)) for _g in range(GRUPOS)
    )


def normalizar(texto: str) -> str:
    """What somebody typed as a code, or ``""`` when it cannot be one.

    >>> normalizar(" k7qf 9m2x-w4td ")
    'K7QF-9M2X-W4TD'
    >>> normalizar("k7qf"), normalizar("K7QF-9M2X-W4T0"), normalizar("' OR 1=1 --")
    ('', '', '')
    """
    simbolos = [c for c in (texto or "")[:40].upper() if c not in " -"]
    if len(simbolos) != GRUPOS * LARGO or any(c not in ALFABETO for c in simbolos):
        return ""
    return "-".join(
        "".join(simbolos[n : n + LARGO]) for n in range(0, len(simbolos), LARGO)
    )
