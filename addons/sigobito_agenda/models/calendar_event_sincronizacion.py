"""A reserved entry stays at home: calendars of others, mails, messages.

The modules of Google and of Microsoft are not needed to install this addon. If they are
there, their methods pass through here first: what decides what is synchronized leaves
reserved entries out, and so does what sends one.
"""

from odoo import api, models
from odoo.fields import Domain

#: id with which another calendar knows an entry → what is forgotten with it
IDS_GOOGLE = ("google_id",)
IDS_MICROSOFT = ("microsoft_id", "ms_universal_event_id")


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    def _filter_reservadas(self):
        """The reserved ones of these, whoever asks."""
        # sudo: only to leave them out
        ids = {
            event.id
            for event in self.sudo()
            if event.visibilidad == "reservada" or event.privacy == "private"
        }
        return self.filtered(lambda event: event.id in ids)

    @api.model
    def _get_sincronizables_domain(self):
        return Domain("visibilidad", "!=", "reservada") & Domain(
            "privacy", "!=", "private"
        )

    def write(self, vals):
        """What becomes reserved is withdrawn from the calendars it was sent to."""
        # What comes from the other calendar is its own already.
        viene_de_fuera = False in (vals.get("need_sync"), vals.get("need_sync_m"))
        antes = self.browse()
        if not viene_de_fuera and {"visibilidad", "privacy"} & set(vals):
            todas = self
            if vals.get("recurrence_update") in ("all_events", "future_events"):
                todas |= self.recurrence_id.calendar_event_ids
            antes = todas - todas._filter_reservadas()
        result = super().write(vals)
        if antes := antes.exists():
            antes._filter_reservadas()._retirar_de_otros_calendarios()
        return result

    def _retirar_de_otros_calendarios(self):
        """Delete the copies and forget them; the entry itself stays."""
        # sudo: the ids are of the platform; what goes out are only these
        propios = self.sudo().with_context(dont_notify=True)
        campos = [n for n in (*IDS_GOOGLE, *IDS_MICROSOFT) if n in self._fields]
        if not campos:
            return
        series = propios.recurrence_id.filtered(
            lambda serie: (
                serie._filter_reservadas() and serie.calendar_event_ids <= propios
            )
        )
        for record in [
            *series,
            *propios.filtered(lambda e: e.recurrence_id not in series),
        ]:
            if "google_id" in campos and record.google_id:
                record.with_user(record._get_event_user())._google_delete(
                    self._get_servicio_google(), record.google_id
                )
            if "microsoft_id" in campos and record.microsoft_id:
                record._microsoft_delete(record._get_organizer(), record.microsoft_id)
        olvidar = dict.fromkeys(campos, False)
        for name in ("need_sync", "need_sync_m"):
            if name in self._fields:
                olvidar[name] = False
        series.write(olvidar)
        propios.write(olvidar)

    def _get_servicio_google(self):
        # Only reached where that module is installed; it is no dependency.
        from odoo.addons.google_calendar.utils import google_calendar

        return google_calendar.GoogleCalendarService(self.env["google.service"])

    # ------------------------------------------------------------
    # GOOGLE
    # ------------------------------------------------------------

    def _get_sync_domain(self):
        return super()._get_sync_domain() & self._get_sincronizables_domain()

    def _sync_odoo2google(self, google_service):
        # One that is archived is only told to be deleted.
        reservadas = self._filter_reservadas().filtered("active")
        return super(CalendarEvent, self - reservadas)._sync_odoo2google(google_service)

    def _google_insert(self, google_service, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._google_insert(google_service, values, **kwargs)

    def _google_patch(self, google_service, google_id, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._google_patch(google_service, google_id, values, **kwargs)

    def _cancel(self):
        """The copy that was withdrawn does not take the entry with it."""
        propias = self._filter_reservadas().filtered(lambda e: not e.sudo().google_id)
        return super(CalendarEvent, self - propias)._cancel()

    # ------------------------------------------------------------
    # MICROSOFT
    # ------------------------------------------------------------

    def _get_microsoft_sync_domain(self):
        domain = super()._get_microsoft_sync_domain()
        return domain & self._get_sincronizables_domain()

    def _sync_odoo2microsoft(self):
        reservadas = self._filter_reservadas().filtered("active")
        return super(CalendarEvent, self - reservadas)._sync_odoo2microsoft()

    def _microsoft_insert(self, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._microsoft_insert(values, **kwargs)

    def _microsoft_patch(self, user_id, event_id, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._microsoft_patch(user_id, event_id, values, **kwargs)

    def _cancel_microsoft(self):
        propias = self._filter_reservadas().filtered(
            lambda e: not e.sudo().microsoft_id
        )
        return super(CalendarEvent, self - propias)._cancel_microsoft()

    @api.model
    def _check_organizer_validation_conditions(self, vals_list):
        """An office enters activities of its titular, whoever has Outlook.

        Microsoft's module asks that the organizer has it too; an agenda does not.
        """
        conditions = super()._check_organizer_validation_conditions(vals_list)
        return [
            condition and not vals.get("agenda_id")
            for condition, vals in zip(conditions, vals_list, strict=True)
        ]

    # ------------------------------------------------------------
    # MAILS AND MESSAGES
    # ------------------------------------------------------------

    def _get_ics_file(self):
        """No file of a reserved entry: it would live on in mailboxes."""
        return super(CalendarEvent, self - self._filter_reservadas())._get_ics_file()

    def _do_sms_reminder(self, alarms):
        return super(CalendarEvent, self - self._filter_reservadas())._do_sms_reminder(
            alarms
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Of a reserved entry only staff is told, follower or not."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self._filter_reservadas():
            return recipients
        return [data for data in recipients if data["type"] == "user"]


class CalendarRecurrence(models.Model):
    """A series with a reserved occurrence is not told to other calendars."""

    _inherit = "calendar.recurrence"

    def _filter_reservadas(self):
        return self.filtered(
            # sudo: only to leave them out
            lambda serie: serie.sudo().calendar_event_ids._filter_reservadas()
        )

    @api.model
    def _get_sincronizables_domain(self):
        reservadas = Domain("visibilidad", "=", "reservada")
        return ~Domain("calendar_event_ids", "any", reservadas)

    def _get_sync_domain(self):
        return super()._get_sync_domain() & self._get_sincronizables_domain()

    def _sync_odoo2google(self, google_service):
        reservadas = self._filter_reservadas().filtered("active")
        return super(CalendarRecurrence, self - reservadas)._sync_odoo2google(
            google_service
        )

    def _google_insert(self, google_service, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._google_insert(google_service, values, **kwargs)

    def _google_patch(self, google_service, google_id, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._google_patch(google_service, google_id, values, **kwargs)

    def _sync_odoo2microsoft(self):
        reservadas = self._filter_reservadas().filtered("active")
        return super(CalendarRecurrence, self - reservadas)._sync_odoo2microsoft()

    def _microsoft_insert(self, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._microsoft_insert(values, **kwargs)

    def _microsoft_patch(self, user_id, event_id, values, **kwargs):
        if self._filter_reservadas():
            return None
        return super()._microsoft_patch(user_id, event_id, values, **kwargs)
