from itertools import islice

from odoo import models
from odoo.exceptions import UserError

#: Occurrences of a series that are checked while it is typed, and dates that are told.
MAXIMO_SERIE, MAXIMO_FECHAS = 60, 5
DIAS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class CalendarEvent(models.Model):
    """A series is checked date by date while it is typed (R21)."""

    _inherit = "calendar.event"

    def _get_propuestas_serie(self):
        """Occurrences a series that is being typed will have, but the first."""
        self.ensure_one()
        if not self.recurrency or self.recurrence_id or self._origin:
            return []
        # What has not been typed is not asked for: its default would be computed, and
        # would write over what has been.
        names = self._get_recurrent_fields() & set(self._cache)
        names = (names & set(self.env["calendar.recurrence"]._fields)) - {"rrule"}
        regla = self.env["calendar.recurrence"].new({n: self[n] for n in names})
        company = self.agenda_id.sudo().company_id
        local = self.start if self.allday else company._a_local(self.start)
        if regla.rrule_type == "weekly" and not regla._get_week_days():
            regla[DIAS[local.weekday()]] = True
        try:
            momentos = list(islice(regla._get_rrule(local), MAXIMO_SERIE))
        except (UserError, KeyError, TypeError, ValueError):
            return []  # the rule is only half typed
        duracion = self.stop - self.start
        inicios = [m if self.allday else company._a_utc(m) for m in momentos]
        return [
            self._get_propuesta(inicio=inicio, fin=inicio + duracion)
            for inicio in inicios
            if inicio > self.start
        ]

    def _get_avisos_serie(self, programador, redaccion, serie):
        """Dates of the series that have something against them."""
        malas = []
        for propuesta in serie:
            if avisos := programador.avisos(propuesta):
                malas.append((propuesta, avisos[0]))
        textos = []
        for propuesta, aviso in malas[:MAXIMO_FECHAS]:
            dia = redaccion.dia(programador.bloque(propuesta).dias[0])
            texto = redaccion.texto(propuesta, aviso)
            textos.append(
                {
                    "clase": "serie",
                    "clave": f"serie:{dia}",
                    "icono": "fa-repeat",
                    "texto": f"{dia}: {texto}",
                    "event_id": False,
                }
            )
        if resto := len(malas) - len(textos):
            textos.append(
                {
                    "clase": "serie",
                    "clave": "serie",
                    "icono": "fa-repeat",
                    "texto": self.env._("And %s more dates of the series", resto),
                    "event_id": False,
                }
            )
        return textos
