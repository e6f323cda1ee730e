import json

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, tagged

from .common import AgendaFixtures

SECRETOS = ("Secret talks", "Hidden house", "Secret result", "Secret guest")


class TestReserva(AgendaFixtures, TransactionCase):
    """Of a reserved entry the municipality knows "Busy", and its people everything."""

    def _event(self, user=None):
        self.env.invalidate_all()
        return self.reservada.with_user(user or self.colega).with_context(lang="en_US")

    def _model(self, user=None):
        self.env.invalidate_all()
        Event = self.env["calendar.event"].with_user(user or self.colega)
        return Event.with_context(lang="en_US")

    def assertNoSecret(self, value):
        text = json.dumps(value, default=str)
        for secret in SECRETOS:
            self.assertNotIn(secret, text)

    def test_titular_and_delegates_read_and_write(self):
        for user in (self.titular, self.despacho):
            seen = self._event(user)
            self.assertEqual(seen.name, "Secret talks")
            self.assertEqual(seen.display_name, "Secret talks")
            self.assertTrue(seen.user_can_edit)
            seen.location = "Another house"
            self.assertIn(
                self.reservada,
                self._model(user).search([("name", "=", "Secret talks")]),
            )
        self.agenda_a.delegado_ids = self.otra_secretaria
        self.assertEqual(self._event(self.otra_secretaria).name, "Secret talks")
        self.assertEqual(self._event(self.despacho).name, "Busy")
        with self.assertRaises(AccessError):
            self._event(self.despacho).write({"name": "x"})

    def test_delegate_works_with_reserved_entries(self):
        event = self._model(self.despacho).create(
            {
                "name": "Talks",
                "agenda_id": self.agenda_a.id,
                "visibilidad": "reservada",
                "start": self.inicio,
                "stop": self.inicio,
            }
        )
        self.assertEqual(event.privacy, "private")
        self.assertEqual(event.user_id, self.titular)
        self.assertEqual(event.partner_ids, self.titular.partner_id)
        event.visibilidad = "interna"
        self.assertEqual(event.privacy, "confidential")
        event.privacy = "private"
        self.assertEqual(event.visibilidad, "reservada")
        event.unlink()

    def test_everybody_else_reads_busy(self):
        for user in (self.colega, self.otra_secretaria, self.admin_municipal):
            with self.subTest(user=user.login):
                self.assertEqual(self._event(user).display_name, "Busy")
                fields = list(self._event(user).fields_get())
                [row] = self._event(user).read(fields)
                self.assertEqual(row["name"], "Busy")
                for name in (
                    "location",
                    "resultado",
                    "partner_ids",
                    "attendee_ids",
                    "tema_id",
                    "actor_ids",
                    "description",
                    "estado",
                    "message_follower_ids",
                ):
                    self.assertFalse(row[name], name)
                self.assertEqual(row["start"], self.inicio)
                self.assertNoSecret(row)

    def test_no_memory_after_an_access_check(self):
        """The rules are evaluated in sudo: their values stay out of sight."""
        for operation in ("read", "write", "unlink"):
            event = self._event()
            event.has_access(operation)
            [row] = event.read(["name", "location", "partner_ids", "resultado"])
            self.assertNoSecret(row)
            self.assertFalse(row["partner_ids"])
        event = self._event()
        event.check_access("read")
        self.colega.group_ids += self.env.ref("base.group_allow_export")
        for operation in ("read", "write"):
            event = self._event()
            event.has_access(operation)
            self.assertNoSecret(
                event.export_data(["name", "location", "partner_ids/name"])
            )
        self.assertNoSecret(
            event.web_read({"name": {}, "partner_ids": {"fields": {"name": {}}}})
        )

    def test_search_is_no_oracle(self):
        reserved = [("id", "=", self.reservada.id)]
        Event = self._model()
        self.assertTrue(Event.search(reserved))
        for condition in (
            ("name", "ilike", "secret"),
            ("name", "not ilike", "secret"),
            ("name", "!=", "Secret talks"),
            ("display_name", "ilike", "secret"),
            ("location", "=", "Hidden house"),
            ("location", "!=", False),
            ("location", "=", False),
            ("resultado", "ilike", "secret"),
            ("estado", "=", "confirmada"),
            ("partner_ids", "in", self.invitado.ids),
            ("partner_ids", "=", self.invitado.id),
            ("partner_ids", "not in", self.invitado.ids),
            ("partner_ids.name", "ilike", "secret"),
            ("attendee_ids.partner_id", "=", self.invitado.id),
            ("attendee_ids", "any", [("partner_id", "=", self.invitado.id)]),
            ("tema_id", "=", self.tema_a.id),
            ("tema_id", "!=", self.tema_a.id),
            ("actor_ids", "in", self.actor_a.ids),
            ("actor_ids.name", "ilike", "A"),
            ("create_uid", "=", self.env.uid),
            ("agenda_id.event_ids.name", "=", "Secret talks"),
            ("message_follower_ids", "!=", False),
        ):
            for domain in (
                [*reserved, condition],
                [*reserved, "!", condition],
                [*reserved, "|", condition, ("id", "=", 0)],
            ):
                if condition[0] == "agenda_id.event_ids.name":
                    # asks about *any* entry of the agenda: the answer must not change
                    found = Event.search(domain)
                    self.reservada.name = "Other"
                    self.env.invalidate_all()
                    self.assertEqual(Event.search(domain), found, domain)
                    self.reservada.name = "Secret talks"
                    continue
                with self.subTest(domain=domain):
                    found = Event.search(domain)
                    if condition[0] == "partner_ids" and "!" in domain:
                        continue  # constant: see the next test
                    if condition[1] == "not in" and condition[0] == "partner_ids":
                        continue
                    self.assertFalse(found)
                    self.assertFalse(Event.search_count(domain))

    def test_filter_by_people_says_only_whose_time_it_is(self):
        domain = [("id", "=", self.reservada.id)]
        titular, invitado = self.titular.partner_id, self.invitado
        Event = self._model()
        with_titular = [*domain, ("partner_ids", "in", titular.ids)]
        self.assertTrue(Event.search(with_titular))
        both = [*domain, ("partner_ids", "in", (titular | invitado).ids)]
        self.assertTrue(Event.search(both))
        for operator in ("in", "not in"):
            asked = [*domain, ("partner_ids", operator, invitado.ids)]
            before = Event.search(asked)
            self.reservada.partner_ids = [Command.unlink(invitado.id)]
            self.env.invalidate_all()
            self.assertEqual(Event.search(asked), before)
            self.reservada.partner_ids = [Command.link(invitado.id)]
            self.env.invalidate_all()

    def test_order_is_no_oracle(self):
        Event = self._model()
        domain = [("id", "in", (self.publica | self.interna | self.reservada).ids)]
        self.assertIn(self.reservada, Event.search(domain, order="start, id"))
        for order in ("name", "name desc, id", "tema_id", "start, location"):
            self.assertNotIn(self.reservada, Event.search(domain, order=order))

    def test_name_search_and_groups(self):
        Event = self._model()
        self.assertFalse(Event.name_search("Secret talks"))
        only = [("id", "=", self.reservada.id)]
        self.assertFalse(Event.formatted_read_group(only, ["name"], ["__count"]))
        self.assertFalse(Event.formatted_read_group(only, ["tema_id"], ["__count"]))
        self.assertFalse(Event.formatted_read_group(only, ["partner_ids"], ["__count"]))
        # Core leaves them out of every group, whatever it is by.
        self.assertFalse(Event.formatted_read_group(only, ["start:day"], ["__count"]))
        self.assertNoSecret(
            Event.web_read_group(only, ["location"], ["__count"]),
        )
        despacho = self._model(self.despacho)
        self.assertTrue(despacho.formatted_read_group(only, ["name"], ["__count"]))

    def test_web_search_read(self):
        result = self._model().web_search_read(
            [("id", "=", self.reservada.id)],
            {"name": {}, "location": {}, "partner_ids": {"fields": {"name": {}}}},
        )
        self.assertEqual(result["records"][0]["name"], "Busy")
        self.assertNoSecret(result)

    def test_copy_and_onchange(self):
        event = self._event()
        with self.assertRaises(AccessError):
            event.copy()
        with self.assertRaises(AccessError):
            event.onchange({}, [], {"name": {}, "location": {}, "partner_ids": {}})

    def test_reverse_doors(self):
        """From the guest, the theme, the commitment or the request."""
        partner = self.invitado.with_user(self.colega)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            partner.read(["meeting_ids"])
        with self.assertRaises(AccessError):
            partner.search([("meeting_ids", "in", self.reservada.ids)])
        self.assertFalse(partner._compute_meeting().get(partner.id))
        self.assertEqual(partner.meeting_count, 0)
        Attendee = self.env["calendar.attendee"].with_user(self.colega)
        self.assertFalse(Attendee.search([("event_id", "=", self.reservada.id)]))
        self.assertFalse(Attendee.search([("event_id.name", "=", "Secret talks")]))
        self.compromiso.event_id = self.reservada
        Compromiso = self.env["sigobito.compromiso"].with_user(self.funcionario)
        self.env.invalidate_all()
        self.assertTrue(Compromiso.search([("id", "=", self.compromiso.id)]))
        self.assertFalse(Compromiso.search([("event_id.name", "ilike", "secret")]))
        self.assertFalse(Compromiso.search([("event_id", "ilike", "secret")]))
        [row] = self.compromiso.with_user(self.funcionario).read(["event_id"])
        self.assertNoSecret(row)
        self.assertNoSecret(self.compromiso.with_user(self.funcionario).get_hilo())

    def test_messages_and_files(self):
        message = self.reservada.message_post(body="Secret talks at noon")
        attachment = self.env["ir.attachment"].create(
            {
                "name": "Secret talks.txt",
                "raw": b"Secret talks",
                "res_model": "calendar.event",
                "res_id": self.reservada.id,
            }
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            message.with_user(self.colega).read(["body"])
        Message = self.env["mail.message"].with_user(self.colega)
        self.assertFalse(
            Message.search(
                [("model", "=", "calendar.event"), ("res_id", "=", self.reservada.id)]
            )
        )
        Attachment = self.env["ir.attachment"].with_user(self.colega)
        for domain in (
            [("res_model", "=", "calendar.event")],
            [("id", "=", attachment.id)],
            [("name", "ilike", "secret")],
        ):
            self.assertFalse(Attachment.search(domain), domain)
        with self.assertRaises(AccessError):
            attachment.with_user(self.colega).read(["name", "raw"])
        for user in (self.despacho, self.titular):
            self.env.invalidate_all()
            self.assertTrue(message.with_user(user).read(["body"]))
            self.assertTrue(attachment.with_user(user).read(["raw"]))

    def test_nobody_follows_what_he_sees_as_busy(self):
        partner = self.colega.partner_id
        with self.assertRaises(AccessError):
            self._event().message_subscribe(partner.ids)
        self.assertNotIn(partner, self.reservada.message_partner_ids)
        self._event(self.despacho).message_subscribe(partner.ids)
        self.assertIn(partner, self.reservada.message_partner_ids)

    def test_followers_tell_nobody_who_takes_part(self):
        domain = [
            ("res_model", "=", "calendar.event"),
            ("res_id", "=", self.reservada.id),
        ]
        self.reservada.message_subscribe(self.despacho.partner_id.ids)
        followers = self.env["mail.followers"].search(domain)
        self.assertTrue(followers)
        self.env.invalidate_all()
        for user, seen in ((self.colega, False), (self.titular, True)):
            mine = followers.with_user(user)
            self.assertEqual(bool(mine.search(domain)), seen)
            self.assertEqual(bool(mine._filtered_access("read")), seen)

    def test_spanish_word(self):
        self.env["res.lang"]._activate_lang("es_419")
        self.env["ir.module.module"]._load_module_terms(["calendar"], ["es_419"])
        event = self._event().with_context(lang="es_419")
        self.assertEqual(event.display_name, "Ocupado")

    def test_uninstall_gives_the_rule_back(self):
        from ..hooks import REGLA_PRIVADOS, uninstall_hook

        rule = self.env.ref(REGLA_PRIVADOS)
        self.assertIn("agenda_id", rule.domain_force)
        uninstall_hook(self.env)
        self.assertNotIn("agenda_id", rule.domain_force)


@tagged("post_install", "-at_install")
class TestReservaHttp(AgendaFixtures, HttpCase):
    """The same, by the routes of the web client."""

    def _rpc(self, route, params):
        response = self.url_open(
            route,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.text

    def test_thread_and_export(self):
        self.reservada.message_post(body="Secret talks at noon")
        self.reservada.message_subscribe(partner_ids=self.invitado.ids)
        self.env["ir.attachment"].create(
            {
                "name": "Secret talks.txt",
                "raw": b"Secret talks",
                "res_model": "calendar.event",
                "res_id": self.reservada.id,
            }
        )
        self.env.flush_all()
        thread = {"thread_model": "calendar.event", "thread_id": self.reservada.id}
        fetch = {
            "fetch_params": [
                [
                    "mail.thread",
                    {
                        **thread,
                        "request_list": [
                            "followers",
                            "attachments",
                            "suggestedRecipients",
                            "display_name",
                        ],
                    },
                ]
            ]
        }
        self.authenticate("despacho", "despacho-password")
        self.assertIn("Secret guest", self._rpc("/mail/data", fetch))
        self.authenticate("colega", "colega-password")
        for route, params in (
            ("/mail/data", fetch),
            ("/mail/thread/messages", thread),
        ):
            with self.subTest(route=route):
                text = self._rpc(route, params)
                for secret in SECRETOS:
                    self.assertNotIn(secret, text)
