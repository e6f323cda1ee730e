from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request
from odoo.tools import consteq


class ResumenController(http.Controller):
    @http.route("/sigobito/resumen", type="http", auth="user", methods=["GET"])
    def ver(self, **_kwargs):
        """The digest as it would leave now, for its reader only."""
        user = request.env.user
        # sudo: as the job does; only what concerns this very user
        Resumen = request.env["sigobito.resumen"].sudo()._para(user)
        lunes = user.company_id._hoy()
        contenido = Resumen._get_contenido(user, lunes).get(user, [])
        valores = Resumen._prepare_valores(user, contenido, False)
        return request.make_response(
            Resumen.env["ir.qweb"]._render("sigobito_base.resumen_pagina", valores),
            [("Content-Type", "text/html"), ("Cache-Control", "no-store")],
        )

    @http.route(
        "/sigobito/resumen/baja/<int:user_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        # A mail program answers for its reader with one click, without a session.
        csrf=False,
    )
    def baja(self, user_id, token, **_kwargs):
        """Stop receiving it, from the mail itself; a look at the page changes nothing."""
        token_bueno = request.env["sigobito.resumen"]._get_token_baja(user_id)
        return self._dar_de_baja(
            user_id, token, token_bueno, "resumen_semanal", "sigobito_base.resumen_baja"
        )

    def _dar_de_baja(self, user_id, token, token_bueno, campo, plantilla):
        """Page that asks (GET) or says that it is done (POST).

        :param campo: preference of the user that is switched off
        """
        if not consteq(token_bueno, token):
            raise NotFound()
        # sudo: the token says that the mail was for this user
        user = request.env["res.users"].sudo().browse(user_id).exists()
        if not user:
            raise NotFound()
        hecho = request.httprequest.method == "POST"
        if hecho:
            user[campo] = False
        qweb = request.env["ir.qweb"].with_context(lang=user.lang)
        return request.make_response(
            qweb._render(plantilla, {"hecho": hecho}),
            [
                ("Content-Type", "text/html"),
                ("Cache-Control", "no-store"),
                ("X-Robots-Tag", "noindex"),
            ],
        )
