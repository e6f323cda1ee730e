"""From a text that was copied somewhere (WhatsApp, a mail, a note) to requests (R24).

Plain values only. What is not understood stays in the text: nothing is thrown away but
the lines the messenger itself writes.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from .correo import limpiar, una_linea

#: Messages of one person within this time are one request.
JUNTOS = timedelta(hours=6)
MAXIMO = 100
LARGO = 60_000

MESES = {
    mes: n
    for n, mes in enumerate(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre".split(),
        start=1,
    )
} | {"setiembre": 9}
DIAS = {
    dia: n
    for n, dia in enumerate(
        "lunes martes miércoles jueves viernes sábado domingo".split()
    )
} | {"miercoles": 2, "sabado": 5}

_HORA = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?\s?m\.?)?"
#: "[12/3/26, 10:15:32] Ana: hola" and "12/3/2026, 10:15 a. m. - Ana: hola".
_CABECERA = re.compile(
    rf"^\[?(?P<fecha>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}),?\s+(?P<hora>{_HORA})\]?"
    r"\s*(?:[-–]\s*)?(?P<resto>.*)$",
    re.IGNORECASE,
)
#: WhatsApp Web when several are marked: "[10:15, 12/3/2026] Ana: hola".
_CABECERA_WEB = re.compile(
    rf"^\[(?P<hora>{_HORA}),\s*(?P<fecha>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})\]\s*"
    r"(?P<resto>.*)$",
    re.IGNORECASE,
)
_QUIEN = re.compile(r"^(?P<quien>[^:]{1,80}):\s(?P<texto>.*)$|^(?P<solo>[^:]{1,80}):$")
_DEL_MENSAJERO = re.compile(
    r"cifrad[oa]s de extremo a extremo|end-to-end encrypted|se eliminó este mensaje|"
    r"eliminaste este mensaje|cambió (?:el|su) (?:número|icono|asunto)|"
    r"se unió (?:usando|mediante)|creó (?:el|este) grupo|añadió a|"
    r"código de seguridad (?:cambió|de .* cambió)",
    re.IGNORECASE,
)
_ADJUNTO = re.compile(
    r"<?(?:multimedia|imagen|video|audio|sticker|documento|archivo|gif) omitid[oa]>?|"
    r"<media omitted>|\(archivo adjunto\)|<adjunto: [^>]*>",
    re.IGNORECASE,
)
_TELEFONO = re.compile(r"(?<![\w/])(\+?\d[\d\s().-]{5,17}\d)(?![\w/])")
_CORREO = re.compile(r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_PALABRA = r"[A-ZÁÉÍÓÚÑ][\w'’-]{1,30}"
_NOMBRE = rf"({_PALABRA}(?:[ \t]+(?:de|del|la|los|y|{_PALABRA})){{0,5}})"
_SE_PRESENTA = re.compile(
    r"(?i:\bsoy|\bme llamo|\bmi nombre es|\ble saluda|\bles saluda|\ble escribe)\s+"
    r"(?i:el señor |la señora |don |doña |la |el |sr\.? |sra\.? )?" + _NOMBRE
)
_FIRMA = re.compile(
    r"(?i:atte\.?|atentamente|saludos(?: cordiales)?|gracias|cordialmente)[\s,.:!]{0,20}"
    + _NOMBRE
    + r"[ \t.]*$",
    re.MULTILINE,
)
_CAMPO = re.compile(
    r"^[ \t]*(?P<campo>nombre|nombres|solicitante|tel[ée]fono|celular|cel|correo|e-?mail|"
    r"asunto|motivo|dni|c[ée]dula|documento|organizaci[óo]n|instituci[óo]n)"
    r"(?:\s+y\s+apellidos?)?\s*[:=][ \t]*(?P<valor>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_SEPARADOR = re.compile(r"^[ \t]*[-=_*]{3,}[ \t]*$", re.MULTILINE)
_TIPOS = (
    ("invitacion", r"\binvit|\binaugur|\banivers|\bnos acompañe|\bhonre con su presencia"),
    ("audiencia", r"\baudiencia|\bcita\b|\breuni[oó]n|\breunirme|\bentrevista|"
                  r"\bconversar con (?:el|la|usted)|\bhablar con (?:el|la|usted)|"
                  r"\bme reciba|\bnos reciba"),
)  # fmt: skip
_SALUDO = re.compile(
    r"^(?:(?:muy\s+)?buen[oa]s?\s+(?:d[ií]as?|tardes?|noches?)|buenas|hola|saludos|estimad[oa]s?|"
    r"señor(?:a|es)?(?:\s+alcalde(?:sa)?)?|sr\.?a?\.?\s+alcalde(?:sa)?|alcalde(?:sa)?|"
    r"disculpe)\b[\s,.;:!]*",
    re.IGNORECASE,
)


@dataclass
class Pedido:
    """One request as it could be read; empty is what was not found."""

    texto: str
    asunto: str = ""
    nombre: str = ""
    telefono: str = ""
    correo: str = ""
    documento: str = ""
    organizacion: str = ""
    tipo: str = "requerimiento"
    recibido: datetime | None = None
    propuesto: datetime | None = None
    adjuntos: int = 0


@dataclass
class _Mensaje:
    cuando: datetime | None
    quien: str
    lineas: list[str] = field(default_factory=list)


def _fecha(partes: str, mes_primero: bool) -> date | None:
    uno, dos, anio = (int(p) for p in re.split(r"[/.-]", partes))
    anio += 2000 if anio < 100 else 0
    dia, mes = (dos, uno) if mes_primero else (uno, dos)
    try:
        return date(anio, mes, dia)
    except ValueError:
        return None


def _hora(texto: str) -> time | None:
    """
    >>> _hora("10:15 p. m."), _hora("3 pm"), _hora("15h30"), _hora("25:00"), _hora("12 am")
    (datetime.time(22, 15), datetime.time(15, 0), datetime.time(15, 30), None, \
datetime.time(0, 0))
    """
    hallado = re.search(
        r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s?m|(h))?",
        texto,
        re.IGNORECASE,
    )
    if not hallado:
        return None
    hora, minuto = int(hallado[1]), int(hallado[2] or 0)
    mitad = (hallado[3] or "").lower()
    if mitad == "p" and hora < 12:
        hora += 12
    if mitad == "a" and hora == 12:
        hora = 0
    return time(hora, minuto) if hora < 24 and minuto < 60 else None


def _mensajes(texto: str) -> list[_Mensaje] | None:
    """Messages of a chat, or nothing when the text is no chat."""
    lineas = texto.splitlines()
    cabeceras = [_CABECERA.match(li) or _CABECERA_WEB.match(li) for li in lineas]
    fechas = [c["fecha"] for c in cabeceras if c]
    if not fechas:
        return None
    # A phone in English writes the month first: one second number over 12 tells.
    pares = [[int(p) for p in re.split(r"[/.-]", f)] for f in fechas]
    mes_primero = any(p[1] > 12 for p in pares) and not any(p[0] > 12 for p in pares)
    mensajes: list[_Mensaje] = []
    for linea, cabecera in zip(lineas, cabeceras, strict=True):
        if not cabecera:
            if mensajes:
                mensajes[-1].lineas.append(linea)
            elif linea.strip():
                mensajes.append(_Mensaje(None, "", [linea]))
            continue
        dia, hora = _fecha(cabecera["fecha"], mes_primero), _hora(cabecera["hora"])
        cuando = datetime.combine(dia, hora) if dia and hora else None
        quien = _QUIEN.match(cabecera["resto"])
        if not quien:
            # a line without sender is the messenger's own, or text of the last one
            if not _DEL_MENSAJERO.search(cabecera["resto"]) and mensajes:
                mensajes[-1].lineas.append(cabecera["resto"])
            continue
        contenido = quien["texto"] or ""
        if _DEL_MENSAJERO.search(contenido):
            continue
        nombre = (quien["quien"] or quien["solo"]).strip().lstrip("~").strip()
        mensajes.append(_Mensaje(cuando, nombre, [contenido]))
    return mensajes


def _grupos(mensajes: list[_Mensaje]) -> list[tuple[str, datetime | None, str]]:
    """Messages of one person that follow each other are one request."""
    grupos: list[list] = []
    ultimo: dict[str, list] = {}
    for mensaje in mensajes:
        grupo = ultimo.get(mensaje.quien)
        cerca = grupo and (
            not (mensaje.cuando and grupo[3]) or mensaje.cuando - grupo[3] <= JUNTOS
        )
        if not cerca:
            grupo = [mensaje.quien, mensaje.cuando, [], mensaje.cuando]
            grupos.append(grupo)
            ultimo[mensaje.quien] = grupo
        grupo[2].append("\n".join(mensaje.lineas))
        grupo[3] = mensaje.cuando or grupo[3]
    return [(g[0], g[1], "\n".join(g[2]).strip()) for g in grupos]


def telefono(texto: str) -> str:
    """First phone of a text; a date or an identity document is not taken for one.

    >>> telefono("llámeme al +51 999 111-222 por favor"), telefono("el 12/03/2026")
    ('+51 999 111-222', '')
    >>> telefono("DNI 45678912, cel 999111222")
    '999111222'
    """
    sin_documento = re.sub(
        r"(?i)\b(?:dni|c[ée]dula|ruc|nit|documento)\b[\s.:nº°]*[\d.-]+", " ", texto
    )
    sin_documento = re.sub(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}", " ", sin_documento)
    for hallado in _TELEFONO.finditer(sin_documento):
        digitos = re.sub(r"\D", "", hallado[1])
        if 7 <= len(digitos) <= 13:
            return " ".join(hallado[1].split()).strip()
    return ""


def fecha_propuesta(texto: str, hoy: date) -> datetime | None:
    """The day (and hour) that is asked for, if it is still to come.

    >>> hoy = date(2026, 3, 11)                                        # a Wednesday
    >>> fecha_propuesta("el 15 de marzo a las 10 am", hoy)
    datetime.datetime(2026, 3, 15, 10, 0)
    >>> fecha_propuesta("este viernes 13 a las 3:30 p. m.", hoy)
    datetime.datetime(2026, 3, 13, 15, 30)
    >>> fecha_propuesta("mañana a las 8", hoy), fecha_propuesta("20/03/26", hoy)
    (datetime.datetime(2026, 3, 12, 8, 0), datetime.datetime(2026, 3, 20, 9, 0))
    >>> fecha_propuesta("el 5 de enero", hoy)                          # the next one
    datetime.datetime(2027, 1, 5, 9, 0)
    >>> fecha_propuesta("en la mañana del martes", hoy)
    datetime.datetime(2026, 3, 17, 9, 0)
    >>> fecha_propuesta("31 de febrero", hoy), fecha_propuesta("no hay luz", hoy)
    (None, None)
    """
    bajo = texto.lower()
    dia = _dia(bajo, hoy)
    if not dia:
        return None
    hora = re.search(r"\ba las?\s+(\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?\s?m|h)?)", bajo)
    hora = hora or re.search(r"\b(\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?\s?m)\b", bajo)
    return datetime.combine(dia, (hora and _hora(hora[1])) or time(9))


def _dia(bajo: str, hoy: date) -> date | None:
    hallado = re.search(
        rf"\b(\d{{1,2}})\s*(?:de\s+|/)?({'|'.join(MESES)})(?:\s+(?:de|del)\s+(\d{{4}}))?",
        bajo,
    )
    if hallado:
        mes, dia = MESES[hallado[2]], int(hallado[1])
        return _proxima(dia, mes, int(hallado[3] or 0), hoy)
    hallado = re.search(r"\b(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2,4}))?\b", bajo)
    if hallado:
        anio = int(hallado[3] or 0)
        return _proxima(
            int(hallado[1]), int(hallado[2]), anio + 2000 * (0 < anio < 100), hoy
        )
    hallado = re.search(rf"\b({'|'.join(DIAS)})\b", bajo)
    if hallado:
        faltan = (DIAS[hallado[1]] - hoy.weekday() - 1) % 7 + 1
        return hoy + timedelta(days=faltan)
    if re.search(r"\bpasado mañana\b", bajo):
        return hoy + timedelta(days=2)
    if re.search(r"(?<!la )(?<!de )\bmañana\b", bajo):
        return hoy + timedelta(days=1)
    return None


def _proxima(dia: int, mes: int, anio: int, hoy: date) -> date | None:
    try:
        if anio:
            hallada = date(anio, mes, dia)
            return hallada if hoy <= hallada <= hoy.replace(year=hoy.year + 2) else None
        hallada = date(hoy.year, mes, dia)
        return hallada if hallada >= hoy else date(hoy.year + 1, mes, dia)
    except ValueError:
        return None


def asunto(texto: str) -> str:
    """First words that say something, without the greeting.

    >>> asunto("Buenos días señor alcalde, no hay luz en el parque. Ya van tres semanas")
    'No hay luz en el parque'
    >>> asunto("Hola\\n\\nsoy Ana Torres. Pido una audiencia por el camino")
    'Pido una audiencia por el camino'
    >>> asunto("Hola")
    'Hola'
    """
    plano = " ".join(texto.split())
    for _vez in range(4):
        plano = _SALUDO.sub("", plano)
    plano = re.sub(
        rf"^(?:{_SE_PRESENTA.pattern})[\s,.;:]*", "", plano, count=1
    ) or " ".join(texto.split())
    frase = re.split(r"(?<=[.!?])\s", plano, maxsplit=1)[0].strip(" .,;:!¡¿")
    if len(frase) > 100:
        frase = frase[:100].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    frase = frase or " ".join(texto.split())[:100]
    return frase[:1].upper() + frase[1:]


def _leer(quien: str, recibido: datetime | None, texto: str, hoy: date) -> Pedido:
    adjuntos = len(_ADJUNTO.findall(texto))
    limpio = re.sub(r"\n{3,}", "\n\n", _ADJUNTO.sub("", texto)).strip()
    campos = {}
    for hallado in _CAMPO.finditer(limpio):
        campos.setdefault(hallado["campo"].lower()[:3], hallado["valor"].strip())
    es_numero = bool(quien) and not re.search(r"[^\W\d_]", quien)
    presentado = _SE_PRESENTA.search(limpio) or _FIRMA.search(limpio)
    correo = _CORREO.search(limpio)
    documento = re.search(
        r"(?i)\b(?:dni|c[ée]dula|c\.?i\.?|documento)\b[\s.:nº°]*([\d.-]{6,15}\d)",
        limpio,
    )
    bajo = limpio.lower()
    tipo = next((t for t, p in _TIPOS if re.search(p, bajo)), "requerimiento")
    referencia = recibido.date() if recibido else hoy
    return Pedido(
        texto=limpio,
        asunto=una_linea(
            campos.get("asu") or campos.get("mot") or asunto(limpio or texto), 150
        ),
        nombre=una_linea(
            campos.get("nom")
            or campos.get("sol")
            or (presentado and presentado[1].strip(" .,"))
            or ("" if es_numero else quien),
            120,
        ),
        telefono=una_linea(
            telefono(campos.get("tel", "") or campos.get("cel", ""))
            or (quien if es_numero else "")
            or telefono(limpio),
            40,
        ),
        correo=correo[0].lower() if correo else "",
        documento=documento[1].strip(".-") if documento else "",
        organizacion=una_linea(campos.get("org") or campos.get("ins") or "", 120),
        tipo=tipo,
        recibido=recibido,
        propuesto=fecha_propuesta(limpio, referencia),
        adjuntos=adjuntos,
    )


def leer(texto: str, hoy: date) -> list[Pedido]:
    """Requests of a pasted text, in its order.

    A chat gives one for each person (and six hours); any other text gives one for each
    part between lines of dashes.

    >>> hoy = date(2026, 3, 12)
    >>> chat = '''12/3/2026, 9:00 a. m. - Los mensajes están cifrados de extremo a extremo.
    ... 12/3/2026, 9:01 a. m. - +51 999 111 222: Buenos días, soy Ana Torres Peña.
    ... No hay luz en el parque
    ... 12/3/2026, 9:02 a. m. - +51 999 111 222: <Multimedia omitido>
    ... 12/3/2026, 9:30 a. m. - Junta Los Olivos: Lo invitamos a nuestro aniversario el
    ... 20 de marzo a las 5 pm'''
    >>> ana, junta = leer(chat, hoy)
    >>> ana.nombre, ana.telefono, ana.asunto, ana.adjuntos
    ('Ana Torres Peña', '+51 999 111 222', 'No hay luz en el parque', 1)
    >>> ana.recibido, ana.tipo
    (datetime.datetime(2026, 3, 12, 9, 1), 'requerimiento')
    >>> junta.nombre, junta.tipo, junta.propuesto
    ('Junta Los Olivos', 'invitacion', datetime.datetime(2026, 3, 20, 17, 0))
    >>> [p.asunto for p in leer("Pido una cita\\n---\\nNo hay agua", hoy)]
    ['Pido una cita', 'No hay agua']
    >>> leer("  \\n", hoy), leer(None, hoy)
    ([], [])
    """
    plano = limpiar(texto, LARGO).replace("\u202f", " ").replace("\xa0", " ")
    plano = plano.replace("\r\n", "\n").replace("\r", "\n")
    mensajes = _mensajes(plano)
    if mensajes is None:
        grupos = [("", None, parte.strip()) for parte in _SEPARADOR.split(plano)]
    else:
        grupos = _grupos(mensajes)
    pedidos = [
        _leer(quien, cuando, contenido, hoy)
        for quien, cuando, contenido in grupos
        if contenido.strip()
    ]
    return pedidos[:MAXIMO]
