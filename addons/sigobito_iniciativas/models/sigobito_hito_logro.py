"""Reaching a milestone: with evidence, and the initiative is told."""

from odoo import fields, models
from odoo.exceptions import UserError


class SigobitoHito(models.Model):
    _inherit = "sigobito.hito"

    fecha_real = fields.Date(string="Reached on", copy=False, tracking=True)
    medio_verificacion = fields.Char(string="Means of verification")
    evidencia = fields.Text(string="Evidence", copy=False)
    evidencia_ids = fields.Many2many(
        "ir.attachment",
        "sigobito_hito_evidencia_rel",
        "hito_id",
        "attachment_id",
        string="Photos and documents",
        copy=False,
    )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_lograr(self):
        """Ask for the evidence and the date, then mark as reached."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as reached"),
            "res_model": "sigobito.hito.lograr",
            "view_mode": "form",
            "target": "new",
            "context": {"default_hito_id": self.id},
        }

    def action_reabrir(self):
        self.write({"state": "en_curso", "fecha_real": False})
        return True

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _check_logrado(self, vals):
        """A milestone is reached with evidence, by whoever answers for it."""
        for hito in self:
            if not (vals.get("evidencia") or hito.evidencia) and not (
                vals.get("evidencia_ids") or hito.evidencia_ids
            ):
                raise UserError(
                    self.env._(
                        "Tell how we know that “%(hito)s” was reached: write the "
                        "evidence or attach a photo or document.",
                        hito=hito.name,
                    )
                )

    def _lograr(self, fecha, evidencia, adjuntos=()):
        """Mark as reached on ``fecha`` with its evidence."""
        vals = {"state": "done", "fecha_real": fecha, "evidencia": evidencia}
        if adjuntos:
            vals["evidencia_ids"] = [fields.Command.link(id_) for id_ in adjuntos]
        self.write(vals)

    def _post_logrado(self):
        """Hook, called with the milestones that have just been reached."""
        for hito in self:
            hito.iniciativa_id.sudo().message_post(
                body=self.env._("Milestone reached: %(hito)s", hito=hito.name),
                author_id=self.env.user.partner_id.id,
            )
