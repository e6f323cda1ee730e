from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoSolicitudUnir(models.TransientModel):
    """Look at requests side by side and say which one stays."""

    _name = "sigobito.solicitud.unir"
    _description = "Merge requests"

    solicitud_ids = fields.Many2many("sigobito.solicitud", string="Requests")
    principal_id = fields.Many2one(
        "sigobito.solicitud",
        string="The one that stays",
        required=True,
        domain="[('id', 'in', solicitud_ids)]",
        help="The others are archived under it and get the same answer",
    )

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") == "sigobito.solicitud" and not defaults.get(
            "solicitud_ids"
        ):
            defaults["solicitud_ids"] = context.get("active_ids", [])
        if not defaults.get("principal_id") and defaults.get("solicitud_ids"):
            solicitudes = self.env["sigobito.solicitud"].browse(
                self._get_ids(defaults["solicitud_ids"])
            )
            # The first that came: its requester has waited longest.
            defaults["principal_id"] = solicitudes.sorted("fecha_recepcion")[:1].id
        return defaults

    @api.model
    def _get_ids(self, commands):
        if commands and isinstance(commands[0], (list, tuple)):
            return [
                res_id
                for command in commands
                for res_id in (command[2] if command[0] == 6 else [command[1]])
            ]
        return commands

    def action_unir(self):
        self.ensure_one()
        if len(self.solicitud_ids) < 2:
            raise UserError(self.env._("Choose at least two requests to merge."))
        (self.solicitud_ids - self.principal_id)._unir_a(self.principal_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "sigobito.solicitud",
            "res_id": self.principal_id.id,
            "views": [(False, "form")],
        }

    def action_distintas(self):
        """They are not the same: do not propose them again."""
        self.ensure_one()
        self.env["sigobito.solicitud.parecido"].search(
            [
                ("solicitud_id", "in", self.solicitud_ids.ids),
                ("otra_id", "in", self.solicitud_ids.ids),
            ]
        ).action_descartar()
        return {"type": "ir.actions.act_window_close"}
