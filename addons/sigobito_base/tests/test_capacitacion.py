from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestCapacitacion(SigobitoCommon):
    """Sessions, attendance, a short test and the certificate (R17)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.modulo = cls.env["sigobito.capacitacion.modulo"].create(
            {
                "name": "Agenda in practice",
                "codigo": "PRA",
                "pregunta_ids": [
                    Command.create(
                        {
                            "name": f"Question {number}",
                            "opcion_ids": [
                                Command.create({"name": "Yes", "correcta": True}),
                                Command.create({"name": "No"}),
                            ],
                        }
                    )
                    for number in range(4)
                ],
            }
        )
        cls.sesion = (
            cls.env["sigobito.capacitacion"]
            .with_user(cls.regional)
            .create(
                {
                    "modulo_id": cls.modulo.id,
                    "company_id": cls.company_a.id,
                    "fecha": "2026-03-02 14:00:00",
                    "participante_ids": [
                        Command.create({"user_id": cls.despacho.id, "asistio": True}),
                        Command.create({"user_id": cls.funcionario.id}),
                    ],
                }
            )
        )
        cls.suyo, cls.ausente = cls.sesion.participante_ids

    def _rendir(self, buenas, user=None):
        """Take the test with that many right answers."""
        participante = self.suyo.with_user(user or self.despacho)
        action = participante.action_rendir()
        prueba = self.env[action["res_model"]].browse(action["res_id"])
        prueba = prueba.with_user(user or self.despacho)
        for number in range(prueba.total):
            opciones = prueba.pregunta_id.opcion_ids
            prueba.opcion_id = opciones[0 if number < buenas else 1]
            if prueba.es_ultima:
                prueba.action_terminar()
            else:
                prueba.action_siguiente()
        return prueba

    def test_from_attendance_to_certificate(self):
        with self.assertRaises(UserError):
            self.suyo.with_user(self.despacho).action_rendir()
        self.sesion.action_realizada()
        self.assertTrue(self.suyo.with_user(self.despacho).puede_rendir)
        prueba = self._rendir(2)
        self.assertRecordValues(
            self.suyo, [{"nota": 50.0, "resultado": "reprobado", "intentos": 1}]
        )
        self.assertEqual(prueba.restantes, 2)
        with self.assertRaises(UserError):
            self.suyo.with_user(self.despacho).action_certificado()
        self._rendir(3)
        self.assertRecordValues(self.suyo, [{"nota": 75.0, "resultado": "aprobado"}])
        self.assertTrue(self.suyo.folio.startswith("PRA-"))
        self.suyo.with_user(self.despacho).action_certificado()
        self.assertEqual(self.sesion.aprobado_count, 1)
        with self.assertRaises(UserError):
            self._rendir(4)

    def test_certificate(self):
        self.sesion.action_realizada()
        self._rendir(4)
        report = "sigobito_base.sigobito_capacitacion_certificado"
        Report = self.env["ir.actions.report"]
        html = Report.with_user(self.despacho)._render_qweb_html(report, self.suyo.ids)
        text = html[0].decode()
        self.assertIn(self.despacho.name, text)
        self.assertIn(self.suyo.folio, text)
        self.assertIn(self.modulo.name, text)
        # by the door of the report too
        with self.assertRaises(AccessError):
            Report.with_user(self.gestor)._render_qweb_html(report, self.suyo.ids)
        with self.assertRaises(UserError):
            Report.with_user(self.regional)._render_qweb_html(report, self.ausente.ids)

    def test_attempts_end(self):
        self.sesion.action_realizada()
        for _number in range(3):
            self._rendir(0)
        with self.assertRaises(UserError):
            self._rendir(4)

    def test_back_and_forth(self):
        self.sesion.action_realizada()
        action = self.suyo.with_user(self.despacho).action_rendir()
        prueba = self.env[action["res_model"]].browse(action["res_id"])
        prueba = prueba.with_user(self.despacho)
        with self.assertRaises(UserError):
            prueba.action_siguiente()
        primera = prueba.pregunta_id
        elegida = primera.opcion_ids[1]
        prueba.opcion_id = elegida
        prueba.action_siguiente()
        self.assertNotEqual(prueba.pregunta_id, primera)
        self.assertFalse(prueba.opcion_id)
        prueba.action_anterior()
        self.assertEqual(prueba.opcion_id, elegida)

    def test_the_answers_are_not_told(self):
        opcion = self.modulo.pregunta_ids[:1].opcion_ids[:1]
        for user in (self.despacho, self.admin_municipal, self.titular):
            suya = opcion.with_user(user)
            with self.assertRaises(AccessError):
                suya.read(["correcta"])
            with self.assertRaises(AccessError):
                suya.search([("correcta", "=", True)])
            with self.assertRaises(AccessError):
                suya.formatted_read_group([], ["correcta"], ["__count"])
            with self.assertRaises(AccessError):
                suya.name = "Changed"

    def test_a_shorter_test_gives_no_better_mark(self):
        self.sesion.action_realizada()
        pregunta = self.modulo.pregunta_ids[:1]
        prueba = (
            self.env["sigobito.capacitacion.prueba"]
            .with_user(self.despacho)
            .create(
                {
                    "participante_id": self.suyo.id,
                    "linea_ids": [Command.create({"pregunta_id": pregunta.id})],
                }
            )
        )
        prueba.opcion_id = pregunta.opcion_ids[0]
        prueba.action_terminar()
        self.assertEqual(self.suyo.nota, 25.0)

    def test_nobody_writes_marks_or_takes_the_test_of_another(self):
        self.sesion.action_realizada()
        for user in (self.regional, self.admin_municipal, self.despacho):
            for vals in ({"resultado": "aprobado"}, {"nota": 100}, {"folio": "X"}):
                with self.assertRaises(AccessError):
                    self.suyo.with_user(user).write(vals)
        with self.assertRaises(AccessError):
            self.suyo.with_user(self.admin_municipal).action_rendir()
        with self.assertRaises(AccessError):
            self.suyo.with_user(self.gestor).action_rendir()
        with self.assertRaises(UserError):
            self.ausente.with_user(self.funcionario).action_rendir()
        with self.assertRaises(AccessError):
            self.ausente.with_user(self.funcionario).asistio = True
        # a test of another is not seen, and not answered
        action = self.suyo.with_user(self.despacho).action_rendir()
        ajena = self.env[action["res_model"]].browse(action["res_id"])
        with self.assertRaises(AccessError):
            ajena.with_user(self.gestor).read(["opcion_id"])

    def test_walls(self):
        self.assertWalled(self.sesion)
        self.assertWalled(self.suyo, campo="asistio")
        # the mark of a colleague is his
        self.assertWalled(self.suyo, user=self.funcionario, campo="asistio")
        self.assertTrue(self.suyo.with_user(self.admin_municipal).read(["nota"]))
        with self.assertRaises(AccessError):
            self.sesion.with_user(self.funcionario).notas = "Mine"
        with self.assertRaises(ValidationError):
            self.sesion.participante_ids = [Command.create({"user_id": self.ajeno.id})]

    def test_a_certificate_stays(self):
        self.sesion.action_realizada()
        self._rendir(4)
        with self.assertRaises(UserError):
            self.suyo.with_user(self.admin_municipal).asistio = False
        with self.assertRaises(UserError):
            self.suyo.with_user(self.regional).unlink()

    def test_everybody_is_added_at_once(self):
        self.sesion.with_user(self.admin_municipal).action_invitar_a_todos()
        self.assertIn(self.titular, self.sesion.participante_ids.user_id)
        self.assertNotIn(self.ajeno, self.sesion.participante_ids.user_id)
        numero = len(self.sesion.participante_ids)
        self.sesion.action_invitar_a_todos()
        self.assertEqual(len(self.sesion.participante_ids), numero)
        self.sesion.action_todos_asistieron()
        self.assertTrue(all(self.sesion.participante_ids.mapped("asistio")))

    def test_shipped_questions_have_one_right_answer(self):
        for modulo in self.env["sigobito.capacitacion.modulo"].search([]):
            modulo.pregunta_ids._check_opciones()

    def test_lists_ask_the_same_for_one_and_for_many(self):
        Sesion = self.env["sigobito.capacitacion"].with_user(self.regional)
        spec = {
            name: {}
            for name in ("name", "participante_count", "asistente_count", "state")
        }
        uno = self._contar_consultas(lambda: Sesion.web_search_read([], spec))
        self.sesion.copy({"participante_ids": []})
        for number in range(20):
            self.sesion.copy({"name": f"Session {number}"})
        todos = self._contar_consultas(lambda: Sesion.web_search_read([], spec))
        self.assertEqual(uno, todos)
