"""Way out of a piece: the outbox, publishing now, noting a link, taking it down."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoPieza(models.Model):
    _inherit = "sigobito.pieza"

    aviso_publicacion = fields.Char(
        string="State of the sending", compute="_compute_aviso_publicacion"
    )

    @api.depends("state", "publicacion_ids.state", "publicacion_ids.error")
    def _compute_aviso_publicacion(self):
        # sudo: the initiative manager reads pieces, not the outbox
        for pieza in self.sudo():
            fila = pieza.publicacion_ids[:1]
            pieza.aviso_publicacion = fila._get_aviso() if fila else False

    # ------------------------------------------------------------------ outbox
    def _get_momento(self):
        """When this piece may go out: its hour, never before the embargo."""
        self.ensure_one()
        embargo = self.accion_id.embargo
        if self.fecha_programada and embargo:
            return max(self.fecha_programada, embargo)
        return self.fecha_programada

    def _sync_publicacion(self):
        """An approved piece with an hour waits in the outbox; any other does not."""
        # sudo: outbox rows are written by the system only, once the piece says so
        Publicacion = self.env["sigobito.publicacion"].sudo()
        for pieza in self.sudo():
            if pieza.state in ("publicada", "retirada"):
                continue
            momento = pieza._get_momento()
            en_espera = pieza.publicacion_ids.filtered(lambda p: p._esta_en_cola())
            if pieza.state == "aprobada" and momento:
                if pieza.canal_id.modo == "automatico":
                    Publicacion._encolar(pieza, momento)
            elif en_espera:
                en_espera._sacar_de_cola()

    def _check_publicable(self):
        self.ensure_one()
        if self.state != "aprobada":
            raise UserError(
                self.env._(
                    "“%s” has no sign-off yet: it cannot be published.", self.titulo
                )
            )
        embargo = self.accion_id.embargo
        if embargo and embargo > fields.Datetime.now():
            local = self.company_id._a_local(embargo)
            raise UserError(
                self.env._(
                    "“%(titulo)s” is under embargo until %(fecha)s. Give it a date to"
                    " publish and it will go out by itself.",
                    titulo=self.titulo,
                    fecha=local.strftime("%d/%m/%Y %H:%M"),
                )
            )
        if self.canal_id.modo != "automatico":
            raise UserError(
                self.env._(
                    "“%s” is an assisted channel: copy the text, publish it and note"
                    " the link.",
                    self.canal_id.name,
                )
            )
        if self.canal_id.pausado:
            raise UserError(
                self.env._(
                    "The channel “%(canal)s” is paused: %(motivo)s",
                    canal=self.canal_id.name,
                    motivo=self.canal_id.motivo_pausa or "",
                )
            )

    def _notificar(self, tipo, mensaje, url=None):
        params = {
            "type": tipo,
            "message": mensaje,
            "next": {"type": "ir.actions.client", "tag": "soft_reload"},
        }
        if url:
            params["message"] = mensaje + " %s"
            params["links"] = [{"label": self.env._("See it"), "url": url}]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": params,
        }

    # ------------------------------------------------------------------ actions
    def action_publicar(self):
        """Publish now: through the outbox, and at once where the channel is our own."""
        self.ensure_one()
        self.check_access("write")
        self._check_publicable()
        # sudo: outbox rows are written by the system only; the sign-off was checked
        fila = (
            self.env["sigobito.publicacion"]
            .sudo()
            ._encolar(self.sudo(), fields.Datetime.now())
        )
        fila._publicar_ahora()
        if self.state == "publicada":
            return self._notificar(
                "success",
                self.env._("“%s” is published.", self.titulo),
                self.url,
            )
        return self._notificar(
            "info",
            fila._get_aviso()
            or self.env._("“%s” goes out in the next minutes.", self.titulo),
        )

    def action_marcar_difundida(self):
        """Assisted channel: I published it, here is the link."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("I published it"),
            "res_model": "sigobito.pieza.difundir",
            "view_mode": "form",
            "target": "new",
            "context": {"default_pieza_id": self.id},
        }

    def action_retirar(self):
        """Take a published piece down."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "publicada":
            raise UserError(self.env._("“%s” is not published.", self.titulo))
        # sudo: outbox rows are written by the system only
        self.sudo().publicacion_ids._retirar()
        # sudo: consequence of the above; who did it is written on the thread
        self.sudo().write({"state": "retirada", "url": False})
        self.message_post(
            body=self.env._("Retired: it is no longer public."),
        )

    def action_open_url(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}
