"""Light pages of an activity: its briefing sheet, and its closing (R22, R23)."""

import re

from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.http import request
from odoo.tools import file_open, hmac
from odoo.tools.mimetypes import guess_mimetype

#: Photos of a closing, and the largest of them.
MAXIMO_FOTOS = 10
MAXIMO_BYTES = 15 * 1024 * 1024
#: Longest text of a field of the closing.
LARGO = 10000


class FichaController(http.Controller):
    @http.route(
        "/sigobito/ficha/<int:event_id>", type="http", auth="user", methods=["GET"]
    )
    def ficha(self, event_id, **_kwargs):
        """The sheet on a phone. Who may not read the activity finds nothing here."""
        event = self._get_event(event_id)
        guardable = event.visibilidad != "reservada"
        response = self._render(
            "sigobito_agenda.ficha_pagina",
            event,
            ficha=event._get_ficha(),
            mapa=self._get_mapa(event),
            cerrable=self._es_cerrable(event),
            guardable=guardable,
        )
        # What the phone keeps to be read without signal: never a reserved activity.
        response.headers["X-Sigobito-Quien"] = self._get_quien()
        response.headers["X-Sigobito-Guardar"] = "1" if guardable else "0"
        return response

    @http.route(
        "/sigobito/ficha/guardar.js", type="http", auth="public", methods=["GET"]
    )
    def guardar(self, **_kwargs):
        with file_open("sigobito_agenda/static/src/ficha/guardar.js", "rb") as file:
            return request.make_response(
                file.read(),
                headers=[
                    ("Content-Type", "text/javascript; charset=utf-8"),
                    ("Cache-Control", "max-age=3600"),
                ],
            )

    @http.route("/sigobito/ficha/vivo", type="http", auth="public", methods=["GET"])
    def vivo(self, **_kwargs):
        """Whether there is signal."""
        return request.make_response("", status=204)

    @http.route(
        "/sigobito/ficha/<int:event_id>/cerrar",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def cerrar(self, event_id, **_kwargs):
        """The closing in one page, for the way back in the car."""
        event = self._get_event(event_id)
        if not self._es_cerrable(event):
            return request.redirect(f"/sigobito/ficha/{event_id}")
        Cerrar = request.env["sigobito.actividad.cerrar"].with_context(
            default_event_id=event.id
        )
        company = event.company_id.sudo()
        return self._render(
            "sigobito_agenda.cierre_pagina",
            event,
            company=company,
            event=event,
            valores=Cerrar.default_get(list(Cerrar._fields)),
            desenlaces=Cerrar._fields["desenlace"]._description_selection(request.env),
            # sudo: names of colleagues, as in any list of the system
            personas=request.env["res.users"]
            .sudo()
            .search(
                [("company_ids", "in", company.ids), ("share", "=", False)],
                order="name, id",
            ),
            quien=self._get_quien(),
        )

    @http.route(
        "/sigobito/ficha/<int:event_id>/cerrar",
        type="http",
        auth="user",
        methods=["POST"],
    )
    def cerrar_enviar(self, event_id, **post):
        event = self._get_event(event_id)
        try:
            # Refused as a whole or done as a whole.
            with request.env.cr.savepoint():
                self._cerrar(event, post)
        except (UserError, ValidationError, AccessError) as error:
            return request.make_json_response({"error": str(error)})
        return request.make_json_response({"url": f"/sigobito/ficha/{event_id}"})

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _get_event(self, event_id):
        user = request.env.user
        # the municipality chosen in the client's switcher does not matter here
        event = (
            request.env["calendar.event"]
            .with_context(
                allowed_company_ids=user.company_ids.ids, lang=user.lang, tz=user.tz
            )
            .browse(event_id)
            .exists()
        )
        if not event or not event._es_legible() or not event.agenda_id:
            raise NotFound()
        return event

    def _es_cerrable(self, event):
        return bool(
            event.puede_cerrar
            and not event.fecha_cierre
            and event.estado in ("tentativa", "confirmada", "delegada")
            and event.start <= fields.Datetime.now()
        )

    def _get_quien(self):
        """Mark of the reader, for his own phone; it tells nothing to others."""
        # sudo: only to sign
        env = request.env(su=True)
        return hmac(env, "sigobito_agenda.ficha", str(request.env.uid))[:16]

    def _render(self, template, event, /, **values):
        request.update_context(lang=request.env.user.lang)
        color = event.company_id.sudo().primary_color or ""
        if not re.fullmatch(r"#[0-9a-fA-F]{3,8}", color):
            color = "#1557a5"
        html = event.env["ir.qweb"]._render(
            template,
            {**values, "color": color, "user": request.env.user, "request": request},
        )
        return request.make_response(
            f"<!DOCTYPE html>{html}",
            headers=[
                ("Content-Type", "text/html; charset=utf-8"),
                ("Cache-Control", "no-store"),
                ("Referrer-Policy", "no-referrer"),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "SAMEORIGIN"),
            ],
        )

    def _get_mapa(self, event):
        """Link to the place on a map, when it is known where it is."""
        for lugar in event.lugar_ids:
            if lugar.latitud or lugar.longitud:
                return (
                    "https://www.openstreetmap.org/?mlat="
                    f"{lugar.latitud:.6f}&mlon={lugar.longitud:.6f}"
                    f"#map=17/{lugar.latitud:.6f}/{lugar.longitud:.6f}"
                )
        return False

    def _cerrar(self, event, post):
        env = event.env
        desenlace = post.get("desenlace")
        delegado = post.get("delegado_a_id") or ""
        vals = {
            "event_id": event.id,
            "clave": re.sub(r"[^0-9a-f]", "", (post.get("clave") or "").lower())[:32],
            "desenlace": desenlace
            if desenlace in ("realizada", "delegada", "cancelada")
            else "realizada",
            "delegado_a_id": int(delegado) if delegado.isdigit() else False,
            "comunicar": bool(post.get("comunicar")),
            **{
                campo: (post.get(campo) or "").replace("\r\n", "\n")[:LARGO]
                for campo in ("resultado", "decisiones", "promesas")
            },
        }
        if vals["desenlace"] == "delegada" and not vals["delegado_a_id"]:
            raise UserError(env._("Choose who attended."))
        fotos = self._crear_fotos(env)
        env["sigobito.actividad.cerrar"].create(
            {**vals, "foto_ids": [(6, 0, fotos.ids)]}
        ).action_cerrar()
        # Sent twice, they are already there.
        fotos.filtered(lambda foto: not foto.res_id).unlink()

    def _crear_fotos(self, env):
        vals_list = []
        for file in request.httprequest.files.getlist("fotos")[: MAXIMO_FOTOS + 1]:
            content = file.read(MAXIMO_BYTES + 1)
            if not content:
                continue
            if len(vals_list) == MAXIMO_FOTOS:
                raise UserError(env._("At most %s photos at a time.", MAXIMO_FOTOS))
            if len(content) > MAXIMO_BYTES:
                raise UserError(env._("“%s” is larger than 15 MB.", file.filename))
            mimetype = guess_mimetype(content)
            if mimetype not in ("image/jpeg", "image/png", "image/webp", "image/gif"):
                raise UserError(env._("“%s” is not a photo.", file.filename))
            vals_list.append(
                {
                    "name": (file.filename or "foto")[:100],
                    "raw": content,
                    "mimetype": mimetype,
                    "res_model": "sigobito.actividad.cerrar",
                }
            )
        return env["ir.attachment"].create(vals_list)
