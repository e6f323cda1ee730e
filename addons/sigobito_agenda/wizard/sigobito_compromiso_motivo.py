from odoo import fields, models


class SigobitoCompromisoMotivo(models.TransientModel):
    """A commitment is not given back or given up without saying why."""

    _name = "sigobito.compromiso.motivo"
    _description = "Reason"

    compromiso_id = fields.Many2one(
        "sigobito.compromiso", string="Commitment", required=True, ondelete="cascade"
    )
    accion = fields.Selection(
        [
            ("devolver", "Return it"),
            ("rechazar", "Not verified: back to work"),
            ("no_cumplir", "Mark as not kept"),
            ("negar_prorroga", "Refuse the extension"),
        ],
        string="What to do",
        required=True,
    )
    motivo = fields.Text(string="Reason", required=True)

    def action_aplicar(self):
        self.ensure_one()
        getattr(self.compromiso_id, f"_{self.accion}")(self.motivo)
        return {"type": "ir.actions.act_window_close"}
