from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

LUNES = "2026-03-02 15:00:00"


@tagged("post_install", "-at_install")
@freeze_time(LUNES)
class TestRutinaCompromiso(SigobitoCommon):
    """What a session agrees becomes a commitment of its responsible (R3)."""

    def setUp(self):
        super().setUp()
        self.rutina = self.env["sigobito.rutina"].create(
            {
                "name": "Agenda table",
                "company_id": self.company_a.id,
                "responsable_id": self.funcionario.id,
                "participante_ids": [Command.set(self.gestor.ids)],
                "date_start": "2026-03-01",
            }
        )
        self.sesion = self.rutina.sesion_ids
        self.acuerdo = self.env["sigobito.rutina.acuerdo"].create(
            {
                "sesion_id": self.sesion.id,
                "name": "Call the water board",
                "responsable_id": self.gestor.id,
                "date_deadline": "2026-03-06",
            }
        )

    def test_recording_makes_the_commitments_once(self):
        self.sesion.with_user(self.funcionario).action_realizar()
        compromiso = self.acuerdo.compromiso_id
        self.assertRecordValues(
            compromiso,
            [
                {
                    "name": "Call the water board",
                    "tipo": "instruccion",
                    "state": "pendiente",
                    "responsable_id": self.gestor.id,
                    "prometido_por_id": self.titular.id,
                    "rutina_sesion_id": self.sesion.id,
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.assertFalse(self.sesion.por_comprometer)
        self.assertTrue(compromiso.with_user(self.gestor).es_responsable)
        self.sesion.with_user(self.despacho).action_reabrir()
        self.sesion.with_user(self.funcionario).action_realizar()
        self.assertEqual(self.sesion.compromiso_ids, compromiso)

    def test_what_became_of_it(self):
        self.sesion.action_realizar()
        siguiente = self.rutina.sesion_ids - self.sesion
        self.assertEqual(siguiente.anterior_ids, self.acuerdo)
        self.acuerdo.compromiso_id.with_user(self.gestor).action_aceptar()
        visto = self.acuerdo.with_user(self.funcionario)
        self.assertEqual(visto.compromiso_state, "aceptado")
        self.acuerdo.compromiso_id.with_user(self.gestor).action_cumplir()
        self.assertTrue(self.acuerdo.cumplido)

    def test_noted_afterwards(self):
        self.sesion.action_realizar()
        sesion = self.sesion.with_user(self.funcionario)
        tardio = self.env["sigobito.rutina.acuerdo"].create(
            {"sesion_id": self.sesion.id, "name": "And the school"}
        )
        self.assertTrue(sesion.por_comprometer)
        with self.assertRaisesRegex(UserError, "And the school"):
            sesion.action_crear_compromisos()
        tardio.write({"responsable_id": self.gestor.id, "date_deadline": "2026-03-09"})
        sesion.action_crear_compromisos()
        self.assertTrue(tardio.compromiso_id)
        with self.assertRaises(AccessError):
            self.sesion.with_user(self.gestor).action_crear_compromisos()

    def test_the_link_is_kept_by_the_system(self):
        ajeno = self.env["sigobito.compromiso"].create(
            {"name": "Secret", "company_id": self.company_a.id}
        )
        propio = self.acuerdo.with_user(self.funcionario)
        with self.assertRaises(AccessError):
            propio.compromiso_id = ajeno
        for context in ({}, {"default_compromiso_id": ajeno.id}):
            vals = {} if context else {"compromiso_id": ajeno.id}
            with self.assertRaises(AccessError):
                propio.with_context(**context).create(
                    {"sesion_id": self.sesion.id, "name": "Mine", **vals}
                )
        self.sesion.action_realizar()
        with self.assertRaises(UserError):
            propio.date_deadline = "2026-12-31"

    def test_thread(self):
        self.sesion.action_realizar()
        hilo = self.acuerdo.compromiso_id.get_hilo()
        self.assertIn(
            "sigobito.rutina.sesion", [node["model"] for node in hilo["nodes"]]
        )
        with self.assertRaises(AccessError):
            self.sesion.with_user(self.regional).read(["compromiso_ids"])
