"""A calendar as text (RFC 5545): lines, time zones, entries and series.

Plain values in, text out: who may see what is decided before. The same input gives the
same text, letter by letter, so that whoever asks again can be told "nothing new".

Written here and not with the `icalendar` library (which reads it back in the tests):
version 7.3 dates the change of clocks of zones that change at midnight an hour late
(Santiago, September), keeps control characters, and takes 1.4 s for 2,000 entries.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

#: Parts of a rule that say how often, and not until when.
PARTES = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
#: Longest line, in octets and without its end.
LARGO = 75
#: More slots than a rule can have in the window: it is not followed further.
MAXIMO = 2000


@dataclass(frozen=True)
class Entrada:
    """An entry of the calendar; its times are local, without zone.

    ``inicio`` and ``fin`` are dates of an all-day entry, the last day included.
    """

    uid: str
    inicio: datetime | date
    fin: datetime | date
    resumen: str
    modificada: datetime
    zona: str = "UTC"
    lugar: str = ""
    texto: str = ""
    url: str = ""
    categoria: str = ""
    estado: str = "CONFIRMED"
    clase: str = ""
    libre: bool = False
    #: the slot of its series it takes the place of
    en_lugar_de: datetime | date | None = None
    regla: str = ""
    sin: tuple = ()

    @property
    def contenido(self) -> tuple:
        """What the occurrences of a series have in common."""
        return (
            self.todo_el_dia,
            self.duracion,
            self.resumen,
            self.lugar,
            self.texto,
            self.categoria,
            self.estado,
            self.clase,
            self.libre,
        )

    @property
    def todo_el_dia(self) -> bool:
        return not isinstance(self.inicio, datetime)

    @property
    def duracion(self) -> timedelta:
        return self.fin - self.inicio

    @property
    def orden(self) -> datetime:
        """Its start as a moment, also of an all-day entry."""
        if isinstance(self.inicio, datetime):
            return self.inicio
        return datetime.combine(self.inicio, time.min)


@dataclass
class Calendario:
    nombre: str
    zona: str = "UTC"
    descripcion: str = ""
    url: str = ""
    entradas: list[Entrada] = field(default_factory=list)


# ------------------------------------------------------------
# LINES
# ------------------------------------------------------------


def escapar(texto: str) -> str:
    r"""Text as the value of a property; control characters have no place in it.

    >>> print(escapar("Agua, luz; y\r\nvías \\ \x00fin"))
    Agua\, luz\; y\nvías \\ fin
    """
    texto = (texto or "").replace("\r\n", "\n").replace("\r", "\n")
    for symbol in ("\\", ";", ","):
        texto = texto.replace(symbol, "\\" + symbol)
    texto = texto.replace("\n", "\\n").replace("\t", " ")
    return "".join(c for c in texto if ord(c) >= 32 and ord(c) != 127)


def plegar(linea: str) -> str:
    r"""A content line in pieces of 75 octets; no character is cut in two.

    >>> [len(piece.encode()) for piece in plegar("SUMMARY:" + "ñ" * 60).split("\r\n")]
    [74, 55]
    >>> plegar("SUMMARY:Sí")
    'SUMMARY:Sí'
    """
    pieces, piece, size = [], "", 0
    for symbol in linea:
        octets = len(symbol.encode())
        if size + octets > LARGO:
            pieces.append(piece)
            piece, size = " ", 1
        piece += symbol
        size += octets
    return "\r\n".join([*pieces, piece])


def _utc(momento: datetime) -> str:
    return f"{momento:%Y%m%dT%H%M%SZ}"


def _valor(nombre: str, valor: datetime | date, zona: str) -> str:
    """A property that is a moment: a date, or a local time in its zone."""
    if not isinstance(valor, datetime):
        return f"{nombre};VALUE=DATE:{valor:%Y%m%d}"
    if zona == "UTC":
        return f"{nombre}:{_utc(valor)}"
    return f"{nombre};TZID={zona}:{valor:%Y%m%dT%H%M%S}"


# ------------------------------------------------------------
# TIME ZONES
# ------------------------------------------------------------


def a_utc(local: datetime, zona: str) -> datetime:
    """A local time as UTC, both without zone.

    >>> a_utc(datetime(2026, 11, 23, 10), "America/Lima")
    datetime.datetime(2026, 11, 23, 15, 0)
    """
    utc = local.replace(tzinfo=ZoneInfo(zona)).astimezone(UTC)
    return utc.replace(tzinfo=None)


def _desfase(momento: datetime, zona: ZoneInfo) -> tuple:
    local = momento.replace(tzinfo=UTC).astimezone(zona)
    # the difference, not utcoffset(): it is right in the hour that comes twice
    desfase = local.replace(tzinfo=None) - momento
    return desfase, local.tzname(), bool(local.dst())


def _cambios(zona: ZoneInfo, desde: datetime, hasta: datetime):
    """Moments (UTC) at which the clocks of a zone change: (moment, before, after)."""
    momento, antes = desde, _desfase(desde, zona)
    while momento < hasta:
        siguiente = momento + timedelta(days=7)
        despues = _desfase(siguiente, zona)
        if despues[0] != antes[0]:
            bajo, alto = momento, siguiente
            while alto - bajo > timedelta(minutes=1):
                minutos = (alto - bajo) // timedelta(minutes=2)
                medio = bajo + timedelta(minutes=minutos)
                if _desfase(medio, zona)[0] == antes[0]:
                    bajo = medio
                else:
                    alto = medio
            yield alto, antes, despues
        momento, antes = siguiente, despues


def _offset(desfase: timedelta) -> str:
    """
    >>> _offset(timedelta(hours=-4, minutes=-30)), _offset(timedelta(hours=3))
    ('-0430', '+0300')
    """
    minutes = int(desfase.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


@lru_cache(maxsize=256)
def zona_horaria(nombre: str, primer_anio: int, ultimo_anio: int) -> tuple[str, ...]:
    """Lines of the VTIMEZONE that explains the local times of those years.

    Countries change their clocks by decree, so each change is written by itself.

    >>> print("; ".join(zona_horaria("America/Lima", 2026, 2026)[2:-1]))
    BEGIN:STANDARD; DTSTART:20250101T000000; TZOFFSETFROM:-0500; TZOFFSETTO:-0500; \
TZNAME:-05; END:STANDARD
    >>> lines = zona_horaria("America/Santiago", 2026, 2026)
    >>> [line for line in lines if line.startswith("DTSTART")][1:4]
    ['DTSTART:20250406T000000', 'DTSTART:20250907T000000', 'DTSTART:20260405T000000']
    """
    zona = ZoneInfo(nombre)
    desde = datetime(primer_anio - 1, 1, 1)
    hasta = datetime(ultimo_anio + 2, 1, 1)
    inicial = _desfase(desde, zona)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{nombre}"]
    # "from" of the first one is itself: nothing before it is of interest
    cambios = [(desde - inicial[0], inicial, inicial), *_cambios(zona, desde, hasta)]
    for momento, antes, despues in cambios:
        clase = "DAYLIGHT" if despues[2] else "STANDARD"
        lines += [
            f"BEGIN:{clase}",
            f"DTSTART:{momento + antes[0]:%Y%m%dT%H%M%S}",
            f"TZOFFSETFROM:{_offset(antes[0])}",
            f"TZOFFSETTO:{_offset(despues[0])}",
            f"TZNAME:{despues[1]}",
            f"END:{clase}",
        ]
    return (*lines, "END:VTIMEZONE")


# ------------------------------------------------------------
# SERIES
# ------------------------------------------------------------


def limpiar_regla(regla: str) -> str:
    r"""How often, without from when and until when.

    >>> limpiar_regla("DTSTART:20261123T150000\nRRULE:FREQ=WEEKLY;COUNT=9;BYDAY=MO")
    'FREQ=WEEKLY;BYDAY=MO'
    >>> limpiar_regla("FREQ=MONTHLY;BYDAY=+2MO;X-RELATIVE=1;UNTIL=20270101")
    'FREQ=MONTHLY;BYDAY=+2MO'
    >>> limpiar_regla("")
    ''
    """
    line = (regla or "").strip().splitlines()[-1:] or [""]
    parts = line[0].removeprefix("RRULE:").split(";")
    kept = [part for part in parts if part.split("=")[0] in PARTES]
    return ";".join(kept) if any(p.startswith("FREQ=") for p in kept) else ""


def _casillas(regla: str, inicio: datetime | date, fin: datetime | date) -> list:
    """Slots of a rule between two of its occurrences."""
    todo_el_dia = not isinstance(inicio, datetime)
    desde = datetime.combine(inicio, time.min) if todo_el_dia else inicio
    hasta = datetime.combine(fin, time.min) if todo_el_dia else fin
    slots = []
    for slot in rrulestr(regla, dtstart=desde):
        if slot > hasta or len(slots) == MAXIMO:
            break
        slots.append(slot.date() if todo_el_dia else slot)
    return slots


def serie(uid: str, regla: str, ocurrencias: Sequence[tuple[Entrada, bool]]) -> list:
    """Entries of a series: its rule, what it leaves out, and what is different.

    ``ocurrencias``: each entry (with a UID of its own) and whether it follows the rule.
    One that was moved takes the place of the nearest slot that is free. What the rule
    cannot explain stays an entry by itself, so nothing is lost and nothing invented.

    >>> def cada(dia, resumen="Concejo", hora=9):
    ...     inicio = datetime(2026, 11, dia, hora)
    ...     fin = inicio + timedelta(hours=1)
    ...     return Entrada(f"a{dia}", inicio, fin, resumen, inicio)
    >>> rule = "FREQ=WEEKLY;BYDAY=MO"
    >>> lunes = [(cada(d), True) for d in (2, 9, 23)]
    >>> [m] = serie("s1", rule, lunes)
    >>> m.uid, m.regla, m.sin
    ('s1', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20261123T090000Z', \
(datetime.datetime(2026, 11, 16, 9, 0),))
    >>> m, movida = serie("s1", rule, [*lunes, (cada(17, hora=11), False)])
    >>> movida.en_lugar_de, movida.inicio, m.sin
    (datetime.datetime(2026, 11, 16, 9, 0), datetime.datetime(2026, 11, 17, 11, 0), ())
    >>> otra = [(cada(9), True), (cada(16, "Otra"), True), (cada(23), True)]
    >>> [(e.resumen, e.en_lugar_de) for e in serie("s1", rule, otra)]
    [('Concejo', None), ('Otra', datetime.datetime(2026, 11, 16, 9, 0))]
    >>> [e.regla for e in serie("s1", rule, lunes[:1])]
    ['']
    """
    ocurrencias = sorted(ocurrencias, key=lambda o: (o[0].orden, o[0].uid))
    siguen = [entrada for entrada, sigue in ocurrencias if sigue]
    entradas = [entrada for entrada, _sigue in ocurrencias]
    limpia = limpiar_regla(regla)
    if not limpia or len(siguen) < 2 or len({e.todo_el_dia for e in siguen}) > 1:
        return _sueltas(uid, entradas)
    comun = Counter(e.contenido for e in siguen).most_common(1)[0][0]
    modelo = next(e for e in siguen if e.contenido == comun)
    primera, ultima = siguen[0].inicio, siguen[-1].inicio
    try:
        slots = _casillas(limpia, primera, ultima)
    except (ValueError, TypeError):
        slots = []
    if not slots or slots[0] != primera or slots[-1] != ultima:
        return _sueltas(uid, entradas)
    libres, distintas, movidas = set(slots), [], []
    for entrada in entradas:
        if entrada.inicio not in libres:
            movidas.append(entrada)
            continue
        libres.remove(entrada.inicio)
        if entrada.contenido != comun:
            distintas.append(_en_lugar(entrada, uid, entrada.inicio))
    for entrada in movidas:
        slot = _mas_cercana(entrada, libres)
        if slot is None:
            distintas.append(entrada)
        else:
            libres.remove(slot)
            distintas.append(_en_lugar(entrada, uid, slot))
    maestra = replace(
        modelo,
        uid=uid,
        inicio=primera,
        fin=primera + modelo.duracion,
        modificada=max(e.modificada for e in entradas),
        url="",
        regla=f"{limpia};UNTIL={_hasta(ultima, modelo.zona)}",
        sin=tuple(sorted(libres)),
    )
    return [maestra, *distintas]


def _sueltas(uid: str, entradas: list[Entrada]) -> list[Entrada]:
    """Without a rule: the only one keeps the name of the series."""
    return [replace(entradas[0], uid=uid)] if len(entradas) == 1 else entradas


def _en_lugar(entrada: Entrada, uid: str, slot) -> Entrada:
    return replace(entrada, uid=uid, en_lugar_de=slot)


def _mas_cercana(entrada: Entrada, libres: Iterable):
    if not libres or entrada.todo_el_dia == isinstance(next(iter(libres)), datetime):
        return None
    return min(libres, key=lambda slot: (abs(slot - entrada.inicio), slot))


def _hasta(ultima: datetime | date, zona: str) -> str:
    if not isinstance(ultima, datetime):
        return f"{ultima:%Y%m%d}"
    return _utc(a_utc(ultima, zona))


# ------------------------------------------------------------
# CALENDAR
# ------------------------------------------------------------


def _lineas_entrada(entrada: Entrada) -> list[str]:
    fin = entrada.fin
    if entrada.todo_el_dia:
        fin += timedelta(days=1)  # the end is not part of the entry
    elif fin < entrada.inicio:
        fin = entrada.inicio
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escapar(entrada.uid)}",
        f"DTSTAMP:{_utc(entrada.modificada)}",
        f"LAST-MODIFIED:{_utc(entrada.modificada)}",
        _valor("DTSTART", entrada.inicio, entrada.zona),
        _valor("DTEND", fin, entrada.zona),
    ]
    if entrada.en_lugar_de is not None:
        lines.append(_valor("RECURRENCE-ID", entrada.en_lugar_de, entrada.zona))
    if entrada.regla:
        lines.append(f"RRULE:{entrada.regla}")
        lines += [_valor("EXDATE", slot, entrada.zona) for slot in entrada.sin]
    lines.append(f"SUMMARY:{escapar(entrada.resumen)}")
    for name, value in (
        ("LOCATION", escapar(entrada.lugar)),
        ("DESCRIPTION", escapar(entrada.texto)),
        ("CATEGORIES", escapar(entrada.categoria)),
        ("URL", "".join(c for c in entrada.url if c > " ")),
        ("CLASS", entrada.clase),
    ):
        if value:
            lines.append(f"{name}:{value}")
    lines += [
        f"STATUS:{entrada.estado}",
        f"TRANSP:{'TRANSPARENT' if entrada.libre else 'OPAQUE'}",
        "END:VEVENT",
    ]
    return lines


def serializar(calendario: Calendario) -> str:
    """The calendar as text.

    >>> dia = datetime(2026, 11, 23, 10)
    >>> uno = Entrada("a", dia, dia, "Feria, plaza", dia, zona="America/Lima")
    >>> texto = serializar(Calendario("Agenda", "America/Lima", entradas=[uno]))
    >>> "DTSTART;TZID=America/Lima:20261123T100000\\r\\n" in texto
    True
    >>> texto.count("BEGIN:VTIMEZONE"), texto.endswith("END:VCALENDAR\\r\\n")
    (1, True)
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//SIGOBito//Agenda//ES",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escapar(calendario.nombre)}",
        f"X-WR-TIMEZONE:{calendario.zona}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    if calendario.descripcion:
        lines.append(f"X-WR-CALDESC:{escapar(calendario.descripcion)}")
    zonas: dict[str, set[int]] = {}
    for entrada in calendario.entradas:
        if not entrada.todo_el_dia and entrada.zona != "UTC":
            anios = zonas.setdefault(entrada.zona, set())
            anios.update({entrada.inicio.year, entrada.fin.year})
            if entrada.regla:
                anios.add(int(entrada.regla.split("UNTIL=")[1][:4]))
    for zona, anios in sorted(zonas.items()):
        lines += zona_horaria(zona, min(anios), max(anios))
    for entrada in calendario.entradas:
        lines += _lineas_entrada(entrada)
    lines.append("END:VCALENDAR")
    return "".join(f"{plegar(line)}\r\n" for line in lines)
