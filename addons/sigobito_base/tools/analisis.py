"""The rows of a sheet somebody filled by hand, against what the sheet should look like.

Plain Python, no Odoo; what a sheet is and what may be wrong with it are in
``planilla``.

>>> from odoo.addons.sigobito_base.tools.lectura import leer
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

import datetime

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
from .planilla import (
    AVISO,
    BORRAR,
    ERROR,
    MARCA_AYUDA,
    MARCA_EJEMPLO,
    Analisis,
    Columna,
    Falla,
    Fila,
    Hoja,
    HojaLeida,
    letra,
)


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
