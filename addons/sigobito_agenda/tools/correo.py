"""Reading a mail that somebody wrote badly, or to do harm, without ever failing.

The mail gateway understands good mails. What it cannot read comes here as bytes, and
leaves as plain text: a request must not be lost because of its encoding.
"""

import email
import email.header
import email.policy
import email.utils
import html
import re
import unicodedata
from dataclasses import dataclass, field

#: Longest of each, in characters; a name or a subject is one line.
LARGO_ASUNTO, LARGO_NOMBRE, LARGO_TEXTO = 150, 120, 20000
_FOLIO = re.compile(r"\bS-\d{4}-\d{5,7}\b")
_RESPUESTA = re.compile(r"^\s*(?:(?:re|rv|fw|fwd|res|enc)\s*:\s*)+", re.IGNORECASE)
_INVISIBLES = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)


@dataclass
class Correo:
    """What could be read of a raw mail."""

    remitente: str = ""
    nombre: str = ""
    asunto: str = ""
    texto: str = ""
    mensaje_id: str = ""
    destinos: list[str] = field(default_factory=list)


def sin_rotos(texto: str) -> str:
    """Without NUL and half characters, which no database keeps.

    >>> sin_rotos("a\\x00b\\udcffc")
    'ab\\ufffdc'
    """
    return "".join(
        "\ufffd" if "\ud800" <= c <= "\udfff" else c for c in texto if c != "\x00"
    )


def limpiar(texto: object, largo: int = LARGO_TEXTO) -> str:
    """Text the database can keep: no NUL, no half characters, no invisible ones.

    >>> limpiar("a\\x00b\\udcffc\\u202ed")
    'ab\\ufffdcd'
    >>> limpiar(None), limpiar("hola" * 3, 5)
    ('', 'holah')
    """
    return sin_rotos(str(texto or "").translate(_INVISIBLES))[:largo]


def una_linea(texto: object, largo: int) -> str:
    """
    >>> una_linea("Dos\\r\\nBcc: todos@x.test\\tlíneas", 40)
    'Dos Bcc: todos@x.test líneas'
    """
    limpio = "".join(
        " " if unicodedata.category(c) == "Cc" else c for c in limpiar(texto)
    )
    return " ".join(limpio.split())[:largo].rstrip()


def decodificar(bruto: bytes, codificacion: str | None = None) -> str:
    """Bytes of any encoding, said or not, true or not.

    >>> decodificar("Año".encode("latin-1"), "utf-8"), decodificar("Año".encode())
    ('Año', 'Año')
    >>> decodificar("Año".encode("latin-1"), "x-klingon")
    'Año'
    >>> decodificar("Año".encode("utf-16"), "utf-16")
    'Año'
    """
    for nombre in (codificacion, "utf-8", "cp1252"):
        try:
            return bruto.decode(nombre) if nombre else bruto.decode("utf-8")
        except (LookupError, UnicodeError, ValueError):
            continue
    return bruto.decode("latin-1")


def asunto(texto: object) -> str:
    """Subject as the name of a request: one line, without "Re:".

    >>> asunto("RE: Fwd: Audiencia"), asunto("  Re:  "), asunto(None)
    ('Audiencia', '', '')
    """
    return una_linea(_RESPUESTA.sub("", una_linea(texto, 400)), LARGO_ASUNTO)


def folio(texto: object) -> str:
    """Folio that is named in a subject.

    >>> folio("Re: Recibimos su solicitud S-2026-00012"), folio("S-26-1")
    ('S-2026-00012', '')
    """
    hallado = _FOLIO.search(str(texto or ""))
    return hallado[0] if hallado else ""


def remitente(texto: object) -> tuple[str, str]:
    """Name and address of a sender; what is no address is not taken for one.

    >>> remitente('"Ana Torres" <Ana@Example.com>')
    ('Ana Torres', 'ana@example.com')
    >>> remitente("ana@example.com"), remitente("<script>@")
    (('', 'ana@example.com'), ('', ''))
    >>> remitente("alcaldesa@muni.test <malo@example.com>")
    ('', 'malo@example.com')
    """
    linea = una_linea(texto, 500)
    entre = re.search(r"<([^<>]*)>\s*$", linea)
    if entre:
        nombre, direccion = linea[: entre.start()].strip(' "'), entre[1]
    else:
        nombre, direccion = email.utils.parseaddr(linea)
    direccion = direccion.strip().lower()
    if not re.fullmatch(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[a-z0-9.-]{1,120}", direccion):
        direccion = ""
    # A name that looks like an address pretends to be somebody else.
    nombre = "" if "@" in nombre or "<" in nombre else una_linea(nombre, LARGO_NOMBRE)
    return nombre, direccion


def es_automatico(cabeceras: dict[str, str]) -> bool:
    """Whether a machine sent it: nobody waits for an acknowledgement.

    >>> es_automatico({"auto-submitted": "auto-replied"}), es_automatico({})
    (True, False)
    >>> es_automatico({"auto-submitted": "no"}), es_automatico({"precedence": "bulk"})
    (False, True)
    """
    if cabeceras.get("auto-submitted", "no").strip().lower() not in ("", "no"):
        return True
    if cabeceras.get("precedence", "").strip().lower() in ("bulk", "junk", "list"):
        return True
    return any(
        cabeceras.get(nombre)
        for nombre in ("list-id", "x-autoreply", "x-auto-response-suppress")
    )


def autenticado(resultado: str, direccion: str) -> bool:
    """Whether the mail server vouches for the address of the sender (DMARC, or DKIM).

    >>> autenticado("mx.muni.test; dmarc=pass header.from=example.com", "a@example.com")
    True
    >>> autenticado("mx; spf=pass; dkim=pass header.d=otro.test", "a@example.com")
    False
    >>> autenticado("mx; dmarc=fail", "a@example.com"), autenticado("", "a@b.c")
    (False, False)
    """
    dominio = direccion.rpartition("@")[2].lower()
    for trozo in (resultado or "").lower().split(";"):
        if "dmarc=pass" in trozo and dominio:
            return f"header.from={dominio}" in trozo.replace('"', "")
        if "dkim=pass" in trozo and dominio:
            firmante = re.search(r"header\.(?:d|i)=@?([a-z0-9.-]+)", trozo)
            if firmante and (dominio + ".").endswith(firmante[1] + "."):
                return True
    return False


#: Files a double click would run, or a browser would show as a page.
PELIGROSAS = frozenset(
    ".exe .com .scr .pif .bat .cmd .ps1 .vbs .vbe .js .jse .wsf .wsh .hta .msi .jar .lnk "
    ".reg .dll .cpl .iso .img .apk .htm .html .xhtml .shtml .mht .svg .xml .xsl .swf "
    ".docm .xlsm .pptm .dotm .xltm .py .sh .php".split()
)


def nombre_archivo(nombre: object) -> tuple[str, bool]:
    """Name under which a file is kept, and whether it could do harm.

    >>> nombre_archivo("../../etc/foto.jpg"), nombre_archivo("factura.pdf.EXE")
    (('foto.jpg', False), ('factura.pdf.EXE_', True))
    >>> nombre_archivo("\\u202efdp.exe"), nombre_archivo("")
    (('fdp.exe_', True), ('archivo', False))
    """
    limpio = una_linea(nombre, 400).replace("\\", "/").rpartition("/")[2]
    limpio = limpio.strip(" .") or "archivo"
    punto = limpio.rfind(".")
    extension = limpio[punto:].lower() if punto >= 0 else ""
    if len(limpio) > 120:
        limpio = limpio[: 120 - len(extension[:12])] + extension[:12]
    peligroso = extension in PELIGROSAS
    return (limpio + "_" if peligroso else limpio), peligroso


def sin_etiquetas(texto: str) -> str:
    """Text of a page, without what it would execute.

    >>> sin_etiquetas("<p>Hola<script>alert(1)</script> <b>mundo</b></p>&amp;")
    'Hola mundo\\n&'
    """
    texto = re.sub(
        r"(?is)<(script|style|head|iframe|object)\b.*?(?:</\1\s*>|\Z)", "", texto
    )
    texto = re.sub(r"(?i)<br\s*/?>|</(?:p|div|tr|li|h\d)\s*>", "\n", texto)
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", texto)).strip()


def _cabecera(mensaje: email.message.Message, nombre: str) -> str:
    trozos = []
    try:
        for parte, codificacion in email.header.decode_header(mensaje.get(nombre, "")):
            trozos.append(
                decodificar(parte, codificacion) if isinstance(parte, bytes) else parte
            )
    except Exception:  # whatever a hostile header makes of the library
        return limpiar(mensaje.get(nombre, ""), 500)
    return limpiar("".join(trozos), 500)


def leer(bruto: bytes) -> Correo:
    """All that can be understood of a mail, whatever it is.

    >>> correo = leer(b"From: Ana <ana@x.test>\\nSubject: Luz\\n\\nSe\\xf1or alcalde")
    >>> correo.remitente, correo.asunto, correo.texto
    ('ana@x.test', 'Luz', 'Señor alcalde')
    >>> leer(b"\\x00\\xff\\xfe").texto != None, leer(b"").asunto
    (True, '')
    """
    mensaje = email.message_from_bytes(bruto, policy=email.policy.compat32)
    nombre, direccion = remitente(_cabecera(mensaje, "From"))
    planos, paginas = [], []
    for parte in mensaje.walk():
        tipo = parte.get_content_maintype()
        if tipo == "multipart" or parte.get_filename():
            continue
        try:
            contenido = parte.get_payload(decode=True) or b""
        except Exception:
            contenido = str(parte.get_payload()).encode("utf-8", "replace")
        if tipo == "text":
            texto = decodificar(contenido, str(parte.get_content_charset() or ""))
            es_pagina = parte.get_content_subtype() == "html"
            (paginas if es_pagina else planos).append(texto)
    texto = "\n".join(planos).strip() or sin_etiquetas("\n".join(paginas))
    destinos = [
        direccion
        for nombre_cabecera in ("Delivered-To", "To", "Cc")
        for _n, direccion in email.utils.getaddresses(
            [_cabecera(mensaje, nombre_cabecera)]
        )
        if "@" in direccion
    ]
    return Correo(
        remitente=direccion,
        nombre=nombre,
        asunto=asunto(_cabecera(mensaje, "Subject")),
        texto=limpiar(texto),
        mensaje_id=una_linea(_cabecera(mensaje, "Message-Id"), 250),
        destinos=[destino.lower() for destino in destinos],
    )
