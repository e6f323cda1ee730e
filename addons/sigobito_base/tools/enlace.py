"""How a signed link is written: the number of its row and the signature over it."""

import re

LARGO_FIRMA = 40
_FORMA = re.compile(rf"([0-9]{{1,9}})-([0-9a-f]{{{LARGO_FIRMA}}})", re.ASCII)


def componer(numero: int, firma: str) -> str:
    """
    >>> componer(12, "a" * 40)[:8]
    '12-aaaaa'
    """
    return f"{numero}-{firma}"


def separar(token: str) -> tuple[int, str]:
    """Number and signature of what came in an address; ``(0, "")`` if it is no token.

    >>> separar("12-" + "a" * 40) == (12, "a" * 40)
    True
    >>> separar("12-" + "A" * 40), separar("' OR 1=1"), separar(None), separar("1" * 99)
    ((0, ''), (0, ''), (0, ''), (0, ''))
    """
    hallado = _FORMA.fullmatch(token or "")
    return (int(hallado[1]), hallado[2]) if hallado else (0, "")
