from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase

from .common import AgendaFixtures


class TestAgendaWalls(AgendaFixtures, TransactionCase):
    """Another municipality and the regional team get nothing, by any door."""

    def test_other_municipality(self):
        for record in (
            self.agenda_a,
            self.publica,
            self.interna,
            self.reservada,
            self.solicitud,
            self.compromiso,
        ):
            self.assertWalled(record)

    def test_regional_team(self):
        for record in (
            self.agenda_a,
            self.publica,
            self.reservada,
            self.solicitud,
            self.compromiso,
        ):
            self.assertWalled(record, self.regional)

    def test_administrator_has_no_requests(self):
        """He sets up the house; the personal data of requesters are not his."""
        self.assertWalled(self.solicitud, self.admin_municipal)

    def test_hanging_records_of_another_municipality(self):
        attendee = self.publica.attendee_ids[:1]
        self.assertTrue(attendee)
        self.publica.write({"recurrency": True, "rrule_type": "daily", "count": 3})
        recurrence = self.publica.recurrence_id
        self.env.flush_all()
        for record in (attendee, recurrence):
            model = record.with_user(self.ajeno)
            self.assertFalse(model.search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                model.read(["display_name"])
        message = self.publica.message_post(body="Inside")
        with self.assertRaises(AccessError):
            message.with_user(self.ajeno).read(["body"])
        attachment = self.env["ir.attachment"].create(
            {
                "name": "plan.txt",
                "raw": b"x",
                "res_model": "calendar.event",
                "res_id": self.publica.id,
            }
        )
        with self.assertRaises(AccessError):
            attachment.with_user(self.ajeno).read(["name"])
        self.assertTrue(attachment.with_user(self.colega).read(["name"]))

    def test_invited_of_another_municipality(self):
        self.interna.partner_ids = [Command.link(self.ajeno.partner_id.id)]
        seen = self.interna.with_user(self.ajeno)
        self.assertEqual(seen.name, "Staff meeting")

    def test_kinds_of_activity(self):
        tipo = self.env.ref("sigobito_agenda.sigobito_actividad_tipo_acto")
        self.assertTrue(tipo.with_user(self.colega).name)
        with self.assertRaises(AccessError):
            tipo.with_user(self.despacho).name = "Mine"
        propio = self.env["sigobito.actividad.tipo"].create(
            {"name": "Own", "company_id": self.company_a.id}
        )
        self.assertWalled(propio)

    def test_technical_models(self):
        for name in ("sigobito.contador", "sigobito.intento"):
            for user in (self.despacho, self.titular, self.regional):
                with self.assertRaises(AccessError):
                    self.env[name].with_user(user).search([])

    def test_calendar_filters_are_personal(self):
        filtro = self.env["calendar.filters"].create(
            {"user_id": self.despacho.id, "partner_id": self.invitado.id}
        )
        Filtros = self.env["calendar.filters"]
        self.assertTrue(Filtros.with_user(self.despacho).search([]) & filtro)
        self.assertFalse(Filtros.with_user(self.colega).search([]) & filtro)


class TestRoles(AgendaFixtures, TransactionCase):
    """Inside the municipality each role has its share."""

    def test_staff_sees_only_referred_requests(self):
        visible = self.env["sigobito.solicitud"].with_user(self.funcionario)
        self.assertWalled(self.solicitud, self.funcionario)
        self.solicitud.responsable_id = self.funcionario
        self.assertEqual(visible.search([]), self.solicitud)
        self.assertWalled(self.solicitud, self.colega)

    def test_staff_only_reports_on_a_referred_request(self):
        self.solicitud.responsable_id = self.funcionario
        mine = self.solicitud.with_user(self.funcionario)
        mine.informe = "It can be done in May."
        for vals in (
            {"name": "x"},
            {"state": "analisis"},
            {"decision": "aceptar"},
            {"responsable_id": self.colega.id},
            {"respuesta_publica": "Yes"},
        ):
            with self.assertRaises(AccessError):
                mine.write(vals)
        with self.assertRaises(AccessError):
            mine.create({"name": "x", "solicitante": "y"})

    def test_area_head_sees_what_is_referred_to_his_area(self):
        self.area_a.responsable_id = self.colega
        self.solicitud.area_id = self.area_a
        self.assertWalled(self.solicitud, self.colega)
        self.solicitud.write({"decision": "derivar", "state": "decidida"})
        self.assertTrue(self.solicitud.with_user(self.colega).name)

    def test_staff_sees_his_commitments(self):
        Compromiso = self.env["sigobito.compromiso"]
        mine = Compromiso.with_user(self.funcionario)
        self.assertEqual(mine.search([]), self.compromiso)
        self.assertWalled(self.compromiso, self.colega)
        self.compromiso.corresponsable_ids = self.colega
        self.assertTrue(self.compromiso.with_user(self.colega).name)
        self.compromiso.corresponsable_ids = False
        self.compromiso.area_id = self.area_a
        self.assertWalled(self.compromiso, self.colega)
        cargo = self.env["sigobito.cargo"].create(
            {
                "name": "Analyst",
                "area_id": self.area_a.id,
                "company_id": self.company_a.id,
            }
        )
        self.env["sigobito.nombramiento"].create(
            {
                "cargo_id": cargo.id,
                "user_id": self.colega.id,
                "date_start": "2020-01-01",
            }
        )
        self.assertTrue(self.compromiso.with_user(self.colega).name)

    def test_staff_cannot_enter_or_remove_activities_of_the_agenda(self):
        Event = self.env["calendar.event"].with_user(self.colega)
        with self.assertRaises(AccessError):
            Event.create(
                {
                    "name": "Intruder",
                    "agenda_id": self.agenda_a.id,
                    "start": self.inicio,
                    "stop": self.inicio,
                }
            )
        for event in (self.publica, self.interna, self.reservada):
            with self.assertRaises(AccessError):
                event.with_user(self.colega).write({"name": "x"})
            with self.assertRaises(AccessError):
                event.with_user(self.colega).unlink()
        own = Event.create({"name": "Mine", "start": self.inicio, "stop": self.inicio})
        self.assertFalse(own.agenda_id)
        with self.assertRaises(AccessError):
            own.agenda_id = self.agenda_a
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            own.company_id = self.company_b

    def test_nothing_is_handed_over_to_another_municipality(self):
        for record in (self.interna, self.solicitud, self.compromiso):
            with self.assertRaises(AccessError):
                record.with_user(self.despacho).company_id = self.company_b
            self.env.invalidate_all()

    def test_nobody_names_himself_delegate(self):
        for user in (self.colega, self.despacho, self.otra_secretaria):
            with self.assertRaises(AccessError):
                self.agenda_a.with_user(user).delegado_ids = user
        self.agenda_a.with_user(self.titular).delegado_ids = self.otra_secretaria
        self.agenda_a.with_user(self.admin_municipal).delegado_ids = self.despacho
        with self.assertRaises(AccessError):
            self.agenda_b.with_user(self.admin_municipal).delegado_ids = self.despacho

    def test_nothing_is_entered_in_the_agenda_of_another(self):
        """Not even by the cabinet office of the other, as a guest of its own entry."""
        guest = [Command.link(self.ajeno.partner_id.id)]
        vals = {
            "name": "Intruder",
            "start": "2030-01-07 15:00:00",
            "stop": "2030-01-07 16:00:00",
            "partner_ids": guest,
        }
        Event = self.env["calendar.event"].with_user(self.ajeno)
        for where in (
            {"agenda_id": self.agenda_a.id},
            {"company_id": self.company_a.id},
        ):
            with self.assertRaises(AccessError):
                Event.create({**vals, **where})

    def test_request_is_not_read_through_a_link(self):
        vals = {
            "name": "Link",
            "start": "2030-01-07 15:00:00",
            "stop": "2030-01-07 16:00:00",
            "solicitud_id": self.solicitud.id,
        }
        self.env["calendar.event"].search(
            [("solicitud_id", "=", self.solicitud.id)]
        ).solicitud_id = False
        with self.assertRaises(AccessError):
            self.env["calendar.event"].with_user(self.colega).create(vals)
        with self.assertRaises(AccessError):
            self.env["sigobito.compromiso"].with_user(self.gestor).create(
                {"name": "Link", "solicitud_id": self.solicitud.id}
            )
        event = self.env["calendar.event"].with_user(self.despacho).create(vals)
        self.assertEqual(event.solicitud_id, self.solicitud)

    def test_wizards_ask_about_what_the_user_reads(self):
        for user, model, vals in (
            (self.ajeno, "solicitud.decidir", {"solicitud_id": self.solicitud.id}),
            (
                self.ajeno,
                "solicitud.responder",
                {"solicitud_id": self.solicitud.id, "texto": "x"},
            ),
            (self.ajeno, "actividad.cerrar", {"event_id": self.publica.id}),
            (
                self.colega,
                "compromiso.motivo",
                {
                    "compromiso_id": self.compromiso.id,
                    "accion": "devolver",
                    "motivo": "x",
                },
            ),
        ):
            Wizard = self.env[f"sigobito.{model}"].with_user(user)
            with self.subTest(model=model), self.assertRaises(AccessError):
                Wizard.create(vals)

    def test_wizards_are_personal(self):
        wizard = (
            self.env["sigobito.actividad.cerrar"]
            .with_user(self.despacho)
            .create({"event_id": self.interna.id, "resultado": "Only for me"})
        )
        self.assertWalled(wizard, campo="resultado")
        self.assertWalled(wizard, self.colega, campo="resultado")
