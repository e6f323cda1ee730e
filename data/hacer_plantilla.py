#!/usr/bin/env python3
"""Write data/plantilla_municipio.xlsx from the sheets the importer reads.

Run it after changing a sheet (addons/*/tools/hojas.py):
    .venv/bin/python data/hacer_plantilla.py
"""

import argparse
from pathlib import Path

import sin_odoo

PLANTILLA = Path(__file__).resolve().parent / "plantilla_municipio.xlsx"
# The kinds of place every municipality starts with.
LISTAS = {
    "@lugar_tipo": [
        "Distrito",
        "Barrio",
        "Comunidad",
        "Localidad",
        "Zona rural",
        "Equipamiento",
    ]
}


def hacer() -> bytes:
    plantilla = sin_odoo.herramienta("sigobito_base", "plantilla")
    return plantilla.hacer_plantilla(sin_odoo.hojas(), listas=LISTAS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("salida", nargs="?", type=Path, default=PLANTILLA)
    salida = parser.parse_args().salida
    salida.write_bytes(hacer())
    print(f"{salida}: {salida.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
