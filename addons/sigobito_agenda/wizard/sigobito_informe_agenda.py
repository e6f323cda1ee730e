"""Pocket agenda and the lists for drivers, security and press."""

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

#: What each list tells, in the order of its columns. A pocket agenda is for its
#: reader; the others are handed to people who must know only their part.
COLUMNAS = {
    "bolsillo": ("titulo", "tipo", "donde", "zona", "con", "asiste", "estado"),
    "choferes": ("donde", "zona", "asiste", "estado"),
    "seguridad": (
        "titulo",
        "tipo",
        "donde",
        "zona",
        "asiste",
        "publico",
        "visibilidad",
        "estado",
    ),
    "prensa": ("titulo", "tipo", "tema", "donde", "zona", "asiste"),
    "actas": ("titulo", "donde", "con", "resultado", "decisiones", "compromisos"),
}
#: Lists that leave the office: a reserved entry is "Busy" in them for everybody.
PARA_OTROS = ("choferes", "seguridad", "prensa")


class SigobitoInforme(models.TransientModel):
    _inherit = "sigobito.informe"

    def _get_informe_agenda(self):
        eventos = self._get_eventos()
        ocupadas = self._get_ocultas(eventos)
        columnas = self._get_columnas_agenda()
        por_dia, filas, copia_reservada = {}, [], False
        for evento in eventos:
            oculta = evento in ocupadas
            if not self._va_en_la_lista(evento, oculta):
                continue
            copia_reservada |= evento.visibilidad == "reservada" and not oculta
            tarjeta = self._get_tarjeta(evento, oculta)
            for dia in self._get_dias(evento):
                por_dia.setdefault(dia, []).append(tarjeta)
                filas.append(
                    [
                        dia,
                        tarjeta["hora"],
                        *(tarjeta["valores"][clave] for clave in columnas),
                    ]
                )
        filas.sort(key=lambda fila: fila[0])
        return {
            "dias": [
                {
                    "titulo": self._en_palabras_dia(dia),
                    "tarjetas": por_dia.get(dia, []),
                }
                for dia in self._get_dias_del_periodo(por_dia)
            ],
            "avisos": self._get_avisos_agenda(copia_reservada),
            "hojas": [
                {
                    "titulo": self.env._("Activities"),
                    "columnas": [
                        self.env._("Date"),
                        self.env._("Time"),
                        *columnas.values(),
                    ],
                    "filas": filas,
                }
            ],
        }

    def _get_dias_del_periodo(self, por_dia):
        """Every day of a short period, also free ones; of a long one, those in use."""
        cuantos = (self.date_end - self.date_start).days + 1
        if cuantos > 7 or self.tipo in ("prensa", "actas"):
            return sorted(por_dia)
        return [self.date_start + timedelta(days=n) for n in range(cuantos)]

    def _en_palabras_dia(self, dia):
        """As in "Lunes 23 de noviembre"."""
        es = (self.env.context.get("lang") or "").startswith("es")
        patron = "EEEE d 'de' MMMM" if es else "EEEE, MMMM d"
        return self._en_palabras(dia, patron).capitalize()

    def _get_eventos(self):
        """Entries of the period that the user sees, a reserved one as "Busy"."""
        # A day more at each end: whole days are kept without a time zone.
        desde, hasta = self._get_limites_utc(margen=1)
        domain = (
            self._get_domain_comun()
            & Domain("agenda_id", "!=", False)
            & Domain("start", "<", hasta)
            & Domain("stop", ">=", desde)
        )
        if self.agenda_id:
            domain &= Domain("agenda_id", "=", self.agenda_id.id)
        if self.actor_id:
            domain &= Domain("actor_ids", "in", self.actor_id.id)
        eventos = self.env["calendar.event"].search_fetch(
            domain,
            [
                "name",
                "nombre_publico",
                "start",
                "stop",
                "allday",
                "show_as",
                "location",
                "estado",
                "visibilidad",
                "agenda_id",
                "actividad_tipo_id",
                "delegado_a_id",
                "solicitud_id",
                "tema_id",
                "lugar_ids",
                "actor_ids",
            ],
            order="start, id",
        )
        return eventos.filtered(lambda evento: self._get_dias(evento))

    def _get_tramo(self, evento):
        """Local start and end; a whole day has no time zone."""
        if evento.allday:
            return evento.start, evento.stop
        a_local = self.company_id._a_local
        return a_local(evento.start), a_local(evento.stop)

    def _get_dias(self, evento):
        """Days of the period the entry is on; midnight is the end of the day before."""
        inicio, fin = self._get_tramo(evento)
        if fin > inicio:
            fin -= timedelta(seconds=1)
        desde = max(inicio.date(), self.date_start)
        hasta = min(fin.date(), self.date_end)
        return [desde + timedelta(days=n) for n in range((hasta - desde).days + 1)]

    @api.model
    def _get_ocultas(self, eventos):
        """Those that are only "Busy" in this report."""
        ocultas = eventos._get_ocupadas(eventos.ids)
        if self.tipo in PARA_OTROS:
            ocultas |= eventos.filtered(lambda e: e.visibilidad == "reservada")
        return ocultas

    def _va_en_la_lista(self, evento, oculta):
        if self.tipo == "prensa":
            return (
                not oculta
                and evento.visibilidad == "publica"
                and evento.estado in ("confirmada", "realizada", "delegada")
            )
        if self.tipo == "actas":
            return not oculta and evento.estado in ("realizada", "delegada")
        # Whoever sees it as "Busy" does not know its status; a cancelled one is free.
        if evento.show_as == "free" and (oculta or evento.estado == "cancelada"):
            return False
        return oculta or evento.estado != "cancelada"

    def _get_columnas_agenda(self):
        textos = {
            "titulo": self.env._("Activity"),
            "tipo": self.env._("Kind"),
            "tema": self.env._("Theme"),
            "donde": self.env._("Where"),
            "zona": self.env._("Places"),
            "con": self.env._("With"),
            "asiste": self.env._("Attends"),
            "publico": self.env._("Expected attendance"),
            "visibilidad": self.env._("Visibility"),
            "estado": self.env._("Status"),
            "resultado": self.env._("Result"),
            "decisiones": self.env._("Decisions"),
            "compromisos": self.env._("Commitments"),
        }
        return {clave: textos[clave] for clave in COLUMNAS[self.tipo]}

    def _get_tarjeta(self, evento, oculta):
        """One entry as this list tells it."""
        inicio, fin = self._get_tramo(evento)
        if evento.allday:
            hora = self.env._("All day")
        elif inicio.date() == fin.date():
            hora = f"{inicio:%H:%M}–{fin:%H:%M}"
        else:
            hora = f"{inicio:%H:%M} – {self._en_palabras(fin, 'd MMM')} {fin:%H:%M}"
        columnas = self._get_columnas_agenda()
        valores = dict.fromkeys(columnas, "")
        titulo = self.env._("Busy")
        if not oculta:
            valores = {
                clave: valor
                for clave, valor in self._get_valores(evento).items()
                if clave in columnas
            }
            primera = next(iter(columnas))
            titulo = valores[primera] or self.env._("Place not given yet")
        elif "titulo" in valores:
            valores["titulo"] = titulo
        else:
            valores[next(iter(columnas))] = titulo
        return {
            "hora": hora,
            "titulo": titulo,
            "tentativa": not oculta and evento.estado == "tentativa",
            "lineas": [
                (texto, valores[clave])
                for clave, texto in list(columnas.items())[1:]
                if valores[clave]
            ],
            "valores": valores,
        }

    def _get_valores(self, evento):
        def nombre(campo):
            seleccion = evento._fields[campo]._description_selection(self.env)
            return dict(seleccion).get(evento[campo], "")

        delegada = evento.estado == "delegada" and evento.delegado_a_id
        titular = evento.agenda_id.titular_id
        asiste = (delegada or titular).name or ""
        if self.tipo == "bolsillo" and not delegada:
            asiste = "" if self.agenda_id else asiste
        nombre_evento = evento.name
        if self.tipo == "prensa":
            nombre_evento = evento.nombre_publico or nombre_evento
        return {
            "titulo": nombre_evento or "",
            "tipo": evento.actividad_tipo_id.name or "",
            "tema": evento.tema_id.name or "",
            "donde": evento.location or "",
            "zona": ", ".join(
                nombre
                for nombre in evento.lugar_ids.mapped("name")
                if nombre != evento.location
            ),
            "con": ", ".join(evento.actor_ids.mapped("name")),
            "asiste": asiste,
            "publico": self._get_publico(evento),
            "resultado": evento.resultado or "",
            "decisiones": evento.decisiones or "",
            "compromisos": self._get_compromisos_acta(evento),
            "visibilidad": nombre("visibilidad"),
            "estado": nombre("estado")
            if evento.estado in ("tentativa", "delegada")
            else "",
        }

    def _get_publico(self, evento):
        """How many people are expected, if the user may read the request."""
        if self.tipo != "seguridad" or not evento.solicitud_id:
            return ""
        solicitud = evento.solicitud_id._filtered_access("read")
        return str(solicitud.asistentes) if solicitud.asistentes else ""

    def _get_compromisos_acta(self, evento):
        """Those made in it that the user may read, one a line."""
        if self.tipo != "actas":
            return ""
        return "\n".join(
            " · ".join(
                parte
                for parte in (
                    compromiso.name,
                    compromiso.responsable_id.name,
                    self._en_palabras(compromiso.date_deadline),
                )
                if parte
            )
            for compromiso in evento.compromiso_ids
        )

    def _get_avisos_agenda(self, copia_reservada):
        if copia_reservada:
            return [
                self.env._(
                    "This copy shows reserved activities: do not hand it on or leave "
                    "it lying about."
                )
            ]
        return []
