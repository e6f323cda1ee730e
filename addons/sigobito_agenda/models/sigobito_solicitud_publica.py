"""What the requester sees of a request: web form, mails, answer, tracking page."""

from babel.dates import format_date

from odoo import api, fields, models
from odoo.tools import babel_locale_parse


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    respuesta_publica = fields.Text(
        string="Answer to the requester",
        copy=False,
        help="The requester reads it on the tracking page",
    )
    fecha_respuesta = fields.Datetime(string="Answered on", readonly=True, copy=False)

    # ------------------------------------------------------------
    # ANSWER
    # ------------------------------------------------------------

    def action_responder(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_responder_action"
        )
        action["context"] = {"default_solicitud_id": self.id}
        return action

    def _responder(self, texto, enviar=True):
        """Keep the answer, show it on the tracking page and mail it."""
        self.ensure_one()
        self.write(
            {
                "respuesta_publica": texto,
                "fecha_respuesta": fields.Datetime.now(),
                "state": "respondida",
            }
        )
        if enviar and self.email:
            self._enviar_correo("sigobito_agenda.mail_template_solicitud_respuesta")

    def _get_respuesta_sugerida(self):
        """First draft of the answer, by decision."""
        self.ensure_one()
        company = self.company_id
        env = self.with_context(lang=company._get_lang_publico()).env
        event = self.event_ids[:1]
        drafts = {
            "aceptar": env._(
                "Your request was accepted. We will tell you the date and time."
            ),
            "delegar": env._(
                "Your request was accepted. %(who)s will attend to you.",
                who=self.delegado_id.name or "",
            ),
            "derivar": env._(
                "Your request was referred to %(area)s, which will contact you.",
                area=self.area_id.name or "",
            ),
            "posponer": env._(
                "For now your request cannot be attended to. We will look at it again "
                "on %(date)s.",
                date=self._formatear_fecha(self.posponer_hasta),
            ),
            "declinar": env._(
                "We are sorry that this time we cannot accept your request."
            ),
        }
        text = drafts.get(self.decision, "")
        if self.decision == "aceptar" and event and event.estado != "cancelada":
            text = env._(
                "Your request was accepted. We expect you on %(when)s.",
                when=self._formatear_fecha(company._a_local(event.start), hora=True),
            )
        return text

    def _formatear_fecha(self, value, hora=False):
        """Date in words, in the language of the municipality."""
        self.ensure_one()
        if not value:
            return ""
        text = self._formatear_dia(value, self.company_id)
        return f"{text}, {value:%H:%M}" if hora else text

    @api.model
    def _formatear_dia(self, value, company):
        """Day in words, as in "lunes 23 de noviembre"."""
        locale = babel_locale_parse(company._get_lang_publico())
        if locale.language == "es":
            return format_date(value, "EEEE d 'de' MMMM", locale=locale)
        return format_date(value, "full", locale=locale)

    def _enviar_correo(self, xmlid):
        """Queue a mail to the requester; it leaves with the next round of the queue."""
        template = self.env.ref(xmlid, raise_if_not_found=False)
        for solicitud in self:
            if template and solicitud.email:
                respuesta = solicitud._get_correo_respuesta()
                # sudo: templates belong to the platform
                mail_id = template.sudo().send_mail(
                    solicitud.id,
                    force_send=False,
                    email_values={"reply_to": respuesta} if respuesta else None,
                )
                # The message stays when the mail has gone: replies thread on it.
                # sudo: mails are the platform's
                self.env["mail.mail"].sudo().browse(mail_id).is_notification = True
        return True

    # ------------------------------------------------------------
    # WEB FORM AND TRACKING PAGE
    # ------------------------------------------------------------

    @api.model
    def _crear_desde_formulario(self, company, vals, archivos=()):
        """Request of a citizen, from the public page.

        Runs in sudo (the citizen has no user); ``vals`` has been checked by the route.

        :param archivos: ``[(name, content, mimetype)]``
        """
        solicitud = (
            self.sudo()
            .with_company(company)
            .with_context(
                lang=company._get_lang_publico(), mail_create_nosubscribe=True
            )
            .create({**vals, "company_id": company.id, "canal": "web"})
        )
        self.env["ir.attachment"].sudo().create(
            [
                {
                    "name": name,
                    "raw": content,
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": solicitud.id,
                }
                for name, content, mimetype in archivos
            ]
        )
        solicitud._enviar_correo("sigobito_agenda.mail_template_solicitud_acuse")
        return solicitud

    def _get_url_seguimiento(self):
        self.ensure_one()
        return f"{self.get_base_url()}/solicitudes/seguimiento/{self.codigo}"

    def _get_estado_publico(self):
        """What the tracking page tells: state in plain words and the answer."""
        self.ensure_one()
        answered = self.state in ("respondida", "cerrada")
        steps = [
            (self.env._("Received"), True),
            (self.env._("Being looked at"), self.state != "recibida"),
            (self.env._("Answered"), answered),
        ]
        return {
            "folio": self.folio,
            "steps": steps,
            "fecha": self.company_id._a_local(self.fecha_recepcion),
            "answered": answered,
            "respuesta": self.respuesta_publica if answered else "",
            "cerrada": self.state == "cerrada",
            "date_deadline": self.date_deadline,
        }
