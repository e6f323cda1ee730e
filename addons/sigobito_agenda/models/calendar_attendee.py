from odoo import models


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    def _notify_attendees(self, *args, **kwargs):
        """The titular is not sent a mail for each line of his own agenda.

        Of a reserved entry nobody from outside is sent anything.
        """
        reservadas = self.event_id._filter_reservadas()
        others = self.filtered(
            lambda a: (
                a.partner_id != a.event_id.agenda_id.titular_id.partner_id
                and (a.event_id not in reservadas or a._es_de_la_casa())
            )
        )
        return super(CalendarAttendee, others)._notify_attendees(*args, **kwargs)

    def _es_de_la_casa(self):
        """Whether the guest works for the municipality of the activity."""
        self.ensure_one()
        # sudo: users and companies of a guest, only to answer this
        users = self.partner_id.sudo().user_ids
        company = self.event_id.sudo().company_id
        return any(not u.share and company in u.company_ids for u in users)
