from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from .common import SigobitoCommon, SigobitoFixtures

#: Monday 6 April 2026, 07:30 in Lima.
LUNES = "2026-04-06 12:30:00"


@tagged("post_install", "-at_install")
class TestResumen(SigobitoCommon):
    """The weekly digest: one a person and week, only with content (R9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_b.responsable_id = cls.ajeno
        cls.env["sigobito.area"].search(
            [("company_id", "not in", (cls.company_a | cls.company_b).ids)]
        ).responsable_id = False
        cls.env["res.users"].search(
            [
                ("company_id", "not in", (cls.company_a | cls.company_b).ids),
                ("share", "=", False),
            ]
        ).resumen_semanal = False

    def _enviar(self, ahora=LUNES):
        antes = self.env["mail.mail"].search([])
        with freeze_time(ahora), self.enter_registry_test_mode():
            self.env.ref("sigobito_base.ir_cron_resumen").method_direct_trigger()
        self.env.invalidate_all()
        nuevos = self.env["mail.mail"].search([]) - antes
        return nuevos.filtered(lambda m: "/sigobito/resumen/baja/" in m.body_html)

    def test_monday_morning_once(self):
        correos = self._enviar()
        self.assertEqual(len(correos), 1, "nobody else has anything")
        self.assertIn(self.admin_municipal.email, correos.email_to)
        self.assertIn("Area A", correos.body_html)
        self.assertNotIn("Area B", correos.body_html)
        self.assertIn(
            f"/odoo/sigobito.area/{self.area_a.id}", correos.body_html, "the very thing"
        )
        self.assertIn("List-Unsubscribe", correos.headers)
        self.assertFalse(self._enviar("2026-04-06 15:30:00"), "once a week")
        self.assertFalse(self._enviar("2026-04-07 15:30:00"))
        self.assertEqual(len(self._enviar("2026-04-13 15:30:00")), 1)
        vacio = self.env["sigobito.resumen"].search(
            [("user_id", "=", self.funcionario.id), ("semana", "=", date(2026, 4, 6))]
        )
        self.assertEqual(vacio.cantidad, 0, "and it is not looked at again")

    def test_not_before_nor_later(self):
        for ahora in (
            "2026-04-06 11:30:00",  # 06:30 of Monday in Lima
            "2026-04-05 15:00:00",  # Sunday
            "2026-04-08 15:00:00",  # Wednesday
        ):
            self.assertFalse(self._enviar(ahora), ahora)
        self.assertTrue(self._enviar("2026-04-07 15:00:00"), "a server that slept")

    def test_each_in_its_own_time_zone(self):
        self.area_b.responsable_id = False
        self.company_b.tz = "Europe/Madrid"
        correos = self._enviar("2026-04-06 06:30:00")  # 08:30 there, 01:30 here
        self.assertEqual(len(correos), 1)
        self.assertIn(self.ajeno.email, correos.email_to)

    def test_not_wanted(self):
        self.admin_municipal.with_user(self.admin_municipal).resumen_semanal = False
        self.assertFalse(self._enviar())
        with self.assertRaises(AccessError):
            self.despacho.with_user(self.funcionario).resumen_semanal = False

    def test_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("es_419")
        self.admin_municipal.lang = "es_419"
        correo = self._enviar()
        self.assertEqual(len(correo), 1)

    def test_same_queries_for_many_people(self):
        Resumen = self.env["sigobito.resumen"]
        lunes = date(2026, 4, 6)
        uno = self.admin_municipal
        muchos = uno | self.env["res.users"].create(
            [
                {
                    "name": f"Person {n}",
                    "login": f"person{n}",
                    "company_id": self.company_a.id,
                    "company_ids": [(6, 0, self.company_a.ids)],
                    "group_ids": [
                        (4, self.env.ref("sigobito_base.group_admin_municipal").id)
                    ],
                }
                for n in range(50)
            ]
        )
        pocas = self._contar_consultas(lambda: Resumen._get_contenido(uno, lunes))
        muchas = self._contar_consultas(lambda: Resumen._get_contenido(muchos, lunes))
        self.assertLessEqual(muchas, pocas + 2)

    def test_nobody_reads_who_got_what(self):
        self._enviar()
        fila = self.env["sigobito.resumen"].search([], limit=1)
        for user in (self.admin_municipal, self.titular, self.regional, self.ajeno):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                fila.with_user(user).read(["user_id"])


@tagged("post_install", "-at_install")
class TestResumenHttp(SigobitoFixtures, HttpCase):
    def test_stop_receiving_it_from_the_mail(self):
        Resumen = self.env["sigobito.resumen"]
        url = Resumen._get_url_baja(self.despacho)
        url = url[url.index("/sigobito/") :]
        self.assertEqual(self.url_open(url).status_code, 200)
        self.despacho.invalidate_recordset()
        self.assertTrue(self.despacho.resumen_semanal, "a look changes nothing")
        ajena = url.replace(f"/{self.despacho.id}/", f"/{self.titular.id}/")
        self.assertEqual(self.url_open(ajena, data={"x": 1}).status_code, 404)
        self.assertEqual(self.url_open(url, data={"x": 1}).status_code, 200)
        (self.despacho | self.titular).invalidate_recordset()
        self.assertFalse(self.despacho.resumen_semanal)
        self.assertTrue(self.titular.resumen_semanal)

    def test_page_shows_only_ones_own(self):
        self.authenticate("admin_municipal", "admin_municipal-password")
        texto = self.url_open("/sigobito/resumen").text
        self.assertIn("Area A", texto)
        self.assertNotIn("Area B", texto)
        self.authenticate("funcionario", "funcionario-password")
        self.assertNotIn("Area A", self.url_open("/sigobito/resumen").text)
