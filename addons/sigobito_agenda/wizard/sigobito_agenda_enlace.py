import base64
import io

import qrcode
from markupsafe import Markup

from odoo import api, fields, models


class SigobitoAgendaEnlace(models.TransientModel):
    """Make, copy and revoke the secret links of an agenda.

    The address travels in the context of the action and is never stored.
    """

    _name = "sigobito.agenda.enlace"
    _description = "Calendar links of an agenda"

    agenda_id = fields.Many2one(
        "sigobito.agenda", string="Agenda", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="agenda_id.company_id", related_sudo=False)
    nombre = fields.Char(string="Device or program")
    url = fields.Char(string="Address", compute="_compute_url")
    url_telefono = fields.Char(string="Address for a phone", compute="_compute_url")
    qr = fields.Html(string="QR code", compute="_compute_url", sanitize=False)
    suscripcion_ids = fields.Many2many(
        "sigobito.agenda.suscripcion",
        string="Links in use",
        compute="_compute_suscripcion_ids",
    )

    @api.depends_context("sigobito_enlace")
    def _compute_url(self):
        secreto = self.env.context.get("sigobito_enlace") or ""
        for enlace in self:
            base = enlace.agenda_id.get_base_url()
            url = f"{base}/agenda/feed/{secreto}.ics" if secreto else False
            enlace.url = url
            enlace.url_telefono = url and "webcal://" + url.split("://", 1)[1]
            enlace.qr = url and self._get_qr(enlace.url_telefono)

    @api.model
    def _get_qr(self, text):
        out = io.BytesIO()
        qrcode.make(text, box_size=4, border=2).save(out, format="PNG")
        image = base64.b64encode(out.getvalue()).decode()
        # In the page itself: no address of an image would know the secret.
        return Markup('<img alt="QR" src="data:image/png;base64,%s"/>') % image

    @api.depends("agenda_id")
    @api.depends_context("uid", "sigobito_enlace")
    def _compute_suscripcion_ids(self):
        Suscripcion = self.env["sigobito.agenda.suscripcion"]
        suscripciones = Suscripcion.search(
            [("agenda_id", "in", self.agenda_id.ids), ("revocada_el", "=", False)]
        )
        for enlace in self:
            enlace.suscripcion_ids = suscripciones.filtered(
                lambda s, enlace=enlace: s.agenda_id == enlace.agenda_id
            )

    def action_crear(self):
        self.ensure_one()
        _suscripcion, secreto = self.env["sigobito.agenda.suscripcion"]._crear(
            self.agenda_id, self.nombre or self.env._("My calendar")
        )
        self.nombre = False
        return self._abrir(secreto)

    def _abrir(self, secreto=""):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Agenda in my calendar"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"sigobito_enlace": secreto},
        }
