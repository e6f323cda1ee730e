import doctest
import importlib
import pkgutil

from odoo.tests import BaseCase

from .. import tools
from ..tools import codigo


class TestTools(BaseCase):
    def test_doctests(self):
        for info in pkgutil.iter_modules(tools.__path__, f"{tools.__name__}."):
            module = importlib.import_module(info.name)
            with self.subTest(module=info.name):
                result = doctest.testmod(module)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)

    def test_codes_do_not_repeat(self):
        self.assertEqual(len({codigo.nuevo() for _n in range(2000)}), 2000)
