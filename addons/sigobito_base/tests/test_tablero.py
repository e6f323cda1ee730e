from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestTablero(SigobitoCommon):
    """Home of each role: figures that agree with the list they open (R41)."""

    def _tablero(self, user):
        return self.env["sigobito.tablero"].with_user(user).get_tablero()

    def test_every_role_has_a_home(self):
        for user in (
            self.funcionario,
            self.despacho,
            self.gestor,
            self.comunicacion,
            self.titular,
            self.admin_municipal,
            self.regional,
        ):
            with self.subTest(user=user.login):
                tablero = self._tablero(user)
                self.assertEqual(tablero["municipio"], user.company_id.name)
                for tarjeta in tablero["tarjetas"]:
                    action = self.env.ref(tarjeta["action"])
                    if action._name != "ir.actions.act_window":
                        continue  # a page of its own: tested with it
                    model = self.env[action.res_model].with_user(user)
                    if tarjeta["domain"] is not None and action.res_model != (
                        "calendar.event"
                    ):
                        self.assertEqual(
                            model.search_count(tarjeta["domain"]), tarjeta["value"]
                        )

    def test_figures_of_the_administrator(self):
        tarjetas = {
            t["key"]: t["value"]
            for t in self._tablero(self.admin_municipal)["tarjetas"]
        }
        self.assertEqual(tarjetas["areas_sin_responsable"], 1)
        self.area_a.responsable_id = self.despacho
        tarjetas = {
            t["key"]: t["value"]
            for t in self._tablero(self.admin_municipal)["tarjetas"]
        }
        self.assertEqual(tarjetas["areas_sin_responsable"], 0)

    def test_menu_of_each_role(self):
        root = self.env.ref("sigobito_base.menu_root")
        menus = self.env["ir.ui.menu"]
        self.assertIn(root.id, menus.with_user(self.funcionario)._visible_menu_ids())
        self.assertIn(root.id, menus.with_user(self.regional)._visible_menu_ids())
        config = self.env.ref("sigobito_base.menu_configuracion")
        self.assertNotIn(
            config.id, menus.with_user(self.funcionario)._visible_menu_ids()
        )
        with self.assertRaises(AccessError):
            menus.with_user(self.despacho).create({"name": "Mine"})
