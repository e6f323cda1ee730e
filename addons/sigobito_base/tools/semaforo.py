"""Traffic light of a piece of work, with the fact that decided it (R31).

The rule returns a code and its figures; the words are put by the caller, in the
reader's language.
"""

from dataclasses import dataclass
from datetime import date

GRIS, VERDE, AMARILLO, ROJO, AZUL = "gris", "verde", "amarillo", "rojo", "azul"

#: From best to worst. Grey says nothing about the work, so it never wins.
ORDEN = (GRIS, AZUL, VERDE, AMARILLO, ROJO)

#: "Due soon" means this many days or fewer.
DIAS_AVISO = 7
#: Progress (percent) that makes a near deadline comfortable.
AVANCE_SUFICIENTE = 50.0


@dataclass(frozen=True)
class Luz:
    """A colour and why: ``motivo`` is a code, ``dias`` and ``avance`` its figures."""

    color: str
    motivo: str
    dias: int = 0
    avance: float = 0.0


def evaluar(
    hoy: date, vence: date | None, hecho: bool = False, avance: float = 0.0
) -> Luz:
    """Light of something with a due date.

    >>> d = date(2026, 3, 10)
    >>> evaluar(d, None)
    Luz(color='gris', motivo='sin_fecha', dias=0, avance=0.0)
    >>> evaluar(d, date(2026, 3, 1), hecho=True).color
    'azul'
    >>> evaluar(d, date(2026, 3, 8), avance=90).motivo, evaluar(
    ...     d, date(2026, 3, 8)).dias
    ('vencido', 2)
    >>> evaluar(d, date(2026, 3, 14), avance=20)
    Luz(color='amarillo', motivo='vence_pronto', dias=4, avance=20)
    >>> evaluar(d, date(2026, 3, 14), avance=60).color
    'verde'
    >>> evaluar(d, date(2026, 4, 14)).motivo
    'en_plazo'
    """
    if hecho:
        return Luz(AZUL, "hecho")
    if not vence:
        return Luz(GRIS, "sin_fecha")
    dias = (vence - hoy).days
    if dias < 0:
        return Luz(ROJO, "vencido", -dias, avance)
    if dias <= DIAS_AVISO and avance < AVANCE_SUFICIENTE:
        return Luz(AMARILLO, "vence_pronto", dias, avance)
    return Luz(VERDE, "en_plazo", dias, avance)


def peor(colores) -> str:
    """Worst colour of several; grey for none.

    >>> peor(["verde", "rojo", "azul"]), peor([]), peor(["azul", "gris"])
    ('rojo', 'gris', 'azul')
    """
    return max(colores, key=ORDEN.index, default=GRIS)
