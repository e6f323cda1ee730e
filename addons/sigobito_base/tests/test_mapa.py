import json

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged

from .common import SigobitoCommon, SigobitoFixtures

CUADRADO = {
    "type": "Polygon",
    "coordinates": [[[-76, -13], [-75, -13], [-75, -12], [-76, -13]]],
}


@tagged("post_install", "-at_install")
class TestMapa(SigobitoCommon):
    """The places of a municipality on its map (R7)."""

    def _mapa(self, user):
        return self.env["sigobito.lugar"].with_user(user).get_mapa()

    def test_point_or_middle_of_the_outline(self):
        self.lugar_a.geojson = json.dumps(CUADRADO)
        [lugar] = self._mapa(self.funcionario)["lugares"]
        self.assertEqual(lugar["punto"], [-12.5, -75.5])
        self.assertEqual(lugar["forma"], CUADRADO)
        self.lugar_a.write({"latitud": -12.1, "longitud": -75.1})
        [lugar] = self._mapa(self.funcionario)["lugares"]
        self.assertEqual(lugar["punto"], [-12.1, -75.1])

    def test_broken_outlines_are_refused(self):
        for forma in (
            "here",
            '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 0]]]}',
            '{"type": "Point", "coordinates": [500, 0]}',
            '{"type": "Feature", "geometry": null}',
            '{"type": "Point", "coordinates": [NaN, 0]}',
        ):
            with self.subTest(forma=forma), self.assertRaises(ValidationError):
                self.lugar_a.geojson = forma

    def test_only_ones_own(self):
        nombres = [lugar["name"] for lugar in self._mapa(self.despacho)["lugares"]]
        self.assertEqual(nombres, ["Place A"])
        self.assertFalse(self._mapa(self.regional)["lugares"])

    def test_forgotten_only_for_those_who_may_know(self):
        self.env["sigobito.proximidad"]._actualizar(self.company_a)
        self.assertTrue(self._mapa(self.despacho)["proximidad"])
        self.assertFalse(self._mapa(self.funcionario)["proximidad"])

    def test_address_of_the_tiles(self):
        parametros = self.env["ir.config_parameter"]
        for valor, esperado in (
            ("False", ""),
            ("javascript:alert(1)", ""),
            ("/mapa/{z}/{x}/{y}.png", "/mapa/{z}/{x}/{y}.png"),
        ):
            parametros.set_param("leaflet.tile_url", valor)
            self.assertEqual(self._mapa(self.funcionario)["tiles"], esperado)

    def test_outsiders_get_no_map(self):
        portal = self._new_user("citizen", self.company_a, "base.group_portal")
        with self.assertRaises(AccessError):
            self._mapa(portal)

    def test_constant_queries(self):
        una = self._contar_consultas(lambda: self._mapa(self.despacho))
        self.env["sigobito.lugar"].create(
            [
                {
                    "name": f"Place {n}",
                    "company_id": self.company_a.id,
                    "latitud": -12,
                    "longitud": -75,
                }
                for n in range(50)
            ]
        )
        self.assertEqual(self._contar_consultas(lambda: self._mapa(self.despacho)), una)


@tagged("post_install", "-at_install")
class TestMapaNavegador(SigobitoFixtures, HttpCase):
    """The screens in a browser that reaches nothing but this machine."""

    def test_offline(self):
        self.env["ir.config_parameter"].set_param(
            "leaflet.tile_url", "/sigobito_base/no/hay/{z}/{x}/{y}.png"
        )
        self.lugar_a.write(
            {
                "latitud": -12.5,
                "longitud": -75.5,
                "geojson": json.dumps(CUADRADO),
                "prioritario": True,
            }
        )
        self.env["sigobito.lugar"].create(
            {
                "name": "Ñahuimpuquio",
                "company_id": self.company_a.id,
                "latitud": -12.6,
                "longitud": -75.6,
            }
        )
        self.start_tour(
            "/odoo/mapa", "sigobito_mapa_sin_fondo", login="despacho", timeout=200
        )
        self.assertTrue(self.lugar_a.geojson)
