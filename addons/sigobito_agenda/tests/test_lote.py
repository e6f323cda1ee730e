from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, TransactionCase, tagged

from .common import AgendaFixtures


class TestLote(AgendaFixtures, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.varias = cls.solicitud | cls._new_solicitud() | cls._new_solicitud()
        cls.varias.write(
            {
                "state": "recomendada",
                "recomendacion": "aceptar",
                "fecha_propuesta": cls.inicio + timedelta(days=3),
            }
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _decidir(self, decisiones, user=None):
        Solicitud = self.env["sigobito.solicitud"].with_user(user or self.titular)
        return Solicitud.decidir_lote(decisiones)

    def test_page(self):
        Solicitud = self.env["sigobito.solicitud"].with_user(self.titular)
        pagina = Solicitud.get_decisiones()
        self.assertEqual({t["id"] for t in pagina["tarjetas"]}, set(self.varias.ids))
        self.assertTrue(pagina["puede"])
        for user in (self.colega, self.ajeno):
            pagina = self.env["sigobito.solicitud"].with_user(user).get_decisiones()
            self.assertFalse(pagina["tarjetas"])
        with self.assertRaises(AccessError):
            self.env["sigobito.solicitud"].with_user(self.regional).get_decisiones()

    def test_constant_queries(self):
        Solicitud = self.env["sigobito.solicitud"].with_user(self.titular)
        tres = self._contar_consultas(Solicitud.get_decisiones)
        mas = self.env["sigobito.solicitud"].create(
            [
                {
                    "name": f"P {n}",
                    "solicitante": "x",
                    "company_id": self.company_a.id,
                }
                for n in range(47)
            ]
        )
        mas.write({"state": "recomendada", "recomendacion": "aceptar"})
        self.assertEqual(self._contar_consultas(Solicitud.get_decisiones), tres)

    def test_one_that_cannot_be_taken_does_not_stop_the_others(self):
        una, dos, tres = self.varias
        resultados = self._decidir(
            [
                {"id": una.id, "decision": "aprobar"},
                {"id": dos.id, "decision": "declinar", "nota": " "},
                {"id": tres.id, "decision": "posponer", "hasta": "no"},
                {"id": 99999999, "decision": "aprobar"},
                {"id": "x"},
            ]
        )
        self.assertEqual([r["ok"] for r in resultados], [True] + [False] * 4)
        self.assertEqual(
            self.varias.mapped("state"), ["decidida", "recomendada", "recomendada"]
        )
        self.assertEqual(una.decision_user_id, self.titular)
        otra_vez = self._decidir([{"id": una.id, "decision": "declinar", "nota": "x"}])
        self.assertFalse(otra_vez[0]["ok"])
        self.assertEqual(una.decision, "aceptar")

    def test_who_may(self):
        pedido = [{"id": self.solicitud.id, "decision": "aprobar"}]
        for user in (
            self.otra_secretaria,
            self.colega,
            self.gestor,
            self.ajeno,
            self.regional,
        ):
            self.assertFalse(self._decidir(pedido, user)[0]["ok"], user.login)
        self.assertEqual(self.solicitud.state, "recomendada")
        self.assertTrue(self._decidir(pedido, self.despacho)[0]["ok"])

    def test_undo_with_its_trace(self):
        self.solicitud.decision_nota = "antes"
        self._decidir([{"id": self.solicitud.id, "decision": "aprobar", "nota": "sí"}])
        evento = self.solicitud.event_ids
        self.assertEqual(len(evento), 1)
        vista = self.solicitud.with_user(self.titular)
        self.assertTrue(vista.puede_deshacer)
        for user in (self.otra_secretaria, self.colega, self.ajeno):
            with self.assertRaises(AccessError):
                self.solicitud.with_user(user).action_deshacer_decision()
        vista.action_deshacer_decision()
        self.env.invalidate_all()
        self.assertRecordValues(
            self.solicitud,
            [
                {
                    "state": "recomendada",
                    "decision": False,
                    "decision_user_id": False,
                    "event_ids": [],
                    "requiere_decision": True,
                }
            ],
        )
        self.assertFalse(evento.active)
        self.assertIn(self.titular.name, self.solicitud.message_ids[0].body)
        with self.assertRaises(UserError):
            vista.action_deshacer_decision()
        # and it can be decided again
        vista.action_aprobar()
        self.assertEqual(self.solicitud.event_count, 1)

    def test_undo_a_referral(self):
        self.area_a.responsable_id = self.colega
        self.solicitud.with_user(self.titular)._decidir(
            {"decision": "derivar", "area_id": self.area_a.id}
        )
        self.assertEqual(self.solicitud.responsable_id, self.colega)
        self.solicitud.with_user(self.titular).action_deshacer_decision()
        self.assertFalse(self.solicitud.responsable_id)
        self.assertFalse(self.solicitud.area_id)
        self.assertFalse(self.solicitud.with_user(self.colega).has_access("read"))

    def test_what_was_answered_stays(self):
        self.solicitud.with_user(self.titular).action_aprobar()
        self.solicitud.with_user(self.despacho)._responder("Lo esperamos")
        with self.assertRaises(UserError):
            self.solicitud.with_user(self.titular).action_deshacer_decision()


@tagged("post_install", "-at_install")
class TestLoteTour(AgendaFixtures, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_tour(self):
        una = self._new_solicitud(name="Inauguración de la escuela", tipo="invitacion")
        dos = self._new_solicitud(name="Audiencia del comercio")
        (una | dos).write({"state": "recomendada", "recomendacion": "aceptar"})
        self.start_tour(
            "/odoo/por-decidir", "sigobito_agenda_decisiones_lote", login="titular"
        )
        self.assertEqual(una.state, "decidida")
        self.assertEqual(dos.state, "recomendada")
