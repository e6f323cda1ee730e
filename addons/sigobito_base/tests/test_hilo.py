from odoo.tests import tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestHilo(SigobitoCommon):
    """Every link of the thread can be walked from both of its ends (R4)."""

    def test_links_join_models_of_the_thread_both_ways(self):
        registry = self.env.registry
        names = [
            name
            for name in registry.descendants(["sigobito.hilo.mixin"], "_inherit")
            if not self.env[name]._abstract
        ]
        columns = {name: self.env[name]._hilo_order for name in names}
        self.assertEqual(len(set(columns.values())), len(columns), columns)
        pairs = set()
        for name in names:
            model = self.env[name]
            for field_name in model._get_hilo_fields():
                field = model._fields[field_name]
                self.assertIn(field.comodel_name, columns, f"{name}.{field_name}")
                pairs.add((name, field.comodel_name))
        one_way = {(a, b) for a, b in pairs if (b, a) not in pairs}
        self.assertFalse(one_way, "links that can be walked from one end only")
