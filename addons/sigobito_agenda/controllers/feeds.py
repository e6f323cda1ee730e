"""The agenda for other programs: calendars (ICS) and open data (CSV, JSON)."""

import hashlib
import json
from datetime import UTC

from werkzeug.exceptions import NotFound, TooManyRequests
from werkzeug.http import http_date

from odoo import http
from odoo.http import request
from odoo.tools import email_normalize

from ..tools import datos_abiertos, icalendario
from .comun import get_direccion, get_municipio

#: Full answers per address and hour; "nothing new" is not counted.
LECTURAS_POR_HORA = 240
#: Wrong secrets per address and hour.
FALLOS_POR_HORA = 20
TIPOS = {
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
COLUMNAS = (
    "id",
    "nombre",
    "inicio",
    "fin",
    "todo_el_dia",
    "tipo",
    "tema",
    "lugar",
    "estado",
)


def responder(clave, formato, cuerpo, nombre, publico=True):
    """The text with its version; whoever has it already is told so (304)."""
    contenido = cuerpo.encode()
    huella = hashlib.sha256(contenido).hexdigest()[:32]
    fecha = request.env["sigobito.agenda.version"]._anotar(clave, huella)
    headers = {
        "ETag": f'"{huella}"',
        "Last-Modified": http_date(fecha.replace(tzinfo=UTC)),
        "Cache-Control": "public, max-age=300" if publico else "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    if publico:
        headers["Access-Control-Allow-Origin"] = "*"
    if no_ha_cambiado(huella, fecha):
        return request.make_response("", list(headers.items()), status=304)
    Intento = request.env["sigobito.intento"]
    direccion = get_direccion()
    if Intento._superado("feed", direccion, LECTURAS_POR_HORA):
        raise TooManyRequests()
    Intento._anotar("feed", direccion)
    headers["Content-Type"] = TIPOS[formato]
    headers["Content-Disposition"] = f'inline; filename="{nombre}.{formato}"'
    return request.make_response(contenido, list(headers.items()))


def no_ha_cambiado(huella, fecha):
    """Whether the visitor's copy is this version (an ETag wins over a date)."""
    http_request = request.httprequest
    if http_request.if_none_match:
        return http_request.if_none_match.contains_weak(huella)
    desde = http_request.if_modified_since
    return bool(desde) and fecha.replace(tzinfo=UTC) <= desde


def a_texto(valor):
    return valor.isoformat() if hasattr(valor, "isoformat") else valor


def datos_json(company, filas, **mas):
    """Open data with who publishes it and under which licence."""
    return json.dumps(
        {
            "municipio": company.name,
            "zona_horaria": company._tz(),
            "licencia": company.agenda_publica_licencia or "",
            "contacto": email_normalize(company.email or "") or "",
            **mas,
            "datos": filas,
        },
        ensure_ascii=False,
        indent=1,
    )


class AgendaFeeds(http.Controller):
    @http.route(
        "/agenda/feed/<string:secreto>.ics",
        type="http",
        auth="public",
        methods=["GET", "HEAD"],
        save_session=False,
        sitemap=False,
    )
    def feed_secreto(self, secreto, **kw):
        """The agenda as the owner of the link may read it; reserved is "Busy"."""
        Intento = request.env["sigobito.intento"]
        direccion = get_direccion()
        if Intento._superado("feed_secreto", direccion, FALLOS_POR_HORA):
            raise TooManyRequests()
        suscripcion = request.env["sigobito.agenda.suscripcion"]._abrir(secreto)
        if not suscripcion:
            Intento._anotar("feed_secreto", direccion)
            # an answer, not an exception: the attempt has to be kept
            return request.make_response("", status=404)
        texto = icalendario.serializar(suscripcion._get_calendario())
        suscripcion._anotar_uso()
        return responder(
            f"suscripcion,{suscripcion.id}", "ics", texto, "agenda", publico=False
        )

    @http.route(
        [
            "/agenda/<string:slug>.ics",
            "/agenda/<string:slug>.csv",
            "/agenda/<string:slug>.json",
        ],
        type="http",
        auth="public",
        methods=["GET", "HEAD"],
        save_session=False,
        sitemap=False,
    )
    def publico(self, slug, **kw):
        """What the municipality publishes of its agenda, for programs."""
        company = get_municipio(slug)
        if not company.agenda_publica:
            raise NotFound()
        formato = request.httprequest.path.rsplit(".", 1)[-1]
        cuerpo = getattr(self, f"_get_{formato}")(company)
        return responder(
            f"agenda,{company.id},{formato}", formato, cuerpo, f"agenda-{slug}"
        )

    def _get_ics(self, company):
        Event = request.env["calendar.event"]
        calendario = Event.with_context(lang=company.env.lang)._get_calendario_publico(
            company
        )
        return icalendario.serializar(calendario)

    def _get_filas(self, company):
        Event = request.env["calendar.event"].with_context(lang=company.env.lang)
        desde, hasta = Event._get_ventana(company)
        for event in Event._get_publicas(company, desde, hasta):
            dato = event._get_dato_publico(company)
            yield {name: a_texto(dato[name]) for name in COLUMNAS}

    def _get_csv(self, company):
        columnas = (*COLUMNAS, "licencia")
        licencia = company.agenda_publica_licencia or ""
        return datos_abiertos.a_csv(
            columnas, ([*fila.values(), licencia] for fila in self._get_filas(company))
        )

    def _get_json(self, company):
        return datos_json(company, list(self._get_filas(company)))
