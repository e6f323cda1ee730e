import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase, tagged

from .. import tools


@tagged("post_install", "-at_install")
class TestTools(BaseCase):
    """The examples of the pure rules are their tests."""

    def test_doctests(self):
        attempted = set()
        for info in pkgutil.iter_modules(tools.__path__, f"{tools.__name__}."):
            module = importlib.import_module(info.name)
            with self.subTest(module=info.name):
                result = doctest.testmod(module)
                self.assertFalse(result.failed)
                if result.attempted:
                    attempted.add(info.name.rpartition(".")[2])
        self.assertGreaterEqual(attempted, {"plazos", "semaforo"})
