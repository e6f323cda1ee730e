import csv
import io

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

#: First characters a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class IniciativasPublicas(http.Controller):
    """What citizens see of the initiatives of their municipality, without an account."""

    def _get_municipio(self, slug):
        company = request.env["res.company"]._get_by_slug(slug)
        if not company:
            raise NotFound()
        return company

    def _get_fichas(self, company):
        return request.env["sigobito.iniciativa"]._get_fichas_publicas(company)

    @http.route(
        "/iniciativas/<string:slug>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        readonly=True,
    )
    def iniciativas(self, slug, **_kwargs):
        company = self._get_municipio(slug)
        fichas = self._get_fichas(company)
        titulo = request.env._("Initiatives of %s", company.name)
        return request.render(
            "sigobito_iniciativas.pagina_iniciativas",
            {
                "municipio": company,
                "fichas": fichas,
                "page_name": "iniciativas",
                "title": titulo,
                "additional_title": titulo,
                "total": len(fichas),
                "logrados": sum(ficha["hitos_logrados"] for ficha in fichas),
            },
        )

    @http.route(
        "/iniciativas/<string:slug>/foto/<int:iniciativa_id>",
        type="http",
        auth="public",
        readonly=True,
    )
    def foto(self, slug, iniciativa_id, **_kwargs):
        company = self._get_municipio(slug)
        iniciativa = request.env["sigobito.iniciativa"]._get_publicas(
            company, [("id", "=", iniciativa_id)]
        )
        if not iniciativa.image_512:
            raise NotFound()
        return (
            request.env["ir.binary"]
            ._get_image_stream_from(iniciativa, "image_512")
            .get_response(max_age=3600)
        )

    @http.route(
        "/iniciativas/<string:slug>.json", type="http", auth="public", readonly=True
    )
    def iniciativas_json(self, slug, **_kwargs):
        company = self._get_municipio(slug)
        return request.make_json_response(
            {
                "municipio": company.name,
                "codigo_oficial": company.codigo_oficial or None,
                "iniciativas": [
                    {k: v for k, v in ficha.items() if k != "foto"}
                    for ficha in self._get_fichas(company)
                ],
            }
        )

    @http.route(
        "/iniciativas/<string:slug>.csv", type="http", auth="public", readonly=True
    )
    def iniciativas_csv(self, slug, **_kwargs):
        company = self._get_municipio(slug)
        salida = io.StringIO()
        columnas = (
            "codigo",
            "nombre",
            "resultado",
            "tema",
            "lugares",
            "situacion",
            "semaforo",
            "avance",
            "hitos_logrados",
            "hitos",
            "inicio",
            "fin",
        )
        hoja = csv.writer(salida)
        hoja.writerow(columnas)
        for ficha in self._get_fichas(company):
            hoja.writerow([self._celda(ficha[columna]) for columna in columnas])
        return request.make_response(
            "\ufeff" + salida.getvalue(),
            headers=[
                ("Content-Type", "text/csv; charset=utf-8"),
                (
                    "Content-Disposition",
                    http.content_disposition(f"iniciativas-{slug}.csv"),
                ),
            ],
        )

    def _celda(self, valor):
        """Text that a spreadsheet will not run."""
        if isinstance(valor, list):
            valor = "; ".join(valor)
        texto = "" if valor in (None, False) else str(valor)
        return f"'{texto}" if texto.startswith(FORMULA) else texto
