"""Opens the file somebody uploaded: what it is, whether it is safe, its rows.

Plain Python. A file that cannot be read raises :class:`~.planilla.ErrorArchivo`; a
sheet that is not known is a :class:`~.planilla.Falla` of the workbook.
"""

import csv
import datetime
import io
import re
import zipfile

from .analisis import adivinar_hoja
from .celdas import CeldaError, Formula, Numero, limpiar, parecido, plano, vacia
from .planilla import (
    AVISO,
    HOJAS_DE_APOYO,
    ErrorArchivo,
    Falla,
    Hoja,
    HojaLeida,
    Libro,
    Limites,
)


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
        filas = _filas_xlsx(pestana, limites)
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
        libro.hojas.append(HojaLeida(titulo, hoja.clave, filas, combinadas, base_1904))
    if not libro.hojas and not libro.fallas:
        raise ErrorArchivo("archivo_sin_filas", aceptadas=", ".join(titulos))
    orden = {hoja.clave: n for n, hoja in enumerate(hojas)}
    libro.hojas.sort(key=lambda leida: orden[leida.clave])
    return libro


def _filas_xlsx(pestana, limites: Limites) -> list[tuple[int, list]]:
    pestana.reset_dimensions()
    filas, hueco, vistas = [], None, 0
    for numero, celdas in enumerate(pestana.iter_rows(max_col=limites.columnas), 1):
        if celdas is hueco:
            continue  # openpyxl fills gaps with one and the same row: be quick
        valores = [_valor_xlsx(celda) for celda in celdas]
        while valores and vacia(valores[-1]):
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


def _valor_xlsx(celda):
    valor = celda.value
    if valor is None or isinstance(valor, (bool, datetime.datetime)):
        return valor
    if celda.data_type == "f":
        return Formula(str(getattr(valor, "text", valor)))
    if celda.data_type == "e":
        return CeldaError(str(valor))
    if isinstance(valor, (int, float)):
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
            while valores and vacia(valores[-1]):
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
