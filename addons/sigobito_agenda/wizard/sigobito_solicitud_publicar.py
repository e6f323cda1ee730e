import base64

from odoo import api, fields, models

from ..tools import qr


class SigobitoSolicitudPublicar(models.TransientModel):
    """Where citizens write: address, mail and the QR to be printed (R24)."""

    _name = "sigobito.solicitud.publicar"
    _description = "Where citizens write"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    publica = fields.Boolean(
        string="Receive requests on the web", related="company_id.solicitud_publica"
    )
    url = fields.Char(string="Public form", compute="_compute_url")
    correo = fields.Char(
        string="Requests by mail", related="company_id.solicitud_correo"
    )
    qr = fields.Binary(string="QR", compute="_compute_url")

    @api.depends("company_id")
    def _compute_url(self):
        for pagina in self:
            company = pagina.company_id
            pagina.url = pagina.qr = False
            if company.slug and company.solicitud_publica:
                pagina.url = f"{company.get_base_url()}/solicitudes/{company.slug}"
                pagina.qr = base64.b64encode(qr.png(pagina.url))

    def action_imprimir(self):
        self.ensure_one()
        return self.env.ref("sigobito_agenda.action_report_cartel").report_action(self)
