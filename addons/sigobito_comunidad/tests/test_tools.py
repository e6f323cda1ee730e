import doctest

from odoo.tests import BaseCase

from ..tools import banda, codigo, color, textos


class TestTools(BaseCase):
    def test_doctests(self):
        for module in (banda, codigo, color, textos):
            with self.subTest(module=module.__name__):
                failed, attempted = doctest.testmod(module)
                self.assertFalse(failed)
                self.assertTrue(attempted)
