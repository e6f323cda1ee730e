from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

from .common import AgendaFixtures

#: Wednesday 8 April 2026; 07:30 in Lima.
HOY = date(2026, 4, 8)
MANANA = "2026-04-08 12:30:00"


class ResumenDiaFixtures(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nobody else's mail in the way.
        cls.env["res.users"].search(
            [("company_id", "not in", (cls.company_a | cls.company_b).ids)]
        ).resumen_diario = False
        # Who wants the weekly one gets that on Monday (see test_on_monday…).
        cls.env["res.users"].search(
            [("company_id", "in", (cls.company_a | cls.company_b).ids)]
        ).resumen_semanal = False
        cls.env["sigobito.compromiso"].search(
            [("id", "!=", cls.compromiso.id)]
        ).active = False
        with freeze_time("2026-04-01 15:00:00"):
            cls.compromiso.write({"state": "en_curso", "date_deadline": HOY})
        cls.env.flush_all()

    def _enviar(self, ahora=MANANA):
        antes = self.env["mail.mail"].search([])
        with freeze_time(ahora), self.enter_registry_test_mode():
            self.env.ref("sigobito_agenda.ir_cron_resumen_dia").method_direct_trigger()
        self.env.invalidate_all()
        nuevos = self.env["mail.mail"].search([]) - antes
        return nuevos.filtered(lambda m: "/sigobito/resumen/dia/baja/" in m.body_html)

    def _a(self, correos):
        return sorted(correos.mapped("email_to"))


@tagged("post_install", "-at_install")
class TestResumenDia(ResumenDiaFixtures, SigobitoCommon):
    """One mail a person and day, in the morning, and only with content (R26)."""

    def test_one_mail_in_the_morning(self):
        correo = self._enviar()
        self.assertEqual(self._a(correo), [self.funcionario.email_formatted])
        self.assertIn("Repair the pump", correo.body_html)
        Resumen = self.env["sigobito.resumen"].with_context(lang=self.funcionario.lang)
        titulos = {f["clave"]: f["titulo"] for f in Resumen._get_fuentes_dia(HOY)}
        self.assertIn(titulos["compromisos_0"], correo.body_html)
        self.assertNotIn(titulos["compromisos_2"], correo.body_html)
        self.assertIn(
            f"/odoo/sigobito.compromiso/{self.compromiso.id}", correo.body_html
        )
        self.assertIn("List-Unsubscribe", correo.headers)
        self.assertEqual(correo.state, "outgoing")
        self.assertFalse(self._enviar(), "the cron runs twice")
        self.company_a.resumen_fecha = False
        self.assertFalse(self._enviar("2026-04-08 20:30:00"), "nor if it is forced")

    def test_two_jobs_at_once(self):
        """The index decides who sends it."""
        filas = [(self.funcionario, 1), (self.colega, 2)]
        Dia = self.env["sigobito.resumen.dia"]
        self.assertEqual(len(Dia._reservar(filas, HOY)), 2)
        self.assertEqual(Dia._reservar(filas, HOY), set())

    def test_not_at_night(self):
        for ahora in ("2026-04-08 11:30:00", "2026-04-09 01:30:00"):
            self.assertFalse(self._enviar(ahora), ahora)

    def test_seven_two_and_no_days(self):
        for dias in range(9):
            self.compromiso.date_deadline = HOY + timedelta(days=dias)
            self.company_a.resumen_fecha = False
            self.env["sigobito.resumen.dia"].search([]).unlink()
            with self.subTest(dias=dias):
                self.assertEqual(len(self._enviar()), int(dias in (0, 2, 7)))

    def test_all_who_answer_for_it(self):
        self.compromiso.corresponsable_ids = self.colega
        self.assertEqual(
            self._a(self._enviar()),
            sorted([self.funcionario.email_formatted, self.colega.email_formatted]),
        )

    def test_one_mail_with_all_of_it(self):
        for dias in (0, 2, 7):
            self.compromiso.copy(
                {
                    "name": f"Another {dias}",
                    "date_deadline": HOY + timedelta(days=dias),
                }
            )
        correo = self._enviar()
        self.assertEqual(len(correo), 1)
        for dias in (0, 2, 7):
            self.assertIn(f"Another {dias}", correo.body_html)

    def test_no_empty_mail(self):
        self.compromiso.state = "verificado"
        self.assertFalse(self._enviar())
        self.assertFalse(self.env["sigobito.resumen.dia"].search([]))

    def test_ladder(self):
        """Each rung is told once, on the day it is reached."""
        self.compromiso.area_id = self.area_a
        self.area_a.responsable_id = self.colega
        despacho = [
            self.despacho.email_formatted,
            self.otra_secretaria.email_formatted,
        ]
        for ahora, quienes in (
            ("2026-04-09 12:30:00", [self.funcionario.email_formatted]),
            ("2026-04-10 12:30:00", []),
            ("2026-04-13 12:30:00", [self.colega.email_formatted]),
            ("2026-04-14 12:30:00", []),
            ("2026-04-15 12:30:00", despacho),
            ("2026-04-16 12:30:00", []),
            ("2026-04-22 12:30:00", [self.titular.email_formatted]),
            ("2026-04-23 12:30:00", []),
        ):
            with self.subTest(ahora=ahora):
                self.assertEqual(self._a(self._enviar(ahora)), sorted(quienes))

    def test_area_without_a_head(self):
        self.compromiso.area_id = self.area_a
        self._enviar("2026-04-10 12:30:00")
        self.assertEqual(
            self._a(self._enviar("2026-04-13 12:30:00")),
            sorted(
                [self.despacho.email_formatted, self.otra_secretaria.email_formatted]
            ),
        )

    def test_each_in_its_own_time_zone(self):
        self.company_b.tz = "Europe/Madrid"
        suyo = self.env["sigobito.compromiso"].create(
            {
                "name": "Of the other town",
                "company_id": self.company_b.id,
                "responsable_id": self.ajeno.id,
                "date_deadline": HOY,
                "state": "en_curso",
            }
        )
        correo = self._enviar("2026-04-08 06:30:00")  # 08:30 there, 01:30 here
        self.assertEqual(self._a(correo), [self.ajeno.email_formatted])
        self.assertIn(suyo.name, correo.body_html)
        self.assertNotIn("Repair the pump", correo.body_html)
        self.assertEqual(self._a(self._enviar()), [self.funcionario.email_formatted])

    def test_on_monday_there_is_one_mail(self):
        self.compromiso.date_deadline = "2026-04-06"
        self.funcionario.resumen_semanal = True
        self.assertFalse(self._enviar("2026-04-06 12:30:00"), "the weekly one says it")
        lunes = self.env["sigobito.resumen"]._get_contenido(
            self.funcionario, date(2026, 4, 6)
        )
        self.assertTrue(lunes[self.funcionario])
        self.company_a.resumen_fecha = False
        self.funcionario.resumen_semanal = False
        self.assertEqual(len(self._enviar("2026-04-06 13:30:00")), 1)

    def test_not_wanted(self):
        self.funcionario.with_user(self.funcionario).resumen_diario = False
        self.assertFalse(self._enviar())
        with self.assertRaises(AccessError):
            self.despacho.with_user(self.funcionario).resumen_diario = False

    def test_each_reads_what_he_is_told(self):
        """It is made in sudo: every line must be readable by its reader."""
        self.compromiso.area_id = self.area_a
        self.area_a.responsable_id = self.colega
        self.compromiso.corresponsable_ids = self.gestor
        copias = {
            "today": {"date_deadline": HOY},
            "late": {"date_deadline": HOY - timedelta(days=1)},
            "raised": {"date_deadline": HOY - timedelta(days=6)},
            "office": {"date_deadline": HOY - timedelta(days=7)},
            "top": {"date_deadline": HOY - timedelta(days=28)},
        }
        with freeze_time("2026-04-08 06:00:00"):
            for name, vals in copias.items():
                self.compromiso.copy({"name": name, "state": "en_curso", **vals})
            devuelto = self.compromiso.copy({"name": "back", "state": "pendiente"})
            devuelto.devuelto = True
            self.env["sigobito.compromiso.prorroga"].create(
                {
                    "compromiso_id": self.compromiso.id,
                    "date_nueva": HOY + timedelta(days=9),
                    "motivo": "x",
                }
            )
            self.env["sigobito.reloj.mixin"]._poner_en_hora(
                {c: c._hoy() for c in self.company_a | self.company_b}
            )
            users = self.env["res.users"].search(
                [("company_id", "=", self.company_a.id)]
            )
            Resumen = self.env["sigobito.resumen"]
            dia = Resumen.with_context(sigobito_resumen_dia=True)._get_contenido(
                users, HOY
            )
            semana = Resumen._get_contenido(users, HOY)
        claves = set()
        for contenido in (dia, semana):
            for user, secciones in contenido.items():
                for fuente, records in secciones:
                    claves.add(fuente["clave"])
                    propios = records.with_user(user).with_context(
                        allowed_company_ids=user.company_ids.ids
                    )
                    self.assertEqual(
                        propios._filtered_access("read"),
                        propios,
                        (user.login, fuente["clave"]),
                    )
                    self.assertEqual(records.company_id, self.company_a)
        self.assertLessEqual(
            {
                "compromisos_0",
                "escala_area_semana",
                "escala_titular_semana",
                "devueltos",
                "prorrogas",
            },
            claves,
        )

    def test_same_queries_for_many_people(self):
        Resumen = self.env["sigobito.resumen"].with_context(sigobito_resumen_dia=True)

        def leer(users):
            return lambda: Resumen._get_contenido(users, HOY)

        pocas = self._contar_consultas(leer(self.funcionario))
        gente = self.env["res.users"].create(
            [
                {
                    "name": f"Person {n}",
                    "login": f"person{n}",
                    "email": f"person{n}@example.com",
                    "company_id": self.company_a.id,
                    "company_ids": [(6, 0, self.company_a.ids)],
                }
                for n in range(50)
            ]
        )
        self.env["sigobito.compromiso"].create(
            [
                {
                    "name": user.name,
                    "company_id": self.company_a.id,
                    "responsable_id": user.id,
                    "date_deadline": HOY,
                    "state": "en_curso",
                }
                for user in gente
            ]
        )
        todos = gente | self.funcionario
        self.assertEqual(len(leer(todos)()), 51)
        self.assertLessEqual(self._contar_consultas(leer(todos)), pocas + 1)


@tagged("post_install", "-at_install")
class TestResumenDiaHttp(ResumenDiaFixtures, HttpCase):
    def test_stop_receiving_it(self):
        Resumen = self.env["sigobito.resumen"]
        path = Resumen._get_url_baja_dia(self.funcionario).split("/", 3)[3]
        self.assertEqual(self.url_open(f"/{path}").status_code, 200)
        self.assertTrue(self.funcionario.resumen_diario, "a look changes nothing")
        self.assertEqual(self.url_open(f"/{path}", data={"x": "1"}).status_code, 200)
        self.env.invalidate_all()
        self.assertFalse(self.funcionario.resumen_diario)
        for mala in (
            path.replace(f"/{self.funcionario.id}/", f"/{self.despacho.id}/"),
            path[:-1] + ("0" if path[-1] != "0" else "1"),
            Resumen._get_url_baja(self.despacho)
            .split("/", 3)[3]
            .replace("resumen/baja", "resumen/dia/baja"),
        ):
            self.assertEqual(
                self.url_open(f"/{mala}", data={"x": "1"}).status_code, 404
            )
        self.env.invalidate_all()
        self.assertTrue(self.despacho.resumen_diario)

    def test_page_shows_only_ones_own(self):
        self.compromiso.date_deadline = self.company_a._hoy()
        self.env.flush_all()
        self.authenticate("funcionario", "funcionario-password")
        self.assertIn("Repair the pump", self.url_open("/sigobito/resumen/dia").text)
        self.authenticate("colega", "colega-password")
        self.assertNotIn("Repair the pump", self.url_open("/sigobito/resumen/dia").text)
