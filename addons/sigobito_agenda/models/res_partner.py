from odoo import fields, models


class ResPartner(models.Model):
    """The meetings of a contact do not tell with whom a reserved activity is."""

    _inherit = "res.partner"

    # Read or searched, it would name the guests of an entry; no screen uses it.
    meeting_ids = fields.Many2many(groups="base.group_system")

    def _compute_meeting(self):
        meetings = super()._compute_meeting()
        if self.env.su or not meetings:
            return meetings
        event_ids = {event_id for ids in meetings.values() for event_id in ids}
        hidden = set(self.env["calendar.event"]._get_ocupadas(event_ids)._ids)
        return {
            partner_id: [event_id for event_id in ids if event_id not in hidden]
            for partner_id, ids in meetings.items()
        }
