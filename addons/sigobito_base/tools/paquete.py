"""Files of the hand-over pack: workbooks and CSV, from plain rows (R58)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

#: What a spreadsheet would take for a formula.
PELIGROSOS = ("=", "+", "-", "@", "\t", "\r")
#: Longest text a cell takes.
MAXIMO_CELDA = 32767
MAXIMO_ANCHO = 60


def texto_seguro(valor: object) -> object:
    """A text that a spreadsheet could run leaves as a text.

    >>> texto_seguro("=cmd|' /C calc'!A0"), texto_seguro("Puente"), texto_seguro(-3)
    ("'=cmd|' /C calc'!A0", 'Puente', -3)
    """
    if isinstance(valor, str) and valor.startswith(PELIGROSOS):
        return f"'{valor}"
    return valor


def nombre_hoja(titulo: str, usados: set[str]) -> str:
    """Name of a sheet: no forbidden characters, 31 at most, each once.

    >>> usados = set()
    >>> nombre_hoja("Hitos: pendientes / todos", usados)
    'Hitos pendientes todos'
    >>> nombre_hoja("x" * 40, usados) == nombre_hoja("x" * 40, usados)
    False
    """
    limpio = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\']", " ", titulo)).strip()[:31]
    limpio = limpio or "Hoja"
    nombre, numero = limpio, 2
    while nombre.lower() in usados:
        sufijo = f" {numero}"
        nombre, numero = limpio[: 31 - len(sufijo)] + sufijo, numero + 1
    usados.add(nombre.lower())
    return nombre


def hacer_csv(columnas: Sequence[str], filas: Iterable[Sequence]) -> bytes:
    """CSV that Excel opens with its accents.

    >>> hacer_csv(["Asunto"], [["=1+1"], [None]]).decode("utf-8-sig").splitlines()
    ['Asunto', "'=1+1", '""']
    """
    buffer = io.StringIO()
    escritor = csv.writer(buffer)
    escritor.writerow(columnas)
    for fila in filas:
        escritor.writerow(
            ["" if celda is None else texto_seguro(celda) for celda in fila]
        )
    return buffer.getvalue().encode("utf-8-sig")


class Libro:
    """A workbook written sheet by sheet; texts are always texts.

    >>> libro = Libro()
    >>> libro.hoja("Pendientes", ["Área", "Vence"], [["Obras", date(2026, 3, 1)]])
    >>> libro.cerrar()[:2]
    b'PK'
    """

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._libro = xlsxwriter.Workbook(
            self._buffer, {"in_memory": True, "strings_to_formulas": False}
        )
        self._usados: set[str] = set()
        nuevo = self._libro.add_format
        self._cabeza = nuevo({"bold": True, "bg_color": "#E7ECF2", "border": 1})
        self._celda = nuevo({"text_wrap": True, "valign": "top"})
        self._fecha = nuevo({"num_format": "dd/mm/yyyy", "valign": "top"})
        self._momento = nuevo({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})

    def hoja(
        self, titulo: str, columnas: Sequence[str], filas: Iterable[Sequence]
    ) -> None:
        """One sheet: a frozen head with filters, and its rows."""
        hoja = self._libro.add_worksheet(nombre_hoja(titulo, self._usados))
        anchos = [len(columna) + 4 for columna in columnas]
        hoja.write_row(0, 0, columnas, self._cabeza)
        ultima = 0
        for ultima, fila in enumerate(filas, start=1):
            for columna, valor in enumerate(fila):
                self._escribir(hoja, ultima, columna, valor)
                largo = 12 if isinstance(valor, date) else len(str(valor or ""))
                anchos[columna] = max(anchos[columna], largo + 2)
        for columna, ancho in enumerate(anchos):
            hoja.set_column(columna, columna, min(ancho, MAXIMO_ANCHO))
        hoja.freeze_panes(1, 0)
        if columnas:
            hoja.autofilter(0, 0, max(ultima, 1), len(columnas) - 1)

    def _escribir(self, hoja, fila: int, columna: int, valor: object) -> None:
        if valor is None or valor is False or valor == "":
            return
        if isinstance(valor, datetime):
            hoja.write_datetime(fila, columna, valor, self._momento)
        elif isinstance(valor, date):
            hoja.write_datetime(fila, columna, valor, self._fecha)
        elif isinstance(valor, (int, float)):
            hoja.write_number(fila, columna, valor, self._celda)
        else:
            hoja.write_string(fila, columna, str(valor)[:MAXIMO_CELDA], self._celda)

    def cerrar(self) -> bytes:
        """The finished file."""
        if not self._libro.worksheets():
            self._libro.add_worksheet()
        self._libro.close()
        return self._buffer.getvalue()
