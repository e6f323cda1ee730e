from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, TransactionCase, tagged

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestProximidad(AgendaFixtures, TransactionCase):
    """What the agenda tells of a place: figures by night, the page by day (R10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.barrio, cls.otro = cls.env["sigobito.lugar"].create(
            [
                {
                    "name": name,
                    "parent_id": cls.lugar_a.id,
                    "company_id": cls.company_a.id,
                }
                for name in ("Barrio 1", "Barrio 2")
            ]
        )
        cls.tema_2 = cls.tema_a.copy({"name": "Theme 2", "peso": 3})

    def _realizada(self, dias=10, **vals):
        inicio = fields.Datetime.now() - timedelta(days=dias)
        return self._new_actividad(
            "Visit",
            vals.pop("visibilidad", "interna"),
            start=inicio,
            stop=inicio + timedelta(hours=vals.pop("horas", 2)),
            estado=vals.pop("estado", "realizada"),
            lugar_ids=[Command.set((self.barrio | self.otro).ids)],
            tema_id=self.tema_a.id,
            actor_ids=[Command.set(self.actor_a.ids)],
            **vals,
        )

    def _fila(self, record):
        self.env["sigobito.proximidad"]._actualizar(self.company_a | self.company_b)
        campo = f"{record._name.rpartition('.')[2]}_id"
        return self.env["sigobito.proximidad"].search([(campo, "=", record.id)])

    def test_an_activity_counts_once_above_its_places(self):
        self._realizada()
        arriba = self._fila(self.lugar_a)
        self.assertEqual(arriba.actividades, 1)
        self.assertAlmostEqual(arriba.horas, 2)
        abajo = self._fila(self.barrio)
        self.assertEqual(abajo.actividades, 1)
        self.assertAlmostEqual(abajo.horas, 1)
        self.assertEqual(abajo.horas_pct, 50)
        self.assertEqual(arriba.dias_sin_contacto, 10)
        self.assertFalse(self._fila(self.lugar_b).ultimo_contacto)

    def test_time_against_the_weight_of_the_plan(self):
        self._realizada()
        fila = self._fila(self.tema_a)
        self.assertEqual((fila.horas_pct, fila.peso_pct), (100, 25))
        self.assertEqual(fila.brecha_pct, 75)
        self.assertEqual(self._fila(self.tema_2).brecha_pct, -75)

    def test_reserved_activities_leave_no_trace(self):
        self._realizada(visibilidad="reservada")
        fila = self._fila(self.actor_a)
        self.assertFalse(fila.actividades)
        self.assertFalse(fila.ultimo_contacto)
        self.assertFalse(self.actor_a.ultimo_contacto)
        for user in (self.funcionario, self.otra_secretaria):
            pagina = self.actor_a.with_user(user).get_360()
            self.assertNotIn("Visit", [item["title"] for item in pagina["items"]])
            self.assertFalse(pagina["ultimo_contacto"])
            cuentas = {c["key"]: c["count"] for c in pagina["cuentas"]}
            self.assertEqual(cuentas["actividades"], 0)
        pagina = self.actor_a.with_user(self.despacho).get_360()
        self.assertIn("Visit", [item["title"] for item in pagina["items"]])

    def test_delegated_is_a_contact_but_not_the_time_of_the_titular(self):
        self._realizada(estado="delegada")
        fila = self._fila(self.lugar_a)
        self.assertEqual((fila.actividades, fila.horas), (1, 0))
        self.assertTrue(fila.ultimo_contacto)

    def test_old_ones_are_a_contact_and_no_figure(self):
        self._realizada(dias=400)
        fila = self._fila(self.lugar_a)
        self.assertEqual((fila.actividades, fila.dias_sin_contacto), (0, 400))

    def test_what_is_to_come_or_cancelled_does_not_count(self):
        self._realizada(estado="cancelada")
        self._realizada(dias=-5, estado="confirmada")
        self.assertFalse(self._fila(self.lugar_a).actividades)

    def test_last_contact_of_a_stakeholder_only_moves_forward(self):
        hoy = self.company_a._hoy()
        self.actor_a.ultimo_contacto = hoy
        self._realizada()
        fila = self._fila(self.actor_a)
        self.assertEqual(self.actor_a.ultimo_contacto, hoy)
        self.assertEqual(fila.ultimo_contacto, hoy)
        self.actor_a.ultimo_contacto = False
        self._fila(self.actor_a)
        self.assertEqual((hoy - self.actor_a.ultimo_contacto).days, 10)

    def test_requests_and_commitments(self):
        self.solicitud.write(
            {"actor_id": self.actor_a.id, "lugar_ids": [Command.set(self.barrio.ids)]}
        )
        self.compromiso.actor_ids = self.actor_a
        fila = self._fila(self.actor_a)
        self.assertEqual((fila.solicitudes, fila.compromisos_abiertos), (1, 1))
        self.assertFalse(fila.ultimo_contacto)
        self.assertEqual(self._fila(self.lugar_a).solicitudes, 1)

    def test_page_shows_what_the_reader_may_read(self):
        self.solicitud.actor_id = self.actor_a
        self.compromiso.actor_id = self.actor_a
        for user, solicitudes, compromisos in (
            (self.despacho, 1, 1),
            (self.funcionario, 0, 1),
            (self.colega, 0, 0),
        ):
            pagina = self.actor_a.with_user(user).get_360()
            cuentas = {c["key"]: c["count"] for c in pagina["cuentas"]}
            self.assertEqual(cuentas["solicitudes"], solicitudes, user.login)
            self.assertEqual(cuentas["compromisos"], compromisos, user.login)

    def test_page_costs_the_same_with_one_and_with_fifty(self):
        self._realizada()

        def leer():
            return self.lugar_a.with_user(self.titular).get_360(limite=100)

        una = self._contar_consultas(leer)
        inicio = fields.Datetime.now() - timedelta(days=3)
        self.env["calendar.event"].create(
            [
                {
                    "name": f"Visit {n}",
                    "agenda_id": self.agenda_a.id,
                    "start": inicio,
                    "stop": inicio + timedelta(hours=1),
                    "estado": "realizada",
                    "lugar_ids": [Command.set(self.barrio.ids)],
                }
                for n in range(50)
            ]
        )
        self.assertEqual(self._contar_consultas(leer), una)

    def test_propose_an_activity(self):
        for record in (self.actor_a, self.barrio, self.tema_a):
            accion = record.with_user(self.despacho).action_proponer_actividad()
            form = Form(
                self.env["calendar.event"]
                .with_user(self.despacho)
                .with_context(**accion["context"]),
                view="sigobito_agenda.calendar_event_view_form",
            )
            event = form.save()
            self.assertEqual(event.estado, "tentativa")
            self.assertEqual(event.agenda_id, self.agenda_a)
            self.assertIn(record.name, event.name)
            campo = {
                "sigobito.actor": "actor_ids",
                "sigobito.lugar": "lugar_ids",
                "sigobito.tema": "tema_id",
            }[record._name]
            self.assertEqual(event[campo].ids, record.ids)
            self.assertEqual(event.start.hour, 15)  # ten in Lima
        for user in (self.funcionario, self.gestor, self.comunicacion):
            pagina = self.barrio.with_user(user).get_360()
            self.assertFalse(pagina["propuesta"])
            self.assertFalse(self.barrio.with_user(user).action_proponer_actividad())
        fila = self._fila(self.barrio).with_user(self.gestor)
        with self.assertRaises(AccessError):
            fila.action_proponer_actividad()
