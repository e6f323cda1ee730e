"""Codes of goals and targets. They are texts: ``"8.10"`` is not the number 8.1."""

import re

_META = re.compile(r"(\d{1,2})\.(\d{1,2}|[a-d])")


def orden(codigo: str) -> tuple[int, int, str]:
    """Key that sorts codes as people read them.

    >>> sorted(["8.10", "8.a", "8.2", "10.1", "8"], key=orden)
    ['8', '8.2', '8.10', '8.a', '10.1']
    """
    partes = normalizar(codigo).split(".")
    if len(partes) == 1:
        return (int(partes[0] or 0), 0, "")
    if partes[1].isdigit():
        return (int(partes[0]), int(partes[1]), "")
    return (int(partes[0]), 100, partes[1])


def normalizar(codigo: str | None) -> str:
    """The code as it is stored, or an empty text if it is not one.

    >>> normalizar(" 6.A "), normalizar("06.1"), normalizar("17"), normalizar("ODS 6")
    ('6.a', '6.1', '17', '')
    >>> normalizar("8,1"), normalizar("18"), normalizar("")
    ('', '', '')
    """
    texto = (codigo or "").strip().lower()
    if texto.isdecimal() and 1 <= int(texto) <= 17:
        return str(int(texto))
    partes = _META.fullmatch(texto)
    if not partes or not 1 <= int(partes[1]) <= 17:
        return ""
    meta = partes[2]
    return f"{int(partes[1])}.{int(meta) if meta.isdecimal() else meta}"
