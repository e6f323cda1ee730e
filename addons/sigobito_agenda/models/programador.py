"""Checks of a set of activities against everything that fills the same time (R21).

Use: ``Programador(env, propuestas)`` asks the database once for all of them, whatever
their number, and then ``avisos(propuesta)`` and ``alternativas(propuesta)`` only reckon.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

import pytz

from odoo import fields
from odoo.tools import SQL

from ..tools import programacion
from ..tools.programacion import Bloque, Bloqueo, Cupo, Reglas, Sitio

#: An entry that started before the window may still fill it.
MARGEN = timedelta(days=1)
UN_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Propuesta:
    """An activity that is, or would be, put in an agenda."""

    agenda: object
    persona: object
    inicio: datetime
    fin: datetime
    ident: int = 0
    todo_el_dia: bool = False
    tipo: int = 0
    lugares: tuple[int, ...] = ()


@dataclass
class Ocupacion:
    """An entry that takes somebody's time, as far as its reader may know it."""

    bloque: Bloque
    reservada: bool
    personas: frozenset
    personas_abiertas: frozenset
    bloquea: bool
    bloquea_abierta: bool
    conflictos: list = field(default_factory=list)
    nombre: str = ""


class Programador:
    """:param publico: take every reserved entry for “Busy”, whoever asks: for what is
    written down where others read it.
    """

    def __init__(self, env, propuestas, ventana=None):
        self.env = env
        self.propuestas = list(propuestas)
        agendas = env["sigobito.agenda"].browse({p.agenda.id for p in self.propuestas})
        # sudo: what each agenda asks for; nothing of it is shown
        self.agendas = agendas.sudo()
        self.companies = self.agendas.company_id
        inicio = min((p.inicio for p in self.propuestas), default=datetime.now())
        fin = max((p.fin for p in self.propuestas), default=datetime.now())
        if ventana:
            inicio, fin = min(inicio, ventana[0]), max(fin, ventana[1])
        self.desde, self.hasta = inicio - 8 * UN_DIA, fin + 8 * UN_DIA
        self._reglas = {}

    # ------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------

    def bloque(self, propuesta):
        """The proposed activity as the rules want it."""
        company = propuesta.agenda.sudo().company_id
        inicio, fin, dias = self._a_utc(
            company, propuesta.inicio, propuesta.fin, propuesta.todo_el_dia
        )
        return Bloque(
            inicio,
            fin,
            propuesta.ident,
            propuesta.tipo,
            tuple(self._sitios[i] for i in propuesta.lugares if i in self._sitios),
            dias,
        )

    def otros(self, propuesta, publico=False):
        """What takes the person's time, with what may be told of it."""
        bloques = []
        for ident, ocupacion in self.ocupaciones.items():
            tapada = ident in self._tapadas or (publico and ocupacion.reservada)
            personas = ocupacion.personas_abiertas if tapada else ocupacion.personas
            bloquea = ocupacion.bloquea_abierta if tapada else ocupacion.bloquea
            if bloquea and propuesta.persona.id in personas:
                bloque = ocupacion.bloque
                if tapada:
                    # Where it is and of which kind would tell what it is.
                    bloque = replace(bloque, tipo=0, sitios=())
                bloques.append(bloque)
        return bloques

    def avisos(self, propuesta, publico=False):
        """Warnings of an activity (:class:`~..tools.programacion.Aviso`)."""
        return programacion.revisar(
            self.bloque(propuesta),
            self.otros(propuesta, publico),
            self.reglas(propuesta.agenda),
        )

    def alternativas(self, propuesta):
        """Free times of the week, as UTC pairs; none for what takes a whole day."""
        if propuesta.todo_el_dia:
            return []
        bloque = self.bloque(propuesta)
        reglas = self.reglas(propuesta.agenda)
        if not reglas.turnos:
            return []
        lunes = bloque.dias[0] - timedelta(days=bloque.dias[0].weekday())
        company = propuesta.agenda.sudo().company_id
        desde = company._a_utc(datetime.combine(lunes, time.min))
        hasta = max(desde, bloque.inicio) + 7 * UN_DIA
        ahora = fields.Datetime.now()
        turnos = [t for t in reglas.turnos if t[1] > desde and t[0] < hasta]
        return programacion.alternativas(
            bloque,
            self.otros(propuesta),
            replace(reglas, turnos=turnos),
            max(desde, ahora),
        )

    def es_visible(self, ident, publico=False):
        """Whether the reader (or everybody in the municipality) may name an entry."""
        ocupacion = self.ocupaciones.get(ident)
        return bool(
            ocupacion
            and ident not in self._tapadas
            and not (publico and ocupacion.reservada)
        )

    def conocido(self, propuesta, aviso):
        """Whether the other activity was already saved knowing of this one."""
        otra = self.ocupaciones.get(aviso.otro)
        return bool(
            aviso.clase in ("cruce", "traslado", "descanso")
            and otra
            and propuesta.ident
            and f"{aviso.clase}:{propuesta.ident}" in otra.conflictos
        )

    # ------------------------------------------------------------
    # WHAT TAKES THE TIME
    # ------------------------------------------------------------

    @cached_property
    def ocupaciones(self):
        """Entries of the municipalities in the window that are of these people.

        Raw, because it must answer with one index whatever the table holds; who may
        know what of each of them is decided by :meth:`otros`.
        """
        if not self.propuestas:
            return {}
        Event = self.env["calendar.event"]
        Event.flush_model()
        self.env["calendar.attendee"].flush_model(["event_id", "partner_id", "state"])
        # sudo: only their ids
        personas = (
            self.env["res.users"]
            .sudo()
            .browse({p.persona.id for p in self.propuestas if p.persona})
        )
        partner_a_user = {user.partner_id.id: user.id for user in personas}
        van = SQL(
            "SELECT ARRAY_AGG(t.partner_id) FILTER (WHERE t.state <> 'declined'), "
            "ARRAY_AGG(t.partner_id) FILTER (WHERE t.state = 'declined') "
            "FROM calendar_attendee t "
            "WHERE t.event_id = e.id AND t.partner_id = ANY(%s)",
            list(partner_a_user),
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT e.id, e.start, e.stop, e.allday, e.estado, e.show_as,
                       e.visibilidad, e.company_id, e.actividad_tipo_id,
                       COALESCE(a.titular_id, e.user_id), e.delegado_a_id,
                       v.van, v.faltan, e.conflictos, e.name
                  FROM calendar_event e
                  LEFT JOIN sigobito_agenda a ON a.id = e.agenda_id
                  LEFT JOIN LATERAL (%s) v(van, faltan) ON TRUE
                 WHERE e.active AND e.company_id = ANY(%s)
                   AND e.stop >= %s AND e.start <= %s
                   AND (a.titular_id = ANY(%s) OR e.user_id = ANY(%s)
                        OR e.delegado_a_id = ANY(%s) OR v.van IS NOT NULL)
                """,
                van,
                self.companies.ids,
                self.desde - MARGEN,
                self.hasta + MARGEN,
                personas.ids,
                personas.ids,
                personas.ids,
            )
        )
        sitios = self._get_sitios_de([row[0] for row in rows])
        return {
            row[0]: self._prepare_ocupacion(row, sitios, partner_a_user) for row in rows
        }

    def _prepare_ocupacion(self, row, sitios, partner_a_user):
        (ident, inicio, fin, allday, estado, mostrado, visibilidad) = row[:7]
        (company_id, tipo, dueno, delegado, van, faltan, conflictos, nombre) = row[7:]
        company = self.companies.browse(company_id)
        inicio, fin, dias = self._a_utc(company, inicio, fin, allday)
        personas = {dueno} | {partner_a_user[partner] for partner in van or ()}
        personas -= {partner_a_user[partner] for partner in faltan or ()}
        if estado == "delegada" and delegado:
            # Somebody else goes: the time of the owner is free.
            personas = (personas - {dueno}) | {delegado}
        return Ocupacion(
            Bloque(inicio, fin, ident, tipo or 0, sitios.get(ident, ()), dias),
            visibilidad == "reservada",
            frozenset(personas),
            # Of what is reserved everybody knows whose time it fills, and no more.
            frozenset({dueno}),
            programacion.bloquea(estado, mostrado),
            mostrado == "busy",
            conflictos or [],
            nombre,
        )

    @cached_property
    def _tapadas(self):
        """Entries that are only “Busy” for who asks."""
        Event = self.env["calendar.event"]
        return set(Event._get_ocupadas(self.ocupaciones).ids)

    @cached_property
    def _sitios(self):
        """Places of the proposed activities."""
        ids = {lugar for p in self.propuestas for lugar in p.lugares}
        # sudo: the coordinates of places the user has chosen
        lugares = self.env["sigobito.lugar"].sudo().browse(ids)
        return {
            lugar.id: Sitio(lugar.id, lugar.latitud, lugar.longitud)
            for lugar in lugares
        }

    def _get_sitios_de(self, event_ids):
        sitios = defaultdict(tuple)
        if event_ids:
            self.env["sigobito.lugar"].flush_model(["latitud", "longitud"])
            for event_id, *sitio in self.env.execute_query(
                SQL(
                    "SELECT r.calendar_event_id, l.id, COALESCE(l.latitud, 0)::float8, "
                    "COALESCE(l.longitud, 0)::float8 "
                    "FROM calendar_event_sigobito_lugar_rel r "
                    "JOIN sigobito_lugar l ON l.id = r.sigobito_lugar_id "
                    "WHERE r.calendar_event_id = ANY(%s)",
                    list(event_ids),
                )
            ):
                sitios[event_id] += (Sitio(*sitio),)
        return sitios

    # ------------------------------------------------------------
    # WHAT IS ASKED FOR
    # ------------------------------------------------------------

    def reglas(self, agenda):
        """Rules of an agenda and of its municipality."""
        if agenda.id not in self._reglas:
            agenda = self.agendas.browse(agenda.id)
            company = agenda.company_id
            turnos, jornada = self._get_jornada(agenda)
            self._reglas[agenda.id] = Reglas(
                velocidad=company.traslado_velocidad,
                factor=company.traslado_factor,
                minutos=self._minutos.get(company.id, {}),
                descanso=company.descanso_minutos,
                turnos=turnos,
                jornada=jornada,
                feriados=company._feriados(self.desde.year)
                | company._feriados(self.hasta.year),
                bloqueos=self._bloqueos.get(agenda.id, ()),
                cupos=[
                    cupo
                    for cupo, cupo_agenda, cupo_company in self._cupos
                    if cupo_company == company.id and cupo_agenda in (False, agenda.id)
                ],
                libres=self._libres,
            )
        return self._reglas[agenda.id]

    def _get_jornada(self, agenda):
        """Shifts in UTC, and first and last hour of each worked day."""
        calendar = agenda._get_horario()
        if not calendar or calendar.flexible_hours:
            return None, {}
        company = agenda.company_id
        zona = pytz.timezone(company._tz())
        intervalos = calendar.sudo()._work_intervals_batch(
            pytz.utc.localize(self.desde),
            pytz.utc.localize(self.hasta),
            # the closed days of this municipality, and of no other
            domain=[
                ("time_type", "=", "leave"),
                ("company_id", "in", (False, company.id)),
            ],
            tz=zona,
        )[False]
        turnos, jornada = [], {}
        for inicio, fin, _registro in intervalos:
            dia = inicio.astimezone(zona).date()
            turno = tuple(
                m.astimezone(pytz.utc).replace(tzinfo=None) for m in (inicio, fin)
            )
            primero = jornada.get(dia, turno)
            jornada[dia] = (min(primero[0], turno[0]), max(primero[1], turno[1]))
            turnos.append(turno)
        return turnos, jornada

    @cached_property
    def _minutos(self):
        minutos = defaultdict(dict)
        # sudo: only to reckon with
        traslados = self.env["sigobito.lugar.traslado"].sudo()
        for traslado in traslados.search_fetch(
            [("company_id", "in", self.companies.ids)],
            ["company_id", "origen_id", "destino_id", "minutos"],
        ):
            par = tuple(sorted((traslado.origen_id.id, traslado.destino_id.id)))
            minutos[traslado.company_id.id][par] = traslado.minutos
        return minutos

    @cached_property
    def _cupos(self):
        # sudo: only to reckon with
        cupos = self.env["sigobito.actividad.cupo"].sudo()
        return [
            (
                Cupo(cupo.id, cupo.actividad_tipo_id.id, cupo.maximo, cupo.periodo),
                cupo.agenda_id.id,
                cupo.company_id.id,
            )
            for cupo in cupos.search([("company_id", "in", self.companies.ids)])
        ]

    @cached_property
    def _bloqueos(self):
        bloqueos = defaultdict(list)
        desde, hasta = self.desde.date(), self.hasta.date()
        # sudo: why it is blocked is told only to the people of the agenda
        for bloqueo in (
            self.env["sigobito.agenda.bloqueo"]
            .sudo()
            .search(
                [
                    ("agenda_id", "in", self.agendas.ids),
                    ("date_end", ">=", desde),
                    ("date_start", "<=", hasta),
                ]
            )
        ):
            company = bloqueo.company_id
            bloqueos[bloqueo.agenda_id.id] += [
                Bloqueo(company._a_utc(inicio), company._a_utc(fin), bloqueo.id)
                for inicio, fin in bloqueo._get_intervalos(desde, hasta)
            ]
        return bloqueos

    @cached_property
    def _libres(self):
        # sudo: kinds are shared, or of the municipality
        tipos = self.env["sigobito.actividad.tipo"].sudo()
        tipos = tipos.with_context(active_test=False)
        return frozenset(tipos.search([("libre_horario", "=", True)]).ids)

    def _a_utc(self, company, inicio, fin, todo_el_dia):
        """UTC moments and local days; a whole day is one of the municipality."""
        if todo_el_dia:
            primero, ultimo = inicio.date(), max(inicio, fin).date()
            inicio = company._a_utc(datetime.combine(primero, time.min))
            fin = company._a_utc(datetime.combine(ultimo + UN_DIA, time.min))
        else:
            primero = company._a_local(inicio).date()
            # what ends at midnight does not touch the next day
            ultimo = company._a_local(max(inicio, fin - timedelta(seconds=1))).date()
        return inicio, fin, _dias(primero, ultimo)


def _dias(primero: date, ultimo: date) -> tuple[date, ...]:
    return tuple(primero + n * UN_DIA for n in range((ultimo - primero).days + 1))
