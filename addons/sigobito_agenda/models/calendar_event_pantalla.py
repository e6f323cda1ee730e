from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

#: Activities of a day that the phone shows.
MAXIMO = 60


class CalendarEvent(models.Model):
    """What the screens of the agenda ask for: hours, closed days, “my day” (R20)."""

    _inherit = "calendar.event"

    @api.model
    def _get_agenda_de_pantalla(self):
        Agenda = self.env["sigobito.agenda"]
        if not Agenda.has_access("read"):
            return Agenda
        return Agenda._get_por_defecto() or Agenda.search(
            [("company_id", "=", self.env.company.id)], limit=1
        )

    @api.model
    @api.readonly
    def get_jornada(self):
        """Working hours of each day of the week, as the calendar draws them."""
        agenda = self._get_agenda_de_pantalla()
        # sudo: the hours of the office
        calendar = agenda and agenda._get_horario().sudo()
        if not calendar or calendar.flexible_hours:
            return []
        horas = {}
        for turno in calendar.attendance_ids:
            if turno.day_period == "lunch" or turno.display_type:
                continue
            dia = (int(turno.dayofweek) + 1) % 7
            antes = horas.get(dia, (24.0, 0.0))
            horas[dia] = (
                min(antes[0], turno.hour_from),
                max(antes[1], turno.hour_to),
            )
        return [
            {"daysOfWeek": [dia], "startTime": _hora(desde), "endTime": _hora(hasta)}
            for dia, (desde, hasta) in sorted(horas.items())
        ]

    @api.model
    @api.readonly
    def get_unusual_days(self, date_from, date_to=None):
        """Days the calendar shades: not worked, holidays and blocked ones."""
        agenda = self._get_agenda_de_pantalla()
        if not agenda:
            return {}
        company = agenda.sudo().company_id
        desde = fields.Datetime.to_datetime(date_from)
        hasta = fields.Datetime.to_datetime(date_to or date_from)
        desde, hasta = company._a_local(desde).date(), company._a_local(hasta).date()
        hasta = min(hasta, desde + timedelta(days=400))
        cerrados = company._feriados(desde.year) | company._feriados(hasta.year)
        # sudo: that a day is blocked, not why
        bloqueos = (
            self.env["sigobito.agenda.bloqueo"]
            .sudo()
            .search(
                [
                    ("agenda_id", "=", agenda.id),
                    ("date_end", ">=", desde),
                    ("date_start", "<=", hasta),
                    ("hora_inicio", "=", 0),
                    ("hora_fin", "in", (0, 24)),
                ]
            )
        )
        laborables = {(dia["daysOfWeek"][0] - 1) % 7 for dia in self.get_jornada()}
        dias = {}
        while desde <= hasta:
            dias[fields.Date.to_string(desde)] = (
                desde in cerrados
                or (bool(laborables) and desde.weekday() not in laborables)
                or any(b.date_start <= desde <= b.date_end for b in bloqueos)
            )
            desde += timedelta(days=1)
        return dias

    # ------------------------------------------------------------
    # MY DAY
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_mi_dia(self):
        """Today and tomorrow of whoever asks, in one call, for the phone."""
        company = self.env.company
        hoy = company._hoy()
        desde = company._a_utc(datetime.combine(hoy, time.min))
        hasta = company._a_utc(datetime.combine(hoy + timedelta(days=2), time.min))
        events = self.search_fetch(
            self._get_mi_dia_domain()
            # A whole day is stored as a date: see the margin, and the sort below.
            & Domain("stop", ">=", min(desde, datetime.combine(hoy, time.min)))
            & Domain("start", "<", max(hasta, datetime.combine(hoy, time.max))),
            ["name", "start", "stop", "allday", "estado", "location", "agenda_id"],
            order="start, id",
            limit=MAXIMO,
        )
        ahora = company._ahora()
        items = [item for event in events for item in event._get_mi_dia_items(hoy)]
        items.sort(key=lambda item: (not item["todo_el_dia"], item["inicio"]))
        siguiente = next(
            (
                item["clave"]
                for item in items
                if not item["todo_el_dia"]
                and item["fin"] > ahora.isoformat(" ")
                and item["estado"] in ("tentativa", "confirmada")
            ),
            False,
        )
        return {
            "hoy": fields.Date.to_string(hoy),
            "manana": fields.Date.to_string(hoy + timedelta(days=1)),
            "ahora": ahora.isoformat(" "),
            "siguiente": siguiente,
            "items": items,
        }

    @api.model
    def _get_mi_dia_domain(self):
        """What I do, what I keep for the titular, and where I am sent."""
        agendas = Agenda = self.env["sigobito.agenda"]
        if Agenda.has_access("read"):
            agendas = Agenda.search(
                Agenda._get_propias_domain()
                & Domain("company_id", "=", self.env.company.id)
            )
        mias = Domain("agenda_id", "in", agendas.ids)
        mias |= Domain("partner_ids", "in", self.env.user.partner_id.ids)
        mias |= Domain("delegado_a_id", "=", self.env.uid) & Domain(
            "estado", "=", "delegada"
        )
        return mias & Domain("estado", "!=", "cancelada")

    def _get_mi_dia_items(self, hoy):
        """This activity on each of the two days it is on."""
        self.ensure_one()
        company = self.company_id
        inicio = self.start if self.allday else company._a_local(self.start)
        fin = self.stop if self.allday else company._a_local(self.stop)
        ultimo = fin.date() if fin == inicio else (fin - timedelta(seconds=1)).date()
        return [
            {
                "clave": f"{self.id}-{dia}",
                "id": self.id,
                "dia": fields.Date.to_string(dia),
                "nombre": self.display_name,
                "inicio": inicio.isoformat(" "),
                "fin": fin.isoformat(" "),
                "hora": inicio.strftime("%H:%M"),
                "hora_fin": fin.strftime("%H:%M"),
                "todo_el_dia": self.allday,
                "lugar": self.location or self.lugar_ids[:1].name or "",
                "mapa": self._get_enlace_mapa(),
                "ficha": self._get_enlace_ficha(),
                "estado": self.estado,
                "estado_nombre": dict(
                    self._fields["estado"]._description_selection(self.env)
                ).get(self.estado, ""),
                "reservada": self.visibilidad == "reservada",
                "aviso": self.tiene_conflicto,
                "delegado": self.delegado_a_id.name or "",
                "por_cerrar": self.por_cerrar and self.user_can_edit,
            }
            for dia in (hoy, hoy + timedelta(days=1))
            if inicio.date() <= dia <= ultimo
        ]

    def _get_enlace_mapa(self):
        """Address of a map with the place of the activity, or nothing.

        Only a link: the map is asked for by the phone, when somebody taps it.
        """
        self.ensure_one()
        lugar = self.lugar_ids.filtered(lambda sitio: sitio.latitud or sitio.longitud)
        if not lugar:
            return False
        lat, lon = lugar[0].latitud, lugar[0].longitud
        return f"https://www.openstreetmap.org/?mlat={lat:.6f}&mlon={lon:.6f}#map=17/{lat:.6f}/{lon:.6f}"

    def _get_enlace_ficha(self):
        """Address of the briefing sheet on the phone."""
        self.ensure_one()
        return f"/sigobito/ficha/{self.id}" if self.agenda_id else False


def _hora(valor):
    minutos = round(valor * 60)
    return f"{minutos // 60:02d}:{minutos % 60:02d}:00"
