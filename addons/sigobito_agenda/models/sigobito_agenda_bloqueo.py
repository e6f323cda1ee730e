from datetime import datetime, time, timedelta

from odoo import api, fields, models


class SigobitoAgendaBloqueo(models.Model):
    """Days, or hours of each of those days, that nobody may fill (R21)."""

    _name = "sigobito.agenda.bloqueo"
    _description = "Blocked days of an agenda"
    _order = "date_start desc, id"
    _check_company_auto = True

    name = fields.Char(
        string="Reason",
        required=True,
        help="Only the people of the agenda read it; for the others it is blocked",
    )
    agenda_id = fields.Many2one(
        "sigobito.agenda",
        string="Agenda",
        required=True,
        check_company=True,
        ondelete="cascade",
        default=lambda self: self.env["sigobito.agenda"]._get_por_defecto(),
    )
    company_id = fields.Many2one(
        related="agenda_id.company_id", store=True, index=True, precompute=True
    )
    date_start = fields.Date(
        string="From", required=True, default=lambda self: self.env.company._hoy()
    )
    date_end = fields.Date(
        string="Until", required=True, default=lambda self: self.env.company._hoy()
    )
    hora_inicio = fields.Float(string="From the hour")
    hora_fin = fields.Float(
        string="To the hour", help="Empty: until the end of each day"
    )

    _fechas_ok = models.Constraint(
        "CHECK (date_end >= date_start)", "The block ends before it starts."
    )
    _horas_ok = models.Constraint(
        "CHECK (hora_inicio >= 0 AND hora_inicio < 24 AND hora_fin >= 0 "
        "AND hora_fin <= 24 AND (hora_fin = 0 OR hora_fin > hora_inicio))",
        "The hours go from 0 to 24, and the block ends after it starts.",
    )
    _agenda_idx = models.Index("(agenda_id, date_end)")

    @api.onchange("date_start")
    def _onchange_date_start(self):
        if self.date_start and (not self.date_end or self.date_end < self.date_start):
            self.date_end = self.date_start

    def _get_intervalos(self, desde, hasta):
        """Blocked moments between two days, in naive local time of the municipality."""
        self.ensure_one()
        dia, fin = max(self.date_start, desde), min(self.date_end, hasta)
        intervalos = []
        while dia <= fin:
            medianoche = datetime.combine(dia, time.min)
            intervalos.append(
                (
                    medianoche + timedelta(hours=self.hora_inicio),
                    medianoche + timedelta(hours=self.hora_fin or 24),
                )
            )
            dia += timedelta(days=1)
        return intervalos
