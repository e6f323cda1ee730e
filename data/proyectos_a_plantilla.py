#!/usr/bin/env python3
"""Turn a plain list of projects into a filled import template.

The list is a CSV or XLSX file with a column of names and, if there is one, a column of
codes and one of entities; their headers are recognised or given by name. The sheet
"Iniciativas" gets a short readable name (the official one stays whole in "Problema"),
the code as text and the entity in "Contraparte". Milestones stay empty: nobody can
guess them from a name. Read the result, correct it, and import it.

    .venv/bin/python data/proyectos_a_plantilla.py data/proyectos_ejemplo.csv mi_carga.xlsx
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import sin_odoo

COLUMNAS = {
    "nombre": "nombre|nombre del proyecto|proyecto|denominacion|titulo|inversion|obra",
    "codigo": "codigo|cod|cui|snip|bpin|codigo unico|id|numero",
    "entidad": "entidad|ejecutora|unidad ejecutora|gobierno|institucion|responsable",
}


def leer_tabla(ruta: Path) -> list[list]:
    """The first sheet of a workbook, or a CSV file, as rows of text."""
    celdas = sin_odoo.herramienta("sigobito_base", "celdas")
    contenido = ruta.read_bytes()
    if contenido[:4] == b"PK\x03\x04":
        import openpyxl

        libro = openpyxl.load_workbook(ruta, read_only=True)
        return [
            [_texto(celdas, celda) for celda in fila]
            for fila in libro.worksheets[0].iter_rows()
        ]
    import csv
    import io

    texto = sin_odoo.herramienta("sigobito_base", "lectura").decodificar(contenido)
    inicio = texto[:5000].splitlines()[0]
    separador = max(";\t|,", key=inicio.count)
    return list(csv.reader(io.StringIO(texto, newline=""), delimiter=separador))


def _texto(celdas, celda) -> str:
    if celda.value is None:
        return ""
    if isinstance(celda.value, (int, float)):
        return celdas.Numero(celda.value, celda.number_format).como_texto()
    return str(celda.value)


def buscar_columna(titulos: list[str], uso: str, pedida: str | None) -> int | None:
    """Position of a column, by the name given or by the usual ones."""
    plano = sin_odoo.herramienta("sigobito_base", "celdas").plano
    planos = [plano(titulo) for titulo in titulos]
    for nombre in [plano(pedida)] if pedida else COLUMNAS[uso].split("|"):
        if nombre in planos:
            return planos.index(nombre)
    if pedida:
        raise SystemExit(f"No hay una columna «{pedida}». Hay: {', '.join(titulos)}")
    return None


def convertir(tabla: list[list], pedidas: dict, largo: int) -> tuple[list, dict]:
    """Rows of the sheet Iniciativas, and what was done with the names."""
    limpiar = sin_odoo.herramienta("sigobito_base", "celdas").limpiar
    nombre_corto = sin_odoo.herramienta("sigobito_base", "nombres").nombre_corto
    tabla = [[limpiar(str(c)) for c in fila] for fila in tabla]
    tabla = [fila for fila in tabla if any(fila)]
    if not tabla:
        raise SystemExit("La lista está vacía.")
    donde = {uso: buscar_columna(tabla[0], uso, pedidas.get(uso)) for uso in COLUMNAS}
    if donde["nombre"] is None:
        raise SystemExit(
            f"No sé qué columna tiene los nombres: use --nombre. Hay: "
            f"{', '.join(tabla[0])}"
        )

    def celda(fila, uso):
        indice = donde[uso]
        return fila[indice] if indice is not None and indice < len(fila) else ""

    filas, cuenta, vistos = [], Counter(), {}
    largos = []
    for fila in tabla[1:]:
        oficial = celda(fila, "nombre")
        if not oficial:
            cuenta["sin nombre"] += 1
            continue
        codigo = celda(fila, "codigo") or f"P{len(filas) + 1:04d}"
        if codigo in vistos:
            if vistos[codigo] == oficial:
                cuenta["repetidos"] += 1
                continue
            codigo = f"{codigo}-{sum(1 for v in vistos if v.startswith(codigo)) + 1}"
            cuenta["códigos repetidos con otro nombre"] += 1
        vistos[codigo] = oficial
        corto = nombre_corto(oficial, largo)
        cuenta["nombres cambiados"] += corto != oficial
        cuenta["cortados con …"] += corto.endswith("…")
        largos.append((len(oficial), len(corto)))
        filas.append(
            {
                "codigo": codigo,
                "name": corto,
                "problema": oficial if corto != oficial else None,
                "state": "candidata",
                "contraparte": celda(fila, "entidad"),
            }
        )
    repetidos = Counter(fila["name"] for fila in filas)
    for fila in filas:
        if repetidos[fila["name"]] > 1:  # two works of one name: the code tells them
            fila["name"] = f"{re.sub(r'…$', '', fila['name'])} ({fila['codigo']})"
            cuenta["nombres iguales, con su código"] += 1
    return filas, {"cuenta": cuenta, "largos": largos}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lista", type=Path, help="CSV o XLSX con los proyectos")
    parser.add_argument("salida", type=Path, help="plantilla que se escribe (.xlsx)")
    parser.add_argument("--nombre", help="título de la columna de nombres")
    parser.add_argument("--codigo", help="título de la columna de códigos")
    parser.add_argument("--entidad", help="título de la columna de entidades")
    parser.add_argument("--largo", type=int, default=110, help="largo del nombre corto")
    opciones = parser.parse_args()
    if not opciones.lista.is_file():
        raise SystemExit(f"No existe {opciones.lista}")
    filas, informe = convertir(
        leer_tabla(opciones.lista), vars(opciones), opciones.largo
    )
    plantilla = sin_odoo.herramienta("sigobito_base", "plantilla")
    opciones.salida.write_bytes(
        plantilla.hacer_plantilla(sin_odoo.hojas(), {"iniciativa": filas})
    )
    print(f"{opciones.salida}: {len(filas)} iniciativas")
    for texto, cantidad in informe["cuenta"].items():
        if cantidad:
            print(f"  {cantidad} {texto}")
    if informe["largos"]:
        antes, despues = zip(*informe["largos"], strict=True)
        media = len(antes)
        print(
            f"  largo del nombre: {sum(antes) / media:.0f} de media y {max(antes)} el "
            f"mayor; ahora {sum(despues) / media:.0f} y {max(despues)}"
        )


if __name__ == "__main__":
    sys.exit(main())
