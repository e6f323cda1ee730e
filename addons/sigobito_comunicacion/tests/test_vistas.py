from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestVistas(TransactionCase):
    """Every screen of the addon opens for its people."""

    def test_views_load(self):
        for model in (
            "sigobito.accion.comunicacional",
            "sigobito.pieza",
            "sigobito.canal",
            "sigobito.publicacion",
        ):
            action = self.env["ir.actions.act_window"].search(
                [("res_model", "=", model)], limit=1
            )
            views = [(False, mode) for mode in action.view_mode.split(",")]
            result = self.env[model].get_views(views + [(False, "search")])
            self.assertEqual(set(result["views"]), {v[1] for v in views} | {"search"})
