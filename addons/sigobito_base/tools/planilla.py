"""Reading a spreadsheet somebody filled by hand: what a sheet should look like, and
what is wrong with the one we got.

Plain Python, no Odoo. Whoever imports describes its sheets (:class:`Hoja`,
:class:`Columna`), reads the file (``lectura.leer``) and asks for its rows
(:func:`analizar`). Nothing here raises for a bad row: it is listed as a
:class:`Falla`, whose ``clave`` names the reason; the words are the caller's.
Only a file that cannot be read at all raises (:class:`ErrorArchivo`).

>>> hoja = Hoja("lugar", "Lugares", "x.lugar", (
...     Columna("codigo", "Código", requerida=True, largo=8),
...     Columna("name", "Nombre", requerida=True),
...     Columna("poblacion", "Población", "entero"),
... ))
>>> from odoo.addons.sigobito_base.tools.lectura import leer
>>> libro = leer("Código;Nombre;Población\\nL1;El Molino;1.250\\nL2;;x\\n".encode(),
...              "lugares.csv", (hoja,))
>>> analisis = analizar(hoja, libro.hojas[0])
>>> [fila.valores for fila in analisis.filas]
[{'codigo': 'L1', 'name': 'El Molino', 'poblacion': 1250}]
>>> [(f.fila, f.columna, f.clave) for f in analisis.fallas]
[(3, 'Nombre (B)', 'falta_valor'), (3, 'Población (C)', 'entero_malo')]
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from .celdas import (
    CeldaError,
    Formula,
    Mal,
    Numero,
    convertir,
    limpiar,
    parece_formula,
    parece_orden,
    parecido,
    plano,
    vacia,
)

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
        if vacia(titulo):
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
        _celda(columna, crudo, valores, falla, leida.base_1904)
    codigo = valores.get("codigo")
    if isinstance(codigo, str) and codigo.upper().startswith(MARCA_EJEMPLO):
        analisis.omitidas += 1
        return
    if not any(not vacia(crudo) for crudo in crudos.values()):
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


def _celda(columna: Columna, crudo, valores: dict, falla, base_1904):
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
            falla(columna, "texto_sospechoso", crudo)
            return
        if not columna.requerida and plano_borrar(crudo):
            valores[columna.clave] = () if columna.multiple else None
            return
    if crudo is None or crudo == "":
        return
    if isinstance(crudo, (int, float)) and not isinstance(crudo, bool):
        crudo = Numero(crudo)
    try:
        valor = convertir(columna, crudo, base_1904)
    except Mal as mal:
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
