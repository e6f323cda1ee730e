from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestAro(IniciativasCommon):
    """Alerts, restrictions and opportunities are read by who must decide (R34)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.aro = (
            cls.env["sigobito.aro"]
            .with_user(cls.funcionario)
            .create(
                {
                    "name": "The ministry has not paid",
                    "tipo": "alerta",
                    "hito_id": cls.hito_1.id,
                }
            )
            .with_env(cls.env)
        )

    def test_registered_by_any_staff(self):
        self.assertRecordValues(
            self.aro,
            [
                {
                    "state": "registrada",
                    "company_id": self.company_a.id,
                    "iniciativa_id": self.iniciativa_a.id,
                    "autoridad_id": self.titular.id,
                    "registrado_por_id": self.funcionario.id,
                    "es_abierto": True,
                }
            ],
        )
        self.assertEqual(self.aro.activity_ids.user_id, self.titular)
        self.assertEqual(self.hito_1.semaforo, "amarillo")

    def test_form_needs_only_a_name(self):
        form = Form(self.env["sigobito.aro"].with_user(self.gestor))
        form.name = "Fair on Sunday"
        form.tipo = "oportunidad"
        aro = form.save()
        self.assertEqual(aro.company_id, self.company_a)
        self.assertEqual(aro.autoridad_id, self.titular)

    def test_reading_is_time_stamped(self):
        self.assertIn(
            self.aro,
            self.env["sigobito.aro"]
            .with_user(self.titular)
            .search([("espera_mi_lectura", "=", True)]),
        )
        with self.assertRaises(AccessError):
            self.aro.with_user(self.gestor).action_consumir()
        with self.assertRaises(AccessError):
            self.aro.with_user(self.gestor).write({"state": "consumida"})
        self.aro.with_user(self.titular).action_consumir()
        self.assertEqual(self.aro.state, "consumida")
        self.assertTrue(self.aro.fecha_consumo)
        self.assertEqual(self.aro.consumido_por_id, self.titular)
        self.assertFalse(self.aro.activity_ids)
        self.assertFalse(
            self.env["sigobito.aro"]
            .with_user(self.titular)
            .search_count([("espera_mi_lectura", "=", True)])
        )

    def test_authority_may_be_plain_staff(self):
        self.aro.autoridad_id = self.obras
        self.aro.with_user(self.obras).action_consumir()
        self.assertEqual(self.aro.consumido_por_id, self.obras)

    def test_reading_is_not_written_by_hand(self):
        for user in (self.funcionario, self.gestor, self.titular):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.aro.with_user(user).write({"fecha_consumo": "2026-01-01 10:00:00"})
        with self.assertRaises(UserError):
            self.env["sigobito.aro"].with_user(self.gestor).create(
                {"name": "Solved before it existed", "state": "resuelta"}
            )

    def test_treated_and_solved(self):
        self.aro.with_user(self.titular).action_consumir()
        self.aro.with_user(self.gestor).action_tratar()
        self.aro.with_user(self.gestor).action_resolver()
        self.assertFalse(self.aro.es_abierto)
        self.assertEqual(self.aro.fecha_cierre, self.hoy)
        self.assertEqual(self.aro.semaforo, "azul")
        self.assertEqual(self.hito_1.semaforo, "verde")
        with self.assertRaises(UserError):
            self.aro.with_user(self.gestor).write({"state": "consumida"})
        self.aro.with_user(self.gestor).action_reabrir()
        self.assertEqual(self.aro.state, "tratamiento")
        self.assertFalse(self.aro.fecha_cierre)

    def test_alert_becomes_restriction(self):
        self.aro.severidad = "critica"
        self.assertEqual(self.hito_1.semaforo, "amarillo")
        self.aro.with_user(self.gestor).action_a_restriccion()
        self.assertEqual(self.aro.tipo, "restriccion")
        self.assertEqual(self.hito_1.semaforo, "rojo")
        self.assertEqual(self.iniciativa_a.semaforo, "rojo")

    def test_opportunity_never_lowers_the_light(self):
        self.aro.write({"tipo": "oportunidad", "severidad": "critica"})
        self.assertEqual(self.hito_1.semaforo, "verde")

    def test_only_the_involved_write(self):
        self.aro.with_user(self.funcionario).descripcion = "Since May"
        with self.assertRaises(AccessError):
            self.aro.with_user(self.obras).descripcion = "Not mine"

    def test_milestone_of_its_initiative(self):
        otra = self._new_iniciativa(self.company_a, name="Other")
        with self.assertRaises(ValidationError):
            self.aro.iniciativa_id = otra

    def test_overdue_decision_is_red(self):
        self.aro.date_deadline = self._en(-1)
        self.assertEqual(self.aro.semaforo, "rojo")
