"""What of the agenda leaves the municipality: the wall of its page, feed and data."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, html2plaintext
from odoo.tools.sql import column_exists, create_column

from ..tools import icalendario

#: Most entries of a feed or of the open data.
LIMITE = 2000
#: Statuses of an activity that may be seen outside.
PUBLICABLES = ("confirmada", "delegada", "realizada")
A_STATUS = {"tentativa": "TENTATIVE", "cancelada": "CANCELLED"}


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    fecha_publica = fields.Datetime(
        string="Public since",
        compute="_compute_fecha_publica",
        store=True,
        copy=False,
        help="When it was first confirmed as public",
    )
    nombre_publico = fields.Char(
        string="Public title",
        help="Shown outside instead of the title, e.g. without names of people",
    )

    # The public page asks by municipality and time; nothing else is read.
    _publica_idx = models.Index(
        "(company_id, stop) WHERE fecha_publica IS NOT NULL AND active IS TRUE"
    )
    _agenda_idx = models.Index("(agenda_id, stop) WHERE agenda_id IS NOT NULL")

    def _auto_init(self):
        """Activities that were public already, were so since they were last written."""
        if not column_exists(self.env.cr, "calendar_event", "fecha_publica"):
            create_column(self.env.cr, "calendar_event", "fecha_publica", "timestamp")
            if column_exists(self.env.cr, "calendar_event", "visibilidad"):
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE calendar_event
                           SET fecha_publica = COALESCE(write_date, create_date)
                         WHERE visibilidad = 'publica' AND agenda_id IS NOT NULL
                           AND estado IN %s
                        """,
                        PUBLICABLES,
                    )
                )
        return super()._auto_init()

    @api.depends("visibilidad", "privacy", "estado", "agenda_id")
    def _compute_fecha_publica(self):
        ahora = fields.Datetime.now()
        for event in self:
            publica = (
                event.agenda_id
                and event.visibilidad == "publica"
                and event.privacy == "public"
            )
            if publica and event.estado in PUBLICABLES:
                event.fecha_publica = event.fecha_publica or ahora
            elif publica and event.estado == "cancelada":
                # Only what was announced is called off in public.
                event.fecha_publica = event.fecha_publica
            else:
                event.fecha_publica = False

    # ------------------------------------------------------------
    # WHAT LEAVES
    # ------------------------------------------------------------

    @api.model
    def _get_publicas_domain(self, company, ahora, cancelada=False):
        """The whole permission of an anonymous visitor, delay included."""
        estados = (*PUBLICABLES, "cancelada") if cancelada else PUBLICABLES
        limite = ahora - timedelta(hours=company.agenda_publica_demora)
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("fecha_publica", "!=", False)
            & Domain("agenda_id.active", "=", True)
            & Domain("visibilidad", "=", "publica")
            & Domain("privacy", "=", "public")
            & Domain("estado", "in", estados)
        )
        if company.agenda_publica_momento == "despues":
            domain &= Domain("stop", "<=", limite)
        elif company.agenda_publica_demora:
            domain &= Domain("fecha_publica", "<=", limite)
        return domain

    @api.model
    def _get_publicas(
        self, company, desde, hasta=None, cancelada=False, limite=LIMITE, order=None
    ):
        """Public activities of a municipality between two moments, in UTC.

        The caller is an anonymous visitor: the search runs in sudo and its domain is
        the whole permission.
        """
        if not company.agenda_publica:
            return self.sudo().browse()
        ahora = fields.Datetime.now()
        domain = self._get_publicas_domain(company, ahora, cancelada)
        domain &= Domain("stop", ">=", desde)
        if hasta:
            domain &= Domain("start", "<", hasta)
        return self.sudo().search(domain, order=order or "start, id", limit=limite)

    def _get_dato_publico(self, company):
        """What of a public activity is told, as the municipality has decided."""
        self.ensure_one()
        local = [
            moment if self.allday else company._a_local(moment)
            for moment in (self.start, self.stop)
        ]
        con_hora = company.agenda_publica_hora and not self.allday
        tipo = self.actividad_tipo_id.name or ""
        nombre = self.nombre_publico or self.name
        if not company.agenda_publica_titulo:
            nombre = self.nombre_publico or tipo or self.env._("Activity")
        lugar = ""
        if company.agenda_publica_lugar == "exacto":
            lugar = self.location or ", ".join(self.lugar_ids.mapped("name"))
        elif company.agenda_publica_lugar == "sector":
            lugar = ", ".join(self.lugar_ids.mapped("name"))
        return {
            "id": self.id,
            "nombre": nombre,
            "inicio": local[0] if con_hora else local[0].date(),
            "fin": local[1] if con_hora else local[1].date(),
            "todo_el_dia": not con_hora,
            "tipo": tipo,
            "tema": self.tema_id.name or "",
            "lugar": lugar,
            "estado": self.estado,
        }

    # ------------------------------------------------------------
    # AS ENTRIES OF A CALENDAR
    # ------------------------------------------------------------

    def _get_uid(self):
        self.ensure_one()
        # The name of an entry is never written again with another database in front.
        return f"actividad-{self.id}@{self._get_uid_dominio()}"

    @api.model
    def _get_uid_dominio(self):
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{(uuid or 'sigobito')[:18]}.sigobito"

    @api.model
    def _agrupar_series(self, entradas):
        """Entries with their series as a rule and what is different from it.

        :param entradas: pairs of an activity, in sudo, and its ``Entrada``
        """
        result, series = [], {}
        for event, entrada in entradas:
            if event.recurrence_id:
                series.setdefault(event.recurrence_id, []).append(
                    (entrada, event.follow_recurrence)
                )
            else:
                result.append(entrada)
        dominio = self._get_uid_dominio()
        for recurrence, ocurrencias in series.items():
            uid = f"serie-{recurrence.id}@{dominio}"
            result += icalendario.serie(uid, recurrence.rrule, ocurrencias)
        return result

    @api.model
    def _get_calendario_publico(self, company):
        """Public calendar: what was announced, also what was called off."""
        desde, hasta = self._get_ventana(company)
        events = self._get_publicas(company, desde, hasta, cancelada=True)
        entradas = []
        for event in events:
            dato = event._get_dato_publico(company)
            entrada = icalendario.Entrada(
                uid=event._get_uid(),
                inicio=dato["inicio"],
                fin=dato["fin"],
                resumen=dato["nombre"],
                modificada=event.write_date,
                zona=company._tz(),
                lugar=dato["lugar"],
                categoria=dato["tipo"],
                estado=A_STATUS.get(event.estado, "CONFIRMED"),
                clase="PUBLIC",
                libre=event.estado == "cancelada",
            )
            entradas.append((event, entrada))
        return icalendario.Calendario(
            nombre=self.env._("Public agenda of %(name)s", name=company.name),
            zona=company._tz(),
            descripcion=company.agenda_publica_licencia or "",
            entradas=self._agrupar_series(entradas),
        )

    @api.model
    def _get_calendario_agenda(self, agenda):
        """Calendar of an agenda for the user of this environment.

        Rules and mask are those of the screen. A reserved entry leaves as "Busy" even
        for who may read it: a link ends up in other people's machines.
        """
        company = agenda.sudo().company_id
        desde, hasta = self._get_ventana(company)
        domain = (
            Domain("agenda_id", "=", agenda.id)
            & Domain("stop", ">=", desde)
            & Domain("start", "<", hasta)
        )
        events = self.search(domain, order="start, id", limit=LIMITE)
        base = agenda.get_base_url()
        entradas = []
        for event in events:
            # sudo: of a reserved entry only its time is used, and whether it stands
            abierta = event.sudo()
            reservada = (
                abierta.visibilidad == "reservada" or abierta.privacy == "private"
            )
            if reservada and abierta.estado == "cancelada":
                continue
            inicio, fin = abierta.start, abierta.stop
            if not abierta.allday:
                inicio, fin = company._a_local(inicio), company._a_local(fin)
            entrada = icalendario.Entrada(
                uid=abierta._get_uid(),
                inicio=inicio.date() if abierta.allday else inicio,
                fin=fin.date() if abierta.allday else fin,
                resumen=self.env._("Busy"),
                modificada=abierta.write_date,
                zona=company._tz(),
                clase="PRIVATE",
                libre=abierta.show_as == "free",
            )
            if not reservada:
                entrada = replace(
                    entrada,
                    resumen=event.name,
                    lugar=event.location or ", ".join(event.lugar_ids.mapped("name")),
                    categoria=event.actividad_tipo_id.name or "",
                    texto=html2plaintext(event.description or "").strip()[:2000],
                    url=f"{base}/odoo/calendar.event/{event.id}",
                    estado=A_STATUS.get(event.estado, "CONFIRMED"),
                    clase="",
                )
            entradas.append((abierta, entrada))
        return icalendario.Calendario(
            nombre=agenda.name,
            zona=company._tz(),
            entradas=self._agrupar_series(entradas),
        )

    @api.model
    def _get_ventana(self, company, atras=None, adelante=None):
        """Bounded window of a feed in UTC; it moves once a month backwards."""
        hoy = company._hoy()
        desde = (hoy - timedelta(days=atras or company.agenda_publica_atras)).replace(
            day=1
        )
        hasta = hoy + timedelta(days=adelante or company.agenda_publica_adelante)
        return (
            company._a_utc(datetime.combine(desde, time.min)),
            company._a_utc(datetime.combine(hasta, time.min)),
        )
