import base64
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import html2plaintext, is_html_empty
from odoo.tools.mimetypes import guess_mimetype

from ..adapters import get_adaptador
from ..tools.texto import huella, largo, normalizar

IMAGENES = ("image/png", "image/jpeg", "image/gif", "image/webp")

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
    """A message ready for one channel, with its sign-off (R37).

    The sign-off is on the very text: whoever changes it afterwards sends it back to
    review. Nobody signs off what only he wrote, except the head of government.
    """

    _name = "sigobito.pieza"
    _description = "Piece"
    _inherit = ["mail.thread", "mail.activity.mixin", "sigobito.hilo.mixin"]
    _rec_name = "titulo"
    _order = "fecha_calendario desc, id desc"
    _check_company_auto = True
    _hilo_order = 80
    _hilo_fields = ("accion_id",)

    accion_id = fields.Many2one(
        "sigobito.accion.comunicacional",
        string="Communication action",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="accion_id.company_id",
        store=True,
        index=True,
        precompute=True,
        string="Municipality",
    )
    canal_id = fields.Many2one(
        "sigobito.canal",
        string="Channel",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self._default_canal_id(),
        tracking=True,
    )
    canal_tipo = fields.Selection(related="canal_id.tipo", string="Kind of channel")
    canal_modo = fields.Selection(related="canal_id.modo", string="Mode of the channel")
    titulo = fields.Char(string="Title", required=True, tracking=True)
    texto = fields.Text(string="Text")
    cuerpo = fields.Html(
        string="Formatted text",
        sanitize=True,
        sanitize_attributes=True,
        sanitize_form=True,
        sanitize_overridable=False,
        strip_style=True,
        help="Optional, for the web page: replaces the plain text there",
    )
    tiene_cuerpo = fields.Boolean(
        string="Has a formatted text", compute="_compute_tiene_cuerpo"
    )
    imagen = fields.Image(string="Picture", max_width=1920, max_height=1920)
    imagen_256 = fields.Image(
        string="Picture (small)",
        related="imagen",
        max_width=256,
        max_height=256,
        store=True,
    )
    imagen_alt = fields.Char(
        string="Description of the picture",
        help="What it shows, for people who cannot see it",
    )
    enlace = fields.Char(string="Link", help="Address to read more, with https://")
    largo = fields.Integer(string="Characters", compute="_compute_largo")
    largo_maximo = fields.Integer(
        related="canal_id.largo_maximo", string="Longest text"
    )
    fecha_programada = fields.Datetime(
        string="Publish on",
        tracking=True,
        index=True,
        help="Empty: it is published when you press the button",
    )
    state = fields.Selection(
        [
            ("borrador", "Draft"),
            ("revision", "In review"),
            ("aprobada", "Approved"),
            ("publicada", "Published"),
            ("rechazada", "Rejected"),
            ("retirada", "Retired"),
        ],
        required=True,
        default="borrador",
        tracking=True,
        index=True,
        copy=False,
        group_expand="_group_expand_state",
    )
    autor_ids = fields.Many2many(
        "res.users",
        "sigobito_pieza_autor_rel",
        string="Authors",
        readonly=True,
        copy=False,
        help="Everybody who wrote in this text",
    )
    enviada_por_id = fields.Many2one(
        "res.users", string="Sent to review by", readonly=True, copy=False
    )
    fecha_envio = fields.Datetime(string="Sent on", readonly=True, copy=False)
    aprobada_por_id = fields.Many2one(
        "res.users", string="Sign-off by", readonly=True, copy=False, tracking=True
    )
    fecha_aprobacion = fields.Datetime(string="Sign-off on", readonly=True, copy=False)
    motivo_rechazo = fields.Text(string="Why it was rejected", copy=False)
    publicacion_ids = fields.One2many(
        "sigobito.publicacion",
        "pieza_id",
        string="Publications",
        groups="sigobito_base.group_comunicacion,sigobito_base.group_despacho,"
        "sigobito_base.group_titular,sigobito_base.group_admin_municipal,"
        "sigobito_comunicacion.group_aprobador_comunicacion",
    )
    fecha_publicacion = fields.Datetime(
        string="Published on", readonly=True, copy=False, index=True
    )
    url = fields.Char(string="Address of the publication", readonly=True, copy=False)
    aviso_publicacion = fields.Char(
        string="State of the sending", compute="_compute_aviso_publicacion"
    )
    fecha_calendario = fields.Datetime(
        string="Date in the calendar",
        compute="_compute_fecha_calendario",
        store=True,
        index=True,
    )
    puede_aprobar = fields.Boolean(
        string="May give the sign-off", compute="_compute_puede_aprobar"
    )

    # ------------------------------------------------------------------ defaults
    def _default_canal_id(self):
        accion_id = self.env.context.get("default_accion_id")
        accion = self.env["sigobito.accion.comunicacional"].browse(accion_id)
        company = accion.company_id or self.env.company
        return self.env["sigobito.canal"].search(
            [("company_id", "=", company.id)], limit=1
        )

    @api.model
    def _group_expand_state(self, states, domain):
        todos = [key for key, _label in self._fields["state"].selection]
        return [s for s in todos if s in states or s not in ("rechazada", "retirada")]

    @api.model
    def _get_campos_contenido(self):
        """Fields that the sign-off covers."""
        return {
            "titulo",
            "texto",
            "cuerpo",
            "imagen",
            "imagen_alt",
            "enlace",
            "canal_id",
            "accion_id",
        }

    @api.model
    def _get_campos_sistema(self):
        """Fields that no person writes: they are the trace."""
        return {
            "autor_ids",
            "enviada_por_id",
            "fecha_envio",
            "aprobada_por_id",
            "fecha_aprobacion",
            "fecha_publicacion",
            "url",
            "publicacion_ids",
        }

    # ------------------------------------------------------------------ computes
    @api.depends("cuerpo")
    def _compute_tiene_cuerpo(self):
        for pieza in self:
            pieza.tiene_cuerpo = not is_html_empty(pieza.cuerpo)

    @api.depends("texto")
    def _compute_largo(self):
        for pieza in self:
            pieza.largo = largo(pieza.texto)

    @api.depends("fecha_publicacion", "fecha_programada", "accion_id.date_deadline")
    def _compute_fecha_calendario(self):
        for pieza in self:
            planned = pieza.accion_id.date_deadline
            pieza.fecha_calendario = (
                pieza.fecha_publicacion
                or pieza.fecha_programada
                or (planned and fields.Datetime.to_datetime(planned).replace(hour=17))
            )

    @api.depends("state", "publicacion_ids.state", "publicacion_ids.error")
    def _compute_aviso_publicacion(self):
        # sudo: the initiative manager reads pieces, not the outbox
        for pieza in self.sudo():
            fila = pieza.publicacion_ids[:1]
            pieza.aviso_publicacion = fila._get_aviso() if fila else False

    @api.depends("state", "autor_ids")
    @api.depends_context("uid")
    def _compute_puede_aprobar(self):
        for pieza in self:
            pieza.puede_aprobar = (
                pieza.state == "revision" and not pieza._get_impedimento_aprobar()
            )

    # ------------------------------------------------------------------ constraints
    @api.constrains("enlace")
    def _check_enlace(self):
        for pieza in self.filtered("enlace"):
            partes = urlsplit(pieza.enlace.strip())
            if partes.scheme not in ("http", "https") or not partes.netloc:
                raise ValidationError(
                    self.env._(
                        "The link of “%(titulo)s” must start with https:// (it says"
                        " “%(enlace)s”).",
                        titulo=pieza.titulo,
                        enlace=pieza.enlace,
                    )
                )

    @api.constrains("imagen")
    def _check_imagen(self):
        """Only photographs: a drawing with code inside would be served to visitors."""
        for pieza in self.with_context(bin_size=False).filtered("imagen"):
            mimetype = guess_mimetype(base64.b64decode(pieza.imagen))
            if mimetype not in IMAGENES:
                raise ValidationError(
                    self.env._(
                        "The picture of “%s” must be a photograph (JPG, PNG, GIF or"
                        " WebP).",
                        pieza.titulo,
                    )
                )

    # ------------------------------------------------------------------ CRUD
    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                self._check_campos_sistema(vals)
        piezas = super().create(
            [dict(v, autor_ids=[(4, self.env.uid)]) for v in vals_list]
            if not self.env.su
            else vals_list
        )
        for pieza in piezas:
            if pieza.state != "borrador":
                pieza._check_cambio_state("borrador", pieza.state)
        piezas._sync_publicacion()
        piezas.accion_id._sync_state()
        return piezas

    def write(self, vals):
        if not self.env.su:
            self._check_campos_sistema(vals)
        cambiadas = self._filtered_contenido(vals)
        cambiadas._check_contenido_editable()
        vuelven = cambiadas.filtered(lambda p: p.state == "aprobada")
        nuevo = vals.get("state")
        if nuevo:
            for pieza in self:
                if pieza.state != nuevo:
                    pieza._check_cambio_state(pieza.state, nuevo)
            vals = dict(vals, **self._prepare_cambio_state_vals(nuevo))
        result = super().write(vals)
        if cambiadas and not self.env.su:
            # sudo: the list of authors is a trace, closed to everybody
            cambiadas.sudo().write({"autor_ids": [(4, self.env.uid)]})
        if vuelven and nuevo in (None, "aprobada"):
            vuelven._volver_a_revision()
        if nuevo or "fecha_programada" in vals:
            self._sync_publicacion()
        if nuevo or "accion_id" in vals:
            self.accion_id._sync_state()
        return result

    def _check_campos_sistema(self, vals):
        prohibidos = self._get_campos_sistema() & vals.keys()
        if prohibidos:
            raise AccessError(
                self.env._(
                    "The trace of a piece (%s) is kept by the system.",
                    ", ".join(sorted(prohibidos)),
                )
            )

    def _filtered_contenido(self, vals):
        """Pieces whose content these values really change."""
        campos = self._get_campos_contenido() & vals.keys()
        return self.filtered(lambda p: any(p._cambia(c, vals[c]) for c in campos))

    def _cambia(self, campo, valor):
        if self._fields[campo].type == "many2one":
            return self[campo].id != valor
        if self._fields[campo].type in ("char", "text"):
            return normalizar(self[campo] or "") != normalizar(valor or "")
        return (self[campo] or False) != (valor or False)

    def _check_contenido_editable(self):
        for pieza in self:
            if pieza.state == "publicada":
                raise UserError(
                    self.env._(
                        "“%s” is published. To correct it, retire it, change it and ask"
                        " for the sign-off again.",
                        pieza.titulo,
                    )
                )
            # sudo: a look at the outbox, to refuse
            if pieza.sudo().publicacion_ids.filtered(
                lambda p: p.state in ("enviando", "incierto")
            ):
                raise UserError(
                    self.env._(
                        "“%s” is being sent right now. Wait a moment and try again.",
                        pieza.titulo,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_publicada(self):
        for pieza in self:
            # sudo: only looks whether it ever left the house
            if pieza.sudo().publicacion_ids:
                raise UserError(
                    self.env._(
                        "“%s” has been in the outbox: it cannot be deleted. Retire it"
                        " instead.",
                        pieza.titulo,
                    )
                )

    # ------------------------------------------------------------------ sign-off
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

    def get_texto_para_copiar(self):
        """What the “Copy text” button puts on the clipboard."""
        self.ensure_one()
        self.check_access("read")
        texto = normalizar(self.texto)
        if not texto and self.tiene_cuerpo:
            texto = html2plaintext(self.cuerpo)
        partes = [texto, self.enlace or ""]
        return "\n\n".join(parte for parte in partes if parte)

    # ------------------------------------------------------------------ hilo
    def _get_hilo_card(self):
        card = super()._get_hilo_card()
        card["subtitle"] = self.canal_id.name
        card["date"] = fields.Date.to_string(
            self.fecha_publicacion or self.fecha_programada or self.create_date
        )
        return card
