"""Reading a spreadsheet somebody filled by hand: what a sheet should look like, and
what is wrong with the one we got.

Plain Python, no Odoo. Whoever imports describes its sheets (:class:`Hoja`,
:class:`Columna`), reads the file (``lectura.leer``) and asks for its rows
(``analisis.analizar``). Nothing here raises for a bad row: it is listed as a
:class:`Falla`, whose ``clave`` names the reason; the words are the caller's.
Only a file that cannot be read at all raises (:class:`ErrorArchivo`).
"""

import datetime
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
    base_1904: bool = False  # day numbers of old Mac workbooks count from 1904


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
