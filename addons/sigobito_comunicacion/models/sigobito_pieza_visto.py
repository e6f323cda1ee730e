"""Sign-off of a piece: who gives it, over which content, and what it leaves written."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..adapters import get_adaptador
from ..tools.texto import huella, normalizar

#: From → to, for people. What the outbox writes is not listed.
CAMBIOS = {
    "borrador": {"revision"},
    "revision": {"aprobada", "rechazada", "borrador"},
    "rechazada": {"borrador", "revision"},
    "aprobada": {"revision", "borrador"},
    "publicada": set(),
    "retirada": {"borrador", "revision"},
}


class SigobitoPieza(models.Model):
    _inherit = "sigobito.pieza"

    puede_aprobar = fields.Boolean(
        string="May give the sign-off", compute="_compute_puede_aprobar"
    )

    @api.depends("state", "autor_ids")
    @api.depends_context("uid")
    def _compute_puede_aprobar(self):
        for pieza in self:
            pieza.puede_aprobar = (
                pieza.state == "revision" and not pieza._get_impedimento_aprobar()
            )

    # ------------------------------------------------------------------ checks
    def _get_impedimento_aprobar(self):
        """Why the current user may not sign this piece off, or an empty text."""
        self.ensure_one()
        user = self.env.user
        if not self.env["sigobito.accion.comunicacional"]._es_aprobador():
            return self.env._(
                "The sign-off of “%s” belongs to the head of government, the cabinet"
                " office or an approver.",
                self.titulo,
            )
        if user.has_group("sigobito_base.group_titular"):
            return ""
        # sudo: authors may belong to the past of the municipality
        if self.sudo().autor_ids == user:
            return self.env._(
                "You wrote “%s”: somebody else has to give the sign-off.", self.titulo
            )
        return ""

    def _check_cambio_state(self, anterior, nuevo):
        """Refuse a change of state that this user, or these facts, do not allow."""
        self.ensure_one()
        if nuevo == "revision" and anterior != "aprobada":
            self._check_lista()
        if self.env.su:
            return
        if nuevo not in CAMBIOS[anterior]:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(titulo)s” cannot go from “%(anterior)s” to “%(nuevo)s”.",
                    titulo=self.titulo,
                    anterior=labels[anterior],
                    nuevo=labels[nuevo],
                )
            )
        if nuevo in ("aprobada", "rechazada"):
            impedimento = self._get_impedimento_aprobar()
            if impedimento:
                raise AccessError(impedimento)
        if nuevo == "aprobada":
            self._check_lista()

    def _prepare_cambio_state_vals(self, nuevo):
        """Trace that comes with a new state."""
        ahora, limpio = fields.Datetime.now(), {}
        if nuevo in ("borrador", "revision", "rechazada"):
            limpio = {"aprobada_por_id": False, "fecha_aprobacion": False}
        if nuevo == "revision":
            return dict(
                limpio,
                enviada_por_id=self.env.uid,
                fecha_envio=ahora,
                motivo_rechazo=False,
            )
        if nuevo == "aprobada" and not self.env.su:
            return {"aprobada_por_id": self.env.uid, "fecha_aprobacion": ahora}
        return limpio

    def _get_hallazgos(self):
        """Findings that stop this piece, in words."""
        self.ensure_one()
        hallazgos = []
        if not normalizar(self.texto) and not self.tiene_cuerpo:
            hallazgos.append(self.env._("It has no text."))
        if self.largo_maximo and self.largo > self.largo_maximo:
            hallazgos.append(
                self.env._(
                    "It has %(largo)s characters and “%(canal)s” takes %(maximo)s.",
                    largo=self.largo,
                    canal=self.canal_id.name,
                    maximo=self.largo_maximo,
                )
            )
        if self.imagen and not normalizar(self.imagen_alt):
            hallazgos.append(
                self.env._("The picture needs a description for whoever cannot see it.")
            )
        adaptador = get_adaptador(self.canal_id)
        if adaptador:
            hallazgos += [h.mensaje for h in adaptador.validar(self) if h.bloquea]
        return hallazgos

    def _check_lista(self):
        for pieza in self:
            hallazgos = pieza._get_hallazgos()
            if hallazgos:
                raise UserError(
                    self.env._(
                        "“%(titulo)s” is not ready yet:\n%(hallazgos)s",
                        titulo=pieza.titulo,
                        hallazgos="\n".join(f"• {h}" for h in hallazgos),
                    )
                )

    def _volver_a_revision(self):
        """The text changed after the sign-off: it has to be seen again."""
        for pieza in self:
            pieza.state = "revision"
            pieza.message_post(
                body=self.env._(
                    "The content changed after the sign-off: it goes back to review."
                )
            )

    def _get_huella(self):
        """Fingerprint of what the sign-off covers."""
        self.ensure_one()
        imagen = self.with_context(bin_size=False).imagen or b""
        return huella(
            self.titulo,
            self.texto,
            self.cuerpo and str(self.cuerpo),
            imagen.decode() if isinstance(imagen, bytes) else imagen,
            self.imagen_alt,
            self.enlace,
            str(self.canal_id.id),
        )

    # ------------------------------------------------------------------ actions
    def action_enviar_revision(self):
        for pieza in self:
            pieza.state = "revision"

    def action_aprobar(self):
        for pieza in self:
            pieza.state = "aprobada"

    def action_rechazar(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reject"),
            "res_model": "sigobito.comunicacion.motivo",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_pieza_id": self.id,
                "default_operacion": "rechazar",
            },
        }

    def action_volver_borrador(self):
        self.ensure_one()
        self.state = "borrador"
