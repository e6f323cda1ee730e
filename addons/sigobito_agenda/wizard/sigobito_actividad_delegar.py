from odoo import api, fields, models
from odoo.exceptions import AccessError


class SigobitoActividadDelegar(models.TransientModel):
    """Somebody else attends: who, and what he should know (R23)."""

    _name = "sigobito.actividad.delegar"
    _description = "Delegate an activity"

    event_id = fields.Many2one(
        "calendar.event", string="Activity", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="event_id.company_id", related_sudo=False)
    delegado_a_id = fields.Many2one(
        "res.users",
        string="Who attends",
        required=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    nota = fields.Text(string="Note", help="It goes with the briefing sheet")
    invitar = fields.Boolean(
        string="Let this person read it",
        help="The activity is reserved: the person becomes a guest and reads all of it",
    )
    pide_invitar = fields.Boolean(
        string="Sees it as busy", compute="_compute_pide_invitar"
    )

    @api.depends("delegado_a_id", "event_id")
    def _compute_pide_invitar(self):
        for wizard in self:
            user, event = wizard.delegado_a_id, wizard.event_id
            wizard.pide_invitar = bool(
                user and event and not event._es_legible_para(user)
            )

    def action_delegar(self):
        self.ensure_one()
        event = self.event_id
        event._check_ficha_editable()
        # sudo: companies of a user are for administrators only
        if self.delegado_a_id.sudo().share or (
            event.company_id not in self.delegado_a_id.sudo().company_ids
        ):
            raise AccessError(
                self.env._(
                    "%(user)s does not work for %(company)s.",
                    user=self.delegado_a_id.name,
                    company=event.company_id.name,
                )
            )
        silencio = {"dont_notify": True, "no_mail_to_attendees": True}
        if self.invitar and self.pide_invitar:
            # The sheet says it all; an invitation besides would be one mail too many.
            event.with_context(**silencio).write(
                {"partner_ids": [(4, self.delegado_a_id.partner_id.id)]}
            )
        event.with_context(sigobito_nota_ficha=self.nota).write(
            {"estado": "delegada", "delegado_a_id": self.delegado_a_id.id}
        )
        return {"type": "ir.actions.act_window_close"}
