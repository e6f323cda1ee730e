from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from .comun import get_direccion, render

#: Tokens that mean nothing, per address and hour.
FALLOS_POR_HORA = 20
LARGO_NOTA = 500


class DecidirPorEnlace(http.Controller):
    """The page of a link to decide. Opening it shows; only its button decides."""

    @http.route(
        "/decidir/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def preguntar(self, token, **kw):
        enlace, motivo = self._leer(token)
        return self._render(enlace, motivo, token)

    @http.route(
        "/decidir/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
        max_content_length=64 * 1024,
    )
    def decidir(self, token, decision=None, nota=None, hasta=None, **kw):
        enlace, motivo = self._leer(token)
        if motivo:
            return self._render(enlace, motivo, token)
        valores = {"decision": decision, "nota": nota, "hasta": hasta}
        try:
            dia = fields.Date.to_date(hasta) if hasta else None
        except ValueError:
            dia = None
        nota = (nota or "").replace("\x00", "")[:LARGO_NOTA]
        try:
            with request.env.cr.savepoint():
                solicitud = self._solicitud(enlace)._decidir_por_enlace(
                    enlace, decision, nota, dia
                )
        except AccessError:
            # Whoever may no longer decide learns no more than that.
            return self._render(enlace, "sin_permiso", token)
        except UserError as error:
            return self._render(enlace, "", token, valores, error.args[0])
        return self._render(enlace, "hecho", token, solicitud=solicitud)

    # ------------------------------------------------------------

    def _leer(self, token):
        Intento = request.env["sigobito.intento"]
        direccion = get_direccion()
        if Intento._superado("decidir", direccion, FALLOS_POR_HORA):
            return request.env["sigobito.enlace"].sudo().browse(), "demasiados"
        enlace, motivo = request.env["sigobito.enlace"]._leer(token, "decidir")
        if motivo == "desconocido":
            Intento._anotar("decidir", direccion)
        return enlace, motivo

    def _solicitud(self, enlace):
        lang = enlace.user_id.lang or enlace.company_id._get_lang_publico()
        return enlace.with_context(lang=lang)._get_registro().with_context(lang=lang)

    def _render(self, enlace, motivo, token, valores=None, error="", solicitud=None):
        company = enlace.company_id
        if enlace:
            lang = enlace.user_id.lang or company._get_lang_publico()
            request.update_context(lang=lang)
            company = company.with_context(lang=lang)
        resumen = None
        if enlace and motivo in ("", "hecho"):
            registro = solicitud or self._solicitud(enlace)
            try:
                registro.check_access("read")
                registro._check_puede_decidir()
            except AccessError:
                motivo = "sin_permiso"
            else:
                resumen = registro._get_resumen_decision()
                if not motivo and not registro.requiere_decision:
                    motivo = "usado"
        response = render(
            "sigobito_agenda.decidir_por_enlace",
            company,
            {
                "motivo": motivo,
                "resumen": resumen,
                "token": token,
                "valores": valores or {},
                "error": error,
                "manana": company and fields.Date.add(company._hoy(), days=1),
                "largo_nota": LARGO_NOTA,
            },
        )
        response.status_code = {"desconocido": 404, "demasiados": 429}.get(motivo, 200)
        if error:
            response.status_code = 422
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
