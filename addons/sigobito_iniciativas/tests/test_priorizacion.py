from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestPriorizacionIniciativas(SigobitoCommon):
    """From the workshop to the initiatives and back (R14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iniciativa = cls.env["sigobito.iniciativa"].create(
            {
                "name": "Water all day",
                "company_id": cls.company_a.id,
                "tema_id": cls.tema_a.id,
                "lugar_ids": [(6, 0, cls.lugar_a.ids)],
            }
        )
        cls.env["sigobito.iniciativa"].create(
            {"name": "Of another", "company_id": cls.company_b.id}
        )
        cls.taller = (
            cls.env["sigobito.priorizacion"]
            .with_user(cls.gestor)
            .create(
                {
                    "name": "Priorities",
                    "participante_ids": [(6, 0, cls.gestor.ids)],
                    "candidata_ids": [(0, 0, {"name": "Market"})],
                }
            )
        )

    def _cerrar(self, *elegidas):
        self.taller.action_abrir()
        for candidata in self.taller.candidata_ids:
            candidata.write(
                {"decision": "elegida" if candidata.name in elegidas else "no_elegida"}
            )
            candidata.motivo = "It was talked over"
        self.taller.with_user(self.titular).action_cerrar()

    def test_bring_candidates_once(self):
        self.taller.action_traer_candidatas()
        self.taller.action_traer_candidatas()
        self.assertEqual(
            sorted(self.taller.candidata_ids.mapped("name")),
            ["Market", "Water all day"],
        )
        traida = self.taller.candidata_ids.filtered("iniciativa_id")
        self.assertEqual(traida.iniciativa_id, self.iniciativa)
        self.assertEqual(traida.lugar_ids, self.lugar_a)

    def test_same_name_is_tied(self):
        self.taller.candidata_ids.name = "water ALL day"
        self.taller.action_traer_candidatas()
        self.assertEqual(self.taller.candidata_ids.iniciativa_id, self.iniciativa)

    def test_chosen_goes_on(self):
        self.taller.action_traer_candidatas()
        self._cerrar("Water all day")
        self.assertEqual(self.iniciativa.state, "programacion")
        self.assertIn("It was talked over", self.iniciativa.message_ids[0].body)

    def test_not_chosen_stays_a_candidate_with_the_reason(self):
        self.taller.action_traer_candidatas()
        self._cerrar("Market")
        self.assertEqual(self.iniciativa.state, "candidata")
        self.assertIn("It was talked over", self.iniciativa.message_ids[0].body)

    def test_chosen_become_initiatives_once(self):
        with self.assertRaises(UserError):
            self.taller.action_crear_iniciativas()
        self._cerrar("Market")
        for _vez in range(2):
            self.taller.action_crear_iniciativas()
        nueva = self.env["sigobito.iniciativa"].search([("name", "=", "Market")])
        self.assertEqual(len(nueva), 1)
        self.assertEqual(nueva.state, "programacion")
        self.assertEqual(nueva.company_id, self.company_a)

    def test_only_who_may_create_initiatives(self):
        self._cerrar("Market")
        for user in (self.funcionario, self.comunicacion, self.ajeno, self.regional):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.taller.with_user(user).action_crear_iniciativas()
