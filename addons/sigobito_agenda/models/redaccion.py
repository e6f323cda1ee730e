"""The warnings of the agenda in words, for the screen and for the thread (R21)."""

from babel.dates import format_date

from odoo.tools.misc import babel_locale_parse

ICONOS = {
    "cruce": "fa-clone",
    "traslado": "fa-car",
    "descanso": "fa-coffee",
    "bloqueo": "fa-ban",
    "feriado": "fa-calendar-times-o",
    "horario": "fa-clock-o",
    "cupo": "fa-list-ol",
}


class Redaccion:
    """:param publico: name nothing that some reader of the municipality may not see"""

    def __init__(self, programador, publico=False):
        self.programador = programador
        self.env = programador.env
        self.publico = publico
        self.locale = babel_locale_parse(self.env.lang)

    # ------------------------------------------------------------
    # MOMENTS
    # ------------------------------------------------------------

    def dia_hora(self, company, momento):
        """“lun 23 nov, 15:00” in the municipality."""
        local = company._a_local(momento)
        dia = format_date(local, "EEE d MMM", locale=self.locale).replace(".", "")
        return f"{dia}, {local:%H:%M}"

    def dia(self, dia):
        return format_date(dia, "EEE d MMM", locale=self.locale).replace(".", "")

    def horas(self, company, inicio, fin):
        inicio, fin = company._a_local(inicio), company._a_local(fin)
        if inicio.date() != fin.date() and f"{inicio:%H%M}{fin:%H%M}" == "00000000":
            return self.env._("all day")
        return f"{inicio:%H:%M}–{fin:%H:%M}"

    # ------------------------------------------------------------
    # WARNINGS
    # ------------------------------------------------------------

    def avisos(self, propuesta, avisos):
        """Warnings as the screen wants them."""
        return [
            {
                "clase": aviso.clase,
                "clave": aviso.clave,
                "icono": ICONOS[aviso.clase],
                "texto": self.texto(propuesta, aviso),
                "event_id": aviso.otro
                if aviso.clase in ("cruce", "traslado", "descanso")
                and self.programador.es_visible(aviso.otro, self.publico)
                else False,
            }
            for aviso in avisos
        ]

    def texto(self, propuesta, aviso):
        return getattr(self, f"_texto_{aviso.clase}")(propuesta, aviso)

    def _de_otro(self, propuesta, aviso):
        """Name and hours of the other entry; “Busy” when it may not be named."""
        company = propuesta.agenda.sudo().company_id
        otra = self.programador.ocupaciones[aviso.otro]
        visible = self.programador.es_visible(aviso.otro, self.publico)
        nombre = otra.nombre if visible else self.env._("Busy")
        bloque = otra.bloque
        return {
            "name": nombre,
            "hours": self.horas(company, bloque.inicio, bloque.fin),
            "free": aviso.hay,
            "needed": aviso.necesita,
        }

    def _texto_cruce(self, propuesta, aviso):
        return self.env._(
            "Overlaps “%(name)s” (%(hours)s)", **self._de_otro(propuesta, aviso)
        )

    def _texto_traslado(self, propuesta, aviso):
        datos = self._de_otro(propuesta, aviso)
        if aviso.antes:
            return self.env._(
                "%(free)s min after “%(name)s” (%(hours)s): the trip takes about "
                "%(needed)s min",
                **datos,
            )
        return self.env._(
            "%(free)s min before “%(name)s” (%(hours)s): the trip takes about "
            "%(needed)s min",
            **datos,
        )

    def _texto_descanso(self, propuesta, aviso):
        datos = self._de_otro(propuesta, aviso)
        if aviso.antes:
            return self.env._(
                "%(free)s min of rest after “%(name)s” (%(hours)s), of %(needed)s",
                **datos,
            )
        return self.env._(
            "%(free)s min of rest before “%(name)s” (%(hours)s), of %(needed)s", **datos
        )

    def _texto_bloqueo(self, propuesta, aviso):
        agenda = propuesta.agenda
        if not self.publico and agenda._es_propia():
            # sudo: its people read why it is blocked
            bloqueo = self.env["sigobito.agenda.bloqueo"].sudo().browse(aviso.otro)
            return self.env._("The agenda is blocked: %s", bloqueo.name)
        return self.env._("The agenda is blocked")

    def _texto_feriado(self, propuesta, aviso):
        return self.env._("%s is a public holiday", self.dia(aviso.dia))

    def _texto_horario(self, propuesta, aviso):
        bloque = self.programador.bloque(propuesta)
        jornada = self.programador.reglas(propuesta.agenda).jornada
        horas = jornada.get(bloque.dias[0]) if bloque.dias else None
        if not horas:
            return self.env._(
                "Outside working hours: %s is not worked", self.dia(bloque.dias[0])
            )
        company = propuesta.agenda.sudo().company_id
        return self.env._(
            "Outside working hours (%s that day)", self.horas(company, *horas)
        )

    def _texto_cupo(self, propuesta, aviso):
        # sudo: the name of a kind of the municipality
        tipo = self.env["sigobito.actividad.tipo"].sudo().browse(propuesta.tipo)
        datos = {"total": aviso.hay, "kind": tipo.name, "limit": aviso.necesita}
        if aviso.periodo == "semana":
            return self.env._(
                "It would be number %(total)s of “%(kind)s” that week; the limit is "
                "%(limit)s",
                **datos,
            )
        return self.env._(
            "It would be number %(total)s of “%(kind)s” that day; the limit is "
            "%(limit)s",
            **datos,
        )

    def alternativas(self, propuesta):
        """Free times, with the button's words."""
        company = propuesta.agenda.sudo().company_id
        return [
            {
                "start": inicio.isoformat(" "),
                "stop": fin.isoformat(" "),
                "texto": self.dia_hora(company, inicio),
            }
            for inicio, fin in self.programador.alternativas(propuesta)
        ]
