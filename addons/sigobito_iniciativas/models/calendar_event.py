from odoo import fields, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    iniciativa_ids = fields.Many2many(
        "sigobito.iniciativa",
        "sigobito_iniciativa_event_rel",
        "event_id",
        "iniciativa_id",
        string="Initiatives",
        check_company=True,
        groups="sigobito_base.group_funcionario",
    )

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["iniciativa_ids"]
