"""What stands in a cell: text repaired, numbers, dates and lists understood.

Plain Python. A value that is not what its column asks raises :class:`Mal`, whose
``clave`` names the reason.
"""

import datetime
import difflib
import re
import unicodedata
from dataclasses import dataclass


# What a cell can hold besides str, int, float, bool, date and None --------------------
@dataclass(frozen=True)
class Formula:
    texto: str


@dataclass(frozen=True)
class CeldaError:
    texto: str


@dataclass(frozen=True)
class Numero:
    """A number with the format it is shown in: 1 shown as "001" is the code "001"."""

    valor: float
    formato: str = "General"

    def como_texto(self) -> str:
        """
        >>> Numero(1, "000").como_texto(), Numero(8.1, "0.00").como_texto()
        ('001', '8.10')
        >>> Numero(2094811.0).como_texto(), Numero(8.1).como_texto()
        ('2094811', '8.1')
        """
        formato = self.formato.split(";")[0]
        if re.fullmatch(r"0+", formato) and float(self.valor).is_integer():
            return str(int(self.valor)).zfill(len(formato))
        if match := re.fullmatch(r"#?(?:,##)?(0+)\.(0+)", formato):
            entero, decimal = match.groups()
            ancho = len(entero) + 1 + len(decimal)
            return f"{self.valor:0{ancho}.{len(decimal)}f}"
        if float(self.valor).is_integer() and abs(self.valor) < 1e15:
            return str(int(self.valor))
        return repr(float(self.valor))


# Text ---------------------------------------------------------------------------------
# Control characters, zero width marks, and the marks that make text run backwards.
_INVISIBLES = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_MOJIBAKE = re.compile(r"[ÃÂâ€ï¿½\ufffd\x80-\x9f]")
_FORMULA = re.compile(
    r"^=\s*(?:[-+]?\s*)?(?:[A-ZÁÉÍÓÚÑ_.]{2,}[\w.]*\s*\(|\$?[A-Z]{1,3}\$?\d+\b"
    r"|(?:'[^']+'|\w+)!\$?[A-Z]{1,3}\$?\d)",
    re.IGNORECASE,
)
_ORDEN = re.compile(
    r"^[=@]|^[+\-][^\d\s]|^[+\-].*[|!(]|<\s*/?\s*[a-z!][^>]*>?|^\t", re.I
)


def limpiar(texto: str, parrafo: bool = False) -> str:
    """Text as a person would have typed it: accents repaired and composed, no
    invisible characters, no stray spaces. Line breaks only in paragraphs.

    >>> limpiar("  Reparaci\\u00c3\\u00b3n   de\\x00 la\\u00a0plaza \\n")
    'Reparación de la plaza'
    >>> limpiar("Nin\\u0303o") == "Ni\\u00f1o"
    True
    >>> limpiar("uno \\r\\n\\r\\n\\r\\n dos", parrafo=True)
    'uno\\n\\ndos'
    >>> limpiar("=cmd|' /C calc'!A0")
    "=cmd|' /C calc'!A0"
    """
    if _MOJIBAKE.search(texto):
        import ftfy

        texto = ftfy.fix_encoding(texto)
    texto = unicodedata.normalize("NFC", texto)
    texto = texto.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    texto = _INVISIBLES.sub("", texto)
    if parrafo:
        lineas = [
            re.sub(r"[^\S\n]+", " ", linea).strip() for linea in texto.split("\n")
        ]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lineas)).strip()
    return re.sub(r"\s+", " ", texto).strip()


def plano(texto: str) -> str:
    """Text reduced to what counts when comparing headers, names and options.

    >>> plano(" Fecha  límite (dd/mm/aaaa) *")
    'fecha limite'
    >>> plano("Áreas y cargos"), plano("AÑO")
    ('areas y cargos', 'año')
    """
    texto = re.sub(r"\([^)]*\)", " ", limpiar(str(texto)).lower())
    texto = texto.replace("ñ", "\0")
    texto = "".join(
        c for c in unicodedata.normalize("NFD", texto) if not unicodedata.combining(c)
    ).replace("\0", "ñ")
    return " ".join(re.sub(r"[^\wñ]+|_", " ", texto).split())


def parecido(texto: str, opciones, corte: float = 0.6) -> str:
    """The option that most resembles a text, or "".

    >>> parecido("Lugare", ["Lugares", "Temas"]), parecido("zzz", ["Lugares"])
    ('Lugares', '')
    """
    por_plano = {plano(opcion): opcion for opcion in opciones}
    hallado = difflib.get_close_matches(plano(texto), por_plano, 1, corte)
    return por_plano[hallado[0]] if hallado else ""


def parece_formula(texto: str) -> bool:
    """
    >>> [parece_formula(t) for t in ("=SUM(A1:A3)", "=B2", "=cmd|' /C calc'!A0", "a=b")]
    [True, True, False, False]
    """
    return bool(_FORMULA.match(texto))


def parece_orden(texto: str) -> bool:
    """Text that some program could take for a command: kept as text, but told.

    >>> [parece_orden(t) for t in ("=cmd|x", "@SUM(1)", "<script>alert(1)</script>")]
    [True, True, True]
    >>> [parece_orden(t) for t in ("+51 987 654 321", "-3", "agua < 3 m", "Av. 5")]
    [False, False, False, False]
    """
    return bool(_ORDEN.search(texto))


def vacia(valor) -> bool:
    return valor is None or (isinstance(valor, str) and not limpiar(valor))


# Values -------------------------------------------------------------------------------
class Mal(Exception):
    def __init__(self, clave, **datos):
        super().__init__(clave)
        self.clave, self.datos = clave, datos


def leer_entero(valor) -> int:
    """
    >>> leer_entero("1 250"), leer_entero("12.345"), leer_entero(7.0), leer_entero("-4")
    (1250, 12345, 7, -4)
    """
    if isinstance(valor, Numero):
        valor = valor.valor
    if isinstance(valor, bool):
        raise Mal("entero_malo")
    if isinstance(valor, (int, float)):
        if float(valor).is_integer():
            return int(valor)
        raise Mal("entero_malo")
    texto = str(valor)
    if re.fullmatch(r"[-+]?\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*", texto):
        texto = re.sub(r"[., ]", "", texto)
    if not re.fullmatch(r"[-+]?\d{1,15}(?:[.,]0+)?", texto):
        raise Mal("entero_malo")
    return int(re.split(r"[.,]", texto)[0])


def leer_decimal(valor, coordenada: bool = False) -> float:
    """
    >>> leer_decimal("1.234,5"), leer_decimal("1,234.5"), leer_decimal("0,35")
    (1234.5, 1234.5, 0.35)
    >>> leer_decimal("35 %"), leer_decimal("-12,046", coordenada=True)
    (35.0, -12.046)
    """
    if isinstance(valor, Numero):
        valor = valor.valor
    if isinstance(valor, bool):
        raise Mal("decimal_malo")
    if isinstance(valor, (int, float)):
        return float(valor)
    texto = re.sub(r"\s|%$|°$", "", str(valor))
    if not re.fullmatch(r"[-+]?\d[\d.,]*", texto) or len(texto) > 24:
        raise Mal("decimal_malo")
    puntos, comas = texto.count("."), texto.count(",")
    if puntos and comas:
        decimal = "." if texto.rfind(".") > texto.rfind(",") else ","
        if texto.count(decimal) > 1:
            raise Mal("decimal_malo")
        texto = texto.replace("," if decimal == "." else ".", "").replace(",", ".")
    elif puntos + comas > 1:
        if coordenada or not re.fullmatch(r"[-+]?\d{1,3}([.,]\d{3})+", texto):
            raise Mal("decimal_malo")
        texto = re.sub(r"[.,]", "", texto)
    elif puntos + comas == 1:
        if not coordenada and re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", texto):
            raise Mal("decimal_ambiguo")
        texto = texto.replace(",", ".")
    return float(texto)


_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DMA = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:,? \d{1,2}:\d{2}.*)?")
_MESES = {
    mes[:3]: n
    for n, mes in enumerate(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
        "noviembre diciembre".split(),
        1,
    )
} | {"set": 9}
_DMES = re.compile(r"(\d{1,2})[-/. ](?:de )?([a-z]{3,10})\.?[-/. ](?:de )?(\d{4})")


def leer_fecha(valor, base_1904: bool = False) -> datetime.date:
    """dd/mm/yyyy, ISO, "9 de marzo de 2026", a date cell or a spreadsheet's day number.

    >>> [str(leer_fecha(v)) for v in ("09/03/2026", "2026-3-9", 46090, "9 mar 2026")]
    ['2026-03-09', '2026-03-09', '2026-03-09', '2026-03-09']
    """
    if isinstance(valor, Numero):
        valor = valor.valor
    if isinstance(valor, datetime.datetime):
        fecha = valor.date()
    elif isinstance(valor, datetime.date):
        fecha = valor
    elif isinstance(valor, (int, float)) and not isinstance(valor, bool):
        fecha = _fecha_serie(valor, base_1904)
    else:
        texto = str(valor).strip().lower()
        if re.fullmatch(r"\d{5}(?:[.,]\d+)?", texto):
            fecha = _fecha_serie(int(texto[:5]), base_1904)
        else:
            fecha = _fecha_texto(texto)
    if not 1900 <= fecha.year <= 2100:
        raise Mal("fecha_lejana")
    return fecha


def _fecha_serie(valor, base_1904) -> datetime.date:
    if not 60 < valor < 80_000:
        raise Mal("fecha_mala")
    origen = datetime.date(1904, 1, 1) if base_1904 else datetime.date(1899, 12, 30)
    return origen + datetime.timedelta(days=int(valor))


def _fecha_texto(texto: str) -> datetime.date:
    if match := _ISO.fullmatch(texto):
        anio, mes, dia = (int(g) for g in match.groups())
    elif match := _DMA.fullmatch(texto):
        dia, mes, anio = (int(g) for g in match.groups())
    elif (match := _DMES.fullmatch(plano(texto))) and match[2][:3] in _MESES:
        dia, mes, anio = int(match[1]), _MESES[match[2][:3]], int(match[3])
    else:
        raise Mal("fecha_mala")
    try:
        return datetime.date(anio, mes, dia)
    except ValueError:
        raise Mal("fecha_inexistente") from None


_CORREO = re.compile(
    r"[^@\s,;<>\"'()\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)
_SI, _NO = (
    {"si", "s", "x", "1", "verdadero", "true", "yes"},
    {"no", "n", "0", "falso", "false"},
)


def convertir(columna, valor, base_1904: bool = False):
    """The value of a cell, parsed for its column; raises :class:`Mal`.

    >>> from odoo.addons.sigobito_base.tools.planilla import Columna
    >>> convertir(Columna("c", "C", "lista", opciones=(("eje", "Eje"),)), " EJE ")
    'eje'
    >>> convertir(Columna("c", "C", "referencia", ref="x", multiple=True), "A; B;A")
    ('A', 'B')
    """
    if columna.tipo == "entero":
        valor = leer_entero(valor)
    elif columna.tipo in ("decimal", "coordenada"):
        valor = leer_decimal(valor, columna.tipo == "coordenada")
    elif columna.tipo == "fecha":
        return leer_fecha(valor, base_1904)
    elif columna.tipo == "logico":
        return _leer_logico(valor)
    else:
        return _leer_texto(columna, valor)
    if (columna.minimo is not None and valor < columna.minimo) or (
        columna.maximo is not None and valor > columna.maximo
    ):
        raise Mal("fuera_de_rango", minimo=columna.minimo, maximo=columna.maximo)
    return valor


def _leer_logico(valor) -> bool:
    if isinstance(valor, bool):
        return valor
    texto = plano(valor.como_texto() if isinstance(valor, Numero) else valor)
    if texto in _SI:
        return True
    if texto in _NO:
        return False
    raise Mal("logico_malo")


def _leer_texto(columna, valor):
    if isinstance(valor, (datetime.date, datetime.datetime)):
        raise Mal("texto_es_fecha")
    if isinstance(valor, bool):
        valor = "VERDADERO" if valor else "FALSO"
    texto = valor.como_texto() if isinstance(valor, Numero) else valor
    if columna.tipo == "lista":
        buscado = plano(texto)
        for opcion in columna.opciones:
            if buscado in {plano(o) for o in opcion}:
                return opcion[0]
        etiquetas = [o[1] for o in columna.opciones]
        raise Mal("lista_mala", opciones=", ".join(etiquetas))
    if columna.tipo == "correo":
        texto = texto.lower()
        if not _CORREO.fullmatch(texto):
            raise Mal("correo_malo")
    if columna.multiple:
        partes = (parte.strip() for parte in re.split(r"[;\n]", texto))
        return tuple(dict.fromkeys(parte for parte in partes if parte))
    return texto
