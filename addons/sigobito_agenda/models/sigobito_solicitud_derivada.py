"""A request in the hands of an area: its report closes what was asked (R25)."""

from odoo import models


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    def action_derivar(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_derivar_action"
        )
        action["context"] = {"default_solicitud_id": self.id}
        return action

    def write(self, vals):
        result = super().write(vals)
        if (vals.get("informe") or "").strip() and not self.env.su:
            # Whoever was asked has answered: his task is done, and it is told.
            tareas = self.activity_ids.filtered(lambda a: a.user_id == self.env.user)
            if tareas:
                tareas.action_feedback(feedback=self.env._("Report written."))
        return result
