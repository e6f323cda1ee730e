from odoo import fields, models


class SigobitoImplementacionMotivo(models.TransientModel):
    """Why a step is returned or does not apply."""

    _name = "sigobito.implementacion.motivo"
    _description = "Reason about a step"

    paso_id = fields.Many2one(
        "sigobito.implementacion.paso", string="Step", required=True, ondelete="cascade"
    )
    accion = fields.Selection(
        [("devolver", "Return"), ("no_aplica", "Does not apply")],
        string="What",
        required=True,
    )
    motivo = fields.Char(string="Why", required=True)

    def action_confirmar(self):
        """Do it, with the reason kept on the step."""
        self.ensure_one()
        if self.accion == "devolver":
            self.paso_id._devolver(self.motivo)
        else:
            self.paso_id._no_aplica(self.motivo)
        return {"type": "ir.actions.act_window_close"}
