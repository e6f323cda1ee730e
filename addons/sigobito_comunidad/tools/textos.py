"""Reading of a file of official texts: ``code,text_es,text_en``."""

import csv
import io
from dataclasses import dataclass, field

from .codigo import normalizar

COLUMNAS = ("code", "text_es", "text_en")
MAXIMO_TEXTO = 2000


@dataclass
class Lectura:
    """Texts by code and language, and what is wrong: ``(row, column, reason)``.

    Reasons are keys: the caller puts them into words.
    """

    textos: dict[str, dict[str, str]] = field(default_factory=dict)
    errores: list[tuple[int, str, str]] = field(default_factory=list)


def decodificar(contenido: bytes) -> str:
    """UTF-8 with or without mark, else the Windows encoding Excel writes.

    >>> decodificar("\\ufeffaño".encode()), decodificar("año".encode("cp1252"))
    ('año', 'año')
    """
    try:
        return contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenido.decode("cp1252", errors="replace")


def leer(contenido: bytes) -> Lectura:
    """Read a CSV with commas or semicolons.

    >>> leido = leer(b"code;text_es;text_en\\n6.1;Agua;Water\\n99;x;y\\n6.1;Otra;\\n")
    >>> leido.textos
    {'6.1': {'es': 'Agua', 'en': 'Water'}}
    >>> leido.errores
    [(3, 'code', 'codigo'), (4, 'code', 'repetido')]
    >>> leer(b"a,b\\n").errores
    [(1, 'code', 'columna'), (1, 'text_es', 'columna'), (1, 'text_en', 'columna')]
    """
    resultado = Lectura()
    texto = decodificar(contenido)
    primera = texto.split("\n", 1)[0]
    separador = ";" if primera.count(";") > primera.count(",") else ","
    filas = csv.DictReader(io.StringIO(texto, newline=""), delimiter=separador)
    nombres = [(n or "").strip().lower() for n in filas.fieldnames or []]
    filas.fieldnames = nombres
    faltan = [c for c in COLUMNAS if c not in nombres]
    if faltan:
        resultado.errores = [(1, columna, "columna") for columna in faltan]
        return resultado
    for numero, fila in enumerate(filas, start=2):
        codigo = normalizar(fila["code"])
        if not codigo:
            if any((v or "").strip() for v in fila.values() if isinstance(v, str)):
                resultado.errores.append((numero, "code", "codigo"))
            continue
        if codigo in resultado.textos:
            resultado.errores.append((numero, "code", "repetido"))
            continue
        textos = {}
        for lengua in ("es", "en"):
            valor = (fila[f"text_{lengua}"] or "").strip()
            if len(valor) > MAXIMO_TEXTO:
                resultado.errores.append((numero, f"text_{lengua}", "largo"))
            textos[lengua] = valor
        resultado.textos[codigo] = textos
    return resultado
