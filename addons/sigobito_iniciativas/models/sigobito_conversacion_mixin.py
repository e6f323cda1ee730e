from odoo import models


class SigobitoConversacionMixin(models.AbstractModel):
    """Chatter of what the regional team may read: the talk stays in the municipality.

    Staff who see the record may write in it; whoever is not staff of a municipality
    reads the record, not its conversation.
    """

    _name = "sigobito.conversacion.mixin"
    _description = "Conversation of the municipality"
    _inherit = ["mail.thread", "mail.activity.mixin"]

    _mail_post_access = "read"

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        res = super()._mail_get_operation_for_mail_message_operation(message_operation)
        if self.env.su or self.env.user.has_group("sigobito_base.group_funcionario"):
            return res
        return dict.fromkeys(res, "write")
