from datetime import datetime, time, timedelta

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
        """Public activities of the municipality by day: to come, or already held."""
        company = get_municipio(slug)
        Event = request.env["calendar.event"]
        pasadas = (
            kw.get("vista") == "realizadas"
            or company.agenda_publica_momento == "despues"
        )
        hoy = company._hoy()
        if pasadas:
            desde, hasta = Event._get_ventana(company)[0], fields.Datetime.now()
            events = Event._get_publicas(
                company, desde, hasta, limite=200, order="start desc, id desc"
            )
        else:
            desde = fields.Datetime.now()
            limite = datetime.combine(hoy + timedelta(days=HORIZONTE + 1), time.min)
            events = Event._get_publicas(company, desde, company._a_utc(limite))
        days = {}
        for event in events:
            dato = event._get_dato_publico(company)
            inicio, fin = dato["inicio"], dato["fin"]
            day = inicio if dato["todo_el_dia"] else inicio.date()
            hora = ""
            if not dato["todo_el_dia"]:
                hora = f"{inicio:%H:%M}"
                if inicio.date() == fin.date():
                    hora += f" – {fin:%H:%M}"
            dato["hora"] = hora
            dato["solo_dia"] = not company.agenda_publica_hora
            if not pasadas:
                day = max(day, hoy)
            days.setdefault(day, []).append(dato)
        url = f"{company.get_base_url()}/agenda/{company.slug}.ics"
        formatear = request.env["sigobito.solicitud"]._formatear_dia
        return render(
            "sigobito_agenda.agenda_publica",
            company,
            {
                "pasadas": pasadas,
                "url_ics": url,
                "webcal": "webcal://" + url.split("://", 1)[1],
                "dias": [
                    (formatear(day, company), items)
                    for day, items in sorted(days.items(), reverse=pasadas)
                ],
            },
        )
