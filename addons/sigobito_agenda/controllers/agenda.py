from datetime import timedelta

from odoo import fields, http
from odoo.http import request

from .comun import get_municipio, render

#: Days of the public page.
HORIZONTE = 60


class AgendaPublica(http.Controller):
    @http.route(
        "/agenda/<string:slug>", type="http", auth="public", website=True, sitemap=False
    )
    def agenda(self, slug, **kw):
        """Public activities of the municipality still to come, by day."""
        company = get_municipio(slug)
        now = fields.Datetime.now()
        events = request.env["calendar.event"]._get_publicas(company, now)
        limit = company._hoy() + timedelta(days=HORIZONTE)
        days = {}
        for event in events:
            start = event.start if event.allday else company._a_local(event.start)
            stop = event.stop if event.allday else company._a_local(event.stop)
            day = max(start.date(), company._hoy())
            if day > limit:
                continue
            days.setdefault(day, []).append(
                {
                    "name": event.name,
                    "hora": ""
                    if event.allday
                    else f"{start:%H:%M} – {stop:%H:%M}"
                    if start.date() == stop.date()
                    else f"{start:%H:%M}",
                    "lugar": event.location
                    or ", ".join(event.lugar_ids.mapped("name")),
                    "tipo": event.actividad_tipo_id.with_context(
                        lang=request.env.lang
                    ).name,
                }
            )
        formatear = request.env["sigobito.solicitud"]._formatear_dia
        return render(
            "sigobito_agenda.agenda_publica",
            company,
            {
                "dias": [
                    (formatear(day, company), items)
                    for day, items in sorted(days.items())
                ]
            },
        )
