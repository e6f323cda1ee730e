from odoo import api, models
from odoo.fields import Domain


class MailFollowers(models.Model):
    """Who follows a reserved activity is who takes part in it."""

    _inherit = "mail.followers"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = (
                Domain(domain) & ~self.env["calendar.event"]._get_de_ocupadas_domain()
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        forbidden = result[0] if result else self.browse()
        # sudo: only to learn what each follows
        by_event = {
            follower: follower.res_id
            for follower in (self - forbidden).sudo()
            if follower.res_model == "calendar.event"
        }
        busy = self.env["calendar.event"]._get_ocupadas(set(by_event.values()))._ids
        hidden = self.browse(
            follower.id for follower, event_id in by_event.items() if event_id in busy
        )
        if not hidden:
            return result
        forbidden |= hidden
        return forbidden, lambda: self.env["ir.rule"]._make_access_error(
            operation, forbidden
        )
