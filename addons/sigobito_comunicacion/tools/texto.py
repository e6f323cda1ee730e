"""Length, summary and fingerprint of what is published. Plain Python, no ``odoo``."""

import hashlib
import re
import unicodedata

_ESPACIOS = re.compile(r"\s+")
_PARRAFOS = re.compile(r"\n\s*\n")


def normalizar(texto: str | None) -> str:
    """Composed characters, one kind of line end, no space around.

    >>> normalizar("An\\u0303o\\r\\nnuevo  ")
    'Año\\nnuevo'
    """
    texto = (texto or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", texto).strip()


def largo(texto: str | None) -> int:
    """Characters as a person counts them.

    >>> largo("ñandú"), largo("n\\u0303andu\\u0301"), largo(None)
    (5, 5, 0)
    """
    return len(normalizar(texto))


def resumen(texto: str | None, maximo: int = 160) -> str:
    """First words of a text in one line, cut between words.

    >>> resumen("Agua para\\n\\n todos", 80)
    'Agua para todos'
    >>> resumen("Se inauguró el acueducto del barrio Norte", 24)
    'Se inauguró el…'
    >>> resumen("palabrademasiadolarga", 10)
    'palabrade…'
    """
    linea = _ESPACIOS.sub(" ", normalizar(texto))
    if len(linea) <= maximo:
        return linea
    corte = linea[:maximo].rsplit(" ", 1)
    cabeza = corte[0] if len(corte) == 2 else linea[: maximo - 1]
    while len(cabeza) > maximo - 1:
        cabeza = cabeza.rsplit(" ", 1)[0]
    return cabeza.rstrip(" ,;:.") + "…"


def parrafos(texto: str | None) -> list[str]:
    """Paragraphs of a plain text: blank lines separate them.

    >>> parrafos("Uno\\ndos\\n\\n \\ntres")
    ['Uno\\ndos', 'tres']
    >>> parrafos("  ")
    []
    """
    return [p.strip() for p in _PARRAFOS.split(normalizar(texto)) if p.strip()]


def huella(*partes: str | None) -> str:
    """Fingerprint of a content: equal for equal texts, whatever their encoding form.

    >>> huella("Año", None) == huella("An\\u0303o", "")
    True
    >>> huella("ab", "c") == huella("a", "bc")
    False
    """
    digest = hashlib.sha256()
    for parte in partes:
        digest.update(normalizar(parte).encode() + b"\x00")
    return digest.hexdigest()
