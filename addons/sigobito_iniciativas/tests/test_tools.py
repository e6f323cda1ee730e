import doctest

from odoo.tests import BaseCase, tagged

from ..tools import avance, luz, prevision


@tagged("post_install", "-at_install")
class TestTools(BaseCase):
    """The examples of the pure rules are their tests."""

    def test_doctests(self):
        for module in (avance, luz, prevision):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertFalse(result.failed)
