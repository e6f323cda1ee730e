from datetime import date

from odoo.tests import tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestSemaforo(SigobitoCommon):
    """What every light promises, whoever wears it (R31)."""

    def _modelos(self):
        names = self.env.registry.descendants(["sigobito.semaforo.mixin"], "_inherit")
        return [self.env[name] for name in names if not self.env[name]._abstract]

    def test_stale_domain_and_dependencies_are_valid(self):
        for model in self._modelos():
            with self.subTest(model=model._name):
                domain = model._get_semaforo_stale_domain(date(2026, 3, 10))
                model.search_count(domain)
                for name in model._get_semaforo_depends():
                    self.assertIn(name.split(".")[0], model._fields)

    def test_nightly_refresh_runs_as_the_cron_does(self):
        cron = self.env.ref("sigobito_base.ir_cron_refresh_semaforo")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
