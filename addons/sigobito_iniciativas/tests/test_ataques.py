from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestAtaquesIniciativas(IniciativasCommon):
    """A traffic light is worked out, not chosen."""

    def test_figures_by_hand(self):
        self._aprobar(self.iniciativa_a)
        for user in (self.gestor, self.titular, self.admin_municipal):
            suya = self.iniciativa_a.with_user(user)
            for vals in ({"semaforo": "azul"}, {"avance": 99.0}, {"peso_total": 7.0}):
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        suya.write(vals)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.hito_1.with_user(user).write({"desvio": -30})

    def test_figures_of_a_new_one(self):
        nueva = (
            self.env["sigobito.iniciativa"]
            .with_user(self.gestor)
            .with_context(default_semaforo="azul")
            .create({"name": "New", "avance": 99.0})
        )
        self.assertFalse(nueva.avance)
        self.assertNotEqual(nueva.semaforo, "azul")
