from odoo import api, fields, models

from ..models.sigobito_actor import POSTURAS


class SigobitoActorPosturaCambiar(models.TransientModel):
    """Change the stance of a stakeholder, saying why."""

    _name = "sigobito.actor.postura.cambiar"
    _description = "Change the stance"

    actor_id = fields.Many2one("sigobito.actor", string="Stakeholder", required=True)
    postura = fields.Selection(
        POSTURAS,
        string="Stance",
        compute="_compute_postura",
        store=True,
        readonly=False,
        compute_sudo=False,
    )
    motivo = fields.Text(string="Reason", required=True)

    @api.depends("actor_id")
    def _compute_postura(self):
        for cambio in self:
            cambio.postura = cambio.actor_id.postura

    def action_save(self):
        """The reason goes with the change into the history."""
        self.ensure_one()
        self.actor_id.with_context(sigobito_motivo_postura=self.motivo).write(
            {"postura": self.postura}
        )
        return {"type": "ir.actions.act_window_close"}
