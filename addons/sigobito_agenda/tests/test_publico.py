import io
import re
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..controllers import solicitudes
from .common import AgendaFixtures

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
HOSTIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class PublicoCase(AgendaFixtures, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_419")

    def setUp(self):
        super().setUp()
        # Time does not pass between two lines of a test.
        patcher = patch.object(solicitudes, "TIEMPO_MINIMO", 0)
        patcher.start()
        self.addCleanup(patcher.stop)

    def _form(self, slug="muni-a"):
        response = self.url_open(f"/solicitudes/{slug}")
        self.assertEqual(response.status_code, 200)
        return {
            name: re.search(rf'name="{name}" value="([^"]+)"', response.text).group(1)
            for name in ("csrf_token", "momento")
        }

    def _post(self, vals=None, slug="muni-a", files=None, form=None):
        form = self._form(slug) if form is None else form
        data = {
            **form,
            "tipo": "audiencia",
            "name": "Camino de La Ribera",
            "description": "El camino no tiene afirmado.",
            "solicitante": "Ana Torres",
            "email": "ana@example.com",
            **(vals or {}),
        }
        return self.url_open(f"/solicitudes/{slug}", data=data, files=files)

    def _new(self):
        return self.env["sigobito.solicitud"].search(
            [("canal", "=", "web"), ("company_id", "=", self.company_a.id)]
        )


@tagged("post_install", "-at_install")
class TestFormulario(PublicoCase):
    def test_request_arrives(self):
        response = self._post({"acompanantes": "Luis"})
        self.assertEqual(response.status_code, 200)
        solicitud = self._new()
        self.assertRecordValues(
            solicitud,
            [
                {
                    "name": "Camino de La Ribera",
                    "tipo": "audiencia",
                    "state": "recibida",
                    "acompanantes": "Luis",
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.assertIn(solicitud.codigo, response.text)
        self.assertIn(solicitud.folio, response.text)
        mail = self.env["mail.mail"].search([("email_to", "=", "ana@example.com")])
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing")
        self.assertIn(solicitud.codigo, mail.body_html)
        self.assertFalse(solicitud.with_user(self.ajeno).has_access("read"))
        self.assertTrue(solicitud.with_user(self.despacho).has_access("read"))

    def test_each_municipality_by_its_name(self):
        for slug, company in (("muni-a", self.company_a), ("muni-b", self.company_b)):
            response = self._post(slug=slug)
            self.assertEqual(response.status_code, 200)
            self.assertTrue(
                self.env["sigobito.solicitud"].search(
                    [("canal", "=", "web"), ("company_id", "=", company.id)]
                )
            )
        for path in ("/solicitudes/nadie", "/agenda/nadie", "/solicitudes/%27%20OR"):
            self.assertEqual(self.url_open(path).status_code, 404, path)

    def test_form_can_be_closed(self):
        self.company_a.solicitud_publica = False
        self.assertEqual(self.url_open("/solicitudes/muni-a").status_code, 404)

    def test_page_speaks_spanish(self):
        self.url_open("/solicitudes/muni-a", headers={"Accept-Language": "de"})
        text = self.url_open("/solicitudes/muni-a").text
        self.assertIn('lang="es-419"', text)

    def test_nothing_typed_is_lost(self):
        response = self._post({"name": "", "email": "ana@", "description": "Mi texto"})
        self.assertEqual(response.status_code, 422)
        self.assertFalse(self._new())
        self.assertIn("Mi texto", response.text)
        self.assertIn('value="Ana Torres"', response.text)
        self.assertIn('value="ana@"', response.text)
        self.assertIn('id="error_name"', response.text)
        self.assertIn('id="error_email"', response.text)

    def test_needs_a_way_to_answer(self):
        response = self._post({"email": ""})
        self.assertEqual(response.status_code, 422)
        response = self._post({"email": "", "phone": "999 111 222"})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self._new().phone, "999 111 222")
        self.assertFalse(self.env["mail.mail"].search([("email_to", "=", False)]))

    def test_hostile_text(self):
        response = self._post(
            {"name": HOSTIL, "solicitante": HOSTIL, "description": HOSTIL}
        )
        self.assertNotIn("<script>alert", response.text)
        solicitud = self._new()
        self.assertEqual(solicitud.name, HOSTIL)
        mail = self.env["mail.mail"].search([("email_to", "=", "ana@example.com")])
        self.assertNotIn("<script", mail.body_html)
        self.assertNotIn("<img", mail.body_html)
        response = self._post({"name": HOSTIL, "email": '"><script>x</script>'})
        self.assertEqual(response.status_code, 422)
        self.assertNotIn("<script>alert", response.text)
        self.assertNotIn("<script>x", response.text)
        response = self._post({"name": "a\x00b" + HOSTIL})
        self.assertEqual(response.status_code, 200)
        for email in (
            "ana@example.com\nBcc: todos@example.com",
            "ana@example.com, otra@example.com",
        ):
            self.assertEqual(self._post({"email": email}).status_code, 422)

    def test_template_language_is_not_run(self):
        self._post({"solicitante": "{{ 7*7 }} ${7*7} <t t-out='7*7'/>"})
        mail = self.env["mail.mail"].search([("email_to", "=", "ana@example.com")])
        self.assertIn("{{ 7*7 }}", mail.body_html)

    def test_fields_of_the_office_are_not_taken(self):
        self._post(
            {
                "state": "cerrada",
                "decision": "aceptar",
                "codigo": "AAAA-AAAA-AAAA",
                "company_id": str(self.company_b.id),
                "responsable_id": str(self.ajeno.id),
                "priority": "1",
            }
        )
        solicitud = self._new()
        self.assertEqual(solicitud.state, "recibida")
        self.assertFalse(solicitud.decision)
        self.assertNotEqual(solicitud.codigo, "AAAA-AAAA-AAAA")
        self.assertFalse(solicitud.responsable_id)
        self.assertEqual(solicitud.priority, "0")

    def test_too_large(self):
        response = self._post({"description": "x" * 4001})
        self.assertEqual(response.status_code, 422)
        self.assertIn("x" * 4001, response.text)
        self.assertFalse(self._new())
        big = io.BytesIO(PDF + b"0" * (solicitudes.ARCHIVO_MAXIMO + 1))
        response = self._post(files={"archivo": ("plano.pdf", big, "application/pdf")})
        self.assertEqual(response.status_code, 422)
        huge = io.BytesIO(b"0" * (solicitudes.ARCHIVO_MAXIMO * 2))
        response = self._post(files={"archivo": ("plano.pdf", huge, "application/pdf")})
        self.assertEqual(response.status_code, 413)
        self.assertFalse(self._new())

    def test_attachment(self):
        file = io.BytesIO(PDF)
        name = "..\\..\\plano final.pdf"
        response = self._post(files={"archivo": (name, file, "application/pdf")})
        self.assertEqual(response.status_code, 200)
        solicitud = self._new()
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "sigobito.solicitud"),
                ("res_id", "=", solicitud.id),
            ]
        )
        self.assertRecordValues(
            attachment,
            [{"name": "plano final.pdf", "raw": PDF, "public": False}],
        )
        response = self.url_open(f"/web/content/{attachment.id}")
        self.assertEqual(response.status_code, 404)

    def test_dangerous_attachments(self):
        for name, content in (
            ("pagina.html", b"<html><script>alert(1)</script></html>"),
            ("imagen.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("falso.pdf", b"<html><script>alert(1)</script></html>"),
            ("falso.png", b"MZ\x90\x00" + b"\x00" * 100),
            ("sin_extension", PDF),
        ):
            file = io.BytesIO(content)
            response = self._post(files={"archivo": (name, file, "application/pdf")})
            self.assertEqual(response.status_code, 422, name)
        self.assertFalse(self._new())

    def test_honeypot(self):
        response = self._post({"sitio_web": "http://spam.example"})
        self.assertEqual(response.status_code, 200)
        self.assertFalse(self._new())

    def test_too_fast_or_forged(self):
        solicitudes.TIEMPO_MINIMO = 4  # setUp's patch puts it back
        response = self._post()
        self.assertEqual(response.status_code, 422)
        self.assertIn("Camino de La Ribera", response.text)
        form = self._form()
        for momento in ("", "1.x", "x", "99999999999." + "0" * 32):
            response = self._post(form={**form, "momento": momento})
            self.assertEqual(response.status_code, 422)
        self.assertFalse(self._new())

    def test_csrf(self):
        form = self._form()
        with mute_logger("odoo.http"):
            response = self._post(form={**form, "csrf_token": "x"})
            self.assertEqual(response.status_code, 400)
            response = self._post(form={"momento": form["momento"]})
            self.assertEqual(response.status_code, 400)
        self.assertFalse(self._new())

    def test_rate_limit(self):
        with patch.object(solicitudes, "ENVIOS_POR_HORA", 2):
            for _n in range(2):
                self.assertEqual(self._post().status_code, 200)
            response = self._post({"description": "La tercera"})
        self.assertEqual(response.status_code, 429)
        self.assertIn("La tercera", response.text)
        self.assertEqual(len(self._new()), 2)
        self.assertNotIn(
            "127.0.0.1", self.env["sigobito.intento"].search([]).mapped("clave")
        )

    def test_bad_choices(self):
        for vals in (
            {"tipo": "otro"},
            {"tipo": "invitacion", "papel": "rey"},
            {"tipo": "invitacion", "asistentes": "muchos"},
            {"tipo": "invitacion", "fecha_propuesta": "ayer"},
            {"tipo": "invitacion", "fecha_propuesta": "2001-01-01T10:00"},
            {"tipo": "invitacion", "fecha_propuesta": "9999-99-99T10:00"},
        ):
            self.assertEqual(self._post(vals).status_code, 422, vals)

    def test_date_in_the_time_of_the_municipality(self):
        day = fields.Date.today() + timedelta(days=10)
        self._post({"tipo": "invitacion", "fecha_propuesta": f"{day}T09:30"})
        self.assertEqual(str(self._new().fecha_propuesta), f"{day} 14:30:00")


@tagged("post_install", "-at_install")
class TestSeguimiento(PublicoCase):
    def test_state_and_public_answer_only(self):
        self.solicitud.write(
            {
                "description": "Private words",
                "recomendacion_nota": "Office words",
                "decision_nota": "Titular words",
                "informe": "Area words",
                "email": "ana@example.com",
                "phone": "999 111 222",
                "respuesta_publica": HOSTIL,
            }
        )
        path = f"/solicitudes/seguimiento/{self.solicitud.codigo}"
        before = self.url_open(path)
        self.assertEqual(before.status_code, 200)
        self.assertIn(self.solicitud.folio, before.text)
        self.assertNotIn("alert(1)", before.text)
        self.solicitud.write({"decision": "aceptar", "state": "respondida"})
        after = self.url_open(path)
        self.assertIn("&lt;script&gt;alert(1)", after.text)
        self.assertNotIn("<script>alert", after.text)
        for text in (before.text, after.text):
            for secret in (
                "Private words",
                "Office words",
                "Titular words",
                "Area words",
                "Light in the park",
                "Ana Torres",
                "ana@example.com",
                "999 111 222",
            ):
                self.assertNotIn(secret, text)

    def test_typed_code(self):
        typed = self.solicitud.codigo.replace("-", " ").lower()
        response = self.url_open(f"/solicitudes/seguimiento?codigo={typed}")
        self.assertIn(self.solicitud.folio, response.text)
        response = self.url_open("/solicitudes/seguimiento?municipio=muni-a")
        self.assertIn("Muni A", response.text)

    def test_guessing(self):
        for guess in ("AAAA-AAAA-AAAA", str(self.solicitud.id), self.solicitud.folio):
            response = self.url_open(f"/solicitudes/seguimiento/{guess}")
            self.assertEqual(response.status_code, 404)
            self.assertNotIn("Muni A", response.text)
        with patch.object(solicitudes, "FALLOS_POR_HORA", 4):
            self.url_open("/solicitudes/seguimiento/BBBB-BBBB-BBBB")
            # now even the right code waits: a guesser learns nothing
            response = self.url_open(
                f"/solicitudes/seguimiento/{self.solicitud.codigo}"
            )
        self.assertEqual(response.status_code, 429)
        self.assertNotIn(self.solicitud.folio, response.text)

    def test_hostile_code(self):
        response = self.url_open("/solicitudes/seguimiento")
        self.assertEqual(response.status_code, 200)
        response = self.url_open(
            "/solicitudes/seguimiento?codigo=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        )
        self.assertNotIn("<script>alert(1)", response.text)


@tagged("post_install", "-at_install")
class TestAgendaPublica(PublicoCase):
    def test_only_public_activities_still_to_come(self):
        (self.publica | self.interna | self.reservada).estado = "confirmada"
        self._new_actividad(
            "Past act", "publica", start=self.inicio - timedelta(days=9)
        )
        self._new_actividad("Maybe act", "publica", estado="tentativa")
        self._new_actividad("Fallen act", "publica", estado="cancelada")
        self._new_actividad(
            "Far act", "publica", start=self.inicio + timedelta(days=99)
        )
        personal = self.env["calendar.event"].create(
            {
                "name": "Dentist",
                "company_id": self.company_a.id,
                "visibilidad": "publica",
                "start": self.inicio,
                "stop": self.inicio,
                "partner_ids": [Command.set(self.colega.partner_id.ids)],
            }
        )
        self.assertFalse(personal.agenda_id)
        self.publica.name = f"Opening {HOSTIL}"
        text = self.url_open("/agenda/muni-a").text
        self.assertIn("Opening &lt;script&gt;", text)
        self.assertNotIn("<script>alert", text)
        for name in (
            "Staff meeting",
            "Secret talks",
            "Past act",
            "Maybe act",
            "Fallen act",
            "Far act",
            "Dentist",
            self.titular.name,
        ):
            self.assertNotIn(name, text)
        # 15:00 UTC is 10:00 in Lima
        self.assertIn("10:00", text)
        self.assertNotIn("Opening", self.url_open("/agenda/muni-b").text)
