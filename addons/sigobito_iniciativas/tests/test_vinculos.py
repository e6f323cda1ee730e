from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestVinculos(IniciativasCommon):
    """The thread: activity → commitment → initiative → milestone → ARO (R4, R11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.event = cls.env["calendar.event"].create(
            {
                "name": "Visit to El Mirador",
                "start": "2026-03-10 15:00:00",
                "stop": "2026-03-10 16:00:00",
                "company_id": cls.company_a.id,
                "iniciativa_ids": [Command.set(cls.iniciativa_a.ids)],
            }
        )
        cls.compromiso = cls.env["sigobito.compromiso"].create(
            {
                "name": "Finish the pipes before winter",
                "company_id": cls.company_a.id,
                "event_id": cls.event.id,
                "hito_id": cls.hito_1.id,
            }
        )
        cls.aro = cls.env["sigobito.aro"].create(
            {"name": "No pipes in the market", "hito_id": cls.hito_1.id}
        )

    def test_commitment_serves_the_initiative_of_its_milestone(self):
        self.assertEqual(self.compromiso.iniciativa_id, self.iniciativa_a)
        self.assertEqual(self.iniciativa_a.compromiso_ids, self.compromiso)
        self.assertEqual(self.iniciativa_a.event_ids, self.event)
        iniciativa = self.iniciativa_a.with_user(self.gestor)
        self.assertEqual(iniciativa.compromiso_count, 1)
        self.assertEqual(iniciativa.event_count, 1)

    def test_milestone_of_another_initiative(self):
        otra = self._new_iniciativa(self.company_a, name="Other")
        with self.assertRaises(ValidationError):
            self.compromiso.write({"iniciativa_id": otra.id, "hito_id": self.hito_1.id})

    def test_never_across_municipalities(self):
        with self.assertRaises(UserError):
            self.compromiso.write({"iniciativa_id": self.iniciativa_b.id})
        with self.assertRaises(UserError):
            self.event.iniciativa_ids = self.iniciativa_b

    def test_thread_from_any_end(self):
        models = {
            "calendar.event",
            "sigobito.compromiso",
            "sigobito.iniciativa",
            "sigobito.hito",
            "sigobito.aro",
        }
        for record in (self.event, self.compromiso, self.hito_1, self.aro):
            with self.subTest(start=record._name):
                nodes = record.with_user(self.titular).get_hilo()["nodes"]
                self.assertEqual({node["model"] for node in nodes}, models)
        nodes = self.hito_1.with_user(self.regional).get_hilo()["nodes"]
        self.assertNotIn("sigobito.compromiso", {node["model"] for node in nodes})

    def test_classification_is_of_the_municipality(self):
        self.assertEqual(self.hito_1.tema_id, self.tema_a)
        with self.assertRaises(UserError):
            self.aro.lugar_ids = self.lugar_b
