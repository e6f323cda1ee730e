from odoo import api, models
from odoo.fields import Domain


class IrAttachment(models.Model):
    """Files of a reserved activity are as reserved as the activity.

    The platform asks only whether the record can be read, and a reserved activity can
    be ("Busy"); its files may not.
    """

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su:
            return result
        forbidden = result[0] if result else self.browse()
        reservados = self._filter_de_reservadas(self - forbidden)
        if not reservados:
            return result
        forbidden |= reservados
        return forbidden, lambda: self.env["ir.rule"]._make_access_error(
            operation, forbidden
        )

    def _filter_de_reservadas(self, attachments):
        """Those that hang on an activity the user sees only as "Busy"."""
        # sudo: only to learn on which record each file hangs
        by_event = {
            attachment.id: attachment.res_id
            for attachment in attachments.sudo()
            if attachment.res_model == "calendar.event" and attachment.res_id
        }
        if not by_event:
            return self.browse()
        hidden = set(
            self.env["calendar.event"]._get_ocupadas(set(by_event.values()))._ids
        )
        return attachments.filtered(lambda a: by_event.get(a.id) in hidden)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = (
                Domain(domain) & ~self.env["calendar.event"]._get_de_ocupadas_domain()
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)
