from odoo import api, fields, models


class SigobitoSolicitudResponder(models.TransientModel):
    """Write the answer the requester reads: by mail, as a letter, or pasted.

    It also shows on the tracking page.
    """

    _name = "sigobito.solicitud.responder"
    _description = "Answer a request"

    solicitud_id = fields.Many2one(
        "sigobito.solicitud", string="Request", required=True, ondelete="cascade"
    )
    email = fields.Char(related="solicitud_id.email", related_sudo=False)
    phone = fields.Char(related="solicitud_id.phone", related_sudo=False)
    tipo = fields.Selection(related="solicitud_id.tipo", related_sudo=False)
    decision = fields.Selection(related="solicitud_id.decision", related_sudo=False)
    plantilla_id = fields.Many2one(
        "sigobito.respuesta.plantilla",
        string="Template",
        domain="[('tipo', 'in', (tipo, False)), ('decision', 'in', (decision, False))]",
    )
    texto = fields.Text(string="Text of the answer", required=True)
    enviar = fields.Boolean(string="Send by e-mail", default=True)

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        solicitud = self.env["sigobito.solicitud"].browse(defaults.get("solicitud_id"))
        if solicitud:
            texto = solicitud.respuesta_publica
            if not texto:
                # A municipality that wrote its own for this case wants it.
                propia = self.env["sigobito.respuesta.plantilla"].search(
                    [
                        *solicitud._get_plantillas_domain(),
                        ("company_id", "=", solicitud.company_id.id),
                        ("decision", "=", solicitud.decision),
                    ],
                    limit=1,
                )
                if propia and solicitud.decision:
                    defaults["plantilla_id"] = propia.id
                    texto = solicitud._completar_plantilla(propia)
            defaults["texto"] = texto or solicitud._get_respuesta_sugerida()
            defaults["enviar"] = bool(solicitud.email)
        return defaults

    @api.onchange("plantilla_id")
    def _onchange_plantilla_id(self):
        if self.plantilla_id and self.solicitud_id:
            self.texto = self.solicitud_id._completar_plantilla(self.plantilla_id)

    def action_responder(self):
        self.ensure_one()
        self.solicitud_id._responder(self.texto, enviar=self.enviar)
        return {"type": "ir.actions.act_window_close"}

    def action_responder_carta(self):
        """Answer, and the letter to be signed."""
        self.action_responder()
        return {
            **self.solicitud_id.action_imprimir_carta(),
            "close_on_report_download": True,
        }

    def action_responder_whatsapp(self):
        """Answer, and open the messenger with the text."""
        self.action_responder()
        return self.solicitud_id.action_whatsapp()
