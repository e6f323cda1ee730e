"""Open data as text: CSV that a spreadsheet opens well, and nobody can arm."""

import csv
import io
from collections.abc import Iterable, Sequence

#: What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def celda(valor) -> str:
    """A value as the text of a cell; what looks like a formula stays text.

    >>> celda("=1+1"), celda("  @x"), celda("Feria de la papa"), celda(None)
    ("'=1+1", "'  @x", 'Feria de la papa', '')
    >>> celda(12.5), celda(True), celda(-3)
    ('12.5', 'true', '-3')
    """
    if valor is None or valor is False:
        return "false" if valor is False else ""
    if valor is True:
        return "true"
    if isinstance(valor, int | float):
        return str(valor)
    texto = str(valor).replace("\x00", "")
    return f"'{texto}" if texto.lstrip(" ").startswith(FORMULA) else texto


def a_csv(columnas: Sequence[str], filas: Iterable[Sequence]) -> str:
    r"""Rows as CSV with a mark of UTF-8, so that accents open well.

    >>> a_csv(["fecha", "actividad"], [["2026-11-23", "Feria, plaza"]])
    '\ufefffecha,actividad\r\n2026-11-23,"Feria, plaza"\r\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columnas)
    writer.writerows([celda(valor) for valor in fila] for fila in filas)
    return "\ufeff" + out.getvalue()
