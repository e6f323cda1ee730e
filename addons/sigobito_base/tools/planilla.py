"""Reading a spreadsheet somebody filled by hand: what a sheet should look like, and
what is wrong with the one we got.

Plain Python, no Odoo. Whoever imports describes its sheets (:class:`Hoja`,
:class:`Columna`), reads the file (:func:`leer`) and asks for its rows
(:func:`analizar`). Nothing here raises for a bad row: it is listed as a
:class:`Falla`, whose ``clave`` names the reason; the words are the caller's.
Only a file that cannot be read at all raises (:class:`ErrorArchivo`).

>>> hoja = Hoja("lugar", "Lugares", "x.lugar", (
...     Columna("codigo", "Código", requerida=True, largo=8),
...     Columna("name", "Nombre", requerida=True),
...     Columna("poblacion", "Población", "entero"),
... ))
>>> libro = leer("Código;Nombre;Población\\nL1;El Molino;1.250\\nL2;;x\\n".encode(),
...              "lugares.csv", (hoja,))
>>> analisis = analizar(hoja, libro.hojas[0])
>>> [fila.valores for fila in analisis.filas]
[{'codigo': 'L1', 'name': 'El Molino', 'poblacion': 1250}]
>>> [(f.fila, f.columna, f.clave) for f in analisis.fallas]
[(3, 'Nombre (B)', 'falta_valor'), (3, 'Población (C)', 'entero_malo')]
"""

import csv
import datetime
import difflib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

TIPOS = (
    "texto",
    "entero",
    "decimal",
    "fecha",
    "lista",
    "logico",
    "referencia",
    "usuario",
    "coordenada",
    "correo",
)
ERROR, AVISO = "error", "aviso"
MARCA_AYUDA = "»"  # a row whose first cell starts so explains; it is not data
MARCA_EJEMPLO = "EJEMPLO"  # a row whose code starts so is an example
BORRAR = "(borrar)"  # an empty cell changes nothing; this word empties the field
HOJAS_DE_APOYO = ("leame", "instrucciones", "listas")
LARGO_TEXTO = 500
LARGO_PARRAFO = 10_000
LARGO_CODIGO = 64


class ErrorArchivo(Exception):
    """The file as a whole cannot be read. ``clave`` names the reason."""

    def __init__(self, clave: str, **datos):
        super().__init__(clave)
        self.clave = clave
        self.datos = datos


@dataclass(frozen=True)
class Limites:
    """How big a file may be before we refuse to open it."""

    bytes_archivo: int = 5 * 2**20
    bytes_abierto: int = 80 * 2**20
    filas: int = 20_000
    columnas: int = 60


@dataclass(frozen=True)
class Columna:
    """One column: ``clave`` is the name used in code, ``titulo`` the header."""

    clave: str
    titulo: str
    tipo: str = "texto"
    alias: tuple[str, ...] = ()
    # True, or the entities (see Hoja.entidades) that cannot do without it
    requerida: bool | tuple[str, ...] = False
    largo: int | None = None
    parrafo: bool = False  # keeps its line breaks
    minimo: float | None = None
    maximo: float | None = None
    # (stored value, Spanish label, other accepted spellings …)
    opciones: tuple[tuple[str, ...], ...] = ()
    ref: str | None = None  # entity whose code is quoted here
    multiple: bool = False  # several codes, separated by ";"
    padre: bool = False  # refers to its own entity and builds a tree
    sin_ciclos: bool = False  # refers to its own entity; a loop is an error
    solo_nueva: bool = False  # only counts when the row is added
    # field to write, or one per entity: (("area", "parent_id"), …); else ``clave``
    campo: str | tuple[tuple[str, str], ...] | None = None
    para: tuple[str, ...] = ()  # entities it belongs to; all if empty
    ayuda: str = ""
    ancho: int | None = None

    def __post_init__(self):
        if self.tipo not in TIPOS:
            raise ValueError(f"{self.clave}: {self.tipo}")

    def destino(self, entidad: str) -> str:
        """
        >>> Columna("en", "En", campo=(("area", "parent_id"),)).destino("area")
        'parent_id'
        """
        if isinstance(self.campo, tuple):
            return dict(self.campo)[entidad]
        return self.campo or self.clave

    def es_padre(self, entidad: str) -> bool:
        return self.padre and self.ref == entidad

    @property
    def limite(self) -> int:
        if self.largo:
            return self.largo
        if self.clave == "codigo":
            return LARGO_CODIGO
        return LARGO_PARRAFO if self.parrafo else LARGO_TEXTO

    def obliga(self, entidad: str) -> bool:
        if isinstance(self.requerida, tuple):
            return entidad in self.requerida
        return self.requerida and self.vale_para(entidad)

    def vale_para(self, entidad: str) -> bool:
        return not self.para or entidad in self.para

    def etiqueta(self, valor) -> str:
        """How a parsed value is shown to people.

        >>> Columna("nivel", "Nivel", "lista", opciones=(("eje", "Eje"),)).etiqueta(
        ...     "eje")
        'Eje'
        >>> Columna("f", "F", "fecha").etiqueta(datetime.date(2026, 3, 9))
        '09/03/2026'
        """
        if valor is None or valor == "" or valor == ():
            return ""
        if self.tipo == "lista":
            return next((o[1] for o in self.opciones if o[0] == valor), str(valor))
        if self.tipo == "logico" and not isinstance(valor, str):
            return "Sí" if valor else "No"
        if isinstance(valor, datetime.date):
            return valor.strftime("%d/%m/%Y")
        if isinstance(valor, tuple):
            return "; ".join(str(v) for v in valor)
        if isinstance(valor, float):
            return f"{valor:.7f}".rstrip("0").rstrip(".")
        return str(valor)


@dataclass(frozen=True)
class Hoja:
    """One sheet. ``clave`` is also the name of what its rows are (the entity), unless
    ``por_tipo`` splits them: then the column ``tipo`` says which entity a row is."""

    clave: str
    titulo: str
    modelo: str
    columnas: tuple[Columna, ...]
    alias: tuple[str, ...] = ()
    por_tipo: tuple[tuple[str, str], ...] = ()  # (entity, model) …
    ayuda: str = ""
    ejemplos: tuple[dict, ...] = ()
    # called with a row's values; yields (column key, reason, data)
    validar: Callable | None = None

    @property
    def entidades(self) -> dict[str, str]:
        return dict(self.por_tipo) or {self.clave: self.modelo}

    def entidad(self, valores: dict) -> str:
        return valores.get("tipo", "") if self.por_tipo else self.clave

    def columna(self, clave: str) -> Columna | None:
        return next((c for c in self.columnas if c.clave == clave), None)

    def con(self, *columnas: Columna) -> "Hoja":
        """The same sheet with more columns at the end (for a later addon)."""
        return Hoja(**{**self.__dict__, "columnas": self.columnas + columnas})


@dataclass(frozen=True)
class Falla:
    """Something wrong (or worth telling) about a file, a sheet, a row or a cell."""

    clave: str
    hoja: str = ""
    fila: int = 0
    columna: str = ""
    valor: str = ""
    datos: dict = field(default_factory=dict)
    nivel: str = ERROR


@dataclass
class HojaLeida:
    titulo: str
    clave: str
    filas: list[tuple[int, list]]
    combinadas: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class Libro:
    hojas: list[HojaLeida] = field(default_factory=list)
    fallas: list[Falla] = field(default_factory=list)

    @property
    def total_filas(self) -> int:
        return sum(len(hoja.filas) for hoja in self.hojas)


@dataclass
class Fila:
    numero: int
    entidad: str
    valores: dict  # parsed; a key is missing when its cell is empty


@dataclass
class Analisis:
    hoja: Hoja
    columnas: dict[str, str] = field(default_factory=dict)  # key → "Header (C)"
    filas: list[Fila] = field(default_factory=list)
    fallas: list[Falla] = field(default_factory=list)
    omitidas: int = 0
    con_error: set[int] = field(default_factory=set)
    # codes that are in the file even if their row has other errors
    codigos: dict[str, dict[str, int]] = field(default_factory=dict)


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


def como_texto_plano(valor: str) -> str:
    """A text that spreadsheets will not take for a formula, for CSV files.

    >>> como_texto_plano("=1+1"), como_texto_plano("hola")
    ("'=1+1", 'hola')
    """
    return f"'{valor}" if valor[:1] in ("=", "+", "-", "@", "\t", "\r") else valor


# Values -------------------------------------------------------------------------------
class _Mal(Exception):
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
        raise _Mal("entero_malo")
    if isinstance(valor, (int, float)):
        if float(valor).is_integer():
            return int(valor)
        raise _Mal("entero_malo")
    texto = str(valor)
    if re.fullmatch(r"[-+]?\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*", texto):
        texto = re.sub(r"[., ]", "", texto)
    if not re.fullmatch(r"[-+]?\d{1,15}(?:[.,]0+)?", texto):
        raise _Mal("entero_malo")
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
        raise _Mal("decimal_malo")
    if isinstance(valor, (int, float)):
        return float(valor)
    texto = re.sub(r"\s|%$|°$", "", str(valor))
    if not re.fullmatch(r"[-+]?\d[\d.,]*", texto) or len(texto) > 24:
        raise _Mal("decimal_malo")
    puntos, comas = texto.count("."), texto.count(",")
    if puntos and comas:
        decimal = "." if texto.rfind(".") > texto.rfind(",") else ","
        if texto.count(decimal) > 1:
            raise _Mal("decimal_malo")
        texto = texto.replace("," if decimal == "." else ".", "").replace(",", ".")
    elif puntos + comas > 1:
        if coordenada or not re.fullmatch(r"[-+]?\d{1,3}([.,]\d{3})+", texto):
            raise _Mal("decimal_malo")
        texto = re.sub(r"[.,]", "", texto)
    elif puntos + comas == 1:
        if not coordenada and re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", texto):
            raise _Mal("decimal_ambiguo")
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
        raise _Mal("fecha_lejana")
    return fecha


def _fecha_serie(valor, base_1904) -> datetime.date:
    if not 60 < valor < 80_000:
        raise _Mal("fecha_mala")
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
        raise _Mal("fecha_mala")
    try:
        return datetime.date(anio, mes, dia)
    except ValueError:
        raise _Mal("fecha_inexistente") from None


_CORREO = re.compile(
    r"[^@\s,;<>\"'()\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)
_SI, _NO = (
    {"si", "s", "x", "1", "verdadero", "true", "yes"},
    {"no", "n", "0", "falso", "false"},
)


def convertir(columna: Columna, valor, base_1904: bool = False):
    """The value of a cell, parsed for its column; raises :class:`_Mal`.

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
        raise _Mal("fuera_de_rango", minimo=columna.minimo, maximo=columna.maximo)
    return valor


def _leer_logico(valor) -> bool:
    if isinstance(valor, bool):
        return valor
    texto = plano(valor.como_texto() if isinstance(valor, Numero) else valor)
    if texto in _SI:
        return True
    if texto in _NO:
        return False
    raise _Mal("logico_malo")


def _leer_texto(columna: Columna, valor):
    if isinstance(valor, (datetime.date, datetime.datetime)):
        raise _Mal("texto_es_fecha")
    if isinstance(valor, bool):
        valor = "VERDADERO" if valor else "FALSO"
    texto = valor.como_texto() if isinstance(valor, Numero) else valor
    if columna.tipo == "lista":
        buscado = plano(texto)
        for opcion in columna.opciones:
            if buscado in {plano(o) for o in opcion}:
                return opcion[0]
        etiquetas = [o[1] for o in columna.opciones]
        raise _Mal("lista_mala", opciones=", ".join(etiquetas))
    if columna.tipo == "correo":
        texto = texto.lower()
        if not _CORREO.fullmatch(texto):
            raise _Mal("correo_malo")
    if columna.multiple:
        partes = (parte.strip() for parte in re.split(r"[;\n]", texto))
        return tuple(dict.fromkeys(parte for parte in partes if parte))
    return texto


# Files --------------------------------------------------------------------------------
def leer(
    contenido: bytes,
    nombre: str,
    hojas: tuple[Hoja, ...],
    limites: Limites | None = None,
    hoja_csv: str | None = None,
) -> Libro:
    """Open a file (xlsx or text) and match its sheets to the ones we know."""
    limites = limites or Limites()
    if not contenido:
        raise ErrorArchivo("archivo_vacio")
    if len(contenido) > limites.bytes_archivo:
        raise ErrorArchivo(
            "archivo_grande",
            tamano=_mb(len(contenido)),
            limite=_mb(limites.bytes_archivo),
        )
    if contenido[:4] == b"PK\x03\x04":
        return _leer_xlsx(contenido, hojas, limites)
    if contenido[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ErrorArchivo("xls_antiguo")
    if nombre.lower().endswith((".xlsx", ".xlsm")) or _es_binario(contenido):
        raise ErrorArchivo("no_es_planilla")
    return _leer_csv(contenido, nombre, hojas, limites, hoja_csv)


def _mb(tamano: int) -> str:
    return f"{tamano / 2**20:.1f}".removesuffix(".0")


def _es_binario(contenido: bytes) -> bool:
    """
    >>> _es_binario(b"%PDF-1.7\\n..."), _es_binario("\\ufeffa;b".encode("utf-16-le"))
    (True, False)
    >>> _es_binario(b"a;b\\n1;2\\x003\\n")
    False
    """
    inicio = contenido[:4096]
    if inicio[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if inicio.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        return True
    raros = sum(1 for b in inicio if b < 9 or 13 < b < 32)
    return raros > max(4, len(inicio) // 50)


def _hoja_por_titulo(titulo: str, hojas) -> Hoja | None:
    buscado = plano(titulo)
    for hoja in hojas:
        if buscado in {plano(t) for t in (hoja.titulo, hoja.clave, *hoja.alias)}:
            return hoja
    return None


def _abrir_zip(contenido: bytes, limites: Limites) -> zipfile.ZipFile:
    """The archive behind an xlsx, once it is known not to be a trap."""
    try:
        archivo = zipfile.ZipFile(io.BytesIO(contenido))
        partes = archivo.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ErrorArchivo("archivo_danado") from None
    nombres = {parte.filename for parte in partes}
    if "[Content_Types].xml" not in nombres or "xl/workbook.xml" not in nombres:
        raise ErrorArchivo("no_es_planilla")
    # The declared sizes bind: zipfile never hands out more than that.
    if sum(p.file_size for p in partes) > limites.bytes_abierto or len(partes) > 2000:
        raise ErrorArchivo("archivo_comprimido", limite=_mb(limites.bytes_abierto))
    for parte in partes:
        if parte.filename.endswith((".xml", ".rels", ".vml")):
            try:
                texto = archivo.read(parte)
            except (
                zipfile.BadZipFile,
                RuntimeError,
                NotImplementedError,
                OSError,
                EOFError,
                ValueError,
            ):
                raise ErrorArchivo("archivo_danado") from None
            except Exception as error:
                if type(error).__module__ == "zlib":
                    raise ErrorArchivo("archivo_danado") from None
                raise
            if texto[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in texto[:200]:
                texto = texto.replace(b"\x00", b"")
            if b"<!DOCTYPE" in texto or b"<!ENTITY" in texto:
                raise ErrorArchivo("archivo_inseguro")
    return archivo


def _leer_xlsx(contenido: bytes, hojas, limites: Limites) -> Libro:
    import warnings

    import openpyxl

    archivo = _abrir_zip(contenido, limites)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "Data validation extension not supported" …
        try:
            libro_xlsx = openpyxl.load_workbook(
                io.BytesIO(contenido), read_only=True, keep_links=False
            )
            return _leer_hojas_xlsx(libro_xlsx, archivo, hojas, limites)
        except ErrorArchivo:
            raise
        except Exception:
            # openpyxl raises whatever a broken part makes it stumble over
            raise ErrorArchivo("archivo_danado") from None


def _leer_hojas_xlsx(libro_xlsx, archivo, hojas, limites) -> Libro:
    libro = Libro()
    titulos = [hoja.titulo for hoja in hojas]
    vistas = {}
    base_1904 = libro_xlsx.epoch.year == 1904
    for pestana in libro_xlsx.worksheets:
        titulo = limpiar(pestana.title)
        if plano(titulo) in HOJAS_DE_APOYO:
            continue
        hoja = _hoja_por_titulo(titulo, hojas)
        filas = _filas_xlsx(pestana, limites, base_1904)
        if pestana.sheet_state != "visible":
            if filas:
                libro.fallas.append(Falla("hoja_oculta", titulo, nivel=AVISO))
            continue
        if not hoja:
            if filas:
                datos = {
                    "parecida": parecido(titulo, titulos),
                    "aceptadas": ", ".join(titulos),
                }
                libro.fallas.append(Falla("hoja_desconocida", titulo, datos=datos))
            continue
        if hoja.clave in vistas:
            datos = {"otra": vistas[hoja.clave]}
            libro.fallas.append(Falla("hoja_repetida", titulo, datos=datos))
            continue
        vistas[hoja.clave] = titulo
        combinadas = _combinadas(archivo, pestana)
        libro.hojas.append(HojaLeida(titulo, hoja.clave, filas, combinadas))
    if not libro.hojas and not libro.fallas:
        raise ErrorArchivo("archivo_sin_filas", aceptadas=", ".join(titulos))
    orden = {hoja.clave: n for n, hoja in enumerate(hojas)}
    libro.hojas.sort(key=lambda leida: orden[leida.clave])
    return libro


def _filas_xlsx(pestana, limites: Limites, base_1904: bool) -> list[tuple[int, list]]:
    pestana.reset_dimensions()
    filas, hueco, vistas = [], None, 0
    for numero, celdas in enumerate(pestana.iter_rows(max_col=limites.columnas), 1):
        if celdas is hueco:
            continue  # openpyxl fills gaps with one and the same row: be quick
        valores = [_valor_xlsx(celda, base_1904) for celda in celdas]
        while valores and _vacia(valores[-1]):
            valores.pop()
        vistas += 1
        if not valores:
            hueco = celdas
        else:
            filas.append((numero, valores))
        # rows that only carry a format count too, ten to one
        if len(filas) > limites.filas or vistas > 10 * limites.filas:
            raise ErrorArchivo("muchas_filas", hoja=pestana.title, limite=limites.filas)
    return filas


def _vacia(valor) -> bool:
    return valor is None or (isinstance(valor, str) and not limpiar(valor))


def _valor_xlsx(celda, base_1904):
    valor = celda.value
    if valor is None or isinstance(valor, (bool, datetime.datetime)):
        return valor
    if celda.data_type == "f":
        return Formula(str(getattr(valor, "text", valor)))
    if celda.data_type == "e":
        return CeldaError(str(valor))
    if isinstance(valor, (int, float)):
        if base_1904:  # day numbers of old Mac files count from 1904
            return Numero(valor, celda.number_format or "General")
        formato = celda.number_format
        return valor if formato in (None, "General") else Numero(valor, formato)
    if isinstance(valor, datetime.time):
        return valor.strftime("%H:%M:%S")
    if isinstance(valor, datetime.timedelta):
        return str(valor)
    return valor


_RANGO = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def _combinadas(archivo, pestana) -> list[tuple[int, int, str]]:
    """Merged ranges: (first row, last row, range)."""
    ruta = getattr(pestana, "_worksheet_path", "").lstrip("/")
    try:
        xml = archivo.read(ruta)
    except KeyError:
        return []
    return [
        (int(f1), int(f2), f"{c1.decode()}{int(f1)}:{c2.decode()}{int(f2)}")
        for c1, f1, c2, f2 in _RANGO.findall(xml)
    ]


def decodificar(contenido: bytes) -> str:
    """Text of a CSV in the encodings spreadsheets write.

    >>> decodificar("Código".encode("cp1252")), decodificar("Código".encode("utf-8-sig"))
    ('Código', 'Código')
    >>> decodificar("Código".encode("utf-16"))
    'Código'
    """
    if contenido[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return contenido.decode("utf-16", "replace")
    for codificacion in ("utf-8-sig", "cp1252"):
        try:
            return contenido.decode(codificacion)
        except UnicodeDecodeError:
            continue
    return contenido.decode("latin-1")


def _hoja_por_nombre(nombre: str, hojas) -> Hoja | None:
    """A file called after a sheet: "temas_2026.csv"."""
    palabras = plano(nombre.rpartition(".")[0])
    for hoja in hojas:
        if any(plano(t) and plano(t) in palabras for t in (hoja.titulo, hoja.clave)):
            return hoja
    return None


def _leer_csv(contenido: bytes, nombre, hojas, limites: Limites, hoja_csv) -> Libro:
    texto = decodificar(contenido).replace("\x00", "")
    separador, filas = ",", []
    if match := re.match(r"sep=(.)\r?\n", texto):
        separador, texto = match[1], texto[match.end() :]
    else:
        separador = _separador(texto, hojas)
    csv.field_size_limit(limites.bytes_archivo + 1)
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador)
    try:
        for numero, celdas in enumerate(lector, 1):
            valores = list(celdas[: limites.columnas])
            while valores and _vacia(valores[-1]):
                valores.pop()
            if valores:
                filas.append((numero, valores))
            if len(filas) > limites.filas:
                raise ErrorArchivo("muchas_filas", hoja="CSV", limite=limites.filas)
    except csv.Error:
        raise ErrorArchivo("archivo_danado") from None
    if not filas:
        raise ErrorArchivo(
            "archivo_sin_filas", aceptadas=", ".join(hoja.titulo for hoja in hojas)
        )
    hoja = next((h for h in hojas if h.clave == hoja_csv), None)
    hoja = hoja or adivinar_hoja(filas, hojas) or _hoja_por_nombre(nombre, hojas)
    if not hoja:
        raise ErrorArchivo(
            "hoja_sin_adivinar", aceptadas=", ".join(hoja.titulo for hoja in hojas)
        )
    return Libro([HojaLeida(hoja.titulo, hoja.clave, filas)])


def _separador(texto: str, hojas) -> str:
    """The separator that yields most known headers in the first lines.

    >>> _separador("a;b, c;d\\n1;2;3", ())
    ';'
    """
    conocidos = {
        plano(t)
        for hoja in hojas
        for c in hoja.columnas
        for t in (c.titulo, c.clave, *c.alias)
    }
    mejor, puntaje = ",", (-1, -1)
    for separador in ",;\t|":
        lineas = csv.reader(io.StringIO(texto[:20_000]), delimiter=separador)
        try:
            celdas = [
                c for _n, linea in zip(range(5), lineas, strict=False) for c in linea
            ]
        except csv.Error:
            continue
        nuevo = (sum(plano(c) in conocidos for c in celdas), len(celdas))
        if nuevo > puntaje:
            mejor, puntaje = separador, nuevo
    return mejor


# Rows ---------------------------------------------------------------------------------
def letra(indice: int) -> str:
    """
    >>> letra(0), letra(25), letra(26)
    ('A', 'Z', 'AA')
    """
    texto = ""
    indice += 1
    while indice:
        indice, resto = divmod(indice - 1, 26)
        texto = chr(65 + resto) + texto
    return texto


def _titulos(hoja: Hoja) -> dict[str, Columna]:
    return {
        plano(t): columna
        for columna in reversed(hoja.columnas)
        for t in (*columna.alias, columna.clave, columna.titulo)
    }


def _encabezado(filas, hoja: Hoja) -> tuple[int, int]:
    """Position in ``filas`` of the row that looks most like the header, and how many
    of its cells are known."""
    conocidos = _titulos(hoja)
    mejor = (0, 0)
    for posicion, (_numero, celdas) in enumerate(filas[:10]):
        aciertos = len(
            {plano(c) for c in celdas if isinstance(c, str) and len(c) < 200}
            & conocidos.keys()
        )
        if aciertos > mejor[1]:
            mejor = (posicion, aciertos)
    return mejor


def adivinar_hoja(filas, hojas) -> Hoja | None:
    """The sheet whose header a table has: all it requires, then most columns."""
    puntajes = []
    for orden, hoja in enumerate(hojas):
        posicion, aciertos = _encabezado(filas, hoja)
        celdas = {plano(c) for c in filas[posicion][1] if isinstance(c, str)}
        claves = {c.clave for t, c in _titulos(hoja).items() if t in celdas}
        faltan = sum(1 for c in hoja.columnas if c.requerida and c.clave not in claves)
        if aciertos >= 2:
            puntajes.append((-faltan, aciertos, -orden, hoja))
    if not puntajes:
        return None
    puntajes.sort(key=lambda p: p[:3], reverse=True)
    if len(puntajes) > 1 and puntajes[0][:2] == puntajes[1][:2]:
        return None  # two sheets fit equally well: let the person say
    return puntajes[0][3]


def analizar(hoja: Hoja, leida: HojaLeida) -> Analisis:
    """Parse the rows of one sheet."""
    analisis = Analisis(hoja, codigos={entidad: {} for entidad in hoja.entidades})
    if not leida.filas:
        return analisis
    posicion, _aciertos = _encabezado(leida.filas, hoja)
    fila_titulos, titulos = leida.filas[posicion]
    indices = _columnas(hoja, leida, fila_titulos, titulos, analisis)
    if indices is None:
        return analisis
    ultima = leida.filas[-1][0]
    for desde, hasta, rango in leida.combinadas:
        if hasta > fila_titulos and desde <= ultima:
            numero = max(desde, fila_titulos + 1)
            analisis.con_error.add(numero)
            analisis.fallas.append(
                Falla("celdas_combinadas", leida.titulo, numero, "", rango)
            )
    for numero, celdas in leida.filas[posicion + 1 :]:
        _fila(hoja, leida, numero, celdas, indices, analisis)
    return analisis


def _columnas(hoja, leida, fila, titulos, analisis) -> dict[int, Columna] | None:
    """Match the header; None if the sheet cannot be read with it."""
    conocidos = _titulos(hoja)
    indices, vistas, desconocidas = {}, {}, []
    for indice, titulo in enumerate(titulos):
        if _vacia(titulo):
            continue
        texto = limpiar(titulo)[:200] if isinstance(titulo, str) else str(titulo)[:200]
        columna = conocidos.get(plano(texto))
        if not columna:
            desconocidas.append((indice, texto))
        elif columna.clave in vistas:
            datos = {"otra": vistas[columna.clave]}
            analisis.fallas.append(
                Falla(
                    "columna_repetida", leida.titulo, fila, letra(indice), texto, datos
                )
            )
        else:
            vistas[columna.clave] = letra(indice)
            indices[indice] = columna
            analisis.columnas[columna.clave] = f"{columna.titulo} ({letra(indice)})"
    sueltas = [texto for _indice, texto in desconocidas]
    faltan = [c for c in hoja.columnas if c.requerida is True and c.clave not in vistas]
    for columna in faltan:
        datos = {
            "parecida": parecido(columna.titulo, sueltas, 0.55),
            "aceptadas": ", ".join((columna.titulo, *columna.alias)),
        }
        analisis.fallas.append(
            Falla("falta_columna", leida.titulo, fila, columna.titulo, "", datos)
        )
    libres = [c.titulo for c in hoja.columnas if c.clave not in vistas]
    for indice, texto in desconocidas:
        datos = {"parecida": parecido(texto, libres)}
        analisis.fallas.append(
            Falla(
                "columna_desconocida",
                leida.titulo,
                fila,
                letra(indice),
                texto,
                datos,
                AVISO,
            )
        )
    mal = faltan or any(f.nivel == ERROR for f in analisis.fallas)
    return None if mal else indices


def _fila(hoja, leida, numero, celdas, indices, analisis):
    primera = celdas[0] if celdas else None
    if isinstance(primera, str) and primera.lstrip().startswith(MARCA_AYUDA):
        analisis.omitidas += 1
        return
    valores, crudos, fallas = {}, {}, []

    def falla(columna, clave, valor="", nivel=ERROR, **datos):
        titulo = analisis.columnas.get(columna.clave, columna.titulo)
        fallas.append(
            Falla(clave, leida.titulo, numero, titulo, _corto(valor), datos, nivel)
        )

    for indice, columna in indices.items():
        crudo = celdas[indice] if indice < len(celdas) else None
        crudos[columna.clave] = crudo
        _celda(columna, crudo, valores, falla)
    codigo = valores.get("codigo")
    if isinstance(codigo, str) and codigo.upper().startswith(MARCA_EJEMPLO):
        analisis.omitidas += 1
        return
    if not any(not _vacia(crudo) for crudo in crudos.values()):
        return  # only cells outside the known columns
    entidad = hoja.entidad(valores)
    con_falla = {f.columna for f in fallas if f.nivel == ERROR}
    for columna in hoja.columnas:
        titulo = analisis.columnas.get(columna.clave, columna.titulo)
        if columna.clave not in valores and titulo not in con_falla:
            if columna.obliga(entidad):
                falla(columna, "falta_valor")
        elif columna.clave in valores and not columna.vale_para(entidad):
            falla(columna, "columna_no_aplica", valores.pop(columna.clave), AVISO)
    if hoja.validar and not con_falla:
        for clave, motivo, datos in hoja.validar(valores):
            falla(hoja.columna(clave), motivo, valores.get(clave, ""), **datos)
    if codigo and entidad in analisis.codigos:
        primera_fila = analisis.codigos[entidad].setdefault(codigo, numero)
        if primera_fila != numero:
            falla(hoja.columna("codigo"), "codigo_repetido", codigo, fila=primera_fila)
    orden = {titulo: n for n, titulo in enumerate(analisis.columnas.values())}
    analisis.fallas += sorted(fallas, key=lambda f: orden.get(f.columna, -1))
    if any(f.nivel == ERROR for f in fallas):
        analisis.con_error.add(numero)
    elif numero not in analisis.con_error:
        analisis.filas.append(Fila(numero, entidad, valores))


def _celda(columna: Columna, crudo, valores: dict, falla):
    if isinstance(crudo, Formula):
        falla(columna, "formula", crudo.texto)
        return
    if isinstance(crudo, CeldaError):
        falla(columna, "celda_error", crudo.texto)
        return
    if isinstance(crudo, str):
        if len(crudo) > max(columna.limite * 4, 40_000):
            falla(
                columna, "texto_largo", crudo, largo=len(crudo), limite=columna.limite
            )
            return
        crudo = limpiar(crudo, columna.parrafo)
        if len(crudo) > columna.limite:
            falla(
                columna, "texto_largo", crudo, largo=len(crudo), limite=columna.limite
            )
            return
        if parece_formula(crudo):
            falla(columna, "formula", crudo)
            return
        if parece_orden(crudo):
            falla(columna, "texto_sospechoso", crudo, AVISO)
        if not columna.requerida and plano_borrar(crudo):
            valores[columna.clave] = () if columna.multiple else None
            return
    if crudo is None or crudo == "":
        return
    if isinstance(crudo, (int, float)) and not isinstance(crudo, bool):
        crudo = Numero(crudo)
    try:
        valor = convertir(columna, crudo)
    except _Mal as mal:
        falla(columna, mal.clave, crudo, **mal.datos)
        return
    if isinstance(crudo, Numero) and isinstance(valor, str):
        if crudo.formato == "General" and not float(crudo.valor).is_integer():
            falla(columna, "codigo_numerico", valor, AVISO)
        if len(valor) > columna.limite:
            falla(
                columna, "texto_largo", valor, largo=len(valor), limite=columna.limite
            )
            return
    if valor != ():
        valores[columna.clave] = valor


def plano_borrar(texto: str) -> bool:
    return texto.strip().lower() == BORRAR


def _corto(valor) -> str:
    if isinstance(valor, Numero):
        valor = valor.como_texto()
    if isinstance(valor, datetime.datetime):
        valor = valor.strftime("%d/%m/%Y")
    texto = limpiar(str(valor if valor is not None else "")[:400])
    return texto if len(texto) <= 120 else texto[:117] + "…"


# Trees --------------------------------------------------------------------------------
def en_ciclo(padres: dict[str, tuple[str, ...]]) -> set[str]:
    """Nodes that are, through their parents, their own ancestors.

    >>> sorted(en_ciclo({"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",), "e": ()}))
    ['a', 'b', 'c']
    >>> en_ciclo({"a": ("b", "c"), "b": ("c",), "c": ()})
    set()
    """
    # Tarjan, without recursion: a spreadsheet may hold a chain of 5,000 rows.
    indice, bajo, en_pila, pila, ciclos = {}, {}, set(), [], set()
    for raiz in padres:
        if raiz in indice:
            continue
        trabajo = [(raiz, iter(padres[raiz]))]
        indice[raiz] = bajo[raiz] = len(indice)
        pila.append(raiz)
        en_pila.add(raiz)
        while trabajo:
            nodo, vecinos = trabajo[-1]
            for vecino in vecinos:
                if vecino not in indice:
                    indice[vecino] = bajo[vecino] = len(indice)
                    pila.append(vecino)
                    en_pila.add(vecino)
                    trabajo.append((vecino, iter(padres.get(vecino, ()))))
                    break
                if vecino in en_pila:
                    bajo[nodo] = min(bajo[nodo], indice[vecino])
            else:
                trabajo.pop()
                if trabajo:
                    bajo[trabajo[-1][0]] = min(bajo[trabajo[-1][0]], bajo[nodo])
                if bajo[nodo] == indice[nodo]:
                    componente = set()
                    while nodo not in componente:
                        miembro = pila.pop()
                        en_pila.discard(miembro)
                        componente.add(miembro)
                    if len(componente) > 1 or nodo in padres.get(nodo, ()):
                        ciclos |= componente
    return ciclos


def niveles(padres: dict[str, str | None]) -> dict[str, int]:
    """Depth of each node of a forest, so that parents can be written first.

    >>> niveles({"c": "b", "b": "a", "a": None, "x": "fuera"})
    {'c': 2, 'b': 1, 'a': 0, 'x': 0}
    """
    hondo = {}
    for codigo in padres:
        camino = []
        nodo = codigo
        while nodo in padres and nodo not in hondo:
            camino.append(nodo)
            nodo = padres[nodo]
        base = hondo.get(nodo, -1)
        for n, paso in enumerate(reversed(camino), 1):
            hondo[paso] = base + n
    return {codigo: hondo[codigo] for codigo in padres}
