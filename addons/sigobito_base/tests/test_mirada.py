from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.sigobito_mirada_mixin import SigobitoMiradaMixin
from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestMirada(SigobitoCommon):
    """The 360° page: with the rights of the reader, at a constant cost (R10)."""

    def _actores(self, _self):
        """Stakeholders as a kind of records, whatever addons are installed."""
        return [
            {
                "key": "actores",
                "model": "sigobito.actor",
                "title": "Stakeholders",
                "icon": "fa-users",
                "sequence": 10,
                "fecha": "ultimo_contacto",
                "estado": "tipo",
                "contacto": [],
            }
        ]

    def _mirada(self, record, user, **kwargs):
        with patch.object(
            SigobitoMiradaMixin, "_get_360_fuentes", lambda m: self._actores(m)
        ):
            return record.with_user(user).get_360(**kwargs)

    def test_newest_first_in_pages(self):
        hoy = self.company_a._hoy()
        self.env["sigobito.actor"].create(
            [
                {
                    "name": f"Actor {n}",
                    "company_id": self.company_a.id,
                    "lugar_ids": [(6, 0, self.lugar_a.ids)],
                    "ultimo_contacto": hoy.replace(year=hoy.year - 1 - n),
                }
                for n in range(25)
            ]
        )
        pagina = self._mirada(self.lugar_a, self.funcionario)
        fechas = [item["date"] for item in pagina["items"]]
        self.assertEqual(fechas, sorted(fechas, reverse=True))
        self.assertEqual(len(fechas), 20)
        self.assertTrue(pagina["hay_mas"])
        resto = self._mirada(self.lugar_a, self.funcionario, desde=20)
        self.assertEqual(set(resto), {"items", "hay_mas"})
        self.assertEqual(len(resto["items"]), 5)
        self.assertFalse(resto["hay_mas"])
        self.assertLess(resto["items"][0]["date"], fechas[-1])
        self.assertEqual(pagina["cuentas"][0]["count"], 25)

    def test_what_is_below_counts(self):
        barrio = self.env["sigobito.lugar"].create(
            {
                "name": "Barrio A",
                "parent_id": self.lugar_a.id,
                "company_id": self.company_a.id,
            }
        )
        self.actor_a.lugar_ids = barrio
        pagina = self._mirada(self.lugar_a, self.funcionario)
        self.assertEqual(pagina["total"], 1)
        self.actor_a.ultimo_contacto = self.company_a._hoy()
        pagina = self._mirada(self.lugar_a, self.funcionario)
        self.assertEqual(pagina["dias"], 0)

    def test_refused(self):
        for record in (self.actor_a, self.lugar_a, self.tema_a):
            for user in (self.ajeno, self.regional):
                with self.assertRaises(AccessError):
                    record.with_user(user).get_360()
                with self.assertRaises(AccessError):
                    record.with_user(user).action_proponer_actividad()

    def test_stance_never_shows(self):
        self.actor_a.postura = "opositor"
        for user in (self.funcionario, self.titular):
            pagina = self.actor_a.with_user(user).get_360()
            self.assertNotIn("postura", [dato["name"] for dato in pagina["datos"]])

    def test_every_role_opens_every_page(self):
        for user in (
            self.funcionario,
            self.despacho,
            self.gestor,
            self.comunicacion,
            self.titular,
            self.admin_municipal,
        ):
            for record in (self.actor_a, self.lugar_a, self.tema_a):
                with self.subTest(user=user.login, model=record._name):
                    pagina = record.with_user(user).get_360()
                    self.assertEqual(pagina["nombre"], record.name)
                    action = record.with_user(user).action_open_360()
                    self.assertEqual(action["context"]["active_id"], record.id)

    def test_constant_queries(self):
        self.actor_a.lugar_ids = self.lugar_a
        una = self._contar_consultas(
            lambda: self._mirada(self.lugar_a, self.despacho, limite=100)
        )
        self.env["sigobito.actor"].create(
            [
                {
                    "name": f"Actor {n}",
                    "company_id": self.company_a.id,
                    "lugar_ids": [(6, 0, self.lugar_a.ids)],
                }
                for n in range(50)
            ]
        )
        self.assertEqual(
            self._contar_consultas(
                lambda: self._mirada(self.lugar_a, self.despacho, limite=100)
            ),
            una,
        )

    def test_every_source_is_well_formed(self):
        for fuente in self.env["sigobito.lugar"]._get_360_fuentes():
            model = self.env[fuente["model"]]
            self.assertTrue(model._fields[fuente["fecha"]].store)
            for campo in (fuente.get("estado"), fuente.get("detalle")):
                self.assertTrue(not campo or campo in model._fields)
