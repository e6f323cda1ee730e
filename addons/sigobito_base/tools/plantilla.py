"""The workbook people fill in, made from the same sheets the importer reads.

No Odoo here: the screen, the repository's ``data/`` scripts and the tests call
:func:`hacer_plantilla` with a list of :class:`~.planilla.Hoja`.
"""

import datetime
import io

from .planilla import BORRAR, MARCA_AYUDA, MARCA_EJEMPLO, Columna, Hoja, letra

FILAS_CON_LISTA = 6000
CREADA = datetime.datetime(2026, 1, 1)  # fixed: same sheets, same file
LEAME = "Léame"
_TIPOS = {
    "texto": "Texto",
    "entero": "Número entero",
    "decimal": "Número",
    "fecha": "Fecha dd/mm/aaaa",
    "lista": "De la lista",
    "logico": "Sí o No",
    "referencia": "Código",
    "usuario": "Usuario o correo",
    "coordenada": "Grados decimales",
    "correo": "Correo electrónico",
}


def ayuda_de(hoja: Hoja, columna: Columna) -> str:
    """What the comment of a header says.

    >>> hoja = Hoja("x", "X", "x", (Columna("n", "N", requerida=True, ayuda="Uno."),))
    >>> print(ayuda_de(hoja, hoja.columnas[0]))
    Uno.
    Obligatoria. Texto, hasta 500 caracteres.
    """
    if columna.requerida is True:
        uso = "Obligatoria."
    elif columna.requerida:
        uso = f"Obligatoria si el tipo es {' o '.join(columna.requerida)}."
    else:
        uso = "Opcional."
    tipo = _TIPOS[columna.tipo]
    if columna.tipo == "lista":
        tipo += ": " + ", ".join(opcion[1] for opcion in columna.opciones)
    elif columna.tipo == "texto":
        tipo += f", hasta {columna.limite} caracteres"
    elif columna.tipo == "referencia" and columna.ref.startswith("@"):
        tipo = "Nombre de la lista"
    elif columna.multiple:
        tipo = "Códigos separados por ;"
    return f"{columna.ayuda}\n{uso} {tipo}.".strip()


def hacer_plantilla(
    hojas: tuple[Hoja, ...],
    datos: dict[str, list[dict]] | None = None,
    listas: dict[str, list[str]] | None = None,
) -> bytes:
    """Workbook with a sheet per :class:`Hoja`.

    ``datos`` (sheet key → rows by column key) replaces the examples. Every text is
    written as text: what looks like a formula stays what somebody typed.
    ``listas`` gives the choices of the catalogues (``"@lugar_tipo"`` → names).
    """
    import xlsxwriter

    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(
        salida,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    libro.set_properties({"title": "SIGOBito", "created": CREADA})
    formatos = _formatos(libro)
    _hoja_leame(libro, hojas, formatos)
    titulos = {e: hoja for hoja in hojas for e in hoja.entidades}
    for hoja in hojas:
        filas = hoja.ejemplos if datos is None else datos.get(hoja.clave, ())
        _hoja_datos(libro, hoja, filas, datos is None, formatos, titulos, listas or {})
    libro.close()
    return salida.getvalue()


def _formatos(libro):
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    texto = {**base, "num_format": "@"}
    fecha = {**base, "num_format": "dd/mm/yyyy", "align": "left"}
    ejemplo = {"italic": True, "font_color": "#6B7280"}
    titulo = {**base, "bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"}
    return {
        "titulo": libro.add_format({**base, "bold": True, "font_size": 16}),
        "negrita": libro.add_format({**base, "bold": True}),
        "normal": libro.add_format({**base, "text_wrap": True}),
        "requerida": libro.add_format(
            {**titulo, "bg_color": "#1F5C55", "font_color": "#FFFFFF"}
        ),
        "opcional": libro.add_format(
            {**titulo, "bg_color": "#D7E8E5", "font_color": "#1F2937"}
        ),
        "ayuda": libro.add_format(
            {
                **texto,
                **ejemplo,
                "text_wrap": True,
                "bg_color": "#F3F4F6",
                "font_size": 9,
            }
        ),
        "texto": libro.add_format(texto),
        "parrafo": libro.add_format({**texto, "text_wrap": True}),
        "numero": libro.add_format(base),
        "fecha": libro.add_format(fecha),
        "texto_ejemplo": libro.add_format({**texto, **ejemplo}),
        "parrafo_ejemplo": libro.add_format({**texto, **ejemplo, "text_wrap": True}),
        "numero_ejemplo": libro.add_format({**base, **ejemplo}),
        "fecha_ejemplo": libro.add_format({**fecha, **ejemplo}),
    }


def _hoja_leame(libro, hojas, formatos):
    pestana = libro.add_worksheet(LEAME)
    pestana.set_column(0, 0, 24)
    pestana.set_column(1, 1, 90)
    pestana.hide_gridlines(2)
    pestana.write_string(0, 0, "Plantilla de datos del municipio", formatos["titulo"])
    pasos = (
        (
            "1. Llene",
            "Una fila por registro, solo en las hojas que necesite. No cambie "
            "los nombres de las hojas ni los títulos de las columnas.",
        ),
        (
            "2. Revise",
            "Súbala en SIGOBito, Configuración, Importar datos. El sistema le "
            "dirá qué entra, qué cambia y qué filas tienen errores. Aún no guarda nada.",
        ),
        (
            "3. Importe",
            "Cuando no haya errores, confirme. Puede importar el mismo "
            "archivo otra vez: por el código se sabe qué ya existe.",
        ),
    )
    fila = 2
    for titulo, texto in pasos:
        pestana.write_string(fila, 0, titulo, formatos["negrita"])
        pestana.write_string(fila, 1, texto, formatos["normal"])
        fila += 1
    fila += 1
    for hoja in hojas:
        pestana.write_string(fila, 0, hoja.titulo, formatos["negrita"])
        pestana.write_string(fila, 1, hoja.ayuda, formatos["normal"])
        fila += 1
    fila += 1
    notas = (
        ("Columnas oscuras", "Son obligatorias. Las claras son opcionales."),
        (
            "Filas grises",
            f"La explicación (empieza con {MARCA_AYUDA}) y las filas cuyo "
            f"código empieza con {MARCA_EJEMPLO} no se importan; puede borrarlas.",
        ),
        (
            "Celda vacía",
            f"No cambia lo que ya está guardado. Para vaciar un dato, "
            f"escriba {BORRAR}.",
        ),
        ("Fechas", "dd/mm/aaaa, por ejemplo 09/03/2026."),
        ("Fórmulas", "No se aceptan: copie y pegue solo los valores."),
    )
    for titulo, texto in notas:
        pestana.write_string(fila, 0, titulo, formatos["negrita"])
        pestana.write_string(fila, 1, texto, formatos["normal"])
        fila += 1


def _hoja_datos(libro, hoja, filas, es_ejemplo, formatos, titulos, listas):
    pestana = libro.add_worksheet(hoja.titulo)
    pestana.freeze_panes(2, 0)
    pestana.set_row(0, 32)
    pestana.set_row(1, 48)
    sufijo = "_ejemplo" if es_ejemplo else ""
    for indice, columna in enumerate(hoja.columnas):
        clase = _clase(columna)
        pestana.set_column(indice, indice, columna.ancho or 18, formatos[clase])
        estilo = "requerida" if columna.requerida is True else "opcional"
        pestana.write_string(0, indice, columna.titulo, formatos[estilo])
        pestana.write_comment(
            0, indice, ayuda_de(hoja, columna), {"x_scale": 2, "author": "SIGOBito"}
        )
        ayuda = f"{MARCA_AYUDA} {columna.ayuda}" if not indice else columna.ayuda
        pestana.write_string(1, indice, ayuda, formatos["ayuda"])
        validacion = _validacion(columna, titulos, listas)
        if validacion:
            pestana.data_validation(2, indice, FILAS_CON_LISTA, indice, validacion)
        for numero, fila in enumerate(filas, 2):
            _escribir(
                pestana,
                numero,
                indice,
                columna,
                fila.get(columna.clave),
                formatos[clase + sufijo],
            )


def _clase(columna: Columna) -> str:
    if columna.tipo in ("entero", "decimal", "coordenada"):
        return "numero"
    if columna.tipo == "fecha":
        return "fecha"
    return "parrafo" if columna.parrafo else "texto"


def _escribir(pestana, fila, indice, columna, valor, formato):
    if valor is None or valor == "" or valor == ():
        return
    if isinstance(valor, datetime.date):
        momento = datetime.datetime(valor.year, valor.month, valor.day)
        pestana.write_datetime(fila, indice, momento, formato)
    elif isinstance(valor, (int, float)) and not isinstance(valor, bool):
        pestana.write_number(fila, indice, valor, formato)
    else:
        pestana.write_string(fila, indice, columna.etiqueta(valor)[:32_767], formato)


def _validacion(columna: Columna, titulos: dict, listas: dict) -> dict | None:
    aviso = {
        "ignore_blank": True,
        "error_type": "warning",
        "error_title": columna.titulo[:32],
    }
    if columna.tipo in ("lista", "logico"):
        opciones = [o[1] for o in columna.opciones] or ["Sí", "No"]
        return {
            **aviso,
            "validate": "list",
            "source": opciones,
            "error_type": "stop",
            "error_message": "Elija un valor de la lista.",
        }
    if columna.tipo == "referencia" and columna.ref.startswith("@"):
        opciones = listas.get(columna.ref)
        if opciones and len(",".join(opciones)) <= 255:
            return {**aviso, "validate": "list", "source": opciones}
    elif columna.tipo == "referencia" and not columna.multiple:
        hoja = titulos.get(columna.ref)
        if hoja:
            indice = [c.clave for c in hoja.columnas].index("codigo")
            col = letra(indice)
            return {
                **aviso,
                "validate": "list",
                "source": f"='{hoja.titulo}'!${col}$3:${col}${FILAS_CON_LISTA}",
                "error_message": f"Ese código no está en la hoja {hoja.titulo}.",
            }
    elif columna.tipo in ("entero", "decimal", "coordenada"):
        return {
            **aviso,
            "validate": "integer" if columna.tipo == "entero" else "decimal",
            "criteria": "between",
            "minimum": -1e12 if columna.minimo is None else columna.minimo,
            "maximum": 1e12 if columna.maximo is None else columna.maximo,
            "error_message": "Escriba un número dentro de lo permitido.",
        }
    elif columna.tipo == "fecha":
        return {
            **aviso,
            "validate": "date",
            "criteria": "between",
            "minimum": datetime.date(1990, 1, 1),
            "maximum": datetime.date(2100, 12, 31),
            "error_message": "Escriba una fecha: dd/mm/aaaa.",
        }
    return None
