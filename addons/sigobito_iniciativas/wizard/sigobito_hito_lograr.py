from odoo import fields, models
from odoo.exceptions import UserError


class SigobitoHitoLograr(models.TransientModel):
    """Two questions before a milestone counts as reached: when, and how we know."""

    _name = "sigobito.hito.lograr"
    _description = "Mark a milestone as reached"
    _rec_name = "hito_id"

    hito_id = fields.Many2one(
        "sigobito.hito", string="Milestone", required=True, readonly=True
    )
    producto = fields.Text(related="hito_id.producto", related_sudo=False)
    fecha_real = fields.Date(
        string="Reached on",
        required=True,
        default=lambda self: self.env.company._hoy(),
    )
    evidencia = fields.Text(
        string="Evidence",
        required=True,
        help="What was delivered, where it can be seen, who received it.",
    )
    adjunto_ids = fields.Many2many(
        "ir.attachment",
        "sigobito_hito_lograr_adjunto_rel",
        "wizard_id",
        "attachment_id",
        string="Photos and documents",
    )

    def action_confirmar(self):
        self.ensure_one()
        if self.fecha_real > self.env.company._hoy():
            raise UserError(
                self.env._("A milestone cannot have been reached on a future date.")
            )
        if self.adjunto_ids:
            # The files now belong to the milestone: whoever sees it sees them.
            self.adjunto_ids.write(
                {"res_model": "sigobito.hito", "res_id": self.hito_id.id}
            )
        self.hito_id._lograr(self.fecha_real, self.evidencia, self.adjunto_ids.ids)
        return {"type": "ir.actions.act_window_close"}
