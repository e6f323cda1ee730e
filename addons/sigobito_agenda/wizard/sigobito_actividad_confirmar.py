from odoo import fields, models


class SigobitoActividadConfirmar(models.TransientModel):
    """Confirm a hold that clashes with something, saying why (R21)."""

    _name = "sigobito.actividad.confirmar"
    _description = "Confirm an activity with warnings"

    event_id = fields.Many2one(
        "calendar.event", string="Activity", required=True, ondelete="cascade"
    )
    avisos = fields.Json(related="event_id.avisos", related_sudo=False)
    motivo = fields.Char(string="Why it stays there", required=True)

    def action_confirmar(self):
        self.ensure_one()
        self.event_id.write({"estado": "confirmada", "conflicto_motivo": self.motivo})
        return {"type": "ir.actions.act_window_close"}
