"""The municipality's own web page: a post of its blog.

Same database, same transaction: a post exists if and only if its row says so. One post
per row is also a unique index (``blog.post``), so that two workers cannot make two.
"""

import json

from markupsafe import Markup

from odoo.tools import html_sanitize, plaintext2html

from ..tools.texto import parrafos, resumen
from .base import (
    AdaptadorBase,
    Busqueda,
    Clase,
    Hallazgo,
    Lectura,
    Resultado,
    registrar,
)


@registrar
class AdaptadorWeb(AdaptadorBase):
    tipo = "web"
    local = True

    # ------------------------------------------------------------------ interface
    def validar(self, pieza):
        hallazgos = []
        if not pieza.titulo:
            hallazgos.append(Hallazgo(self.env._("A page needs a title.")))
        if not self.canal.blog_id:
            hallazgos.append(
                Hallazgo(self.env._("The channel has no blog on the web page."))
            )
        return hallazgos

    def publicar(self, envio, checkpoint):
        blog = self.canal.blog_id
        if not blog:
            return Resultado(
                Clase.PERMANENT,
                mensaje=self.env._("The channel has no blog on the web page."),
            )
        post = self._get_post(envio)
        vals = self._prepare_post_vals(envio)
        if not post:
            post = self._get_posts().create(
                dict(vals, sigobito_publicacion_id=envio.id, is_published=False)
            )
        elif not post.is_published:
            post.write(dict(vals, active=True))
        self._set_imagen(post, envio.pieza_id)
        # Only on the transition: each write of True tells the followers again.
        if not post.is_published:
            post.write({"is_published": True})
        return Resultado(Clase.OK, remote_id=str(post.id), url=post.website_url)

    def buscar(self, envio):
        post = self._get_post(envio)
        if post and post.active and post.is_published:
            return Busqueda(Lectura.ENCONTRADO, str(post.id), post.website_url)
        return Busqueda(Lectura.NO_ENCONTRADO)

    def retirar(self, envio):
        post = self._get_post(envio)
        if post:
            post.write({"is_published": False})
            post.sigobito_imagen_id.public = False
        return True

    # ------------------------------------------------------------------ tools
    def _get_posts(self):
        # sudo: nobody in a municipality may write on the web page but through an
        # approved piece. The source language is written, the others fall back on it.
        return (
            self.env["blog.post"]
            .sudo()
            .with_context(
                lang="en_US",
                active_test=False,
                mail_create_nosubscribe=True,
                tracking_disable=True,
            )
            .with_company(self.canal.company_id)
        )

    def _get_post(self, envio):
        return self._get_posts().search(
            [("sigobito_publicacion_id", "=", envio.id)], limit=1
        )

    def _prepare_post_vals(self, envio):
        pieza = envio.pieza_id
        accion = pieza.accion_id
        return {
            "blog_id": self.canal.blog_id.id,
            "name": pieza.titulo,
            "subtitle": resumen(accion.mensaje, 140),
            "teaser_manual": resumen(pieza.texto, 200),
            "content": self._get_contenido(pieza),
            "author_id": self.canal.company_id.partner_id.id,
            "tema_id": accion.tema_id.id,
            "lugar_ids": [(6, 0, accion.lugar_ids.ids)],
            "imagen_alt": pieza.imagen_alt,
            # The page is the municipality's: its own header takes the site's place.
            "header_visible": False,
            "footer_visible": False,
        }

    def _get_contenido(self, pieza):
        """Body of the page. The blog does not sanitise what is written in it: we do."""
        if pieza.tiene_cuerpo:
            cuerpo = pieza.cuerpo
        else:
            cuerpo = Markup().join(
                plaintext2html(texto, "p", with_paragraph=False)
                for texto in parrafos(pieza.texto)
            )
        if pieza.enlace:
            cuerpo = Markup('%s<p><a href="%s" rel="noopener">%s</a></p>') % (
                Markup(cuerpo),  # sanitised below, as a whole
                pieza.enlace,
                pieza.enlace,
            )
        limpio = html_sanitize(
            cuerpo,
            sanitize_attributes=True,
            sanitize_style=True,
            sanitize_form=True,
            strip_style=False,
            strip_classes=False,
        )
        return Markup('<section class="s_text_block pt16 pb16">%s</section>') % limpio

    def _set_imagen(self, post, pieza):
        """The picture of the piece as cover: public only as long as the post is."""
        adjunto = post.sigobito_imagen_id
        if not pieza.imagen:
            portada = {
                "background-image": "none",
                "background_color_class": "o_cc3",
                "opacity": "0",
                "resize_class": "cover_auto",
            }
            post.sigobito_imagen_id = False
            adjunto.unlink()
        else:
            vals = {
                "name": pieza.titulo,
                "datas": pieza.imagen,
                "res_model": "blog.post",
                "res_id": post.id,
                "public": True,
            }
            if adjunto:
                adjunto.write(vals)
            else:
                adjunto = self.env["ir.attachment"].sudo().create(vals)
                post.sigobito_imagen_id = adjunto
            portada = {
                "background-image": f"url('/web/image/{adjunto.id}')",
                "background_color_class": "o_cc5",
                "opacity": "0.4",
                "resize_class": "o_half_screen_height o_record_has_cover",
            }
        post.cover_properties = json.dumps(portada)
