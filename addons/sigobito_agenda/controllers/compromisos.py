from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from .comun import get_direccion, get_municipio, render

#: Pages of the list an address may read in an hour.
PAGINAS_POR_HORA = 300


class CompromisosPublicos(http.Controller):
    @http.route(
        [
            "/compromisos/<string:slug>",
            "/compromisos/<string:slug>/<int:pagina>",
        ],
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def compromisos(self, slug, pagina=1, lugar=None, estado=None, **_kw):
        """What the municipality promised in public, by place."""
        company = get_municipio(slug)
        if not company.compromiso_publico:
            raise NotFound()
        Intento = request.env["sigobito.intento"]
        direccion = get_direccion()
        if Intento._superado("compromisos", direccion, PAGINAS_POR_HORA):
            response = render(
                "sigobito_agenda.compromisos_publicos", company, {"exceso": True}
            )
            response.status_code = 429
            return response
        Intento._anotar("compromisos", direccion)
        lugar_id = int(lugar) if (lugar or "").isdecimal() and len(lugar) < 10 else None
        publico = request.env["sigobito.compromiso"]._get_publico(
            company, lugar_id, estado, pagina
        )
        return render(
            "sigobito_agenda.compromisos_publicos",
            company,
            {"exceso": False, "publico": publico},
        )
