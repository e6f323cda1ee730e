from odoo import http
from odoo.http import request

POR_PAGINA = 12
#: Beyond this nobody reads; a number of any size is no reason to fail.
ULTIMA_PAGINA = 10000


class LogrosController(http.Controller):
    """What a municipality achieved, for its neighbours: phone first (R39)."""

    @http.route(
        ["/logros/<string:slug>", "/logros/<string:slug>/page/<int:page>"],
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        readonly=True,
    )
    def logros(self, slug, page=1, tema=None, lugar=None, **kwargs):
        company = request.env["res.company"]._get_by_slug(slug)
        if not company:
            raise request.not_found()
        page = min(max(page, 1), ULTIMA_PAGINA)
        values = request.env["blog.post"]._get_logros_page(
            company, self._entero(tema), self._entero(lugar), page, POR_PAGINA
        )
        values["pager"] = request.website.pager(
            url=f"/logros/{company.slug}",
            total=values["total"],
            page=page,
            step=POR_PAGINA,
            url_args={k: v for k, v in (("tema", tema), ("lugar", lugar)) if v},
        )
        return request.render("sigobito_comunicacion.logros", values)

    @staticmethod
    def _entero(valor):
        return int(valor) if (valor or "").isdecimal() and len(valor) < 10 else 0
