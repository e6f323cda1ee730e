from odoo import http
from odoo.http import request

from odoo.addons.calendar.controllers.main import CalendarController


class AgendaCalendarController(CalendarController):
    """Links of an invitation stop telling when the activity becomes reserved."""

    def _es_reservada(self, token):
        # sudo: whoever comes with a link has no access of his own
        attendee = (
            request.env["calendar.attendee"]
            .sudo()
            .search([("access_token", "=", token)], limit=1)
        )
        user = request.env.user
        return bool(attendee.event_id._filter_reservadas()) and not user._is_internal()

    @http.route()
    def view_meeting(self, token, id, **kwargs):
        if self._es_reservada(token):
            return request.not_found()
        return super().view_meeting(token, id, **kwargs)
