from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import IniciativasCommon

NOMBRE_REAL = (
    "MEJORAMIENTO Y AMPLIACION DEL SERVICIO DE AGUA POTABLE, ALCANTARILLADO Y "
    "DISPOSICION SANITARIA DE EXCRETAS EN LAS LOCALIDADES DE ALTO PAMPA, CCOLLPA Y "
    "YANACOCHA DEL DISTRITO DE SIERRA ALTA, PROVINCIA DE SIERRA ALTA, DEPARTAMENTO "
    "DE AYACUCHO, SEGUNDA ETAPA, COMPONENTE DE INFRAESTRUCTURA Y EDUCACION SANITARIA "
    "PARA 1,200 FAMILIAS BENEFICIARIAS DE LA ZONA RURAL DISPERSA"
)


@tagged("post_install", "-at_install")
class TestIniciativa(IniciativasCommon):
    """Programming, approval and progress of an initiative (R29, R30)."""

    def test_saved_with_a_name_only(self):
        form = Form(self.env["sigobito.iniciativa"].with_user(self.gestor))
        form.name = "A candidate"
        iniciativa = form.save()
        self.assertEqual(iniciativa.state, "candidata")
        self.assertEqual(iniciativa.company_id, self.company_a)
        self.assertEqual(iniciativa.semaforo, "gris")
        self.assertIn("milestones", iniciativa.semaforo_motivo)

    def test_very_long_official_name(self):
        self.assertGreater(len(NOMBRE_REAL), 350)
        iniciativa = self._new_iniciativa(self.company_a, name=NOMBRE_REAL)
        self.assertEqual(iniciativa.name, NOMBRE_REAL)
        self.assertLessEqual(len(iniciativa.display_name), 100)
        found = self.env["sigobito.iniciativa"].name_search("componente de infra")
        self.assertIn(iniciativa.id, [row[0] for row in found])

    def test_progress_is_weighted(self):
        self.hito_1.avance = 50
        self.assertEqual(self.iniciativa_a.avance, 25)
        self.hito_2._lograr(self.hoy, "Delivered")
        self.assertEqual(self.iniciativa_a.avance, 55)
        self.assertEqual(self.iniciativa_a.hito_logrado_count, 1)
        self.hito_3.action_cancelar()
        self.assertAlmostEqual(self.iniciativa_a.avance, 68.75)
        self.assertEqual(self.iniciativa_a.peso_total, 80)

    def test_worst_milestone_gives_the_light(self):
        self.assertEqual(self.iniciativa_a.semaforo, "gris")
        self.assertIn("not approved", self.iniciativa_a.semaforo_motivo)
        self.hito_2.date_deadline = self._en(3)
        self.assertEqual(self.iniciativa_a.semaforo, "amarillo")
        self.hito_1.date_deadline = self._en(-2)
        self.assertEqual(self.iniciativa_a.semaforo, "rojo")
        self.assertIn("milestones in red: 1", self.iniciativa_a.semaforo_motivo)

    def test_critical_restriction_turns_it_red(self):
        aro = self.env["sigobito.aro"].create(
            {
                "name": "No land",
                "tipo": "restriccion",
                "severidad": "critica",
                "iniciativa_id": self.iniciativa_a.id,
            }
        )
        self.assertEqual(self.iniciativa_a.semaforo, "rojo")
        aro.action_resolver()
        self.assertEqual(self.iniciativa_a.semaforo, "gris")
        aro.write({"severidad": "media", "state": "tratamiento"})
        self.assertEqual(self.iniciativa_a.semaforo, "amarillo")

    def test_stale_data_lowers_the_light(self):
        self._aprobar(self.iniciativa_a)
        self.assertEqual(self.iniciativa_a.semaforo, "verde")
        self.iniciativa_a.hito_ids.write(
            {
                "fecha_actualizacion": self._en(-45),
            }
        )
        self.assertEqual(self.iniciativa_a.semaforo, "amarillo")
        self.assertIn("45 days", self.iniciativa_a.hito_ids[0].semaforo_motivo)
        self.iniciativa_a.hito_ids.with_user(self.gestor).write({"avance": 5})
        self.assertEqual(self.iniciativa_a.semaforo, "verde")

    def test_approval_freezes_the_baseline(self):
        self._aprobar(self.iniciativa_a)
        self.assertEqual(self.iniciativa_a.state, "aprobada")
        self.assertEqual(self.iniciativa_a.aprobado_por_id, self.titular)
        self.assertEqual(self.iniciativa_a.fecha_aprobacion, self.hoy)
        self.assertEqual(self.iniciativa_a.fecha_base, self.hito_3.date_deadline)
        for hito in self.iniciativa_a.hito_ids:
            self.assertEqual(hito.fecha_base, hito.date_deadline)
            self.assertTrue(hito.responsable_id)

    def test_approval_says_what_is_missing(self):
        iniciativa = self._new_iniciativa(
            self.company_a, pesos=(60, 60), name="Not ready", state="programacion"
        )
        hito = iniciativa.hito_ids[0]
        hito.date_deadline = False
        with self.assertRaises(UserError) as caught:
            iniciativa.with_user(self.titular).action_aprobar()
        for text in ("responsible person", "2 of at least 3", "without a date", "120"):
            self.assertIn(text, str(caught.exception))
        self.assertEqual(iniciativa.state, "programacion")
        self.assertIn("120", iniciativa.faltas_programacion)
        iniciativa.responsable_id = self.gestor
        hito.date_deadline = self._en(10)
        iniciativa.hito_ids = [
            Command.create({"name": "Third", "date_deadline": self._en(40)})
        ]
        iniciativa.with_user(self.gestor).action_repartir_pesos()
        self.assertAlmostEqual(iniciativa.peso_total, 100)
        iniciativa.with_user(self.titular).action_aprobar()
        self.assertEqual(iniciativa.state, "aprobada")

    def test_only_the_superior_approves(self):
        iniciativa = self.iniciativa_a
        iniciativa.with_user(self.gestor).action_programar()
        for user in (self.gestor, self.despacho, self.admin_municipal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                iniciativa.with_user(user).action_aprobar()
        with self.assertRaises(AccessError):
            # Dragging the card does what the button does.
            iniciativa.with_user(self.gestor).write({"state": "aprobada"})
        iniciativa.patrocinador_id = self.obras
        iniciativa.with_user(self.obras).action_aprobar()
        self.assertEqual(iniciativa.state, "aprobada")
        self.assertEqual(iniciativa.aprobado_por_id, self.obras)

    def test_request_for_approval_reaches_the_superior(self):
        iniciativa = self.iniciativa_a.with_user(self.gestor)
        iniciativa.action_programar()
        iniciativa.action_solicitar_aprobacion()
        activity = self.iniciativa_a.activity_ids
        self.assertEqual(activity.user_id, self.titular)
        self.assertEqual(self.iniciativa_a.programado_por_id, self.gestor)
        self.iniciativa_a.with_user(self.titular).action_aprobar()
        self.assertFalse(self.iniciativa_a.activity_ids)

    def test_states_cannot_be_skipped(self):
        iniciativa = self.iniciativa_a.with_user(self.titular)
        with self.assertRaises(UserError):
            iniciativa.write({"state": "ejecucion"})
        with self.assertRaises(UserError):
            self.env["sigobito.iniciativa"].with_user(self.gestor).create(
                {"name": "Approved by myself", "state": "aprobada"}
            )
        self._aprobar(self.iniciativa_a)
        iniciativa.action_ejecutar()
        with self.assertRaises(UserError) as caught:
            iniciativa.action_concluir()
        self.assertIn("Milestone 1", str(caught.exception))
        for hito in self.iniciativa_a.hito_ids:
            hito._lograr(self.hoy, "Delivered")
        self.assertIn("every milestone reached", self.iniciativa_a.semaforo_motivo)
        iniciativa.action_concluir()
        self.assertEqual(self.iniciativa_a.semaforo, "azul")

    def test_back_to_programming_releases_the_baseline(self):
        self._aprobar(self.iniciativa_a)
        with self.assertRaises(AccessError):
            self.iniciativa_a.with_user(self.gestor).action_devolver()
        self.iniciativa_a.with_user(self.titular).action_devolver()
        self.assertEqual(self.iniciativa_a.state, "programacion")
        self.assertFalse(self.hito_1.fecha_base)
        self.hito_1.with_user(self.gestor).date_deadline = self._en(20)

    def test_suspended_is_grey(self):
        self._aprobar(self.iniciativa_a)
        self.hito_1.with_context(sigobito_fecha_aprobada=True).date_deadline = self._en(
            -5
        )
        self.assertEqual(self.iniciativa_a.semaforo, "rojo")
        self.iniciativa_a.with_user(self.gestor).action_suspender()
        self.assertEqual(self.iniciativa_a.semaforo, "gris")
        self.assertEqual(self.hito_1.semaforo, "gris")

    def test_sixth_priority_warns_and_is_saved(self):
        Iniciativa = self.env["sigobito.iniciativa"].with_user(self.gestor)
        for numero in range(5):
            iniciativa = Iniciativa.create({"name": f"P{numero}", "prioritaria": True})
            self.assertFalse(iniciativa.aviso_prioridad)
        form = Form(Iniciativa)
        form.name = "The sixth"
        with self.assertLogs("odoo.tests.form.onchange", "WARNING"):
            form.prioritaria = True
        self.assertIn("6 priority", form.aviso_prioridad)
        sexta = form.save()
        self.assertTrue(sexta.prioritaria)
        self.assertIn("6 priority", sexta.aviso_prioridad)
        self.assertFalse(
            self.env["sigobito.iniciativa"]
            .create(
                {
                    "name": "Elsewhere",
                    "prioritaria": True,
                    "company_id": self.company_b.id,
                }
            )
            .aviso_prioridad
        )

    @mute_logger("odoo.sql_db")
    def test_code_is_unique_in_the_municipality(self):
        self.iniciativa_a.codigo = "  2094811 "
        self.assertEqual(self.iniciativa_a.codigo, "2094811")
        self.iniciativa_b.codigo = "2094811"
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._new_iniciativa(self.company_a, name="Twice", codigo="2094811")
            self.env.flush_all()
        self.iniciativa_a.codigo = ""
        self.assertFalse(self.iniciativa_a.codigo)

    def test_dates_in_order(self):
        with self.assertRaises(ValidationError):
            self.iniciativa_a.write(
                {"date_start": self.hoy, "date_end": self.hoy - timedelta(days=1)}
            )

    def test_nobody_of_another_municipality(self):
        with self.assertRaises(UserError):
            self.iniciativa_a.responsable_id = self.ajeno
        with self.assertRaises(UserError):
            self.iniciativa_a.tema_id = self.tema_b

    def test_approved_once_is_not_deleted(self):
        self._aprobar(self.iniciativa_a)
        with self.assertRaises(UserError):
            self.iniciativa_a.with_user(self.gestor).unlink()
        self.env["sigobito.iniciativa"].with_user(self.gestor).create(
            {"name": "Draft"}
        ).unlink()

    def test_copy_starts_again(self):
        self.iniciativa_a.codigo = "X1"
        self._aprobar(self.iniciativa_a)
        copia = self.iniciativa_a.with_user(self.gestor).copy()
        self.assertEqual(copia.state, "candidata")
        self.assertFalse(copia.codigo)
        self.assertEqual(len(copia.hito_ids), 3)
        self.assertFalse(any(copia.hito_ids.mapped("fecha_base")))

    def test_budget_and_indicator(self):
        self.iniciativa_a.write(
            {"presupuesto_planificado": 200, "presupuesto_ejecutado": 50}
        )
        self.assertEqual(self.iniciativa_a.presupuesto_pct, 25)
        self.assertEqual(self.iniciativa_a.currency_id, self.company_a.currency_id)
        indicador = self.env["sigobito.indicador"].create(
            {
                "name": "Robberies a month",
                "iniciativa_id": self.iniciativa_a.id,
                "linea_base": 60,
                "meta": 20,
                "valor": 40,
            }
        )
        self.assertEqual(indicador.avance, 50)
        self.assertEqual(indicador.company_id, self.company_a)
