"""Requests that arrive by mail, and the mails that follow (R24).

A mail is an outsider's word whatever its sender says: it makes a request or a message,
it never moves one, and nobody of the office is its author unless the mail server of the
municipality vouches for the address (parameter ``sigobito_agenda.servidor_correo``).
"""

import ast

from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import email_split, html2plaintext

from ..tools import correo as correos

#: Biggest file and biggest sum of a mail, in bytes; and how many files.
ARCHIVO_MAXIMO, SUMA_MAXIMA, ARCHIVOS_MAXIMO = 10 * 2**20, 25 * 2**20, 20
#: Acknowledgements to one address in a day.
ACUSES_POR_DIA = 3


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    correo_sin_leer = fields.Boolean(
        string="New message of the requester",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    correo_autenticado = fields.Boolean(
        string="Sender confirmed",
        readonly=True,
        copy=False,
        help="The mail server vouches for the address it came from",
    )
    correo_mensaje = fields.Char(
        string="Number of the mail", readonly=True, copy=False, index="btree_not_null"
    )

    # ------------------------------------------------------------
    # WHICH MUNICIPALITY, WHICH REQUEST
    # ------------------------------------------------------------

    @api.model
    def _get_alias_de_correo(self, destinos):
        """The first alias of requests among the addresses a mail was sent to."""
        destinos = [destino.lower() for destino in destinos]
        # sudo: aliases belong to the platform
        return (
            self.env["mail.alias"]
            .sudo()
            .search(
                Domain("alias_model_id.model", "=", self._name)
                & (
                    Domain("alias_full_name", "in", destinos)
                    | (
                        Domain("alias_incoming_local", "=", True)
                        & Domain(
                            "alias_name", "in", [d.partition("@")[0] for d in destinos]
                        )
                    )
                ),
                limit=1,
            )
        )

    @api.model
    def _get_valores_de_alias(self, alias):
        valores = ast.literal_eval(alias.alias_defaults or "{}")
        return {"company_id": valores.get("company_id"), "canal": "correo"}

    @api.model
    def _corregir_rutas(self, routes, message_dict):
        """A mail goes to the municipality it was sent to, in nobody's name.

        A reply threads by its references, or else by the folio in its subject when it
        comes from the requester's own address.
        """
        alias = self._get_alias_de_correo(email_split(message_dict["recipients"] or ""))
        nuevos = []
        for model, thread_id, valores, _user_id, alias_ruta in routes:
            destino = alias_ruta or alias
            company_id = (valores or {}).get("company_id") or (
                self._get_valores_de_alias(destino)["company_id"] if destino else None
            )
            solicitud = self.browse(thread_id or ())
            if solicitud and (
                solicitud.anonimizado_el
                or (company_id and solicitud.company_id.id != company_id)
            ):
                company_id = company_id or solicitud.company_id.id
                solicitud = self.browse()
            if not (thread_id or solicitud) and company_id:
                solicitud = self._get_por_asunto(company_id, message_dict)
            valores = {"company_id": company_id, "canal": "correo"}
            if not solicitud:
                message_dict.pop("parent_id", None)
            nuevos.append((model, solicitud.id or 0, valores, SUPERUSER_ID, alias_ruta))
        return nuevos

    @api.model
    def _get_por_asunto(self, company_id, message_dict):
        """Request named in the subject, if its own requester writes."""
        folio = correos.folio(message_dict.get("subject"))
        _nombre, direccion = correos.remitente(message_dict.get("email_from"))
        if not (folio and direccion):
            return self.browse()
        return self.with_context(active_test=False).search(
            [
                ("company_id", "=", company_id),
                ("folio", "=", folio),
                ("email", "=ilike", direccion.replace("_", r"\_").replace("%", r"\%")),
                ("anonimizado_el", "=", False),
            ],
            limit=1,
        )

    def _detect_loop_sender_domain(self, email_from_normalized):
        """No request is thrown away because its sender wrote others.

        A loop cannot start: machines get no acknowledgement, people three a day.
        """
        return None

    # ------------------------------------------------------------
    # NEW REQUEST
    # ------------------------------------------------------------

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        cabeceras = msg_dict.get("sigobito_cabeceras", {})
        valores = {
            name: value
            for name, value in (custom_values or {}).items()
            if name in ("company_id", "canal") and value
        }
        nombre, direccion = correos.remitente(msg_dict.get("email_from"))
        texto = correos.limpiar(html2plaintext(msg_dict.get("body") or ""))
        valores.update(
            self._prepare_vals_de_correo(
                msg_dict.get("subject"), nombre, direccion, texto
            ),
            correo_mensaje=msg_dict.get("message_id"),
            correo_autenticado=self._esta_autenticado(cabeceras, direccion),
        )
        company = self.env["res.company"].browse(valores.get("company_id"))
        avisos = self._depurar_mensaje(msg_dict, valores["correo_autenticado"])
        # Nobody's user: what the sender claims gives no right.
        solicitud = super(
            SigobitoSolicitud,
            self.with_user(SUPERUSER_ID)
            .with_company(company)
            .with_context(lang=company._get_lang_publico()),
        ).message_new({**msg_dict, "email_from": direccion}, valores)
        solicitud._avisar_archivos(avisos)
        if direccion and not correos.es_automatico(cabeceras):
            solicitud._acusar_correo(direccion)
        return solicitud

    @api.model
    def _prepare_vals_de_correo(self, asunto, nombre, direccion, texto):
        primera = next((li for li in texto.splitlines() if li.strip()), "")
        return {
            "name": correos.asunto(asunto)
            or correos.asunto(primera)
            or self.env._("(without subject)"),
            "solicitante": nombre or direccion or self.env._("Unknown sender"),
            "email": direccion or False,
            "description": texto or False,
            "tipo": "requerimiento",
            "canal": "correo",
        }

    @api.model
    def _recibir_en_bruto(self, alias, leido, bruto):
        """Request from a mail nobody could take apart: its text, and the mail itself."""
        valores = self._get_valores_de_alias(alias)
        # sudo: the gateway has no user
        Solicitud = self.sudo().with_context(active_test=False)
        ya = leido.mensaje_id and Solicitud.search(
            [
                ("correo_mensaje", "=", leido.mensaje_id),
                ("company_id", "=", valores["company_id"]),
            ],
            limit=1,
        )
        if ya:
            return ya
        company = self.env["res.company"].sudo().browse(valores["company_id"])
        Solicitud = Solicitud.with_company(company).with_context(
            lang=company._get_lang_publico(), mail_create_nosubscribe=True
        )
        solicitud = Solicitud.create(
            {
                **valores,
                **Solicitud._prepare_vals_de_correo(
                    leido.asunto, leido.nombre, leido.remitente, leido.texto
                ),
                "correo_mensaje": leido.mensaje_id or False,
            }
        )
        archivos = []
        if len(bruto) <= ARCHIVO_MAXIMO:
            archivos = [("correo_original.eml", bruto)]
        solicitud.message_post(
            body=self.env._(
                "This mail could not be taken apart. Its text is in the request; the "
                "original is attached if it was not larger than 10 MB."
            ),
            attachments=archivos,
            subtype_xmlid="mail.mt_note",
        )
        return solicitud

    def _acusar_correo(self, direccion):
        """Acknowledge, but never be the tool that fills somebody's mailbox."""
        Intento = self.env["sigobito.intento"]
        if Intento._superado("acuse", direccion, ACUSES_POR_DIA, 24 * 60):
            return
        Intento._anotar("acuse", direccion)
        self._enviar_correo("sigobito_agenda.mail_template_solicitud_acuse")

    # ------------------------------------------------------------
    # REPLIES
    # ------------------------------------------------------------

    def message_update(self, msg_dict, update_vals=None):
        """A reply is a message on the request: it changes nothing of it."""
        cabeceras = msg_dict.get("sigobito_cabeceras", {})
        _nombre, direccion = correos.remitente(msg_dict.get("email_from"))
        autenticado = self._esta_autenticado(cabeceras, direccion)
        avisos = self._depurar_mensaje(msg_dict, autenticado)
        for solicitud in self.sudo():
            solicitud.correo_sin_leer = True
            solicitud._avisar_archivos(avisos)
            if direccion != (solicitud.email or "").strip().lower():
                solicitud._anotar_interno(
                    self.env._(
                        "The next message came from %(from)s, which is not the address "
                        "of the requester.",
                        **{"from": direccion or self.env._("an unknown address")},
                    )
                )
        return super().message_update(msg_dict, None)

    def message_post(self, **kwargs):
        kwargs.pop("sigobito_cabeceras", None)
        message = super().message_post(**kwargs)
        # Whoever answers from inside has read what was written.
        if (
            kwargs.get("message_type") == "comment"
            and not self.env.user.share
            and any(self.mapped("correo_sin_leer"))
        ):
            # sudo: also who may only comment
            self.sudo().correo_sin_leer = False
        return message

    def action_marcar_leido(self):
        self.check_access("write")
        # sudo: the field is not written by hand
        self.sudo().correo_sin_leer = False

    # ------------------------------------------------------------
    # WHAT MAY STAY OF A MAIL
    # ------------------------------------------------------------

    @api.model
    def _esta_autenticado(self, cabeceras, direccion):
        """Only the municipality's own mail server is believed."""
        servidor = (
            self.env["ir.config_parameter"]
            .sudo()  # sudo: one parameter of the platform
            .get_param("sigobito_agenda.servidor_correo")
        )
        resultado = cabeceras.get("authentication-results", "")
        if not servidor or resultado.partition(";")[0].split()[:1] != [servidor]:
            return False
        return correos.autenticado(resultado, direccion)

    @api.model
    def _depurar_mensaje(self, msg_dict, autenticado):
        """Take author and files that may not stay out of a mail; returns what to say."""
        if not autenticado:
            msg_dict["author_id"] = False
        quedan, avisos, suma = [], [], 0
        for archivo in msg_dict.get("attachments") or []:
            nombre, peligroso = correos.nombre_archivo(archivo[0])
            contenido = archivo[1]
            if isinstance(contenido, str):
                contenido = contenido.encode("utf-8", "replace")
            elif not isinstance(contenido, bytes):
                try:
                    contenido = contenido.as_bytes()
                except Exception:
                    contenido = str(contenido).encode("utf-8", "replace")
            largo = len(contenido)
            if (
                largo > ARCHIVO_MAXIMO
                or suma + largo > SUMA_MAXIMA
                or len(quedan) >= ARCHIVOS_MAXIMO
            ):
                avisos.append(
                    self.env._(
                        "“%(name)s” (%(size)s MB) was too large and was not kept. "
                        "Please ask the requester for a smaller one.",
                        name=nombre,
                        size=round(largo / 2**20, 1),
                    )
                )
                continue
            if peligroso:
                avisos.append(
                    self.env._(
                        "“%(name)s” is a file that can do harm: it was renamed. Do not "
                        "open it.",
                        name=nombre,
                    )
                )
            suma += largo
            info = archivo[2] if len(archivo) > 2 else {}
            quedan.append((nombre, contenido, info))
        msg_dict["attachments"] = quedan
        return avisos

    def _avisar_archivos(self, avisos):
        if avisos:
            self._anotar_interno(Markup("<br/>").join(avisos))

    def _anotar_interno(self, cuerpo):
        for solicitud in self:
            solicitud.message_post(
                body=cuerpo, message_type="notification", subtype_xmlid="mail.mt_note"
            )

    def _get_correo_respuesta(self):
        """Address to which the requester answers, so that it lands here."""
        self.ensure_one()
        return self.company_id.sudo().solicitud_correo or self.company_id.email or ""
