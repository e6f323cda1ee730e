"""The piece: its content, and that nobody touches what was signed off.

The sign-off (``_visto``) and the way out (``_salida``) have files of their own, over
the same model.
"""

import base64
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import html2plaintext, is_html_empty
from odoo.tools.mimetypes import guess_mimetype

from ..tools.texto import largo, normalizar

IMAGENES = ("image/png", "image/jpeg", "image/gif", "image/webp")


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
    fecha_calendario = fields.Datetime(
        string="Date in the calendar",
        compute="_compute_fecha_calendario",
        store=True,
        index=True,
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

    # ------------------------------------------------------------------ public

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
