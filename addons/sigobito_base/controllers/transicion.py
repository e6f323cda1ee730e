from werkzeug.exceptions import NotFound

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request


class TransicionController(http.Controller):
    @http.route(
        "/sigobito/transicion/<int:acta_id>/descargar",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def descargar(self, acta_id, **_kwargs):
        """The only door of the hand-over pack; it looks closed to everybody else."""
        acta = request.env["sigobito.transicion"].browse(acta_id)
        # the municipality chosen in the client's switcher does not matter here
        acta = acta.with_context(allowed_company_ids=request.env.user.company_ids.ids)
        try:
            attachment = acta._get_descarga()
        except (AccessError, MissingError, UserError) as error:
            raise NotFound() from error
        stream = attachment._to_http_stream()
        stream.download_name = acta._get_nombre_archivo()
        response = stream.get_response(as_attachment=True, immutable=False, max_age=0)
        response.headers["Cache-Control"] = "no-store"
        return response
