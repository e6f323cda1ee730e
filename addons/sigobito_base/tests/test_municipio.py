from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestMunicipio(SigobitoCommon):
    """A municipality in one go (R1), its colleagues, its address and its clock (R2)."""

    def _wizard(self, user, **vals):
        form = Form(self.env["sigobito.municipio.crear"].with_user(user))
        data = {
            "name": "Municipalidad de Río Ñandú",
            "country_id": self.env.ref("base.pe"),
            "titular_nombre": "Elena Ríos",
            "titular_correo": "Elena@rio.test",
            "admin_nombre": "Juan Soto",
            "admin_correo": "juan@rio.test",
            **vals,
        }
        for name, value in data.items():
            form[name] = value
        return form.save()

    def _created(self):
        return self.env["res.company"].search(
            [("slug", "=", "municipalidad-de-rio-nandu")]
        )

    def test_regional_team_creates_it(self):
        action = self._wizard(self.regional).action_create()
        company = self._created()
        self.assertEqual(action["res_id"], company.id)
        self.assertTrue(company.es_municipio)
        self.assertEqual(company.titular_id.login, "elena@rio.test")
        self.assertTrue(company.titular_id.has_group("sigobito_base.group_titular"))
        admin = self.env["res.users"].search([("login", "=", "juan@rio.test")])
        self.assertTrue(admin.has_group("sigobito_base.group_admin_municipal"))
        self.assertFalse(admin.has_group("base.group_erp_manager"))
        self.assertEqual(admin.company_ids, company)
        for model in ("sigobito.area", "sigobito.tema", "sigobito.lugar"):
            self.assertGreaterEqual(
                self.env[model].search_count([("company_id", "=", company.id)]), 2
            )

    def test_its_creator_does_not_become_staff(self):
        self._wizard(self.regional).action_create()
        self.assertEqual(self.regional.company_ids, self.company_regional)
        self.assertWalled(
            self.env["sigobito.area"].search(
                [("company_id", "=", self._created().id)], limit=1
            ),
            user=self.regional,
        )

    def test_one_person_may_be_head_and_administrator(self):
        self._wizard(self.regional, admin_correo=" elena@rio.test").action_create()
        user = self._created().titular_id
        self.assertTrue(user.has_group("sigobito_base.group_titular"))
        self.assertTrue(user.has_group("sigobito_base.group_admin_municipal"))

    def test_refused(self):
        with self.assertRaises(AccessError):
            self._wizard(self.admin_municipal)
        with self.assertRaises(UserError):
            self._wizard(self.regional, titular_correo="despacho").action_create()
        self.assertFalse(self._created())

    def test_web_names_are_unique_and_clean(self):
        twin = self.env["res.company"].create({"name": "Muni A!", "es_municipio": True})
        self.assertEqual(twin.slug, "muni-a-2")
        with self.assertRaises(ValidationError):
            twin.slug = "Con Espacios"
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            twin.slug = "muni-a"
            self.env.flush_all()

    def test_public_address(self):
        get = self.env["res.company"]._get_by_slug
        self.assertEqual(get("muni-a"), self.company_a)
        self.company_regional.slug = "region"
        for slug in ("", False, "region", "muni", "MUNI-A", "muni-a'--"):
            self.assertFalse(get(slug), slug)

    @freeze_time("2026-03-01 02:30:00")
    def test_its_day_is_local(self):
        self.assertEqual(str(self.company_a._hoy()), "2026-02-28")
        moment = self.company_a._a_local(self.env.cr.now())
        self.assertEqual(self.company_a._a_utc(moment), self.env.cr.now())


@tagged("post_install", "-at_install")
class TestColega(SigobitoCommon):
    """The administrator sets up a colleague in a minute, and nobody else does."""

    def _wizard(self, user=None, **vals):
        data = {"name": "Ana Quispe", "correo": "Ana@muni-a.test", **vals}
        return (
            self.env["sigobito.usuario.crear"]
            .with_user(user or self.admin_municipal)
            .create(data)
        )

    def _user(self):
        return self.env["res.users"].search([("login", "=", "ana@muni-a.test")])

    def test_create_and_change(self):
        self._wizard(es_gestor=True).action_save()
        user = self._user()
        self.assertEqual(user.company_ids, self.company_a)
        self.assertTrue(user.has_group("sigobito_base.group_gestor"))
        self.assertFalse(user.has_group("sigobito_base.group_despacho"))
        form = Form(
            self.env["sigobito.usuario.crear"]
            .with_user(self.admin_municipal)
            .with_context(default_user_id=user.id)
        )
        self.assertTrue(form.es_gestor)
        form.es_gestor = False
        form.es_despacho = True
        form.save().action_save()
        self.assertFalse(user.has_group("sigobito_base.group_gestor"))
        self.assertTrue(user.has_group("sigobito_base.group_despacho"))
        self.assertTrue(user.has_group("sigobito_base.group_funcionario"))

    def test_others_may_not(self):
        for user in (self.funcionario, self.despacho, self.titular, self.regional):
            with self.assertRaises(AccessError):
                self._wizard(user)

    def test_not_in_another_municipality(self):
        with self.assertRaises(AccessError):
            self._wizard(company_id=self.company_b.id).action_save()
        with self.assertRaises(AccessError):
            self._wizard(user_id=self.ajeno.id).action_save()

    def test_not_on_the_platform_administrator(self):
        boss = self._new_user("boss", self.company_a, "base.group_system")
        with self.assertRaises(AccessError):
            self._wizard(user_id=boss.id).action_save()

    def test_taken_email(self):
        with self.assertRaises(UserError):
            self._wizard(correo="gestor").action_save()

    def test_does_not_lock_himself_out(self):
        with self.assertRaises(UserError):
            self._wizard(user_id=self.admin_municipal.id).action_save()

    def test_no_robot_on_the_phone(self):
        if "odoobot_state" not in self.env["res.users"]._fields:
            self.skipTest("mail_bot is not installed")
        self._wizard().action_save()
        self.assertEqual(self._user().odoobot_state, "disabled")
