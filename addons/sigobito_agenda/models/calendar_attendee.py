from odoo import models


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    def _notify_attendees(self, *args, **kwargs):
        """The titular is not sent a mail for each line of his own agenda."""
        others = self.filtered(
            lambda a: a.partner_id != a.event_id.agenda_id.titular_id.partner_id
        )
        return super(CalendarAttendee, others)._notify_attendees(*args, **kwargs)
