from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, TransactionCase

from .common import AgendaFixtures


class TestActividad(AgendaFixtures, TransactionCase):
    def _past(self, **vals):
        return self._new_actividad(
            "Past meeting", "interna", start=datetime.now() - timedelta(days=1), **vals
        )

    def test_agenda_of_a_new_municipality(self):
        company = self._new_municipio("Muni C", "muni-c")
        titular = self._new_user("titular_c", company, "sigobito_base.group_titular")
        secretaria = self._new_user(
            "secretaria_c", company, "sigobito_base.group_despacho"
        )
        company.titular_id = titular
        company.sudo()._sigobito_post_create()
        company.sudo()._sigobito_post_create()
        agenda = company.sigobito_agenda_ids
        self.assertRecordValues(
            agenda, [{"titular_id": titular.id, "delegado_ids": secretaria.ids}]
        )

    def test_entry_follows_its_agenda(self):
        Event = self.env["calendar.event"].with_user(self.despacho)
        event = Event.with_context(sigobito_agenda=True).create(
            {"name": "Visit", "start": self.inicio, "stop": self.inicio}
        )
        self.assertRecordValues(
            event,
            [
                {
                    "agenda_id": self.agenda_a.id,
                    "company_id": self.company_a.id,
                    "user_id": self.titular.id,
                    "visibilidad": "interna",
                    "privacy": "confidential",
                    "description": False,
                }
            ],
        )
        personal = Event.create(
            {"name": "Dentist", "start": self.inicio, "stop": self.inicio}
        )
        self.assertFalse(personal.agenda_id)
        self.assertEqual(personal.user_id, self.despacho)

    def test_form_of_the_office_invites_the_titular(self):
        Event = self.env["calendar.event"].with_user(self.despacho)
        form = Form(
            Event.with_context(sigobito_agenda=True),
            "sigobito_agenda.calendar_event_view_form",
        )
        self.assertEqual(form.partner_ids[:], self.titular.partner_id)
        form.name = "Visit"
        form.estado = "tentativa"  # whatever the day, it may be held
        event = form.save()
        self.assertEqual(event.partner_ids, self.titular.partner_id)
        self.assertEqual(event.user_id, self.titular)
        own = Form(Event, "calendar.view_calendar_event_form")
        self.assertEqual(own.partner_ids[:], self.despacho.partner_id)

    def test_private_by_default(self):
        self.colega.with_user(self.colega).calendar_default_privacy = "private"
        event = (
            self.env["calendar.event"]
            .with_user(self.colega)
            .create({"name": "Mine", "start": self.inicio, "stop": self.inicio})
        )
        self.assertEqual(event.visibilidad, "reservada")

    def test_cancelled_leaves_the_time_free(self):
        self.interna.with_user(self.despacho).action_cancelar()
        self.assertEqual(self.interna.show_as, "free")
        self.interna.with_user(self.despacho).action_reabrir()
        self.assertEqual(self.interna.show_as, "busy")

    def test_close_with_commitments(self):
        event = self._past(
            tema_id=self.tema_a.id, actor_ids=[Command.set(self.actor_a.ids)]
        )
        event.solicitud_id = self.solicitud
        self.assertTrue(event.por_cerrar)
        Event = self.env["calendar.event"].with_user(self.despacho)
        self.assertIn(event, Event.search([("por_cerrar", "=", True)]))
        action = event.with_user(self.despacho).action_cerrar()
        form = Form(
            self.env["sigobito.actividad.cerrar"]
            .with_user(self.despacho)
            .with_context(**action["context"])
        )
        with form.linea_ids.new() as line:
            line.name = "Repair the road"
            line.responsable_id = self.funcionario
        wizard = form.save()
        with self.assertRaises(UserError):
            wizard.action_cerrar()
        wizard.resultado = "They agreed."
        wizard.action_cerrar()
        self.assertFalse(event.por_cerrar)
        self.assertNotIn(event, Event.search([("por_cerrar", "=", True)]))
        self.assertRecordValues(
            event,
            [
                {
                    "estado": "realizada",
                    "resultado": "They agreed.",
                    "compromiso_count": 1,
                }
            ],
        )
        self.assertRecordValues(
            event.compromiso_ids,
            [
                {
                    "name": "Repair the road",
                    "responsable_id": self.funcionario.id,
                    "solicitud_id": self.solicitud.id,
                    "actor_id": self.actor_a.id,
                    "tema_id": self.tema_a.id,
                    "prometido_por_id": self.titular.id,
                    "state": "pendiente",
                }
            ],
        )
        self.assertEqual(self.solicitud.compromiso_count, 1)

    def test_close_as_delegated_and_not_held(self):
        for desenlace in ("delegada", "cancelada"):
            event = self._past()
            self.env["sigobito.actividad.cerrar"].with_user(self.despacho).create(
                {
                    "event_id": event.id,
                    "desenlace": desenlace,
                    "resultado": "x",
                    "delegado_a_id": self.funcionario.id,
                }
            ).action_cerrar()
            self.assertEqual(event.estado, desenlace)
            self.assertEqual(bool(event.delegado_a_id), desenlace == "delegada")

    def test_future_activity_is_not_closed(self):
        with self.assertRaises(UserError):
            self.interna.with_user(self.despacho).action_cerrar()

    def test_copy_is_planned_again(self):
        event = self._past()
        event.write({"estado": "realizada", "resultado": "Done"})
        copia = event.with_user(self.despacho).copy()
        self.assertRecordValues(copia, [{"estado": "tentativa", "resultado": False}])

    def test_recurrence(self):
        Event = self.env["calendar.event"].with_user(self.despacho)
        event = Event.create(
            {
                "name": "Monday table",
                "agenda_id": self.agenda_a.id,
                "visibilidad": "reservada",
                "start": self.inicio,
                "stop": self.inicio + timedelta(hours=1),
                "recurrency": True,
                "rrule_type": "weekly",
                "interval": 1,
                "count": 4,
                **{
                    day: day == self.inicio.strftime("%a").lower()
                    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
                },
            }
        )
        events = event.recurrence_id.calendar_event_ids
        self.assertEqual(len(events), 4)
        self.assertEqual(set(events.mapped("visibilidad")), {"reservada"})
        self.assertEqual(set(events.mapped("privacy")), {"private"})
        self.assertEqual(events.agenda_id, self.agenda_a)
        self.assertEqual(events.company_id, self.company_a)
        event.write({"location": "Town hall", "recurrence_update": "all_events"})
        self.env.invalidate_all()
        self.assertEqual(set(events.exists().mapped("location")), {"Town hall"})
        seen = events.exists()[-1].with_user(self.colega).with_context(lang="en_US")
        self.assertEqual(seen.display_name, "Busy")

    def test_titular_gets_no_mail_for_his_own_agenda(self):
        context = {"no_mail_to_attendees": False}
        Mail = self.env["mail.mail"].sudo()
        before = Mail.search([])
        self.env["calendar.event"].with_user(self.despacho).with_context(
            **context
        ).create(
            {
                "name": "Visit",
                "agenda_id": self.agenda_a.id,
                "start": self.inicio,
                "stop": self.inicio,
                "partner_ids": [
                    Command.set(
                        (self.titular.partner_id | self.funcionario.partner_id).ids
                    )
                ],
            }
        )
        messages = (
            self.env["mail.message"]
            .sudo()
            .search([("model", "=", "calendar.attendee")])
        )
        notified = messages.notified_partner_ids
        self.assertNotIn(self.titular.partner_id, notified)
        self.assertTrue(before <= Mail.search([]))
