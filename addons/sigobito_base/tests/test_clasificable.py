from lxml import etree

from odoo.tests import tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestClasificable(SigobitoCommon):
    """What is classified is filtered the same way everywhere (R8)."""

    def _get_vistas(self):
        """``(model, its search view)`` of every classified model that is installed."""
        nombres = self.registry.descendants(["sigobito.clasificable.mixin"], "_inherit")
        for nombre in sorted(nombres):
            model = self.env[nombre].with_user(self.despacho)
            # Odoo's own calendar keeps its view; the activities have theirs.
            vista = nombre == "calendar.event" and self.env.ref(
                "sigobito_agenda.calendar_event_view_search"
            )
            if not model._abstract:
                yield model, vista and vista.id

    def test_the_same_panel_everywhere(self):
        for model, view_id in self._get_vistas():
            arch = model.get_view(view_id, view_type="search")["arch"]
            panel = [
                node.get("name")
                for node in etree.fromstring(arch).iterfind(".//searchpanel/field")
            ]
            comunes = ["estado" if "estado" in model._fields else "state"]
            comunes += ["area_id"] * ("area_id" in model._fields)
            comunes += ["tema_id", "lugar_ids"]
            with self.subTest(model=model._name):
                self.assertEqual(panel[: len(comunes)], comunes)
                self.assertEqual(len(panel), len(set(panel)))
            for name in panel:
                with self.subTest(model=model._name, field=name):
                    respuesta = model.search_panel_select_multi_range(
                        name, enable_counters=True, expand=False
                    )
                    self.assertIn("values", respuesta)
