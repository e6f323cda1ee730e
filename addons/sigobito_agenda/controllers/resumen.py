from odoo import http
from odoo.http import request

from odoo.addons.sigobito_base.controllers.resumen import ResumenController


class ResumenDiaController(ResumenController):
    @http.route("/sigobito/resumen/dia", type="http", auth="user", methods=["GET"])
    def ver_dia(self, **_kwargs):
        """The digest of the day as it would leave now, for its reader only."""
        user = request.env.user
        # sudo: as the job does; only what concerns this very user
        Resumen = request.env["sigobito.resumen"].sudo()._para(user)
        Resumen = Resumen.with_context(sigobito_resumen_dia=True)
        hoy = user.company_id._hoy()
        contenido = Resumen._get_contenido(user, hoy).get(user, [])
        valores = Resumen._prepare_valores(user, contenido, False)
        return request.make_response(
            Resumen.env["ir.qweb"]._render(
                "sigobito_agenda.resumen_dia_pagina", valores
            ),
            [("Content-Type", "text/html"), ("Cache-Control", "no-store")],
        )

    @http.route(
        "/sigobito/resumen/dia/baja/<int:user_id>/<string:token>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        # A mail program answers for its reader with one click, without a session.
        csrf=False,
    )
    def baja_dia(self, user_id, token, **_kwargs):
        """Stop receiving it, from the mail; a look at the page changes nothing."""
        token_bueno = request.env["sigobito.resumen"]._get_token_baja_dia(user_id)
        return self._dar_de_baja(
            user_id,
            token,
            token_bueno,
            "resumen_diario",
            "sigobito_agenda.resumen_dia_baja",
        )
