from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestOrganizacion(SigobitoCommon):
    """Posts keep their history of holders (R15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cargo = cls.env["sigobito.cargo"].create(
            {
                "name": "Director",
                "area_id": cls.area_a.id,
                "company_id": cls.company_a.id,
            }
        )
        cls.hoy = cls.company_a._hoy()

    def _nombrar(self, user, start, end=None):
        return self.env["sigobito.nombramiento"].create(
            {
                "cargo_id": self.cargo.id,
                "user_id": user.id,
                "date_start": self.hoy + timedelta(days=start),
                "date_end": end is not None and self.hoy + timedelta(days=end),
            }
        )

    def test_current_holder(self):
        Cargo = self.env["sigobito.cargo"].with_company(self.company_a)
        self.assertFalse(self.cargo.titular_actual_id)
        self.assertIn(self.cargo, Cargo.search([("titular_actual_id", "=", False)]))
        self._nombrar(self.despacho, -20, -1)
        self.assertFalse(self.cargo.titular_actual_id)
        self._nombrar(self.gestor, 0)
        self.assertEqual(self.cargo.titular_actual_id, self.gestor)
        found = Cargo.search([("titular_actual_id", "=", self.gestor.id)])
        self.assertEqual(found, self.cargo)
        self.assertNotIn(self.cargo, Cargo.search([("titular_actual_id", "=", False)]))

    def test_one_at_a_time(self):
        self._nombrar(self.despacho, -20, 5)
        with self.assertRaises(ValidationError):
            self._nombrar(self.gestor, 5)
        self._nombrar(self.gestor, 6)

    def test_only_staff(self):
        with self.assertRaises(ValidationError):
            self._nombrar(self.ajeno, 0)
        with self.assertRaises(ValidationError):
            self.area_a.responsable_id = self.ajeno

    def test_posts_give_only_municipal_roles(self):
        groups = self.env["sigobito.cargo"]._get_grupos_posibles()
        self.assertNotIn(self.env.ref("base.group_system"), groups.all_implied_ids)
        self.assertNotIn(self.env.ref("sigobito_base.group_regional"), groups)
        with self.assertRaises(ValidationError):
            self.cargo.group_ids = self.env.ref("base.group_system")
