from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, TransactionCase, freeze_time, tagged

from ..controllers import compromisos as controlador
from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestAviso(AgendaFixtures, TransactionCase):
    """Whoever was promised something is told that it was kept, once (R26)."""

    def _cumplir(self, compromiso=None):
        compromiso = compromiso or self.compromiso
        compromiso.with_user(self.funcionario).action_iniciar()
        compromiso.with_user(self.funcionario).action_cumplir()

    def _correos(self, email):
        self.env.flush_all()
        return self.env["mail.mail"].search([("email_to", "ilike", email)])

    def _verificar(self):
        self.env.invalidate_all()
        self.compromiso.with_user(self.despacho).action_verificar()

    def test_mail_when_verified_and_only_once(self):
        self.actor_a.email = "molino@example.com"
        self.compromiso.actor_id = self.actor_a
        self._cumplir()
        self.assertFalse(self._correos("molino@"), "nobody has verified it")
        self._verificar()
        correo = self._correos("molino@")
        self.assertEqual(len(correo), 1)
        self.assertEqual(correo.state, "outgoing", "queued, not sent from the request")
        self.assertIn("Repair the pump", correo.body_html)
        self.assertRecordValues(
            self.compromiso,
            [
                {
                    "aviso_medio": "correo",
                    "aviso_user_id": self.despacho.id,
                    "aviso_pendiente": False,
                }
            ],
        )
        self.compromiso.with_user(self.titular).write({"state": "en_curso"})
        self.compromiso.with_user(self.funcionario).action_cumplir()
        self._verificar()
        self.assertEqual(len(self._correos("molino@")), 1, "once")
        with self.assertRaises(UserError):
            self.compromiso.with_user(self.despacho).action_avisar()

    def test_when_the_municipality_chooses(self):
        self.compromiso.beneficiario = "Rosa Quispe"
        self.compromiso.beneficiario_email = "rosa@example.com"
        self.company_a.aviso_beneficiario = "cumplido"
        self._cumplir()
        self.assertEqual(len(self._correos("rosa@")), 1)
        otro = self.compromiso.copy({"state": "pendiente"})
        self.company_a.aviso_beneficiario = "no"
        self._cumplir(otro)
        otro.with_user(self.despacho).action_verificar()
        self.assertEqual(len(self._correos("rosa@")), 1)
        self.assertFalse(otro.aviso_pendiente)
        self.assertTrue(otro.with_user(self.despacho).puede_avisar, "by hand it may")

    def test_text_to_paste(self):
        """Without an address a person tells, and says so."""
        self.solicitud.write({"phone": "999 111 222"})
        self.compromiso.solicitud_id = self.solicitud
        self._cumplir()
        self._verificar()
        self.assertFalse(self.compromiso.aviso_fecha)
        self.assertTrue(self.compromiso.aviso_pendiente)
        action = self.compromiso.with_user(self.despacho).action_avisar()
        wizard = (
            self.env["sigobito.compromiso.avisar"]
            .with_user(self.despacho)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(wizard.nombre, "Ana Torres")
        self.assertEqual(wizard.phone, "999 111 222")
        self.assertFalse(wizard.email)
        for parte in ("Ana Torres", "Repair the pump", "Muni A"):
            self.assertIn(parte, wizard.texto)
        with self.assertRaises(UserError):
            wizard.action_enviar()
        wizard.action_avisado()
        self.assertRecordValues(
            self.compromiso, [{"aviso_medio": "manual", "aviso_pendiente": False}]
        )
        with self.assertRaises(UserError):
            wizard.action_avisado()

    def test_orders_to_the_staff_are_nobodys_news(self):
        self.actor_a.email = "molino@example.com"
        self.compromiso.write({"actor_id": self.actor_a.id, "tipo": "instruccion"})
        self._cumplir()
        self._verificar()
        self.assertFalse(self._correos("molino@"))
        self.assertFalse(self.compromiso.aviso_pendiente)

    def test_only_the_office_tells(self):
        self.compromiso.beneficiario = "Rosa Quispe"
        with self.assertRaises(UserError):
            self.compromiso.with_user(self.despacho).action_avisar()  # not kept yet
        self._cumplir()
        for user in (
            self.funcionario,
            self.colega,
            self.gestor,
            self.regional,
            self.ajeno,
        ):
            self.env.invalidate_all()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.compromiso.with_user(user).action_avisar()
        for vals in (
            {"aviso_fecha": "2026-01-01 10:00:00"},
            {"aviso_pendiente": False},
        ):
            with self.assertRaises(AccessError):
                self.compromiso.with_user(self.despacho).write(vals)

    def test_one_address_or_none(self):
        """A list of addresses, or a header in it, would tell strangers."""
        for email in (
            "a@example.com, b@example.com",
            "a@example.com\nBcc: b@example.com",
            "nobody",
        ):
            self.compromiso.write({"beneficiario": "X", "beneficiario_email": email})
            self.assertFalse(self.compromiso._get_beneficiario()["email"], email)

    def test_hostile_names(self):
        self.compromiso.write(
            {
                "name": "<img src=x onerror=alert(1)> {{ 7*7 }}",
                "beneficiario": "<script>alert(1)</script>",
                "beneficiario_email": "rosa@example.com",
            }
        )
        self._cumplir()
        self._verificar()
        cuerpo = self._correos("rosa@").body_html
        self.assertNotIn("<script", cuerpo)
        self.assertNotIn("<img", cuerpo)
        self.assertIn("{{ 7*7 }}", cuerpo)


@tagged("post_install", "-at_install")
class TestPurgaCompromiso(AgendaFixtures, TransactionCase):
    """Personal data of a request go also from what was promised for it (R58)."""

    def test_purged_with_its_request(self):
        self.company_a.purga_meses = 6
        self.solicitud.write(
            {
                "solicitante": "Ana Torres",
                "decision": "declinar",
                "respuesta_publica": "x",
                "state": "respondida",
            }
        )
        self.compromiso.write(
            {
                "name": "Visit Ana Torres",
                "solicitud_id": self.solicitud.id,
                "beneficiario": "Ana Torres",
                "beneficiario_email": "ana@example.com",
                "description": "Ana Torres lives behind the mill",
                "area_id": self.area_a.id,
                "tema_id": self.tema_a.id,
                "state": "aceptado",
                "publico": True,
            }
        )
        plazo = self.compromiso.date_deadline
        prorroga = self.env["sigobito.compromiso.prorroga"].create(
            {
                "compromiso_id": self.compromiso.id,
                "date_nueva": plazo + timedelta(days=4),
                "motivo": "Ana Torres is away",
            }
        )
        prorroga.action_aprobar()
        self.compromiso.message_post(body="Ana Torres called")
        foto = self.env["ir.attachment"].create(
            {
                "name": "ana.txt",
                "raw": b"Ana Torres",
                "res_model": "sigobito.compromiso",
                "res_id": self.compromiso.id,
            }
        )
        self.compromiso.evidencia_ids = foto
        self.compromiso.state = "verificado"
        self.solicitud.write({"state": "cerrada"})
        self.solicitud.fecha_cierre = "2025-01-10 15:00:00"
        self.env.flush_all()
        with freeze_time("2027-06-01 12:00:00"), self.enter_registry_test_mode():
            self.env.ref("sigobito_base.ir_cron_purgar").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.solicitud.anonimizado_el)
        self.assertTrue(self.compromiso.anonimizado_el)
        self.assertFalse(foto.exists())
        self.env.cr.execute(
            "SELECT row_to_json(c)::text || row_to_json(p)::text "
            "FROM sigobito_compromiso c JOIN sigobito_compromiso_prorroga p "
            "ON p.compromiso_id = c.id WHERE c.id = %s",
            [self.compromiso.id],
        )
        self.assertNotRegex(self.env.cr.fetchone()[0], "(?i)ana torres|ana@example")
        self.assertFalse(
            self.env["mail.message"].search(
                [
                    ("model", "=", "sigobito.compromiso"),
                    ("res_id", "=", self.compromiso.id),
                ]
            )
        )
        self.assertRecordValues(
            self.compromiso,
            [
                {
                    "state": "verificado",
                    "area_id": self.area_a.id,
                    "tema_id": self.tema_a.id,
                    "responsable_id": self.funcionario.id,
                    "date_original": plazo,
                    "deslizamiento": 4,
                }
            ],
        )
        for vals in ({"name": "Ana Torres"}, {"beneficiario": "Ana Torres"}):
            with self.assertRaises(UserError):
                self.compromiso.with_user(self.despacho).write(vals)


@tagged("post_install", "-at_install")
class TestCompromisosPublicos(AgendaFixtures, HttpCase):
    """The public list: only what is public, and nothing private in it (R26)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.persona = cls.env["sigobito.actor"].create(
            {"name": "Rosa Quispe", "company_id": cls.company_a.id, "tipo": "individuo"}
        )
        cls.comite = cls.env["sigobito.actor"].create(
            {"name": "Water board", "company_id": cls.company_a.id, "tipo": "grupo"}
        )
        cls.publico = cls.env["sigobito.compromiso"].create(
            {
                "name": "Well of La Ribera",
                "company_id": cls.company_a.id,
                "responsable_id": cls.funcionario.id,
                "area_id": cls.area_a.id,
                "actor_id": cls.persona.id,
                "beneficiario": "Doña Petronila",
                "beneficiario_email": "petronila@example.com",
                "description": "Private detail",
                "evidencia": "Private proof",
                "lugar_ids": cls.lugar_a.ids,
                "solicitud_id": cls.solicitud.id,
                "date_deadline": "2026-01-10",
                "state": "en_curso",
                "publico": True,
            }
        )
        cls.env["sigobito.compromiso"].create(
            {
                "name": "Of the other town",
                "company_id": cls.company_b.id,
                "publico": True,
            }
        )
        cls.env.flush_all()

    def test_only_public_and_nothing_private(self):
        response = self.url_open("/compromisos/muni-a")
        self.assertEqual(response.status_code, 200)
        for parte in ("Well of La Ribera", "Place A", "Area A"):
            self.assertIn(parte, response.text)
        for parte in (
            "Repair the pump",
            "Of the other town",
            "Rosa Quispe",
            "Petronila",
            "petronila@",
            "Private detail",
            "Private proof",
            "Ana Torres",
            self.solicitud.folio,
            self.funcionario.name,
        ):
            self.assertNotIn(parte, response.text, parte)
        self.publico.actor_id = self.comite
        self.env.flush_all()
        self.assertIn("Water board", self.url_open("/compromisos/muni-a").text)

    def test_what_became_reserved_stays_out(self):
        with self.assertRaises(ValidationError):
            self.publico.event_id = self.reservada
        self.publico.event_id = self.interna
        self.interna.visibilidad = "reservada"
        self.env.flush_all()
        self.assertNotIn("La Ribera", self.url_open("/compromisos/muni-a").text)

    def test_archived_or_anonymous_or_switched_off(self):
        self.publico.active = False
        self.env.flush_all()
        self.assertNotIn("La Ribera", self.url_open("/compromisos/muni-a").text)
        self.publico.active = True
        self.publico.anonimizado_el = "2026-01-01"
        self.env.flush_all()
        self.assertNotIn("La Ribera", self.url_open("/compromisos/muni-a").text)
        self.company_a.compromiso_publico = False
        self.env.flush_all()
        self.assertEqual(self.url_open("/compromisos/muni-a").status_code, 404)
        self.assertEqual(self.url_open("/compromisos/nowhere").status_code, 404)

    def test_by_place_state_and_page(self):
        otro = self.env["sigobito.lugar"].create(
            {
                "name": "Hamlet",
                "parent_id": self.lugar_a.id,
                "company_id": self.company_a.id,
            }
        )
        self.env["sigobito.compromiso"].create(
            [
                {
                    "name": f"Promise {n:02}",
                    "company_id": self.company_a.id,
                    "publico": True,
                    "state": "verificado",
                    "lugar_ids": otro.ids,
                    "date_deadline": "2026-02-01",
                }
                for n in range(45)
            ]
        )
        self.env.flush_all()
        uno = self.url_open("/compromisos/muni-a?estado=cumplido").text
        self.assertEqual(uno.count("<li class") + uno.count("<li\n"), 20)
        self.assertIn("/compromisos/muni-a/2?", uno)
        tres = self.url_open("/compromisos/muni-a/3?estado=cumplido").text
        self.assertIn("Promise 00", tres)
        self.assertNotIn("La Ribera", tres)
        hamlet = self.url_open(f"/compromisos/muni-a?lugar={otro.id}").text
        self.assertNotIn("La Ribera", hamlet)
        padre = self.url_open(f"/compromisos/muni-a/3?lugar={self.lugar_a.id}").text
        self.assertIn("La Ribera", padre, "with what is inside of it")
        for raro in (
            "/compromisos/muni-a?lugar=x",
            "/compromisos/muni-a?lugar=99999999999999",
            "/compromisos/muni-a?estado=%27",
            "/compromisos/muni-a/999999",
            f"/compromisos/muni-a?lugar={self.lugar_b.id}",
        ):
            self.assertEqual(self.url_open(raro).status_code, 200, raro)

    def test_rate(self):
        self.patch(controlador, "PAGINAS_POR_HORA", 2)
        codes = [self.url_open("/compromisos/muni-a").status_code for _n in range(3)]
        self.assertEqual(codes, [200, 200, 429])

    def test_same_queries_for_many(self):
        Compromiso = self.env["sigobito.compromiso"]

        def leer():
            Compromiso._get_publico(self.company_a)

        pocas = self._contar_consultas(leer)
        Compromiso.create(
            [
                {
                    "name": f"Promise {n}",
                    "company_id": self.company_a.id,
                    "publico": True,
                    "area_id": self.area_a.id,
                    "actor_id": self.comite.id,
                    "lugar_ids": self.lugar_a.ids,
                    "event_id": self.interna.id,
                }
                for n in range(50)
            ]
        )
        self.assertLessEqual(self._contar_consultas(leer), pocas)
