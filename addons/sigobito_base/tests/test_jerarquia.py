from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestJerarquia(SigobitoCommon):
    """Trees of areas, themes and places, found by their path or code (R6, R7)."""

    def _lugar(self, name, parent=None, **vals):
        return self.env["sigobito.lugar"].create(
            {
                "name": name,
                "parent_id": parent and parent.id,
                "company_id": self.company_a.id,
                **vals,
            }
        )

    def test_full_name(self):
        barrio = self._lugar("El Mirador", self.lugar_a, codigo="B-7")
        self.assertEqual(barrio.display_name, "Place A / El Mirador")
        short = barrio.with_context(sigobito_nombre_corto=True)
        self.assertEqual(short.display_name, "El Mirador")
        self.lugar_a.name = "Centro"
        self.assertEqual(barrio.complete_name, "Centro / El Mirador")
        search = self.env["sigobito.lugar"].with_user(self.despacho).name_search
        self.assertEqual(search("mirador")[0][0], barrio.id)
        self.assertEqual(search("B-7")[0][0], barrio.id)

    def test_no_cycles(self):
        barrio = self._lugar("El Mirador", self.lugar_a)
        with self.assertRaises(UserError):
            self.lugar_a.parent_id = barrio

    def test_parent_of_another_municipality(self):
        with self.assertRaises(UserError):
            self._lugar("Ajeno", self.lugar_b)

    def test_codes_are_unique_per_municipality(self):
        self.lugar_a.codigo = "L1"
        self.lugar_b.codigo = "L1"
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._lugar("Otro", codigo="L1")

    def test_shape_and_coordinates(self):
        self.lugar_a.geojson = '{"type": "Point", "coordinates": [-76.3, -13.1]}'
        for shape in ("<script>", "[1]", '{"type": "Cube"}'):
            with self.assertRaises(ValidationError):
                self.lugar_a.geojson = shape
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.lugar_a.latitud = 95
            self.env.flush_all()

    def test_axis_and_theme(self):
        theme = self.env["sigobito.tema"].create(
            {
                "name": "Water",
                "parent_id": self.tema_a.id,
                "company_id": self.company_a.id,
            }
        )
        self.assertEqual((self.tema_a.nivel, theme.nivel), ("eje", "tema"))
