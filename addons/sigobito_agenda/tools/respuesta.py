"""Answers that are written once and filled in for each requester (R25)."""

import re
from urllib.parse import quote

#: What may be named between braces in a template.
PALABRAS = (
    "solicitante",
    "asunto",
    "folio",
    "codigo",
    "fecha",
    "lugar",
    "area",
    "delegado",
    "hasta",
    "motivo",
    "municipio",
    "titular",
    "cargo",
)
_HUECO = re.compile(r"\{\s*([A-Za-z_]+)\s*\}")
#: In the place of what is not known yet, so that somebody sees it.
FALTA = "________"


def completar(texto: str, datos: dict[str, str]) -> str:
    """Text with its words filled in; what is filled in is not filled in again.

    >>> completar("Hola {solicitante}: {asunto}", {"solicitante": "{asunto}", "asunto": "Luz"})
    'Hola {asunto}: Luz'
    >>> completar("El {fecha} en { lugar }, {otro}", {"fecha": ""})
    'El ________ en ________, {otro}'
    """

    def cambiar(hueco: re.Match) -> str:
        palabra = hueco[1].lower()
        if palabra not in PALABRAS:
            return hueco[0]
        return str(datos.get(palabra) or FALTA)

    return _HUECO.sub(cambiar, texto or "")


def desconocidas(texto: str) -> list[str]:
    """Words between braces that mean nothing.

    >>> desconocidas("{Solicitante} {nombre} {fecha} {nombre}"), desconocidas(None)
    (['nombre'], [])
    """
    halladas = {p.lower() for p in _HUECO.findall(texto or "")}
    return sorted(halladas - set(PALABRAS))


def whatsapp(telefono: str, prefijo: int | str, texto: str) -> str:
    """Address that opens the messenger of whoever taps it, with the text written.

    >>> whatsapp("999 111-222", 51, "Hola & adiós")
    'https://wa.me/51999111222?text=Hola%20%26%20adi%C3%B3s'
    >>> whatsapp("+57 310 555 0101", 51, "x"), whatsapp("0051 999111222", 51, "x")
    ('https://wa.me/573105550101?text=x', 'https://wa.me/51999111222?text=x')
    >>> whatsapp("123", 51, "x"), whatsapp("", 51, "x")
    ('', '')
    """
    limpio = (telefono or "").strip()
    digitos = re.sub(r"\D", "", limpio)
    if len(digitos) < 7:
        return ""
    if digitos.startswith("00"):
        digitos = digitos[2:]
    elif not limpio.startswith("+"):
        digitos = f"{prefijo or ''}{digitos.lstrip('0')}"
    return f"https://wa.me/{digitos}?text={quote(texto or '', safe='')}"
