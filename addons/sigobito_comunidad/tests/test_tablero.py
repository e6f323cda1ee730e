from odoo.tests import tagged

from .common import ComunidadCommon


@tagged("post_install", "-at_install")
class TestTablero(ComunidadCommon):
    def _tarjetas(self, user):
        datos = self.env["sigobito.tablero"].with_user(user).get_tablero()
        return {t["key"]: t for t in datos["tarjetas"]}, {
            x["key"]: x for x in datos["listas"]
        }

    def test_regional_worklist(self):
        before, _listas = self._tarjetas(self.regional)
        self._alinear()
        after, listas = self._tarjetas(self.regional)
        self.assertEqual(
            after["comunidad_sin_ods"]["value"],
            before["comunidad_sin_ods"]["value"] - 1,
        )
        self.assertEqual(
            after["comunidad_por_validar"]["value"],
            before["comunidad_por_validar"]["value"] + 1,
        )
        titles = [item["title"] for item in listas["comunidad_fichas"]["items"]]
        self.assertIn("Agua para El Mirador", titles)

    def test_figures_open_their_records(self):
        self._alinear()
        for user in (self.regional, self.gestor):
            tarjetas, _listas = self._tarjetas(user)
            for key, tarjeta in tarjetas.items():
                if not key.startswith("comunidad"):
                    continue
                model = self.env.ref(tarjeta["action"]).res_model
                count = self.env[model].with_user(user).search_count(tarjeta["domain"])
                self.assertEqual(count, tarjeta["value"], key)

    def test_manager_sees_his_own(self):
        tarjetas, _listas = self._tarjetas(self.gestor)
        self.assertEqual(tarjetas["comunidad_sin_ods"]["value"], 1)
        self.assertFalse(
            [k for k in self._tarjetas(self.funcionario)[0] if "comunidad" in k]
        )

    def test_views_load(self):
        for model in (
            "sigobito.ods",
            "sigobito.ods.meta",
            "sigobito.ods.alineacion",
            "sigobito.ficha",
        ):
            action = self.env["ir.actions.act_window"].search(
                [("res_model", "=", model)], limit=1
            )
            views = [(False, mode) for mode in action.view_mode.split(",")]
            result = self.env[model].get_views(views + [(False, "search")])
            self.assertEqual(set(result["views"]), {v[1] for v in views} | {"search"})
