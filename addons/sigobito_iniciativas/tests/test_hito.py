from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestHito(IniciativasCommon):
    """Milestones: dates, forecast, evidence, reprogramming (R30, R31)."""

    def test_light_and_its_reason(self):
        hito = self.hito_1
        self.assertEqual(hito.semaforo, "verde")
        hito.date_deadline = self._en(4)
        self.assertEqual(hito.semaforo, "amarillo")
        self.assertEqual(hito.semaforo_motivo, "Yellow: due in 4 days and at 0 %")
        hito.avance = 80
        self.assertEqual(hito.semaforo, "verde")
        hito.date_deadline = self._en(-3)
        self.assertEqual(hito.semaforo, "rojo")
        self.assertEqual(hito.semaforo_motivo, "Red: overdue by 3 days, at 80 %")
        hito.date_deadline = False
        self.assertEqual(hito.semaforo, "gris")

    def test_time_changes_the_light(self):
        despues = self.hito_1.date_deadline + timedelta(days=1)
        with freeze_time(f"{despues} 18:00:00"), self.enter_registry_test_mode():
            cron = self.env.ref("sigobito_base.ir_cron_refresh_semaforo")
            cron.method_direct_trigger()
        self.assertEqual(self.hito_1.semaforo, "rojo")
        self.assertEqual(self.iniciativa_a.semaforo, "rojo")

    def test_progress_starts_the_work(self):
        self.hito_1.avance = 10
        self.assertEqual(self.hito_1.state, "en_curso")

    def test_reached_needs_evidence(self):
        with self.assertRaises(UserError):
            self.hito_1.with_user(self.gestor).write({"state": "done"})
        action = self.hito_1.with_user(self.funcionario).action_lograr()
        form = Form(
            self.env[action["res_model"]]
            .with_user(self.funcionario)
            .with_context(**action["context"])
        )
        form.evidencia = "Act 14, signed by the committee"
        form.fecha_real = self._en(-1)
        form.save().action_confirmar()
        self.assertRecordValues(
            self.hito_1,
            [
                {
                    "state": "done",
                    "avance": 100,
                    "fecha_real": self._en(-1),
                    "evidencia": "Act 14, signed by the committee",
                    "semaforo": "azul",
                }
            ],
        )
        self.assertEqual(self.hito_1.desvio, -31)

    def test_not_reached_in_the_future(self):
        wizard = self.env["sigobito.hito.lograr"].create(
            {
                "hito_id": self.hito_1.id,
                "fecha_real": self._en(1),
                "evidencia": "Soon",
            }
        )
        with self.assertRaises(UserError):
            wizard.action_confirmar()

    def test_hook_runs_once_for_those_reached(self):
        calls = []
        modelo = self.env.registry["sigobito.hito"]
        with patch.object(modelo, "_post_logrado", lambda hitos: calls.append(hitos)):
            hitos = self.hito_1 | self.hito_2
            hitos.write({"state": "done", "evidencia": "Seen"})
            hitos.write({"state": "done"})
            self.hito_3.write({"avance": 100})
        self.assertEqual(calls, [hitos])

    def test_reopen(self):
        self.hito_1._lograr(self.hoy, "Seen")
        self.hito_1.with_user(self.gestor).action_reabrir()
        self.assertEqual(self.hito_1.state, "en_curso")
        self.assertFalse(self.hito_1.fecha_real)

    # ------------------------------------------------------------
    # FORECAST
    # ------------------------------------------------------------

    def test_slip_reaches_those_who_wait(self):
        self.hito_2.predecesor_ids = self.hito_1
        self.hito_3.predecesor_ids = self.hito_2
        self.hito_1.fecha_estimada = self._en(40)
        self.assertEqual(self.hito_1.fecha_prevista, self._en(40))
        self.assertEqual(self.hito_2.fecha_prevista, self._en(70))
        self.assertEqual(self.hito_3.fecha_prevista, self._en(100))
        self.assertEqual(self.hito_3.semaforo, "amarillo")
        self.assertEqual(self.iniciativa_a.fecha_prevista, self._en(100))
        self.hito_1._lograr(self.hoy, "Early")
        self.assertEqual(self.hito_3.fecha_prevista, self._en(90))
        self.assertEqual(self.hito_3.semaforo, "verde")

    def test_forecast_written_is_an_estimate(self):
        self.hito_1.fecha_prevista = self._en(45)
        self.assertEqual(self.hito_1.fecha_estimada, self._en(45))
        self.assertEqual(self.hito_1.desvio, 15)

    def test_overdue_pushes_the_rest_every_night(self):
        self.hito_2.predecesor_ids = self.hito_1
        dia = self._en(40)
        with freeze_time(f"{dia} 18:00:00"), self.enter_registry_test_mode():
            self.env.ref(
                "sigobito_iniciativas.ir_cron_prever_hitos"
            ).method_direct_trigger()
        self.assertEqual(self.hito_1.fecha_prevista, self._en(40))
        self.assertEqual(self.hito_2.fecha_prevista, self._en(70))

    def test_no_circles(self):
        self.hito_2.predecesor_ids = self.hito_1
        self.hito_3.predecesor_ids = self.hito_2
        with self.assertRaises(ValidationError) as caught:
            self.hito_1.predecesor_ids = self.hito_3
        self.assertIn("Milestone 2", str(caught.exception))
        with self.assertRaises(ValidationError):
            self.hito_1.predecesor_ids = self.hito_1
        with self.assertRaises(ValidationError):
            self.hito_1.sucesor_ids = self.hito_1

    def test_predecessor_of_the_same_municipality(self):
        with self.assertRaises(UserError):
            self.hito_1.predecesor_ids = self.iniciativa_b.hito_ids[0]

    # ------------------------------------------------------------
    # REPROGRAMMING
    # ------------------------------------------------------------

    def test_before_approval_dates_are_free(self):
        self.hito_1.with_user(self.gestor).date_deadline = self._en(12)
        self.assertFalse(self.hito_1.reprogramacion_ids)

    def test_approved_date_asks_for_a_reason(self):
        self._aprobar(self.iniciativa_a)
        with self.assertRaises(UserError) as caught:
            self.hito_1.with_user(self.gestor).date_deadline = self._en(50)
        self.assertIn("Reprogram", str(caught.exception))
        # The same date is no change.
        self.hito_1.with_user(self.gestor).write(
            {"date_deadline": self.hito_1.date_deadline, "peso": 51}
        )

    def _pedir(self, user, dias=50):
        action = self.hito_1.with_user(user).action_reprogramar()
        form = Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )
        form.fecha_nueva = self._en(dias)
        form.motivo = "The only bidder withdrew"
        self.assertEqual(form.dias, dias - 30)
        form.save().action_confirmar()
        return self.hito_1.reprogramacion_ids

    def test_request_waits_for_the_superior(self):
        self._aprobar(self.iniciativa_a)
        row = self._pedir(self.gestor)
        self.assertRecordValues(
            row,
            [
                {
                    "state": "pendiente",
                    "fecha_anterior": self._en(30),
                    "fecha_nueva": self._en(50),
                    "dias": 20,
                    "motivo": "The only bidder withdrew",
                    "solicitante_id": self.gestor.id,
                    "aprobador_id": self.titular.id,
                }
            ],
        )
        self.assertEqual(self.hito_1.date_deadline, self._en(30))
        self.assertEqual(row.activity_ids.user_id, self.titular)
        with self.assertRaises(UserError):
            self._pedir(self.gestor, dias=60)
        with self.assertRaises(AccessError):
            row.with_user(self.gestor).action_aprobar()
        row.with_user(self.titular).action_aprobar()
        self.assertEqual(row.state, "aprobada")
        self.assertEqual(self.hito_1.date_deadline, self._en(50))
        self.assertEqual(self.hito_1.fecha_base, self._en(30))
        self.assertEqual(self.hito_1.desvio, 20)
        self.assertFalse(row.activity_ids)
        with self.assertRaises(UserError):
            row.with_user(self.titular).action_rechazar()

    def test_refused_date_does_not_move(self):
        self._aprobar(self.iniciativa_a)
        row = self._pedir(self.funcionario)
        row.with_user(self.titular).action_rechazar()
        self.assertEqual(row.state, "rechazada")
        self.assertEqual(self.hito_1.date_deadline, self._en(30))

    def test_the_superior_changes_it_at_once(self):
        self._aprobar(self.iniciativa_a)
        row = self._pedir(self.titular)
        self.assertEqual(row.state, "aprobada")
        self.assertEqual(self.hito_1.date_deadline, self._en(50))

    def test_reason_in_the_context(self):
        self._aprobar(self.iniciativa_a)
        hitos = self.iniciativa_a.hito_ids.with_user(self.titular)
        hitos.with_context(sigobito_motivo_reprogramacion="Rains").write(
            {"date_deadline": self._en(120), "tipo": "obra"}
        )
        self.assertEqual(
            self.iniciativa_a.hito_ids.mapped("date_deadline"), [self._en(120)] * 3
        )
        self.assertEqual(set(self.iniciativa_a.hito_ids.mapped("tipo")), {"obra"})
        self.assertEqual(len(self.iniciativa_a.hito_ids.reprogramacion_ids), 3)

    def test_others_do_not_ask(self):
        self._aprobar(self.iniciativa_a)
        with self.assertRaises(AccessError):
            self.hito_1.with_user(self.obras)._reprogramar(self._en(50), "Because")

    def test_rows_are_not_written_by_hand(self):
        self._aprobar(self.iniciativa_a)
        row = self._pedir(self.gestor)
        for user in (self.gestor, self.titular, self.funcionario):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                row.with_user(user).write({"motivo": "Another"})

    # ------------------------------------------------------------
    # WHO REPORTS
    # ------------------------------------------------------------

    def test_responsible_reports_only_progress(self):
        hito = self.hito_1.with_user(self.funcionario)
        self.assertTrue(hito.es_editable)
        self.assertFalse(hito.es_programador)
        hito.write({"avance": 40, "estado_nota": "Half of the pipes are laid"})
        hito.fecha_estimada = self._en(33)
        self.assertEqual(self.iniciativa_a.avance, 20)
        for vals in (
            {"name": "Another goal"},
            {"peso": 10},
            {"date_deadline": self._en(99)},
            {"responsable_id": self.obras.id},
            {"state": "cancel"},
            {"fecha_base": self._en(99)},
            {"iniciativa_id": self.iniciativa_b.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                hito.write(vals)

    def test_responsible_only_of_his_own(self):
        with self.assertRaises(AccessError):
            self.hito_2.with_user(self.funcionario).avance = 40
        with self.assertRaises(AccessError):
            self.env["sigobito.hito"].with_user(self.funcionario).create(
                {"name": "Mine", "iniciativa_id": self.iniciativa_a.id}
            )

    def test_actions(self):
        hito = self.hito_1.with_user(self.funcionario)
        hito.accion_ids = [
            Command.create({"name": "Call the supplier"}),
            Command.create({"name": "Sign", "es_hecha": True}),
        ]
        self.assertEqual((hito.accion_count, hito.accion_hecha_count), (2, 1))
        self.assertEqual(self.hito_1.accion_ids[1].fecha_hecha, self.hoy)
        with self.assertRaises(AccessError):
            self.env["sigobito.accion"].with_user(self.funcionario).create(
                {"name": "Not mine", "hito_id": self.hito_2.id}
            )

    def test_approved_milestone_is_not_deleted(self):
        self._aprobar(self.iniciativa_a)
        with self.assertRaises(UserError):
            self.hito_1.with_user(self.gestor).unlink()
        self.hito_1.with_user(self.gestor).action_cancelar()
        self.assertEqual(self.iniciativa_a.hito_count, 2)

    def test_starts_with_the_classification_of_its_initiative(self):
        self.assertEqual(self.hito_1.company_id, self.company_a)
        hito = self.env["sigobito.hito"].create(
            {"name": "Fourth", "iniciativa_id": self.iniciativa_a.id}
        )
        self.assertEqual(hito.tema_id, self.tema_a)
        self.assertEqual(hito.lugar_ids, self.lugar_a)
