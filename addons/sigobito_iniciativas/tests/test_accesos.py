from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import IniciativasCommon

MUNICIPALES = "funcionario despacho gestor comunicacion titular admin_municipal".split()


@tagged("post_install", "-at_install")
class TestAccesos(IniciativasCommon):
    """Who sees and changes what; another municipality, nothing (DESIGN §4.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._aprobar(cls.iniciativa_a)
        cls.aro = cls.env["sigobito.aro"].create(
            {"name": "No land", "iniciativa_id": cls.iniciativa_a.id}
        )
        cls.indicador = cls.env["sigobito.indicador"].create(
            {"name": "Families", "iniciativa_id": cls.iniciativa_a.id}
        )
        cls.accion = cls.env["sigobito.accion"].create(
            {"name": "Call", "hito_id": cls.hito_1.id}
        )
        cls.hito_1.with_user(cls.gestor)._reprogramar(cls._en(50), "Rain")
        cls.reprogramacion = cls.hito_1.reprogramacion_ids

    def test_walls(self):
        for record in (
            self.iniciativa_a,
            self.hito_1,
            self.aro,
            self.indicador,
            self.accion,
        ):
            self.assertWalled(record)
        self.assertWalled(self.reprogramacion, campo="motivo")

    def test_nothing_goes_to_another_municipality(self):
        """The rules look at a record as it was; the wall, also at where it goes."""
        for record, vals in (
            (self.iniciativa_a, {"company_id": self.company_b.id}),
            (self.hito_1, {"iniciativa_id": self.iniciativa_b.id}),
            (self.indicador, {"iniciativa_id": self.iniciativa_b.id}),
            (self.aro, {"iniciativa_id": self.iniciativa_b.id}),
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.gestor).write(vals)

    def test_a_question_tells_nothing_of_another_municipality(self):
        Lograr = self.env["sigobito.hito.lograr"].with_user(self.ajeno)
        self.hito_1.producto = "Secret product"
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            Lograr.create({"hito_id": self.hito_1.id, "evidencia": "x"})
        with self.assertRaises(AccessError):
            Lograr.onchange({"hito_id": self.hito_1.id}, ["hito_id"], {"producto": {}})

    def test_who_only_reads_sends_nothing_back(self):
        self.iniciativa_a.state = "suspendida"
        for user in (self.regional, self.funcionario, self.ajeno):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.iniciativa_a.with_user(user).action_devolver()
        self.iniciativa_a.with_user(self.gestor).action_devolver()
        self.assertEqual(self.iniciativa_a.state, "programacion")

    def test_a_context_from_outside_approves_no_date(self):
        hito = self.hito_2.with_user(self.gestor)
        with self.assertRaises(UserError):
            hito.with_context(sigobito_fecha_aprobada=True).write(
                {"date_deadline": self._en(300)}
            )

    def test_questions_are_ones_own(self):
        lograr = (
            self.env["sigobito.hito.lograr"]
            .with_user(self.gestor)
            .create({"hito_id": self.hito_1.id, "evidencia": "Act"})
        )
        reprogramar = (
            self.env["sigobito.hito.reprogramar"]
            .with_user(self.gestor)
            .create(
                {
                    "hito_id": self.hito_1.id,
                    "fecha_nueva": self._en(60),
                    "motivo": "Rain",
                }
            )
        )
        self.assertWalled(lograr, campo="evidencia")
        self.assertWalled(reprogramar, campo="motivo")
        with self.assertRaises(AccessError):
            self.env["sigobito.hito.lograr"].with_user(self.ajeno).create(
                {"hito_id": self.hito_1.id, "evidencia": "Not mine"}
            ).action_confirmar()

    def test_staff_reads_its_municipality(self):
        for role in MUNICIPALES:
            user = getattr(self, role)
            with self.subTest(role=role):
                for record in (
                    self.iniciativa_a,
                    self.hito_1,
                    self.aro,
                    self.indicador,
                    self.accion,
                ):
                    self.assertTrue(record.with_user(user).read())

    def test_who_programs(self):
        for role in MUNICIPALES:
            user = getattr(self, role)
            iniciativa = self.iniciativa_a.with_user(user)
            expected = role in ("gestor", "titular", "admin_municipal")
            with self.subTest(role=role):
                self.assertEqual(iniciativa.has_access("write"), expected)
                self.assertEqual(
                    self.hito_2.with_user(user).has_access("write"), expected
                )
                self.assertEqual(
                    self.env["sigobito.iniciativa"]
                    .with_user(user)
                    .has_access("create"),
                    role in ("gestor", "admin_municipal"),
                )
                self.assertEqual(
                    self.indicador.with_user(user).has_access("write"), expected
                )
                self.assertFalse(
                    self.reprogramacion.with_user(user).has_access("write")
                )

    def test_regional_reads_all_and_writes_nothing(self):
        for record in (self.iniciativa_a, self.hito_1, self.aro, self.indicador):
            seen = record.with_user(self.regional)
            with self.subTest(model=record._name):
                self.assertTrue(seen.read(["name"]))
                # Reading without naming fields must not stumble on what is not his.
                self.assertTrue(seen.read())
                for operation in ("write", "unlink"):
                    with self.assertRaises(AccessError):
                        seen.check_access(operation)
                with self.assertRaises(AccessError):
                    seen.create({"name": "Mine"})
        for record in (self.accion, self.reprogramacion):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.regional).read()
        for campo in ("actor_ids", "compromiso_ids", "event_ids"):
            with self.subTest(campo=campo), self.assertRaises(AccessError):
                self.iniciativa_a.with_user(self.regional).read([campo])

    def test_regional_opens_the_screens(self):
        for name in ("iniciativa", "hito", "aro", "indicador"):
            model = self.env[f"sigobito.{name}"].with_user(self.regional)
            for kind in ("form", "list", "kanban", "search"):
                with self.subTest(model=name, view=kind):
                    arch = model.get_view(view_type=kind)["arch"]
                    self.assertNotIn('name="compromiso_ids"', arch)
                    self.assertNotIn('name="reprogramacion_count"', arch)

    def test_regional_filters_by_the_side_panel(self):
        for name in ("iniciativa", "hito", "aro"):
            model = self.env[f"sigobito.{name}"].with_user(self.regional)
            arch = etree.fromstring(model.get_view(view_type="search")["arch"])
            for node in arch.iterfind(".//searchpanel/field"):
                with self.subTest(model=name, field=node.get("name")):
                    answer = model.search_panel_select_multi_range(
                        node.get("name"), enable_counters=True, expand=False
                    )
                    self.assertIn("values", answer)

    def test_conversation_stays_in_the_municipality(self):
        for record in (self.iniciativa_a, self.hito_1, self.aro):
            message = record.with_user(self.gestor).message_post(body="Between us")
            with self.subTest(model=record._name):
                self.assertTrue(message.with_user(self.despacho).read(["body"]))
                with self.assertRaises(AccessError):
                    message.with_user(self.regional).read(["body"])
                self.assertFalse(
                    self.env["mail.message"]
                    .with_user(self.regional)
                    .search([("id", "=", message.id)])
                )
                with self.assertRaises(AccessError):
                    record.with_user(self.regional).message_post(body="Hello")
                with self.assertRaises(AccessError):
                    message.with_user(self.ajeno).read(["body"])

    def test_staff_without_writing_may_comment(self):
        self.assertTrue(
            self.iniciativa_a.with_user(self.funcionario).message_post(body="Done")
        )

    def test_no_member_no_menu(self):
        menu = self.env.ref("sigobito_iniciativas.menu_iniciativas")
        visible = self.env["ir.ui.menu"].with_user(self.funcionario)._visible_menu_ids()
        self.assertIn(menu.id, visible)
        regional = self.env["ir.ui.menu"].with_user(self.regional)._visible_menu_ids()
        self.assertIn(menu.id, regional)
        self.assertNotIn(
            self.env.ref("sigobito_iniciativas.sigobito_hito_menu_mis").id, regional
        )

    def test_regional_opens_the_web_client(self):
        # The bar at the top counts activities and meetings at every page load.
        self.env["res.users"].with_user(self.regional)._get_activity_groups()

    def test_an_approval_is_not_forged(self):
        gestor = self.iniciativa_a.with_user(self.gestor)
        for vals in (
            {"fecha_aprobacion": self.hoy},
            {"aprobado_por_id": self.titular.id},
            {"fecha_base": self._en(90)},
        ):
            with self.assertRaises(AccessError):
                gestor.write(vals)
            with self.assertRaises(AccessError):
                gestor.create({"name": "Forged", **vals})
        with self.assertRaises(AccessError):
            self.hito_1.with_user(self.gestor).write({"fecha_base": False})
        with self.assertRaises(AccessError):
            gestor.hito_ids.create(
                {
                    "name": "Forged",
                    "iniciativa_id": self.iniciativa_a.id,
                    "fecha_base": self.hoy,
                }
            )
