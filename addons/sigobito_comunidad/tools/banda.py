"""Population bands: municipalities compare themselves with others of their size."""

BANDAS = (
    (5_000, "b1"),
    (20_000, "b2"),
    (50_000, "b3"),
    (100_000, "b4"),
)
ULTIMA = "b5"


def banda(poblacion: int | None) -> str | None:
    """Band of a population; unknown when nobody wrote it.

    >>> [banda(n) for n in (0, 4999, 5000, 19999, 20000, 70000, 100000)]
    [None, 'b1', 'b2', 'b2', 'b3', 'b4', 'b5']
    """
    if not poblacion or poblacion < 0:
        return None
    for limite, clave in BANDAS:
        if poblacion < limite:
            return clave
    return ULTIMA
