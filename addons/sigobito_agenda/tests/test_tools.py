import doctest

from odoo.tests import BaseCase

from ..tools import codigo, visibilidad


class TestTools(BaseCase):
    def test_doctests(self):
        for module in (codigo, visibilidad):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)

    def test_codes_do_not_repeat(self):
        self.assertEqual(len({codigo.nuevo() for _n in range(2000)}), 2000)
