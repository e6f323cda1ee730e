"""What is wrong with putting an act at a given time (R21).

Plain values only. Every moment is naive and of one same clock (UTC), intervals are
half-open: what ends at ten does not touch what starts at ten. Days are those of the
municipality; whoever calls has converted them.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

RADIO_KM = 6371.0088
#: Minutes between the starts that are tried when looking for a free time.
PASO = 30
#: Free times that are proposed.
MAXIMO = 3
Intervalo = tuple[datetime, datetime]


@dataclass(frozen=True)
class Sitio:
    """A place of the register; without coordinates when nobody has drawn it."""

    ident: int
    latitud: float = 0.0
    longitud: float = 0.0

    @property
    def situado(self) -> bool:
        return bool(self.latitud or self.longitud)


@dataclass(frozen=True)
class Bloque:
    """An act: from when to when, on which local days, where, of which kind."""

    inicio: datetime
    fin: datetime
    ident: int = 0
    tipo: int = 0
    sitios: tuple[Sitio, ...] = ()
    dias: tuple[date, ...] = ()


@dataclass(frozen=True)
class Cupo:
    """At most so many acts of a kind in a day or in a week."""

    ident: int
    tipo: int
    maximo: int
    periodo: str = "dia"


@dataclass(frozen=True)
class Bloqueo:
    """Time nobody may fill."""

    inicio: datetime
    fin: datetime
    ident: int = 0


@dataclass(frozen=True)
class Reglas:
    """What the municipality and the agenda ask for."""

    velocidad: float = 30.0
    factor: float = 1.4
    minutos: Mapping[tuple[int, int], int] = field(default_factory=dict)
    descanso: int = 0
    #: ``None``: the agenda has no working hours
    turnos: Sequence[Intervalo] | None = None
    #: first start and last end of each day that is worked
    jornada: Mapping[date, Intervalo] = field(default_factory=dict)
    feriados: Collection[date] = ()
    bloqueos: Sequence[Bloqueo] = ()
    cupos: Sequence[Cupo] = ()
    #: kinds that may be at any hour of any day
    libres: Collection[int] = ()


@dataclass(frozen=True)
class Aviso:
    """One thing to know before saving; ``otro`` is what it is about."""

    clase: str
    otro: int = 0
    necesita: int = 0
    hay: int = 0
    antes: bool = False
    dia: date | None = None
    periodo: str = ""

    @property
    def clave(self) -> str:
        """The same warning tomorrow has the same key.

        >>> Aviso("cruce", 7).clave, Aviso("feriado", dia=date(2026, 7, 28)).clave
        ('cruce:7', 'feriado:2026-07-28')
        """
        return f"{self.clase}:{self.dia.isoformat() if self.dia else self.otro}"


def se_cruzan(uno: Intervalo, otro: Intervalo) -> bool:
    """Whether two half-open intervals share any moment; an instant is inside or not.

    >>> d = lambda h: datetime(2026, 11, 23, h)
    >>> se_cruzan((d(9), d(10)), (d(10), d(11)))
    False
    >>> se_cruzan((d(9), d(11)), (d(10), d(12)))
    True
    >>> se_cruzan((d(10), d(10)), (d(10), d(11))), se_cruzan((d(11), d(11)), (d(10), d(11)))
    (True, False)
    """
    (a, b), (c, d) = uno, otro
    if a == b and c == d:
        return a == c
    if a == b:
        return c <= a < d
    if c == d:
        return a <= c < b
    return a < d and c < b


def bloquea(estado: str, mostrado: str) -> bool:
    """Whether an entry takes the time: holds, cancelled and “available” ones do not.

    >>> [bloquea(e, "busy") for e in ("tentativa", "confirmada", "cancelada")]
    [False, True, False]
    >>> bloquea("confirmada", "free")
    False
    """
    return mostrado == "busy" and estado in ("confirmada", "realizada", "delegada")


def distancia_km(uno: Sitio, otro: Sitio) -> float:
    """Kilometres as the crow flies.

    >>> round(distancia_km(Sitio(1, -12.0464, -77.0428), Sitio(2, -13.1588, -74.2232)))
    330
    """
    la, lo = math.radians(uno.latitud), math.radians(uno.longitud)
    lb, lp = math.radians(otro.latitud), math.radians(otro.longitud)
    h = (
        math.sin((lb - la) / 2) ** 2
        + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    )
    return 2 * RADIO_KM * math.asin(math.sqrt(min(1.0, h)))


def minutos_traslado(
    desde: Collection[Sitio], hasta: Collection[Sitio], reglas: Reglas
) -> int:
    """Minutes the trip takes at least; 0 when it is not known where to.

    What somebody wrote down for two places counts before any distance.

    >>> plaza, playa = Sitio(1, 0.0, 0.001), Sitio(2, 0.0, 0.091)
    >>> minutos_traslado([plaza], [playa], Reglas(velocidad=30, factor=1.5))
    30
    >>> minutos_traslado([plaza], [playa], Reglas(minutos={(1, 2): 50}))
    50
    >>> minutos_traslado([plaza], [plaza, playa], Reglas()), minutos_traslado(
    ...     [Sitio(3)], [playa], Reglas())
    (0, 0)
    """
    if {s.ident for s in desde} & {s.ident for s in hasta}:
        return 0
    viajes = []
    for uno in desde:
        for otro in hasta:
            par = (min(uno.ident, otro.ident), max(uno.ident, otro.ident))
            if par in reglas.minutos:
                viajes.append(reglas.minutos[par])
            elif uno.situado and otro.situado and reglas.velocidad >= 1:
                km = distancia_km(uno, otro) * reglas.factor
                viajes.append(round(km / reglas.velocidad * 60))
    return min(viajes, default=0)


def _revisar_otro(bloque: Bloque, otro: Bloque, reglas: Reglas) -> Aviso | None:
    """What one other act has against this one, the worst first."""
    if se_cruzan((bloque.inicio, bloque.fin), (otro.inicio, otro.fin)):
        return Aviso("cruce", otro.ident)
    antes = otro.fin <= bloque.inicio
    entre = bloque.inicio - otro.fin if antes else otro.inicio - bloque.fin
    hay = int(entre.total_seconds() // 60)
    viaje = minutos_traslado(otro.sitios, bloque.sitios, reglas)
    if hay < viaje:
        return Aviso("traslado", otro.ident, viaje, hay, antes)
    if hay < reglas.descanso:
        return Aviso("descanso", otro.ident, reglas.descanso, hay, antes)
    return None


def fuera_de_jornada(bloque: Bloque, reglas: Reglas) -> bool:
    """Whether any part of it is outside the working day of the days it touches.

    The pause at noon is inside: an act may go through it.

    >>> dia = date(2026, 11, 23)
    >>> d = lambda h: datetime(2026, 11, 23, h)
    >>> reglas = Reglas(turnos=[(d(8), d(12)), (d(13), d(17))],
    ...                 jornada={dia: (d(8), d(17))})
    >>> [fuera_de_jornada(Bloque(d(a), d(b), dias=(dia,)), reglas)
    ...  for a, b in ((11, 14), (7, 9), (16, 18), (8, 17))]
    [False, True, True, False]
    """
    if reglas.turnos is None or bloque.tipo in reglas.libres:
        return False
    if len(bloque.dias) != 1:
        return not all(dia in reglas.jornada for dia in bloque.dias)
    horas = reglas.jornada.get(bloque.dias[0])
    return horas is None or bloque.inicio < horas[0] or bloque.fin > horas[1]


def semana(dia: date) -> tuple[int, int]:
    """Week a day is in, Monday first; it does not break at new year.

    >>> semana(date(2026, 12, 31)) == semana(date(2027, 1, 1))
    True
    """
    return tuple(dia.isocalendar()[:2])


def _revisar_cupos(bloque: Bloque, otros: Iterable[Bloque], reglas: Reglas):
    for cupo in reglas.cupos:
        if cupo.tipo != bloque.tipo or not bloque.tipo or not bloque.dias:
            continue
        clave: Callable = semana if cupo.periodo == "semana" else (lambda dia: dia)
        total = 1 + sum(
            1
            for otro in otros
            if otro.tipo == cupo.tipo
            and otro.dias
            and clave(otro.dias[0]) == clave(bloque.dias[0])
        )
        if total > cupo.maximo:
            yield Aviso("cupo", cupo.ident, cupo.maximo, total, periodo=cupo.periodo)


def revisar(
    bloque: Bloque, otros: Sequence[Bloque], reglas: Reglas | None = None
) -> list[Aviso]:
    """Everything to know before an act is put there; an empty list when it is free.

    ``otros`` are the acts that take the person's time. The act itself may be among
    them: it is known by its ``ident``.

    >>> d = lambda h, m=0: datetime(2026, 11, 23, h, m)
    >>> otros = [Bloque(d(9), d(10), 1), Bloque(d(11), d(12), 2)]
    >>> [a.clave for a in revisar(Bloque(d(9, 30), d(10, 30)), otros)]
    ['cruce:1']
    >>> [a.clave for a in revisar(Bloque(d(10), d(11)), otros, Reglas(descanso=5))]
    ['descanso:1', 'descanso:2']
    >>> revisar(Bloque(d(9), d(10), 1), otros)
    []
    """
    reglas = reglas or Reglas()
    ajenos = [otro for otro in otros if not otro.ident or otro.ident != bloque.ident]
    avisos = [a for a in (_revisar_otro(bloque, otro, reglas) for otro in ajenos) if a]
    orden = {"cruce": 0, "traslado": 1, "descanso": 2}
    avisos.sort(key=lambda a: (orden[a.clase], not a.antes, a.otro))
    for bloqueo in reglas.bloqueos:
        if se_cruzan((bloque.inicio, bloque.fin), (bloqueo.inicio, bloqueo.fin)):
            avisos.append(Aviso("bloqueo", bloqueo.ident))
    feriado = next((dia for dia in bloque.dias if dia in reglas.feriados), None)
    if feriado and bloque.tipo not in reglas.libres:
        avisos.append(Aviso("feriado", dia=feriado))
    elif fuera_de_jornada(bloque, reglas):
        avisos.append(Aviso("horario"))
    avisos += _revisar_cupos(bloque, ajenos, reglas)
    return avisos


def _candidatos(turno: Intervalo, duracion: timedelta, desde: datetime):
    """Starts of a shift, on the half hour, at which it still ends in time."""
    paso = timedelta(minutes=PASO)
    inicio = turno[0]
    if inicio < desde:
        inicio += math.ceil((desde - inicio) / paso) * paso
    while inicio + duracion <= turno[1]:
        yield inicio
        inicio += paso


def alternativas(
    bloque: Bloque,
    otros: Sequence[Bloque],
    reglas: Reglas,
    desde: datetime,
    maximo: int = MAXIMO,
) -> list[Intervalo]:
    """Free times near the one that was asked for, of the shifts that are given.

    One a day first, at the hour that is nearest to the one asked for; then more of
    the days that are nearest. None is proposed that would be warned about.

    >>> dia = date(2026, 11, 23)
    >>> d = lambda h: datetime(2026, 11, 23, h)
    >>> reglas = Reglas(turnos=[(d(8), d(12))], jornada={dia: (d(8), d(12))})
    >>> acto = Bloque(d(9), d(10), dias=(dia,))
    >>> libres = alternativas(acto, [Bloque(d(9), d(11), 1)], reglas, d(0))
    >>> [inicio.hour for inicio, _fin in libres]
    [8, 11]
    """
    duracion = bloque.fin - bloque.inicio
    dia_de = _dias_por_turno(reglas)
    por_dia: dict[date, list[datetime]] = {}
    for turno in reglas.turnos or ():
        dia = dia_de(turno)
        for inicio in _candidatos(turno, duracion, desde):
            if inicio == bloque.inicio:
                continue
            probado = replace(bloque, inicio=inicio, fin=inicio + duracion, dias=(dia,))
            if not revisar(probado, otros, reglas):
                por_dia.setdefault(dia, []).append(inicio)
    vueltas: list[tuple[int, timedelta, datetime]] = []
    for inicios in por_dia.values():
        inicios.sort(key=lambda i: (_diferencia_horaria(i, bloque.inicio), i))
        vueltas += [
            (vuelta, abs(inicio - bloque.inicio), inicio)
            for vuelta, inicio in enumerate(inicios)
        ]
    elegidos = [inicio for _vuelta, _lejos, inicio in sorted(vueltas)[:maximo]]
    return [(inicio, inicio + duracion) for inicio in sorted(elegidos)]


def _diferencia_horaria(uno: datetime, otro: datetime) -> int:
    """Minutes between two hours of the day, whatever the days.

    >>> _diferencia_horaria(datetime(2026, 1, 1, 23), datetime(2026, 1, 9, 1))
    120
    """
    minutos = abs((uno.hour * 60 + uno.minute) - (otro.hour * 60 + otro.minute))
    return min(minutos, 1440 - minutos)


def _dias_por_turno(reglas: Reglas) -> Callable[[Intervalo], date]:
    """Local day of a shift, which is known by the working day it is part of."""
    ordenada = sorted((horas[0], dia) for dia, horas in reglas.jornada.items())
    inicios = [inicio for inicio, _dia in ordenada]

    def dia_de(turno: Intervalo) -> date:
        lugar = bisect_right(inicios, turno[0]) - 1
        return ordenada[lugar][1] if lugar >= 0 else turno[0].date()

    return dia_de
