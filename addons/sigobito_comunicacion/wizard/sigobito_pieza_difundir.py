from urllib.parse import urlsplit

from odoo import fields, models
from odoo.exceptions import UserError


class SigobitoPiezaDifundir(models.TransientModel):
    """Assisted channel: a person published the piece and notes where."""

    _name = "sigobito.pieza.difundir"
    _description = "I published it"

    pieza_id = fields.Many2one("sigobito.pieza", string="Piece", required=True)
    canal_id = fields.Many2one(
        related="pieza_id.canal_id", string="Channel", related_sudo=False
    )
    url = fields.Char(
        string="Link of the publication",
        help="Leave it empty where there is none: radio, loudspeaker, WhatsApp…",
    )

    def action_confirmar(self):
        self.ensure_one()
        pieza = self.pieza_id
        pieza.check_access("write")
        url = (self.url or "").strip()
        if url and urlsplit(url).scheme not in ("http", "https"):
            raise UserError(self.env._("The link must start with https://"))
        if pieza.canal_id.modo != "asistido":
            raise UserError(
                self.env._("“%s” publishes by itself.", pieza.canal_id.name)
            )
        if pieza.state != "aprobada":
            raise UserError(
                self.env._(
                    "“%s” has no sign-off yet: it cannot be published.", pieza.titulo
                )
            )
        # sudo: outbox rows are written by the system only; the sign-off was checked
        self.env["sigobito.publicacion"].sudo()._registrar_manual(
            pieza.sudo(), url or False
        )
        pieza.message_post(
            body=self.env._("Published by hand in %s.", pieza.canal_id.name)
        )
