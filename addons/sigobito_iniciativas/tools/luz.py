"""Traffic light of milestones and initiatives, with the fact that decided it (R31).

Each rule returns a :class:`Luz`: a colour, a code and its figures. The models turn the
code into words in the reader's language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

GRIS, VERDE, AMARILLO, ROJO, AZUL = "gris", "verde", "amarillo", "rojo", "azul"

#: A milestone due in this many days or fewer needs progress to stay green.
DIAS_AVISO = 7
AVANCE_SUFICIENTE = 50.0
#: Forecast later than the due date by more than this is a warning.
DIAS_TOLERANCIA = 7
#: Data nobody touched for longer than this stops being trusted …
DIAS_SIN_DATOS = 30
#: … for work that has begun or falls due within this many days.
DIAS_HORIZONTE = 60

CRITICA = "critica"


@dataclass(frozen=True)
class Aro:
    """An open alert or restriction."""

    tipo: str
    severidad: str


@dataclass(frozen=True)
class Hito:
    """What the light needs to know of one milestone."""

    vence: date | None
    previsto: date | None = None
    avance: float = 0.0
    hecho: bool = False
    cancelado: bool = False
    detenido: bool = False
    iniciado: bool = False
    seguido: bool = True
    actualizado: date | None = None
    aros: tuple[Aro, ...] = ()


@dataclass(frozen=True)
class Luz:
    """A colour and why: ``motivo`` is a code, ``dias`` and ``avance`` its figures."""

    color: str
    motivo: str
    dias: int = 0
    avance: float = 0.0


def _peor_aro(aros: Iterable[Aro]) -> Luz | None:
    """Light an open ARO imposes; opportunities never lower one.

    >>> _peor_aro([Aro("oportunidad", "critica")])
    >>> _peor_aro([Aro("alerta", "critica")]).motivo
    'alerta'
    >>> _peor_aro([Aro("alerta", "baja"), Aro("restriccion", "critica")]).color
    'rojo'
    """
    aros = list(aros)
    restricciones = [aro for aro in aros if aro.tipo == "restriccion"]
    if any(aro.severidad == CRITICA for aro in restricciones):
        return Luz(ROJO, "restriccion_critica")
    if restricciones:
        return Luz(AMARILLO, "restriccion")
    if any(aro.tipo == "alerta" for aro in aros):
        return Luz(AMARILLO, "alerta")
    return None


def hito(hoy: date, h: Hito) -> Luz:
    """Light of one milestone on a day.

    >>> d = date(2026, 3, 10)
    >>> hito(d, Hito(None)).motivo, hito(d, Hito(None, hecho=True)).color
    ('sin_fecha', 'azul')
    >>> hito(d, Hito(date(2026, 3, 6)))
    Luz(color='rojo', motivo='vencido', dias=4, avance=0.0)
    >>> hito(d, Hito(date(2026, 3, 14), avance=20))
    Luz(color='amarillo', motivo='vence_pronto', dias=4, avance=20)
    >>> hito(d, Hito(date(2026, 3, 14), avance=80)).color
    'verde'
    >>> hito(d, Hito(date(2026, 5, 1), previsto=date(2026, 5, 20)))
    Luz(color='amarillo', motivo='previsto_tarde', dias=19, avance=0.0)
    >>> hito(d, Hito(date(2026, 5, 1), previsto=date(2026, 5, 5))).color
    'verde'
    >>> hito(d, Hito(date(2026, 9, 1), aros=(Aro("alerta", "media"),))).motivo
    'alerta'
    >>> hito(d, Hito(date(2026, 9, 1), aros=(Aro("restriccion", "critica"),))).color
    'rojo'
    >>> hito(d, Hito(date(2026, 9, 1), iniciado=True, actualizado=date(2026, 1, 10)))
    Luz(color='amarillo', motivo='sin_datos', dias=59, avance=0.0)
    >>> hito(d, Hito(date(2026, 9, 1), actualizado=date(2026, 1, 10))).color
    'verde'
    >>> hito(d, Hito(date(2026, 3, 1), detenido=True)).motivo
    'detenido'
    """
    if h.hecho:
        return Luz(AZUL, "hecho")
    if h.cancelado:
        return Luz(GRIS, "cancelado")
    if h.detenido:
        return Luz(GRIS, "detenido")
    if not h.vence:
        return Luz(GRIS, "sin_fecha")
    dias = (h.vence - hoy).days
    if dias < 0:
        return Luz(ROJO, "vencido", -dias, h.avance)
    por_aro = _peor_aro(h.aros)
    if por_aro and por_aro.color == ROJO:
        return por_aro
    if dias <= DIAS_AVISO and h.avance < AVANCE_SUFICIENTE:
        return Luz(AMARILLO, "vence_pronto", dias, h.avance)
    if por_aro:
        return por_aro
    tarde = (h.previsto - h.vence).days if h.previsto else 0
    if tarde > DIAS_TOLERANCIA:
        return Luz(AMARILLO, "previsto_tarde", tarde, h.avance)
    callado = (hoy - h.actualizado).days if h.actualizado else 0
    if (
        h.seguido
        and callado > DIAS_SIN_DATOS
        and (h.iniciado or dias <= DIAS_HORIZONTE)
    ):
        return Luz(AMARILLO, "sin_datos", callado, h.avance)
    return Luz(VERDE, "en_plazo", dias, h.avance)


def iniciativa(
    hoy: date,
    colores: Iterable[str],
    aros: Iterable[Aro] = (),
    concluida: bool = False,
    cancelada: bool = False,
    suspendida: bool = False,
    seguida: bool = False,
    aprobada: bool = True,
    actualizada: date | None = None,
) -> Luz:
    """Light of an initiative: the worst of its milestones and of its own AROs.

    ``dias`` counts the milestones that decided, or the days without news.

    >>> d = date(2026, 3, 10)
    >>> iniciativa(d, [])
    Luz(color='gris', motivo='sin_hitos', dias=0, avance=0.0)
    >>> iniciativa(d, ["verde", "rojo", "rojo", "azul"])
    Luz(color='rojo', motivo='hitos_rojos', dias=2, avance=0.0)
    >>> iniciativa(d, ["verde", "amarillo"]).motivo, iniciativa(d, ["gris"]).motivo
    ('hitos_amarillos', 'sin_fechas')
    >>> iniciativa(d, ["verde"], [Aro("restriccion", "critica")]).color
    'rojo'
    >>> iniciativa(d, ["verde"], seguida=True, actualizada=date(2026, 1, 1)).motivo
    'sin_datos'
    >>> iniciativa(d, ["azul", "azul"]).motivo
    'todos_logrados'
    >>> iniciativa(d, ["azul", "verde"]).color, iniciativa(d, [], concluida=True).color
    ('verde', 'azul')
    >>> iniciativa(d, ["rojo"], suspendida=True).color
    'gris'

    Nobody is on time with dates that nobody approved:

    >>> iniciativa(d, ["verde"], aprobada=False).motivo
    'sin_aprobar'
    >>> iniciativa(d, ["verde", "rojo"], aprobada=False).color
    'rojo'
    """
    if concluida:
        return Luz(AZUL, "concluida")
    if cancelada:
        return Luz(GRIS, "cancelada")
    if suspendida:
        return Luz(GRIS, "suspendida")
    lista = list(colores)
    por_aro = _peor_aro(aros)
    if por_aro and por_aro.color == ROJO:
        return por_aro
    if ROJO in lista:
        return Luz(ROJO, "hitos_rojos", lista.count(ROJO))
    if AMARILLO in lista:
        return Luz(AMARILLO, "hitos_amarillos", lista.count(AMARILLO))
    if por_aro:
        return por_aro
    if not lista:
        return Luz(GRIS, "sin_hitos")
    if all(color == GRIS for color in lista):
        return Luz(GRIS, "sin_fechas")
    if not aprobada:
        return Luz(GRIS, "sin_aprobar")
    callada = (hoy - actualizada).days if actualizada else 0
    if VERDE not in lista:
        return Luz(VERDE, "todos_logrados")
    if seguida and callada > DIAS_SIN_DATOS:
        return Luz(AMARILLO, "sin_datos", callada)
    return Luz(VERDE, "en_plazo", lista.count(VERDE))
