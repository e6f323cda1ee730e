from odoo import fields, models


class SigobitoRutinaMotivo(models.TransientModel):
    """Why a session was not held, or was called off (R3)."""

    _name = "sigobito.rutina.motivo"
    _description = "Reason of a session"

    sesion_id = fields.Many2one(
        "sigobito.rutina.sesion", string="Session", required=True, ondelete="cascade"
    )
    state = fields.Selection(
        [("omitida", "Not held"), ("cancelada", "Called off")],
        string="What happened",
        required=True,
        default="omitida",
    )
    motivo = fields.Text(string="Reason", required=True)

    def action_confirmar(self):
        self.ensure_one()
        self.sesion_id.write({"state": self.state, "motivo": self.motivo})
        return {"type": "ir.actions.act_window_close"}
