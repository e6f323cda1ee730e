from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools.misc import clean_context


class CalendarEvent(models.Model):
    """Somebody else attends: he gets the briefing sheet (R23)."""

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._get_delegadas()._enviar_ficha()
        return events

    def write(self, vals):
        antes = {}
        if {"estado", "delegado_a_id"} & vals.keys():
            antes = {event: event._get_delegadas().delegado_a_id for event in self}
        result = super().write(vals)
        if antes:
            self.exists()._get_delegadas().filtered(
                lambda e: antes.get(e) != e.delegado_a_id
            )._enviar_ficha()
        return result

    def _get_delegadas(self):
        """Those still to come that somebody else will attend."""
        now = fields.Datetime.now()
        return self.filtered(
            lambda e: (
                e.agenda_id
                and e.estado == "delegada"
                and e.delegado_a_id
                and not e.fecha_cierre
                and e.stop
                and e.stop > now
            )
        )

    def action_delegar(self):
        """Ask who attends instead of the head of government."""
        self.ensure_one()
        self._check_ficha_editable()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_actividad_delegar_action"
        )
        action["context"] = {"default_event_id": self.id}
        return action

    def _enviar_ficha(self):
        """Queue the sheet for whoever attends; what it says is what he may read.

        Only to staff of the municipality who may read the activity: the record says
        when it was not sent, and why.
        """
        nota = self.env.context.get("sigobito_nota_ficha") or ""
        correos = []
        for event in self:
            delegado = event.delegado_a_id
            impedimento = event._get_impedimento_envio(delegado)
            if impedimento:
                event._message_log(body=impedimento)
                continue
            correos.append(event._prepare_ficha_mail(delegado, nota))
            enviada = self.env._("The briefing sheet was sent to %s.", delegado.name)
            event._message_log(body=Markup("<br/>").join([enviada, *nota.splitlines()]))
        # sudo: the queue belongs to the platform
        Mail = self.env["mail.mail"].sudo()
        # The caller's defaults are the activity's, not the mail's: left out on purpose.
        # pylint: disable=context-overridden
        return Mail.with_context(clean_context(self.env.context)).create(correos)

    def _get_impedimento_envio(self, user):
        """Why the sheet is not sent to somebody, in words, or nothing."""
        self.ensure_one()
        # sudo: companies and address of a user are for administrators only
        user = user.sudo()
        if user.share or not user.active or self.company_id not in user.company_ids:
            return self.env._(
                "The briefing sheet was not sent: %s does not work for this "
                "municipality.",
                user.name,
            )
        if not self._es_legible_para(user):
            return self.env._(
                "The briefing sheet was not sent: %s sees this reserved activity as "
                "“Busy”. Invite the person to it first.",
                user.name,
            )
        if not user.email:
            return self.env._(
                "The briefing sheet was not sent: %s has no e-mail address.", user.name
            )
        return ""

    def _prepare_ficha_mail(self, user, nota=""):
        self.ensure_one()
        # sudo: language and companies of the reader
        lector = user.sudo()
        event = self.with_user(user).with_context(
            clean_context(self.env.context),
            allowed_company_ids=lector.company_ids.ids,
            lang=lector.lang,
        )
        # What is reserved does not travel by mail: only that it waits, and where.
        reservada = event.visibilidad == "reservada"
        nombre = event.env._("a reserved activity") if reservada else event.name
        cuerpo = event.env["ir.qweb"]._render(
            "sigobito_agenda.ficha_correo",
            {
                "event": event,
                "reservada": reservada,
                "nombre": nombre,
                "nota": nota,
                "cuerpo": "" if reservada else event._render_ficha(con_fotos=False),
                "url": f"{self.get_base_url()}/sigobito/ficha/{self.id}",
            },
        )
        return {
            "subject": event.env._(
                "You attend: %(name)s · %(when)s",
                name=nombre,
                when=event._get_cuando(),
            ),
            # sudo: the sender is the municipality
            "email_from": self.company_id.sudo().email_formatted
            or self.env.user.email_formatted,
            "recipient_ids": [(4, lector.partner_id.id)],
            "body_html": cuerpo,
            "auto_delete": True,
        }
