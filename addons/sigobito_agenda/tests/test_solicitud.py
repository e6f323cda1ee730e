from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase

from .common import AgendaFixtures


class TestSolicitud(AgendaFixtures, TransactionCase):
    def _as(self, user):
        self.env.invalidate_all()
        return self.solicitud.with_user(user)

    def _recomendar(self, recomendacion="aceptar", **vals):
        self._as(self.despacho).action_analizar()
        self._as(self.despacho).write({"recomendacion": recomendacion, **vals})
        self._as(self.despacho).action_recomendar()

    def test_deadline_in_working_days(self):
        # 27 July 2026 is a Monday; 28 and 29 are holidays in Peru.
        solicitud = self._new_solicitud(
            tipo="invitacion", fecha_recepcion=datetime(2026, 7, 27, 15, 0)
        )
        self.assertEqual(solicitud.date_deadline, date(2026, 8, 5))
        self.company_a.plazo_requerimiento = 1
        # 02:00 in London on Tuesday is still Monday evening in Lima.
        solicitud = self._new_solicitud(
            tipo="requerimiento", fecha_recepcion=datetime(2026, 3, 10, 2, 0)
        )
        self.assertEqual(solicitud.date_deadline, date(2026, 3, 10))
        solicitud.tipo = "audiencia"
        self.assertEqual(solicitud.date_deadline, date(2026, 3, 23))

    def test_quick_entry_needs_two_fields(self):
        form = Form(
            self.env["sigobito.solicitud"].with_user(self.despacho),
            view="sigobito_agenda.sigobito_solicitud_view_form_rapida",
        )
        form.name = "Visit to the school"
        form.solicitante = "Ana"
        solicitud = form.save()
        self.assertEqual(solicitud.company_id, self.company_a)
        self.assertTrue(solicitud.folio)

    def test_approve_recommendation(self):
        propuesta = self.inicio + timedelta(days=7)
        self.solicitud.write(
            {
                "fecha_propuesta": propuesta,
                "actor_id": self.actor_a.id,
                "tema_id": self.tema_a.id,
            }
        )
        self._recomendar()
        self.assertTrue(self.solicitud.requiere_decision)
        found = (
            self.env["sigobito.solicitud"]
            .with_user(self.titular)
            .search([("requiere_decision", "=", True)])
        )
        self.assertEqual(found, self.solicitud)
        self._as(self.titular).action_aprobar()
        self.assertRecordValues(
            self.solicitud,
            [
                {
                    "state": "decidida",
                    "decision": "aceptar",
                    "decision_user_id": self.titular.id,
                    "event_count": 1,
                    "por_agendar": False,
                    "requiere_decision": False,
                }
            ],
        )
        self.assertRecordValues(
            self.solicitud.event_ids,
            [
                {
                    "agenda_id": self.agenda_a.id,
                    "estado": "tentativa",
                    "start": propuesta,
                    "duration": 0.5,
                    "user_id": self.titular.id,
                    "tema_id": self.tema_a.id,
                    "actor_ids": self.actor_a.ids,
                    "actividad_tipo_id": self.env.ref(
                        "sigobito_agenda.sigobito_actividad_tipo_audiencia"
                    ).id,
                }
            ],
        )

    def test_nobody_is_delegated_without_a_name(self):
        self._recomendar("delegar")
        with self.assertRaises(UserError):
            self._as(self.titular).action_aprobar()
        self.assertEqual(self.solicitud.state, "recomendada")
        self.assertFalse(self.solicitud.event_ids)

    def test_accepted_without_date_waits_to_be_scheduled(self):
        self._recomendar()
        self._as(self.titular).action_aprobar()
        self.assertTrue(self.solicitud.por_agendar)
        Solicitud = self.env["sigobito.solicitud"].with_user(self.despacho)
        self.assertIn(self.solicitud, Solicitud.search([("por_agendar", "=", True)]))
        action = self._as(self.despacho).action_agendar()
        form = Form(
            self.env["calendar.event"]
            .with_user(self.despacho)
            .with_context(**action["context"]),
            view="sigobito_agenda.calendar_event_view_form",
        )
        event = form.save()
        self.assertEqual(event.solicitud_id, self.solicitud)
        self.assertEqual(event.agenda_id, self.agenda_a)
        self.assertEqual(event.user_id, self.titular)
        self.env.invalidate_all()
        self.assertFalse(self.solicitud.por_agendar)

    def test_decide_otherwise(self):
        self._recomendar()
        action = self._as(self.titular).action_decidir()
        form = Form(
            self.env["sigobito.solicitud.decidir"]
            .with_user(self.titular)
            .with_context(**action["context"])
        )
        self.assertEqual(form.decision, "aceptar")
        form.decision = "aceptar"
        form.start = self.inicio
        form.firme = True
        # the fixtures have other activities at that hour
        form.conflicto_motivo = "It is urgent"
        form.save().action_decidir()
        self.assertEqual(self.solicitud.event_ids.estado, "confirmada")

    def test_the_other_decisions(self):
        self.area_a.responsable_id = self.colega
        Decidir = self.env["sigobito.solicitud.decidir"].with_user(self.titular)
        cases = {
            "delegar": {"delegado_id": self.funcionario.id, "start": self.inicio},
            "derivar": {"area_id": self.area_a.id},
            "posponer": {"posponer_hasta": self.company_a._hoy()},
            "declinar": {"nota": "Another commitment that day"},
        }
        for decision, vals in cases.items():
            solicitud = self._new_solicitud()
            base = {"solicitud_id": solicitud.id, "decision": decision}
            with self.assertRaises(UserError):
                Decidir.create(base).action_decidir()
            Decidir.create({**base, **vals}).action_decidir()
            self.assertEqual(solicitud.decision, decision)
            self.assertEqual(solicitud.state, "decidida")
            self.assertTrue(solicitud._get_respuesta_sugerida())
            if decision == "delegar":
                self.assertEqual(solicitud.event_ids.estado, "delegada")
                self.assertEqual(solicitud.event_ids.delegado_a_id, self.funcionario)
            if decision == "derivar":
                self.assertEqual(solicitud.responsable_id, self.colega)
                self.assertTrue(solicitud.with_user(self.colega).name)
            if decision == "posponer":
                # its day has come: it asks for a decision again
                self.assertTrue(solicitud.requiere_decision)
                solicitud.with_user(self.titular)._decidir({"decision": "declinar"})
                self.assertEqual(solicitud.decision, "declinar")
                self.assertFalse(solicitud.requiere_decision)

    def test_only_the_titular_or_his_delegate_decides(self):
        self._recomendar()
        for user in (self.otra_secretaria, self.gestor, self.funcionario):
            with self.assertRaises(AccessError):
                self._as(user).action_aprobar()
            with self.assertRaises(AccessError):
                self._as(user).write({"state": "decidida", "decision": "aceptar"})
        with self.assertRaises(AccessError):
            self.env["sigobito.solicitud"].with_user(self.otra_secretaria).create(
                {
                    "name": "x",
                    "solicitante": "y",
                    "state": "decidida",
                    "decision": "aceptar",
                }
            )
        self._as(self.despacho).action_aprobar()
        self.assertEqual(self.solicitud.decision_user_id, self.despacho)

    def test_steps_in_order(self):
        with self.assertRaises(UserError):
            self._as(self.despacho).action_recomendar()
        with self.assertRaises(UserError):
            self._as(self.titular).write({"state": "decidida"})
        with self.assertRaises(UserError):
            self._as(self.despacho).write({"state": "cerrada"})
        self._recomendar("declinar", recomendacion_nota="Another act")
        self._as(self.titular).action_aprobar()
        with self.assertRaises(UserError):
            self._as(self.despacho).write({"state": "respondida"})
        with self.assertRaises(UserError):
            self._as(self.titular)._decidir({"decision": "aceptar"})
        self._as(self.despacho).action_reabrir()
        self.assertEqual(self.solicitud.state, "analisis")

    def test_answer_and_close(self):
        self.solicitud.email = "ana@example.com"
        self._recomendar("declinar")
        self._as(self.titular).action_aprobar()
        action = self._as(self.despacho).action_responder()
        wizard = Form(
            self.env["sigobito.solicitud.responder"]
            .with_user(self.despacho)
            .with_context(**action["context"])
        ).save()
        wizard.texto = "Sorry, <b>not</b> this time."
        wizard.action_responder()
        self.assertEqual(self.solicitud.state, "respondida")
        self.assertEqual(self.solicitud.semaforo, "azul")
        mail = self.env["mail.mail"].search([("email_to", "=", "ana@example.com")])
        self.assertEqual(len(mail), 1)
        self.assertIn("&lt;b&gt;not&lt;/b&gt;", mail.body_html)
        self.assertIn(self.solicitud.codigo, mail.body_html)
        self._as(self.despacho).action_cerrar()
        self.assertTrue(self.solicitud.fecha_cierre)

    def test_folio_and_code_never_change(self):
        for vals in ({"folio": "S-1"}, {"codigo": "x"}):
            with self.assertRaises(AccessError):
                self._as(self.despacho).write(vals)
        with self.assertRaises(UserError):
            self._as(self.despacho).unlink()
        chosen = self._new_solicitud(codigo="AAAA-AAAA-AAAA", folio="X")
        self.assertNotEqual(chosen.codigo, "AAAA-AAAA-AAAA")
        self.assertNotEqual(chosen.folio, "X")

    def test_known_stakeholder_is_recognized(self):
        self.actor_a.email = "junta@example.com"
        solicitud = self._new_solicitud(email="Junta@Example.com")
        self.assertEqual(solicitud.actor_id, self.actor_a)
        otra = self._new_solicitud(
            email="junta@example.com", company_id=self.company_b.id
        )
        self.assertFalse(otra.actor_id)
        self._as(self.despacho).action_crear_actor()
        self.assertEqual(self.solicitud.actor_id.name, "Ana Torres")

    def test_nobody_of_another_municipality(self):
        with self.assertRaises(ValidationError):
            self.solicitud.responsable_id = self.ajeno
        with self.assertRaises(UserError):
            self.solicitud.area_id = self.area_b

    def test_thread(self):
        self.interna.solicitud_id = self.solicitud
        self.compromiso.solicitud_id = self.solicitud
        self.env.invalidate_all()
        chain = ["sigobito.solicitud", "calendar.event", "sigobito.compromiso"]
        for record in (self.solicitud, self.interna, self.compromiso):
            hilo = record.with_user(self.despacho).get_hilo()
            self.assertEqual([node["model"] for node in hilo["nodes"]], chain)
        hilo = self.compromiso.with_user(self.funcionario).get_hilo()
        self.assertNotIn(
            "sigobito.solicitud", [node["model"] for node in hilo["nodes"]]
        )
