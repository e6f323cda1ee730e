from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestSuperior(IniciativasCommon):
    """Nobody chooses who will approve or decide his own work."""

    def test_manager_does_not_name_the_sponsor(self):
        iniciativa = self.iniciativa_a.with_user(self.gestor)
        for user in (self.gestor, self.obras):
            with self.assertRaises(AccessError):
                iniciativa.write({"patrocinador_id": user.id})
        Iniciativa = self.env["sigobito.iniciativa"].with_user(self.gestor)
        with self.assertRaises(AccessError):
            Iniciativa.create({"name": "Mine", "patrocinador_id": self.gestor.id})
        with self.assertRaises(AccessError):
            Iniciativa.with_context(default_patrocinador_id=self.gestor.id).create(
                {"name": "Mine, by default"}
            )
        self.env["ir.default"].with_user(self.gestor).set(
            "sigobito.iniciativa", "patrocinador_id", self.gestor.id, user_id=True
        )
        with self.assertRaises(AccessError):
            Iniciativa.create({"name": "Mine, by a default of mine"})

    def test_manager_cannot_approve_his_own(self):
        iniciativa = self.iniciativa_a.with_user(self.gestor)
        iniciativa.action_programar()
        with self.assertRaises(AccessError):
            iniciativa.write({"patrocinador_id": self.gestor.id, "state": "aprobada"})
        with self.assertRaises(AccessError):
            iniciativa.action_aprobar()
        # Nor by a copy of one that he does sponsor.
        self.iniciativa_a.patrocinador_id = self.gestor
        copia = iniciativa.copy()
        self.assertFalse(copia.patrocinador_id)

    def test_head_and_administrator_name_him(self):
        for user in (self.titular, self.admin_municipal):
            self.iniciativa_a.patrocinador_id = False
            self.iniciativa_a.with_user(user).patrocinador_id = self.obras
            self.assertEqual(self.iniciativa_a.patrocinador_id, self.obras)
        # What does not change is not a change.
        self.iniciativa_a.with_user(self.gestor).write(
            {"patrocinador_id": self.obras.id, "problema": "No water"}
        )
        with self.assertRaises(AccessError):
            self.iniciativa_a.with_user(self.gestor).patrocinador_id = False

    def test_screen_shows_who_may(self):
        gestor = Form(self.iniciativa_a.with_user(self.gestor))
        with self.assertRaises(AssertionError):
            gestor.patrocinador_id = self.gestor
        with Form(self.iniciativa_a.with_user(self.titular)) as titular:
            titular.patrocinador_id = self.obras

    def test_who_registers_does_not_decide(self):
        Aro = self.env["sigobito.aro"]
        for user in (self.funcionario, self.gestor, self.admin_municipal):
            with self.subTest(user=user.login), self.assertRaises(ValidationError):
                Aro.with_user(user).create(
                    {"name": "Mine", "autoridad_id": user.id, "tipo": "alerta"}
                )
            aro = Aro.with_user(user).create({"name": "Mine", "tipo": "alerta"})
            self.assertEqual(aro.autoridad_id, self.titular)
            with self.subTest(user=user.login), self.assertRaises(UserError):
                aro.write({"autoridad_id": user.id})

    def test_registering_under_another_name(self):
        Aro = self.env["sigobito.aro"].with_user(self.funcionario)
        aro = Aro.create({"name": "Not mine", "registrado_por_id": self.gestor.id})
        self.assertEqual(aro.registrado_por_id, self.funcionario)
        with self.assertRaises(AccessError):
            aro.write({"registrado_por_id": self.gestor.id})
        aro = Aro.with_context(default_registrado_por_id=self.gestor.id).create(
            {"name": "Not mine either"}
        )
        self.assertEqual(aro.registrado_por_id, self.funcionario)

    def test_nobody_takes_the_decision_of_another(self):
        aro = (
            self.env["sigobito.aro"]
            .with_user(self.funcionario)
            .create({"name": "Landslide", "iniciativa_id": self.iniciativa_a.id})
        )
        with self.assertRaises(AccessError):
            aro.with_user(self.gestor).write({"autoridad_id": self.gestor.id})
        self.assertEqual(aro.sudo().autoridad_id, self.titular)

    def test_a_colleague_is_not_made_the_authority(self):
        """Registering one does not choose who judges it: that is who stands above."""
        Aro = self.env["sigobito.aro"]
        vals = {"name": "Landslide", "iniciativa_id": self.iniciativa_a.id}
        with self.assertRaises(AccessError):
            Aro.with_user(self.gestor).create(
                dict(vals, autoridad_id=self.funcionario.id)
            )
        aro = Aro.with_user(self.gestor).create(
            dict(vals, autoridad_id=self.titular.id)
        )
        with self.assertRaises(AccessError):
            aro.write({"autoridad_id": self.funcionario.id})
        aro.with_user(self.titular).autoridad_id = self.obras
        # What does not change is not a change.
        aro.write({"autoridad_id": self.obras.id, "name": "Landslide on the road"})
        aro.write({"autoridad_id": self.titular.id})

    def test_the_sponsor_registers_one(self):
        """It goes up to the head of government; his own are his."""
        self.iniciativa_a.patrocinador_id = self.obras
        aro = (
            self.env["sigobito.aro"]
            .with_user(self.obras)
            .create({"name": "No budget", "iniciativa_id": self.iniciativa_a.id})
        )
        self.assertEqual(aro.autoridad_id, self.titular)
        with self.assertRaises(AccessError):
            aro.action_consumir()
        del_titular = (
            self.env["sigobito.aro"]
            .with_user(self.titular)
            .create({"name": "Talk to the minister"})
        )
        self.assertEqual(del_titular.autoridad_id, self.titular)
