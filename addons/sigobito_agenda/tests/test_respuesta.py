from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase

from .common import AgendaFixtures

HOSTIL = "{folio} <script>alert(1)</script>"


class TestRespuesta(AgendaFixtures, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Plantilla = cls.env["sigobito.respuesta.plantilla"]
        cls.propia = cls.Plantilla.create(
            {
                "name": "Ours",
                "decision": "declinar",
                "company_id": cls.company_a.id,
                "texto": "Thanks {solicitante}, {folio}: {motivo}",
            }
        )
        cls.solicitud.write(
            {
                "state": "decidida",
                "decision": "declinar",
                "decision_nota": "no budget",
                "phone": "999 111 222",
                "email": "ana@example.com",
            }
        )

    def _wizard(self):
        action = self.solicitud.with_user(self.despacho).action_responder()
        return Form(
            self.env["sigobito.solicitud.responder"]
            .with_user(self.despacho)
            .with_context(**action["context"])
        )

    def test_own_template_is_proposed(self):
        form = self._wizard()
        self.assertEqual(form.plantilla_id, self.propia)
        self.assertEqual(
            form.texto, f"Thanks Ana Torres, {self.solicitud.folio}: no budget"
        )
        form.plantilla_id = self.env.ref(
            "sigobito_agenda.sigobito_respuesta_plantilla_declinada"
        )
        self.assertIn("Light in the park", form.texto)
        form.save().action_responder()
        self.assertEqual(self.solicitud.state, "respondida")

    def test_a_requester_fills_nothing_in(self):
        self.solicitud.solicitante = HOSTIL
        texto = self.solicitud._completar_plantilla(self.propia)
        self.assertIn(HOSTIL, texto)

    def test_words_nobody_knows(self):
        with self.assertRaises(ValidationError):
            self.propia.texto = "Hello {nombre}"

    def test_letter_and_whatsapp(self):
        wizard = self._wizard().save()
        action = wizard.action_responder_carta()
        self.assertEqual(action["type"], "ir.actions.report")
        self.solicitud.respuesta_publica = HOSTIL
        html = (
            self.env["ir.actions.report"]
            .with_user(self.despacho)
            ._render_qweb_html("sigobito_agenda.report_carta", self.solicitud.ids)[0]
            .decode()
        )
        self.assertIn(self.solicitud.folio, html)
        self.assertIn(self.titular.name, html)
        self.assertNotIn("<script>alert", html)
        url = self.solicitud.with_user(self.despacho).action_whatsapp()["url"]
        self.assertTrue(url.startswith("https://wa.me/51999111222?text="))
        self.solicitud.phone = False
        with self.assertRaises(ValidationError):
            self.solicitud.with_user(self.despacho).action_whatsapp()

    def test_walls(self):
        self.assertWalled(self.propia)
        comun = self.env.ref("sigobito_agenda.sigobito_respuesta_plantilla_declinada")
        self.assertTrue(comun.with_user(self.ajeno).name)
        for user in (self.despacho, self.admin_municipal, self.ajeno):
            with self.assertRaises(AccessError):
                comun.with_user(user).texto = "x"
        for user in (self.colega, self.titular):
            with self.assertRaises(AccessError):
                self.propia.with_user(user).texto = "x"
        self.propia.with_user(self.despacho).texto = "Thanks"
        with self.assertRaises(AccessError):
            self.Plantilla.with_user(self.despacho).create(
                {"name": "x", "texto": "x", "company_id": False}
            )
        with self.assertRaises(AccessError):
            self.propia.with_user(self.regional).read(["texto"])


class TestNorma(AgendaFixtures, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.norma = cls.env.ref("sigobito_agenda.sigobito_norma_plazo_pe")
        cls.lunes = datetime(2026, 3, 9, 15)

    def _plazo(self, **vals):
        return self._new_solicitud(
            tipo="requerimiento", fecha_recepcion=self.lunes, **vals
        )

    def test_the_sooner_of_both(self):
        self.company_a.plazo_requerimiento = 10
        solicitud = self._plazo()
        self.assertEqual(solicitud.date_deadline, date(2026, 3, 23))
        self.assertEqual(solicitud.norma_plazo_id, self.norma)
        # the law changes: the platform corrects its data
        self.norma.dias = 3
        self.assertEqual(self._plazo().date_deadline, date(2026, 3, 12))
        self.norma.write({"dias": 5, "habiles": False})
        self.assertEqual(self._plazo().date_deadline, date(2026, 3, 14))
        self.norma.active = False
        self.assertEqual(self._plazo().date_deadline, date(2026, 3, 23))

    def test_each_country_its_law(self):
        self.norma.dias = 3
        self.company_b.country_id = self.env.ref("base.co")
        ajena = self._plazo(company_id=self.company_b.id)
        self.assertEqual(
            ajena.norma_plazo_id,
            self.env.ref("sigobito_agenda.sigobito_norma_plazo_co"),
        )
        self.assertGreater(ajena.date_deadline, date(2026, 3, 20))

    def test_only_the_platform_changes_laws(self):
        for user in (self.despacho, self.admin_municipal, self.titular, self.ajeno):
            self.assertTrue(self.norma.with_user(user).dias)
            with self.assertRaises(AccessError):
                self.norma.with_user(user).dias = 90


class TestDerivar(AgendaFixtures, TransactionCase):
    def _derivar(self, user):
        Derivar = self.env["sigobito.solicitud.derivar"].with_user(user)
        form = Form(Derivar.with_context(default_solicitud_id=self.solicitud.id))
        form.area_id = self.area_a
        form.pregunta = "Is there budget?"
        return form.save()

    def test_area_reports(self):
        self.area_a.responsable_id = self.colega
        self.assertFalse(self.solicitud.with_user(self.colega).has_access("read"))
        wizard = self._derivar(self.despacho)
        self.assertEqual(wizard.responsable_id, self.colega)
        wizard.action_derivar()
        self.assertEqual(self.solicitud.state, "analisis")
        self.assertEqual(self.solicitud.activity_ids.user_id, self.colega)
        self.env.invalidate_all()
        vista = self.solicitud.with_user(self.colega)
        vista.informe = "There is, in the next quarter"
        self.assertFalse(self.solicitud.activity_ids)
        with self.assertRaises(AccessError):
            vista.recomendacion = "aceptar"
        self.solicitud.with_user(self.despacho).write({"recomendacion": "aceptar"})
        self.solicitud.with_user(self.despacho).action_recomendar()
        with self.assertRaises(UserError):
            self._derivar(self.despacho).action_derivar()

    def test_who_may(self):
        for user in (self.colega, self.gestor, self.ajeno, self.regional):
            with self.assertRaises(AccessError):
                self._derivar(user).action_derivar()


class TestPublicar(AgendaFixtures, TransactionCase):
    def test_poster(self):
        Pagina = self.env["sigobito.solicitud.publicar"].with_user(self.despacho)
        pagina = Pagina.create({})
        self.assertTrue(pagina.url.endswith("/solicitudes/muni-a"))
        self.assertTrue(pagina.qr)
        html = (
            self.env["ir.actions.report"]
            .with_user(self.despacho)
            ._render_qweb_html("sigobito_agenda.report_cartel", pagina.ids)[0]
            .decode()
        )
        self.assertIn("data:image/png", html)
        self.company_a.solicitud_publica = False
        self.env.invalidate_all()
        self.assertFalse(pagina.qr)

    def test_who_may(self):
        for user in (self.colega, self.regional):
            with self.assertRaises(AccessError):
                self.env["sigobito.solicitud.publicar"].with_user(user).create({})
        with self.assertRaises(AccessError):
            self.env["sigobito.solicitud.publicar"].with_user(self.despacho).create(
                {"company_id": self.company_b.id}
            )
