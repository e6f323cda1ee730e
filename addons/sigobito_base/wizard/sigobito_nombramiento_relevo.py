from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoNombramientoRelevo(models.TransientModel):
    """Somebody leaves a post, somebody takes it: either, or both (R15)."""

    _name = "sigobito.nombramiento.relevo"
    _description = "Change of holder"

    cargo_id = fields.Many2one("sigobito.cargo", string="Post", required=True)
    company_id = fields.Many2one(related="cargo_id.company_id")
    nombramiento_id = fields.Many2one("sigobito.nombramiento", string="Leaves")
    saliente_id = fields.Many2one(
        related="nombramiento_id.user_id", string="Who leaves"
    )
    ultimo_dia = fields.Date(
        string="Last day",
        compute="_compute_ultimo_dia",
        store=True,
        readonly=False,
        help="The access of the post goes at midnight of that day",
    )
    hay_sucesor = fields.Boolean(string="Somebody takes the post")
    user_id = fields.Many2one(
        "res.users",
        string="New holder",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    date_start = fields.Date(
        string="From", default=lambda self: self.env.company._hoy()
    )
    date_end = fields.Date(string="Until", help="Empty while it goes on")
    roles_texto = fields.Char(related="cargo_id.roles_texto")

    @api.depends("hay_sucesor", "date_start", "nombramiento_id")
    def _compute_ultimo_dia(self):
        """The day before whoever follows; else today."""
        for wizard in self:
            hoy = wizard.company_id._hoy()
            if wizard.hay_sucesor and wizard.date_start:
                wizard.ultimo_dia = wizard.date_start - timedelta(days=1)
            else:
                wizard.ultimo_dia = hoy

    def action_save(self):
        """End the appointment in force, make the new one, or both."""
        self.ensure_one()
        saliente = self.nombramiento_id
        if not saliente and not self.hay_sucesor:
            raise UserError(self.env._("Say who takes the post."))
        if self.hay_sucesor and not (self.user_id and self.date_start):
            raise UserError(self.env._("Say who takes the post, and from which day."))
        # With the rights of whoever answers: these writes are the check.
        Nombramiento = self.env["sigobito.nombramiento"]
        sucesor = {
            "cargo_id": self.cargo_id.id,
            "user_id": self.user_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
        }
        if not saliente:
            Nombramiento.create(sucesor)
        else:
            saliente._relevar(self.ultimo_dia, self.hay_sucesor and sucesor)
        return {"type": "ir.actions.act_window_close"}
