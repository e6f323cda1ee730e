"""Lets the scripts of this folder use the addons' pure tools without starting Odoo.

``tools/`` of each addon is plain Python, but importing it through ``odoo.addons`` would
load the whole addon. This stands empty packages in their place, so that only the
modules asked for are read.
"""

import sys
import types
from importlib import import_module
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
ADDONS = ("sigobito_base", "sigobito_iniciativas")


def preparar() -> None:
    """Stand in for ``odoo.addons.<addon>``; does nothing where Odoo already runs."""
    if "odoo.addons.sigobito_base" in sys.modules:
        return
    for nombre, ruta in (
        ("odoo", None),
        ("odoo.addons", None),
        *((f"odoo.addons.{a}", RAIZ / "addons" / a) for a in ADDONS),
    ):
        paquete = types.ModuleType(nombre)
        paquete.__path__ = [str(ruta)] if ruta else []
        sys.modules[nombre] = paquete


def herramienta(addon: str, modulo: str):
    """``herramienta("sigobito_base", "nombres")`` → its module."""
    preparar()
    return import_module(f"odoo.addons.{addon}.tools.{modulo}")


def hojas() -> tuple:
    """Every sheet of the template, in order."""
    return tuple(hoja for addon in ADDONS for hoja in herramienta(addon, "hojas").HOJAS)
