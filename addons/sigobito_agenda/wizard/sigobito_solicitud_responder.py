from odoo import api, fields, models


class SigobitoSolicitudResponder(models.TransientModel):
    """Write the answer the requester reads, by mail and on the tracking page."""

    _name = "sigobito.solicitud.responder"
    _description = "Answer a request"

    solicitud_id = fields.Many2one(
        "sigobito.solicitud", string="Request", required=True, ondelete="cascade"
    )
    email = fields.Char(related="solicitud_id.email", related_sudo=False)
    phone = fields.Char(related="solicitud_id.phone", related_sudo=False)
    texto = fields.Text(string="Text of the answer", required=True)
    enviar = fields.Boolean(string="Send by e-mail", default=True)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        solicitud = self.env["sigobito.solicitud"].browse(defaults.get("solicitud_id"))
        if solicitud:
            defaults["texto"] = (
                solicitud.respuesta_publica or solicitud._get_respuesta_sugerida()
            )
            defaults["enviar"] = bool(solicitud.email)
        return defaults

    def action_responder(self):
        self.ensure_one()
        self.solicitud_id._responder(self.texto, enviar=self.enviar)
        return {"type": "ir.actions.act_window_close"}
