from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestPersonas(SigobitoCommon):
    """Who is who: posts, roles, people without a post (R15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hoy = cls.company_a._hoy()
        cls.rol = cls.env["res.users"]._get_roles_sigobito()
        cls.cargo = cls.env["sigobito.cargo"].create(
            {
                "name": "Secretary",
                "area_id": cls.area_a.id,
                "company_id": cls.company_a.id,
                "group_ids": [Command.set(cls.rol["despacho"].ids)],
            }
        )

    def _nombrar(self, user, **vals):
        return self.env["sigobito.nombramiento"].create(
            {
                "cargo_id": self.cargo.id,
                "user_id": user.id,
                "date_start": self.hoy - timedelta(days=3),
                **vals,
            }
        )

    def test_posts_and_roles(self):
        self._nombrar(self.gestor, suplente_id=self.funcionario.id)
        admin = self.env["res.users"].with_user(self.admin_municipal)
        gestor = admin.browse(self.gestor.id)
        self.assertEqual(gestor.cargo_vigente_ids, self.cargo)
        self.assertIn(self.rol["despacho"].name, gestor.roles_sigobito)
        funcionario = admin.browse(self.funcionario.id)
        self.assertEqual(funcionario.cargo_suplente_ids, self.cargo)
        self.assertFalse(funcionario.cargo_vigente_ids)
        sin = admin.search([("tiene_cargo", "=", False)])
        self.assertIn(self.funcionario, sin)
        self.assertNotIn(self.gestor, sin)
        self.assertEqual(admin.search([("tiene_cargo", "=", True)]), self.gestor)

    def test_roles_are_not_for_everybody(self):
        for user in (self.funcionario, self.despacho, self.regional):
            with self.assertRaises(AccessError):
                self.gestor.with_user(user).read(["roles_sigobito"])
        with self.assertRaises(AccessError):
            self.gestor.with_user(self.regional).read(["cargo_vigente_ids"])
        self.assertTrue(self.gestor.with_user(self.funcionario).read(["name"]))

    def test_card_of_the_administrator(self):
        def card():
            tablero = self.env["sigobito.tablero"].with_user(self.admin_municipal)
            cards = {t["key"]: t for t in tablero.get_tablero()["tarjetas"]}
            return cards["personas_sin_cargo"]["value"]

        antes = card()
        self._nombrar(self.funcionario)
        self.assertEqual(card(), antes - 1)

    def test_colleague_wizard_leaves_the_post_alone(self):
        self._nombrar(self.funcionario)
        wizard = (
            self.env["sigobito.usuario.crear"]
            .with_user(self.admin_municipal)
            .with_context(default_user_id=self.funcionario.id)
        )
        form = Form(wizard)
        self.assertFalse(form.es_despacho, "only what was given by hand is ticked")
        self.assertEqual(form.roles_del_cargo, self.rol["despacho"].name)
        form.name = "Another name"
        form.save().action_save()
        acceso = self.funcionario.sigobito_acceso_ids
        self.assertFalse(acceso.previo)
        form = Form(wizard)
        form.es_despacho = True
        form.save().action_save()
        self.assertTrue(acceso.previo, "now by hand too")
        form = Form(wizard)
        self.assertFalse(form.roles_del_cargo)
        self.assertTrue(form.es_despacho)
        form.es_despacho = False
        form.save().action_save()
        self.assertFalse(acceso.previo)
        self.assertIn(self.rol["despacho"], self.funcionario.group_ids)

    def test_area_tree(self):
        self._nombrar(self.gestor)
        area = self.area_a.with_user(self.funcionario)
        self.assertEqual((area.cargo_count, area.vacante_count), (1, 0))
        self.assertEqual(area.cargos_texto, f"Secretary: {self.gestor.name}")

    def test_same_queries_for_one_and_fifty(self):
        self._nombrar(self.gestor)
        # One area alone at the top is read together with those below it.
        self.env["sigobito.area"].create(
            {"name": "Second", "company_id": self.company_a.id}
        )
        lectores = {
            "tree": lambda env: env["sigobito.area"].hierarchy_read(
                [("parent_id", "=", False)],
                {
                    "name": {},
                    "responsable_id": {"fields": {"display_name": {}}},
                    "cargos_texto": {},
                    "cargo_count": {},
                    "vacante_count": {},
                    "child_ids": {"fields": {}},
                },
                "parent_id",
                "child_ids",
            ),
            "posts": lambda env: env["sigobito.cargo"].web_search_read(
                [],
                {
                    "name": {},
                    "titular_actual_id": {"fields": {"display_name": {}}},
                    "suplente_actual_id": {"fields": {"display_name": {}}},
                    "roles_texto": {},
                },
            ),
            "people": lambda env: env["res.users"].web_search_read(
                [("share", "=", False)],
                {
                    "name": {},
                    "cargo_vigente_ids": {"fields": {"display_name": {}}},
                    "cargo_suplente_ids": {"fields": {"display_name": {}}},
                    "roles_sigobito": {},
                },
            ),
            "appointments": lambda env: env["sigobito.nombramiento"].web_search_read(
                [],
                {
                    "cargo_id": {"fields": {"display_name": {}}},
                    "user_id": {"fields": {"display_name": {}}},
                    "state": {},
                    "suplencia_state": {},
                },
            ),
            "log": lambda env: env["sigobito.acceso"].web_search_read(
                [], {"group_nombre": {}, "como": {}, "fecha_alta": {}}
            ),
        }
        env = self.env(user=self.admin_municipal)
        uno = {
            name: self._contar_consultas(lambda leer=leer: leer(env))
            for name, leer in lectores.items()
        }
        users = self.env["res.users"].create(
            [
                {
                    "name": f"Person {n}",
                    "login": f"person-{n}",
                    "company_id": self.company_a.id,
                    "company_ids": [Command.set(self.company_a.ids)],
                    "group_ids": [Command.set(self.rol["funcionario"].ids)],
                }
                for n in range(50)
            ]
        )
        areas = self.env["sigobito.area"].create(
            [{"name": f"Area {n}", "company_id": self.company_a.id} for n in range(50)]
        )
        cargos = self.env["sigobito.cargo"].create(
            [
                {
                    "name": f"Post {n}",
                    "area_id": area.id,
                    "company_id": self.company_a.id,
                    "group_ids": [Command.set(self.rol["gestor"].ids)],
                }
                for n, area in enumerate(areas)
            ]
        )
        self.env["sigobito.nombramiento"].create(
            [
                {"cargo_id": c.id, "user_id": u.id, "suplente_id": self.gestor.id}
                for c, u in zip(cargos, users, strict=True)
            ]
        )
        for name, leer in lectores.items():
            with self.subTest(screen=name):
                self.assertEqual(
                    self._contar_consultas(lambda leer=leer: leer(env)), uno[name]
                )


@tagged("post_install", "-at_install")
class TestMiMunicipalidad(SigobitoCommon):
    """The municipality's own data, and nothing more, in its administrator's hands."""

    def _wizard(self, user, **vals):
        env = self.env["sigobito.municipio.editar"].with_user(user)
        defaults = env.default_get(list(env._fields))
        return env.create({**defaults, **vals})

    def test_edit(self):
        self._wizard(
            self.admin_municipal,
            name="Muni A, renamed",
            titular_id=self.gestor.id,
            titular_denominacion="Intendente",
            periodo_inicio="2026-01-01",
            periodo_fin="2029-12-31",
            primary_color="#aa0000",
        ).action_save()
        self.assertRecordValues(
            self.company_a,
            [
                {
                    "name": "Muni A, renamed",
                    "titular_id": self.gestor.id,
                    "titular_denominacion": "Intendente",
                    "primary_color": "#aa0000",
                    "slug": "muni-a",
                    "es_municipio": True,
                }
            ],
        )

    def test_fields_of_the_platform_are_out_of_reach(self):
        wizard = self._wizard(self.admin_municipal)
        for name in ("slug", "codigo_oficial", "es_municipio", "country_id", "tz"):
            self.assertNotIn(name, wizard._get_campos())
        wizard.slug = "taken"
        wizard.action_save()
        self.assertEqual(self.company_a.slug, "muni-a")

    def test_refused(self):
        for user in (self.funcionario, self.despacho, self.titular, self.regional):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._wizard(user, name="Taken")
        with self.assertRaises(AccessError):
            self._wizard(self.admin_municipal, company_id=self.company_b.id)
        wizard = self._wizard(self.admin_municipal)
        wizard.sudo().company_id = self.company_b
        with self.assertRaises(AccessError):
            wizard.action_save()
        with self.assertRaises(AccessError):
            self._wizard(self.admin_municipal, titular_id=self.ajeno.id).action_save()
        self.assertEqual(self.company_b.name, "Muni B")
        with self.assertRaises(AccessError):
            self.company_a.with_user(self.admin_municipal).write({"name": "By RPC"})
