import doctest

from odoo.tests import BaseCase

from ..tools import texto


class TestTools(BaseCase):
    def test_doctests(self):
        failed, attempted = doctest.testmod(texto)
        self.assertFalse(failed)
        self.assertTrue(attempted)

    def test_resumen_never_longer(self):
        for maximo in (10, 24, 40, 160):
            largo = len(texto.resumen("palabra y otra palabra más " * 20, maximo))
            self.assertLessEqual(largo, maximo)
