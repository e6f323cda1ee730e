from odoo import fields, models


class SigobitoAgenda(models.Model):
    """Hours the titular works (R21)."""

    _inherit = "sigobito.agenda"

    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours",
        index="btree_not_null",
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id)]",
        help="Empty: those of the municipality",
    )

    def _get_horario(self):
        """Working hours of the agenda, or none."""
        self.ensure_one()
        # sudo: the hours of the office are no secret for who looks at its agenda
        agenda = self.sudo()
        return agenda.resource_calendar_id or agenda.company_id.resource_calendar_id
