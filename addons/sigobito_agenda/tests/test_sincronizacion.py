"""A reserved entry leaves by no door; with Google and Microsoft installed, neither.

The second half needs those two modules and is skipped without them:
``tests/test_calendarios.py`` installs them in a database of its own and runs it.
"""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.tests import HttpCase, TransactionCase, tagged

from .common import AgendaFixtures


class OtrosCalendarios(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(cls.env.context, no_mail_to_attendees=False, dont_notify=False)
        )
        cls.invitado.email = "guest@example.com"
        cls.colega.email = "colega@example.com"

    def _mensajes(self):
        return self.env["mail.message"].search([], order="id desc", limit=1).id or 0

    def _nuevos(self, desde):
        return self.env["mail.message"].search([("id", ">", desde)])


@tagged("post_install", "-at_install")
class TestInvitaciones(OtrosCalendarios, HttpCase):
    def test_nobody_outside_is_invited(self):
        guests = self.invitado | self.colega.partner_id
        for event, told in (
            (self.interna, guests),
            (self.reservada, self.colega.partner_id),
        ):
            event = event.with_env(self.env)
            desde = self._mensajes()
            event.partner_ids = [Command.set(guests.ids)]
            event.attendee_ids._send_invitation_emails()
            event.start = event.start.replace(hour=17)
            event.message_subscribe(guests.ids)
            event.message_post(
                body="Bring the papers",
                partner_ids=guests.ids,
                subtype_xmlid="mail.mt_comment",
            )
            self.env.flush_all()
            messages = self._nuevos(desde)
            notified = messages.notified_partner_ids & guests
            self.assertEqual(notified, told, event.name)
            mails = self.env["mail.mail"].search(
                [("mail_message_id", "in", messages.ids)]
            )
            self.assertNotIn("guest", "".join(m.email_to or "" for m in mails))
            files = messages.attachment_ids.filtered(
                lambda a: a.mimetype == "text/calendar"
            )
            self.assertEqual(bool(files), event == self.interna)

    def test_no_file_of_a_reserved_entry(self):
        events = self.interna | self.reservada
        self.assertEqual(list(events._get_ics_file()), [self.interna.id])
        self.assertFalse(self.reservada.with_user(self.titular)._get_ics_file())

    def test_link_of_an_invitation_stops_telling(self):
        self.interna.partner_ids = [Command.set(self.invitado.ids)]
        attendee = self.interna.attendee_ids
        path = (
            f"/calendar/meeting/view?token={attendee.access_token}&id={self.interna.id}"
        )
        self.assertIn("Staff meeting", self.url_open(path).text)
        self.interna.visibilidad = "reservada"
        response = self.url_open(path)
        self.assertEqual(response.status_code, 404)
        self.assertNotIn("Staff meeting", response.text)


@tagged("post_install", "-at_install", "calendarios")
class TestGoogleMicrosoft(OtrosCalendarios, TransactionCase):
    """The calls that would leave the machine are noted, not made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not {"google_id", "microsoft_id"} <= set(cls.env["calendar.event"]._fields):
            cls.skipTest(cls, "google_calendar and microsoft_calendar not installed")

    def setUp(self):
        super().setUp()
        self.enviado = []

    @contextmanager
    def _conectados(self):
        """Both calendars connected for everybody, and what they are sent noted."""
        enviado = self.enviado
        Users = type(self.env["res.users"])
        bases = {
            "google": self.env.registry["google.calendar.sync"],
            "microsoft": self.env.registry["microsoft.calendar.sync"],
        }

        def nota(que):
            def anotar(record, *args, **kwargs):
                enviado.append((que, record._name, tuple(record.ids), args))

            return anotar

        patches = [
            patch.object(Users, "_get_google_calendar_token", lambda u: "t"),
            patch.object(Users, "_get_microsoft_calendar_token", lambda u: "t"),
            patch.object(Users, "_get_google_sync_status", lambda u: "sync_active"),
            patch.object(Users, "_get_microsoft_sync_status", lambda u: "sync_active"),
            *(
                patch.object(base, f"_{name}_{que}", nota(f"{name}_{que}"))
                for name, base in bases.items()
                for que in ("insert", "patch", "delete")
            ),
        ]
        for patcher in patches:
            patcher.start()
        try:
            yield
        finally:
            for patcher in reversed(patches):
                patcher.stop()

    def assertNadaDe(self, *secrets):
        for secret in secrets:
            self.assertNotIn(secret, str(self.enviado))

    def test_agenda_entries_save_and_only_some_leave(self):
        for user in (self.titular, self.despacho):
            with self._conectados():
                Event = self.env["calendar.event"].with_user(user)
                for visibilidad in ("publica", "interna", "reservada"):
                    event = Event.create(
                        {
                            "name": f"Talk {visibilidad}",
                            "agenda_id": self.agenda_a.id,
                            "visibilidad": visibilidad,
                            "start": self.inicio,
                            "stop": self.inicio,
                        }
                    )
                    event.write({"location": f"House {visibilidad}"})
                    event.flush_recordset()
            self.assertIn("Talk publica", str(self.enviado))
            self.assertIn("Talk interna", str(self.enviado))
            self.assertNadaDe("reservada")

    def test_queries_leave_reserved_entries_out(self):
        events = self.publica | self.interna | self.reservada
        events.partner_ids = [Command.link(self.titular.partner_id.id)]
        events.write({"google_id": False, "need_sync": True, "need_sync_m": True})
        Event = self.env["calendar.event"].with_user(self.titular)
        for full in (True, False):
            for found in (
                Event._get_records_to_sync(full_sync=full),
                Event._get_microsoft_records_to_sync(full_sync=full),
            ):
                self.assertEqual(found & events, self.publica | self.interna)
        with self._conectados():
            events.with_user(self.titular)._sync_odoo2google(None)
            events.with_user(self.titular)._sync_odoo2microsoft()
        self.assertIn("Opening of the well", str(self.enviado))
        self.assertNadaDe("Secret", "Hidden")

    def test_what_becomes_reserved_is_withdrawn(self):
        self.interna.write(
            {
                "google_id": "g1",
                "microsoft_id": "m1",
                "ms_universal_event_id": "u1",
                "need_sync": False,
            }
        )
        event = self.interna.with_user(self.titular)
        with self._conectados():
            event.write({"visibilidad": "reservada", "name": "Secret plan"})
            event.write({"location": "Hidden place"})
        self.assertEqual(
            sorted(que for que, *_rest in self.enviado),
            ["google_delete", "microsoft_delete"],
        )
        self.assertNadaDe("Secret", "Hidden")
        self.assertFalse(self.interna.google_id or self.interna.microsoft_id)
        # and the other side's "it was deleted" does not delete it here
        self.interna._cancel()
        self.interna._cancel_microsoft()
        self.assertTrue(self.interna.exists().active)

    def test_private_entry_that_came_from_outside_stays_there(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Dentist",
                "user_id": self.titular.id,
                "partner_ids": [Command.set(self.titular.partner_id.ids)],
                "start": self.inicio,
                "stop": self.inicio,
                "google_id": "g2",
                "need_sync": False,
            }
        )
        with self._conectados():
            event.with_context(dont_notify=True).write(
                {"privacy": "private", "need_sync": False}
            )
        self.assertEqual(event.visibilidad, "reservada")
        self.assertEqual(event.google_id, "g2")
        self.assertFalse(self.enviado)

    def test_series_with_a_reserved_occurrence(self):
        with self._conectados():
            # Outlook wants series to be made in Outlook; with it off they are made
            with patch.object(
                type(self.env["res.users"]),
                "_get_microsoft_calendar_token",
                lambda u: False,
            ):
                for visibilidad in ("interna", "reservada"):
                    event = (
                        self.env["calendar.event"]
                        .with_user(self.titular)
                        .create(
                            {
                                "name": f"Series {visibilidad}",
                                "agenda_id": self.agenda_a.id,
                                "visibilidad": visibilidad,
                                "start": self.inicio,
                                "stop": self.inicio,
                                "recurrency": True,
                                "rrule_type": "daily",
                                "end_type": "count",
                                "count": 3,
                                "interval": 1,
                            }
                        )
                    )
                    self.assertEqual(len(event.recurrence_id.calendar_event_ids), 3)
        self.assertIn("Series interna", str(self.enviado))
        self.assertNadaDe("Series reservada")
        self.enviado.clear()
        serie = self.env["calendar.recurrence"].search(
            [("base_event_id.name", "=", "Series interna")]
        )
        serie.write({"google_id": "g3", "need_sync": False})
        self.assertTrue(all(serie.calendar_event_ids.mapped("google_id")))
        with self._conectados():
            serie.base_event_id.with_context(dont_notify=True).write(
                {"visibilidad": "reservada", "recurrence_update": "all_events"}
            )
        self.assertEqual({que for que, *_rest in self.enviado}, {"google_delete"})
        self.assertEqual(self.enviado[0][3][1], "g3")
        # core makes a new series of a changed one; nothing of it is sent
        nueva = self.env["calendar.event"].search([("name", "=", "Series interna")])
        self.assertEqual(set(nueva.mapped("visibilidad")), {"reservada"})
        self.assertFalse(any(nueva.mapped("google_id")))
        self.assertFalse(nueva.recurrence_id.google_id)
        Recurrence = self.env["calendar.recurrence"].with_user(self.titular)
        found = Recurrence._get_records_to_sync(full_sync=True)
        self.assertNotIn(event.recurrence_id, found)
