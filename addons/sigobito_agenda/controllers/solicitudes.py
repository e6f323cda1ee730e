import os
import time

from werkzeug.exceptions import NotFound

from odoo import fields, http
from odoo.exceptions import ValidationError
from odoo.http import request
from odoo.tools import consteq, hmac, single_email_re
from odoo.tools.mimetypes import guess_mimetype

from .comun import get_direccion, get_municipio, hablar_como, render

#: Longest text of each field of the form.
LARGOS = {
    "name": 150,
    "solicitante": 120,
    "organizacion": 120,
    "email": 120,
    "phone": 40,
    "documento": 40,
    "lugar_propuesto": 150,
    "acompanantes": 300,
    "direccion": 200,
    "description": 4000,
}
TIPOS = ("invitacion", "audiencia", "requerimiento")
#: Which fields a type of request has of its own.
PROPIOS = {
    "invitacion": ("fecha_propuesta", "lugar_propuesto", "papel", "asistentes"),
    "audiencia": ("fecha_propuesta", "acompanantes", "modalidad"),
    "requerimiento": ("clase_requerimiento", "direccion"),
}
ARCHIVO_MAXIMO = 5 * 1024 * 1024
#: extension → what the content must look like
ARCHIVOS = {
    ".pdf": ("application/pdf",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".png": ("image/png",),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/zip",
    ),
    ".odt": ("application/vnd.oasis.opendocument.text", "application/zip"),
}
#: A person needs longer than this to fill in the form (seconds), and less than that.
TIEMPO_MINIMO, TIEMPO_MAXIMO = 4, 24 * 3600
#: Per address and hour.
ENVIOS_POR_HORA, FALLOS_POR_HORA = 10, 20


class SolicitudesPublicas(http.Controller):
    # ------------------------------------------------------------
    # FORM
    # ------------------------------------------------------------

    @http.route(
        "/solicitudes/<string:slug>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def formulario(self, slug, **kw):
        company = self._get_municipio(slug)
        return self._render_formulario(company, {"tipo": kw.get("tipo")})

    # A bigger body is refused before it is read into memory.
    @http.route(
        "/solicitudes/<string:slug>",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
        max_content_length=ARCHIVO_MAXIMO + 512 * 1024,
    )
    def enviar(self, slug, **post):
        company = self._get_municipio(slug)
        if post.get("sitio_web"):
            # Only a machine fills in what nobody sees. It is told nothing new.
            return self._render_gracias(company)
        Intento = request.env["sigobito.intento"]
        direccion = get_direccion()
        if Intento._superado("solicitud", direccion, ENVIOS_POR_HORA):
            return self._render_formulario(
                company,
                post,
                {
                    "": request.env._(
                        "Several requests were sent from your connection in the last "
                        "hour. Please try again later, or call the office."
                    )
                },
                status=429,
            )
        vals, errors = self._leer(company, post)
        archivos, file_error = self._leer_archivo()
        if file_error:
            errors["archivo"] = file_error
        if not errors and not self._es_humano(post.get("momento")):
            errors[""] = request.env._(
                "Please check your data and press “Send request” once more."
            )
        if errors:
            return self._render_formulario(company, post, errors, status=422)
        Intento._anotar("solicitud", direccion)
        try:
            with request.env.cr.savepoint():
                solicitud = request.env["sigobito.solicitud"]._crear_desde_formulario(
                    company, vals, archivos
                )
        except ValidationError as error:
            return self._render_formulario(
                company, post, {"": error.args[0]}, status=422
            )
        return self._render_gracias(company, solicitud)

    def _get_municipio(self, slug):
        company = get_municipio(slug)
        if not company.solicitud_publica:
            raise NotFound()
        return company

    def _leer(self, company, post):
        """Checked values and error messages by field; nothing typed is thrown away."""
        _ = request.env._
        tipo = post.get("tipo")
        errors = {}
        vals = {"tipo": tipo}
        if tipo not in TIPOS:
            errors["tipo"] = self.env._("Choose what you need.")
            return vals, errors
        ajenos = set().union(*PROPIOS.values()) - set(PROPIOS[tipo])
        for name, largo in LARGOS.items():
            if name in ajenos:
                continue
            text = (post.get(name) or "").replace("\x00", "").strip()
            if len(text) > largo:
                errors[name] = self.env._(
                    "This text has %(count)s characters; please shorten it to %(limit)s.",
                    count=len(text),
                    limit=largo,
                )
            vals[name] = text or False
        if not vals.get("name"):
            errors.setdefault("name", self.env._("Say in one line what you ask for."))
        if not vals.get("solicitante"):
            errors.setdefault("solicitante", self.env._("Write your name and surname."))
        if not vals.get("description"):
            errors.setdefault("description", self.env._("Tell us what it is about."))
        if not vals.get("email") and not vals.get("phone"):
            errors.setdefault(
                "email",
                self.env._("Leave us an e-mail or a phone, to be able to answer you."),
            )
        if vals.get("email") and not single_email_re.fullmatch(vals["email"]):
            errors.setdefault(
                "email", self.env._("This e-mail does not look complete.")
            )
        self._leer_propios(company, tipo, post, vals, errors)
        return vals, errors

    def _leer_propios(self, company, tipo, post, vals, errors):
        """Date, numbers and choices of the type."""
        _ = request.env._
        Solicitud = request.env["sigobito.solicitud"]
        propios = PROPIOS[tipo]
        for name in ("papel", "modalidad", "clase_requerimiento"):
            value = post.get(name)
            if name in propios and value:
                if value in dict(Solicitud._fields[name].selection):
                    vals[name] = value
                else:
                    errors[name] = self.env._("Choose one from the list.")
        if "asistentes" in propios and (text := (post.get("asistentes") or "").strip()):
            if text.isdecimal() and len(text) <= 6:
                vals["asistentes"] = int(text)
            else:
                errors["asistentes"] = self.env._("Write only a number.")
        fecha = (post.get("fecha_propuesta") or "").strip()
        if "fecha_propuesta" in propios and fecha:
            try:
                local = fields.Datetime.to_datetime(fecha.replace("T", " ") + ":00")
                vals["fecha_propuesta"] = company._a_utc(local)
            except (ValueError, OverflowError):
                errors["fecha_propuesta"] = self.env._("This date is not complete.")
            else:
                if vals["fecha_propuesta"] < fields.Datetime.now():
                    errors["fecha_propuesta"] = self.env._("This date is already past.")

    def _leer_archivo(self):
        """The attached file, if it is one of those the office can open."""
        _ = request.env._
        upload = request.httprequest.files.get("archivo")
        if not upload or not upload.filename:
            return [], None
        content = upload.read(ARCHIVO_MAXIMO + 1)
        name = os.path.basename(upload.filename.replace("\\", "/"))[-120:]
        extension = os.path.splitext(name)[1].lower()
        if len(content) > ARCHIVO_MAXIMO:
            return [], self.env._(
                "The file is larger than 5 MB. Please send a smaller one."
            )
        mimetype = guess_mimetype(content, default="application/octet-stream")
        if mimetype not in ARCHIVOS.get(extension, ()):
            return [], self.env._(
                "Attach a PDF, a photo (JPG, PNG) or a document (DOCX, ODT)."
            )
        return [(name, content, mimetype)], None

    # ------------------------------------------------------------
    # HUMAN OR MACHINE
    # ------------------------------------------------------------

    def _firmar(self, momento):
        return hmac(request.env(su=True), "sigobito-formulario", momento)[:32]

    def _get_momento(self):
        momento = str(int(time.time()))
        return f"{momento}.{self._firmar(momento)}"

    def _es_humano(self, sello):
        """Whether the form was open as long as a person needs to fill it in."""
        momento, _sep, firma = (sello or "").partition(".")
        if not momento.isdecimal() or not consteq(self._firmar(momento), firma):
            return False
        return TIEMPO_MINIMO <= time.time() - int(momento) <= TIEMPO_MAXIMO

    # ------------------------------------------------------------
    # PAGES
    # ------------------------------------------------------------

    def _render_formulario(self, company, post, errors=None, status=200):
        Solicitud = request.env["sigobito.solicitud"]
        tipo = post.get("tipo")
        # Keep the first moment, so that whoever corrects a mistake need not wait again.
        momento = post.get("momento") if errors else None
        if momento and not consteq(
            self._firmar(momento.partition(".")[0]), momento.partition(".")[2]
        ):
            momento = None
        response = render(
            "sigobito_agenda.solicitud_formulario",
            company,
            {
                "valores": {**post, "tipo": tipo if tipo in TIPOS else ""},
                "errores": errors or {},
                "largos": LARGOS,
                "momento": momento or self._get_momento(),
                "ahora": company._ahora().strftime("%Y-%m-%dT%H:%M"),
                "opciones": {
                    name: Solicitud._fields[name]._description_selection(request.env)
                    for name in ("tipo", "papel", "modalidad", "clase_requerimiento")
                },
            },
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        return response

    def _render_gracias(self, company, solicitud=None):
        response = render(
            "sigobito_agenda.solicitud_gracias", company, {"solicitud": solicitud}
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    # ------------------------------------------------------------
    # TRACKING
    # ------------------------------------------------------------

    @http.route(
        [
            "/solicitudes/seguimiento",
            "/solicitudes/seguimiento/<string:codigo>",
        ],
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
    )
    def seguimiento(self, codigo=None, **kw):
        """State and public answer of a request, for whoever has its code."""
        codigo = codigo or kw.get("codigo")
        company = request.env["res.company"]._get_by_slug(kw.get("municipio"))
        values = {"codigo": (codigo or "")[:40], "solicitud": None, "error": ""}
        status = 200
        if codigo:
            Intento = request.env["sigobito.intento"]
            direccion = get_direccion()
            solicitud = request.env["sigobito.solicitud"]._get_by_codigo(codigo)
            if Intento._superado("seguimiento", direccion, FALLOS_POR_HORA):
                solicitud, status = None, 429
            elif not solicitud:
                Intento._anotar("seguimiento", direccion)
                status = 404
            if solicitud:
                company = solicitud.company_id
        lang_company = company or self._get_primer_municipio()
        lang_company = hablar_como(lang_company) if lang_company else lang_company
        if codigo and status == 200:
            solicitud = solicitud.with_context(lang=request.env.lang)
            values["solicitud"] = solicitud
            values["publico"] = solicitud._get_estado_publico()
        elif status == 429:
            values["error"] = request.env._(
                "Too many codes were tried from your connection. Please try again in an "
                "hour."
            )
        elif status == 404:
            values["error"] = request.env._(
                "There is no request with that code. Check it: it has twelve letters "
                "and digits, for example K7QF-9M2X-W4TD."
            )
        response = render(
            "sigobito_agenda.solicitud_seguimiento",
            hablar_como(company) if company else request.env["res.company"].sudo(),
            values,
        )
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _get_primer_municipio(self):
        """Any municipality: only for the language of a page that has none yet."""
        return (
            request.env["res.company"]
            .sudo()
            .search([("es_municipio", "=", True)], limit=1)
        )
