"""Readable text on a coloured tile (WCAG 2 relative luminance)."""


def _canal(valor: int) -> float:
    parte = valor / 255
    return parte / 12.92 if parte <= 0.03928 else ((parte + 0.055) / 1.055) ** 2.4


def luminancia(color: str) -> float:
    """Relative luminance of ``#rrggbb``.

    >>> round(luminancia("#ffffff"), 2), round(luminancia("#000000"), 2)
    (1.0, 0.0)
    """
    rojo, verde, azul = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _canal(rojo) + 0.7152 * _canal(verde) + 0.0722 * _canal(azul)


def texto_sobre(color: str) -> str:
    """Black or white, whichever contrasts more.

    >>> texto_sobre("#FCC30B"), texto_sobre("#19486A")
    ('#000000', '#ffffff')
    """
    claro = luminancia(color)
    con_blanco = 1.05 / (claro + 0.05)
    con_negro = (claro + 0.05) / 0.05
    return "#000000" if con_negro >= con_blanco else "#ffffff"
