from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportacionController(http.Controller):
    @http.route(
        "/sigobito/importacion/plantilla",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def plantilla(self, datos=None, **_kwargs):
        """The template, or the template filled with the municipality's own data."""
        Importacion = request.env["sigobito.importacion"]
        if not Importacion.has_access("create"):
            raise NotFound()
        # the municipality chosen in the client's switcher, if it is one of the user's
        elegidas = request.cookies.get("cids", "").replace(",", "-").split("-")
        propias = request.env.user.company_ids.ids
        ids = [int(cid) for cid in elegidas if cid.isdigit() and int(cid) in propias]
        if ids:
            Importacion = Importacion.with_company(ids[0]).with_context(
                allowed_company_ids=ids[:1]
            )
        company = Importacion.env.company
        contenido = Importacion._get_plantilla(con_datos=bool(datos))
        nombre = f"datos_{company.slug or 'municipio'}" if datos else "plantilla"
        return request.make_response(
            contenido,
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{nombre}.xlsx")),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
