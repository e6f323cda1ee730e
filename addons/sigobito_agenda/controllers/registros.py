"""Legal registers of a municipality: page and open data."""

from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from ..models.sigobito_registro_tipo import CLASES
from ..tools import datos_abiertos
from ..tools.registros import COLUMNAS
from .comun import get_municipio, render
from .feeds import datos_json, responder

#: Lines of a page, and most of the open data.
PAGINA, LIMITE = 50, 5000


class RegistrosPublicos(http.Controller):
    @http.route(
        "/agenda/<string:slug>/registros",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def pagina(self, slug, **kw):
        """Published audiences, trips and gifts of a year, page by page."""
        company = self._get_municipio(slug)
        clase, anio = self._leer(kw, company)
        pagina = self._entero(kw.get("pagina"), 1, 10000) or 1
        registros, total = self._get_registros(
            company, clase, anio, offset=(pagina - 1) * PAGINA, limite=PAGINA
        )
        return render(
            "sigobito_agenda.registros_publicos",
            company,
            {
                "clase": clase,
                "clases": self._get_clases(),
                "anio": anio,
                "anios": range(company._hoy().year, company._hoy().year - 6, -1),
                "tipo": self._get_tipo(company, clase),
                "filas": [registro._get_texto_publico() for registro in registros],
                "total": total,
                "pagina": pagina,
                "paginas": -(-total // PAGINA),
            },
        )

    @http.route(
        ["/agenda/<string:slug>/registros.csv", "/agenda/<string:slug>/registros.json"],
        type="http",
        auth="public",
        methods=["GET", "HEAD"],
        save_session=False,
        sitemap=False,
    )
    def datos(self, slug, **kw):
        company = self._get_municipio(slug)
        clase, anio = self._leer(kw, company)
        formato = request.httprequest.path.rsplit(".", 1)[-1]
        registros, _total = self._get_registros(company, clase, anio, limite=LIMITE)
        filas = [registro._get_dato_publico() for registro in registros]
        if formato == "csv":
            columnas = (*COLUMNAS[clase], "licencia")
            licencia = company.agenda_publica_licencia or ""
            cuerpo = datos_abiertos.a_csv(
                columnas, ([*fila.values(), licencia] for fila in filas)
            )
        else:
            norma = self._get_tipo(company, clase).norma or ""
            cuerpo = datos_json(company, filas, registro=clase, anio=anio, norma=norma)
        return responder(
            f"registros,{company.id},{clase},{anio},{formato}",
            formato,
            cuerpo,
            f"{clase}-{anio}-{company.slug}",
        )

    def _get_municipio(self, slug):
        company = get_municipio(slug)
        if not company.registros_publicos:
            raise NotFound()
        return company

    def _leer(self, kw, company):
        clase = kw.get("clase")
        anio = self._entero(kw.get("anio"), 1990, 2100)
        return (
            clase if clase in COLUMNAS else "audiencia",
            anio or company._hoy().year,
        )

    def _entero(self, texto, minimo, maximo):
        texto = texto or ""
        value = int(texto) if texto.isascii() and texto.isdigit() else 0
        return value if len(texto) < 7 and minimo <= value <= maximo else 0

    def _get_registros(self, company, clase, anio, **ventana):
        Registro = request.env["sigobito.registro"].with_context(lang=company.env.lang)
        return Registro._get_publicos(company, clase, anio, **ventana)

    def _get_tipo(self, company, clase):
        # sudo: the catalogue of registers is no secret, and the visitor is anonymous
        Tipo = request.env["sigobito.registro.tipo"].sudo()
        return Tipo._get_de_pais(company.country_id).get(clase, Tipo)

    def _get_clases(self):
        field = request.env["sigobito.registro"]._fields["clase"]
        labels = dict(field._description_selection(request.env))
        return [(key, labels[key]) for key, _label in CLASES]
