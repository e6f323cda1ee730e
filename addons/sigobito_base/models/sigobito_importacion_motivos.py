from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: Words for the reasons that tools/planilla.py and tools/revisor.py name.
MOTIVOS = {
    # the file
    "archivo_vacio": _lt("The file is empty."),
    "archivo_grande": _lt(
        "The file has %(tamano)s MB and the limit is %(limite)s MB. Delete images and "
        "sheets that are not needed, or split it."
    ),
    "archivo_comprimido": _lt(
        "Once opened, the file takes more than %(limite)s MB. Copy only the cells with "
        "data to a new workbook."
    ),
    "archivo_danado": _lt(
        "The file is damaged and cannot be read. Open it, save it again as .xlsx and "
        "upload it."
    ),
    "archivo_inseguro": _lt(
        "The file carries definitions that a spreadsheet does not need and may be a "
        "trap. Copy the cells to a new workbook."
    ),
    "no_es_planilla": _lt(
        "The file is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file."
    ),
    "xls_antiguo": _lt(
        "It is an old Excel workbook (.xls) or it has a password. Save it as .xlsx "
        "without a password."
    ),
    "archivo_sin_filas": _lt(
        "There are no rows to import. Accepted sheets: %(aceptadas)s."
    ),
    "muchas_filas": _lt(
        "The sheet “%(hoja)s” has more than %(limite)s rows. Split the file."
    ),
    "hoja_sin_adivinar": _lt(
        "The header does not say which sheet this CSV file is. Choose it in “Sheet of "
        "the CSV file”. Accepted: %(aceptadas)s."
    ),
    # a sheet
    "hoja_desconocida": _lt(
        "This sheet is not known. Accepted: %(aceptadas)s. Rename it, or delete it if "
        "it is not to be imported."
    ),
    "hoja_desconocida_parecida": _lt(
        "This sheet is not known. Is it “%(parecida)s”? Accepted: %(aceptadas)s."
    ),
    "hoja_repetida": _lt("“%(otra)s” is the same sheet. Leave only one."),
    "hoja_oculta": _lt("The sheet is hidden, so it is not imported."),
    "falta_columna": _lt("This column is missing. Accepted headers: %(aceptadas)s."),
    "falta_columna_parecida": _lt(
        "This column is missing. Is it the one called “%(parecida)s”? Accepted "
        "headers: %(aceptadas)s."
    ),
    "columna_repetida": _lt("This column is also in %(otra)s. Leave only one."),
    "columna_desconocida": _lt("This column is not known and is ignored."),
    "columna_desconocida_parecida": _lt(
        "This column is not known and is ignored. Is it “%(parecida)s”?"
    ),
    "sin_permiso_create": _lt(
        "Your role may not add rows of this sheet. Ask the municipal administrator."
    ),
    "sin_permiso_write": _lt(
        "Your role may not change rows of this sheet. Ask the municipal administrator."
    ),
    # a row
    "celdas_combinadas": _lt("There are merged cells. Unmerge them."),
    "falta_valor": _lt("It is required and the cell is empty."),
    "columna_no_aplica": _lt("It does not apply to this kind of row and is ignored."),
    "codigo_repetido": _lt("This code is already in row %(fila)s."),
    "coordenada_sola": _lt("Latitude and longitude go together: one is missing."),
    "fin_antes": _lt("It is earlier than “%(otra)s”."),
    # a cell
    "formula": _lt("It contains a formula; paste the value."),
    "celda_error": _lt("The cell shows an error of the spreadsheet."),
    "texto_largo": _lt("It has %(largo)s characters and the limit is %(limite)s."),
    "texto_sospechoso": _lt(
        "It looks like an instruction for a program. Write it in plain words."
    ),
    "texto_es_fecha": _lt(
        "The spreadsheet turned it into a date. Give the cell text format and type it "
        "again."
    ),
    "codigo_numerico": _lt(
        "It was read as a number: check that no final zero was lost (8.10 became 8.1)."
    ),
    "entero_malo": _lt("It is not a whole number."),
    "decimal_malo": _lt("It is not a number."),
    "decimal_ambiguo": _lt(
        "It can be read in two ways: write it without a thousands separator."
    ),
    "fuera_de_rango": _lt("It must be between %(minimo)s and %(maximo)s."),
    "fecha_mala": _lt("It is not a date. Write it as dd/mm/yyyy, like 09/03/2026."),
    "fecha_inexistente": _lt("This date does not exist."),
    "fecha_lejana": _lt("The year must be between 1900 and 2100."),
    "lista_mala": _lt("It is not in the list: %(opciones)s."),
    "logico_malo": _lt("Write Sí or No."),
    "correo_malo": _lt("It is not an e-mail address."),
    "padre_desconocido": _lt(
        "This code is neither in the sheet “%(hoja)s” nor among what is registered."
    ),
    "referencia_desconocida": _lt(
        "This code is neither in the sheet “%(hoja)s” nor among what is registered."
    ),
    "codigo_desconocido_parecido": _lt(
        "This code is neither in the sheet “%(hoja)s” nor among what is registered. "
        "Is it “%(parecida)s”?"
    ),
    "padre_es_si_mismo": _lt("It hangs from itself."),
    "ciclo": _lt("It ends up hanging from itself: somewhere the chain must stop."),
    "usuario_desconocido": _lt(
        "No active user of this municipality has this login or e-mail."
    ),
    "nombre_desconocido": _lt("It is not registered. There are: %(opciones)s."),
    "nombre_desconocido_vacio": _lt("It is not registered, and there is none yet."),
    # the moment of writing
    "datos_cambiaron": _lt(
        "Somebody changed these data after the review. Look at it again and confirm."
    ),
    "rechazado": _lt("It could not be saved: %(detalle)s Nothing was imported."),
    "interrumpido": _lt(
        "The import stopped %(veces)s times without ending. Nothing was imported."
    ),
}
