"""Ladder of a commitment that is late: who has to know of it (R26)."""

#: From the one who answers for it up to the head of government.
PELDANOS = ("responsable", "area", "despacho", "titular")


def peldano(
    habiles: int, area: int = 0, despacho: int = 0, titular: int = 0
) -> str | None:
    """How far a commitment has climbed.

    ``habiles`` are the working days left (below zero: overdue); the others, the working
    days overdue from which each is told, 0 for never.

    >>> peldano(2, 3, 5, 10) is None
    True
    >>> peldano(0, 3, 5, 10) is None
    True
    >>> [peldano(-dias, 3, 5, 10) for dias in (1, 3, 5, 10, 90)]
    ['responsable', 'area', 'despacho', 'titular', 'titular']
    >>> [peldano(-dias, 0, 5, 0) for dias in (4, 5, 99)]
    ['responsable', 'despacho', 'despacho']
    """
    atraso = -habiles
    if atraso <= 0:
        return None
    alcanzado = "responsable"
    for nombre, dias in zip(PELDANOS[1:], (area, despacho, titular), strict=True):
        if dias and atraso >= dias:
            alcanzado = nombre
    return alcanzado
