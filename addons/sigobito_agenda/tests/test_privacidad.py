from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

from .common import AgendaFixtures

TEXTO = "Ana Torres of the mill"


@tagged("post_install", "-at_install")
class TestPrivacidad(AgendaFixtures, SigobitoCommon):
    """Personal data of requesters: term, purge, look-up (R58)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.purga_meses = 6
        cls.vieja = cls._new_cerrada("Her old request", "2025-01-10 15:00:00")
        cls.nueva = cls._new_cerrada("Her new request", "2026-03-10 15:00:00")
        cls.vieja.message_post(body=TEXTO)
        cls.vieja.message_post(
            body="Photo", attachments=[("photo.txt", TEXTO.encode())]
        )
        cls.env["ir.attachment"].create(
            {
                "name": "letter.txt",
                "raw": TEXTO.encode(),
                "res_model": cls.vieja._name,
                "res_id": cls.vieja.id,
            }
        )
        cls.vieja.activity_schedule(
            "mail.mail_activity_data_todo", summary=TEXTO, user_id=cls.despacho.id
        )
        cls.env["mail.mail"].create(
            {
                "model": cls.vieja._name,
                "res_id": cls.vieja.id,
                "body_html": TEXTO,
                "email_to": "ana@example.com",
            }
        )
        cls.env.flush_all()

    @classmethod
    def _new_cerrada(cls, name, cierre, **vals):
        solicitud = cls._new_solicitud(
            name=name,
            solicitante=TEXTO,
            email="ana@example.com",
            phone="999 888 777",
            documento="12345678",
            description=TEXTO,
            decision="declinar",
            respuesta_publica=TEXTO,
            state="respondida",
            fecha_respuesta=cierre,
            fecha_recepcion=datetime(2024, 12, 1, 15),
            **vals,
        )
        solicitud.write({"state": "cerrada"})
        solicitud.fecha_cierre = cierre
        return solicitud

    def _purgar(self, ahora="2026-04-01 12:00:00"):
        with freeze_time(ahora), self.enter_registry_test_mode():
            self.env.ref("sigobito_base.ir_cron_purgar").method_direct_trigger()
        self.env.invalidate_all()

    def test_purged_after_its_term(self):
        codigo, folio = self.vieja.codigo, self.vieja.folio
        otra = self.vieja.copy({"company_id": self.company_b.id})
        otra.write({"state": "cerrada", "fecha_cierre": "2025-01-10 15:00:00"})
        self._purgar()
        vieja = self.vieja
        self.assertEqual(vieja.anonimizado_el.isoformat(), "2026-04-01")
        for campo in ("email", "phone", "documento", "description", "codigo"):
            self.assertFalse(vieja[campo], campo)
        for campo in ("name", "solicitante"):
            self.assertNotIn("Ana", vieja[campo])
        self.assertEqual(vieja.folio, folio, "the figures stay")
        self.assertEqual(vieja.decision, "declinar")
        self.assertTrue(vieja.fecha_recepcion)
        self.assertFalse(self.nueva.anonimizado_el, "its term is not over")
        self.assertFalse(otra.anonimizado_el, "that municipality keeps its data")
        Solicitud = self.env["sigobito.solicitud"]
        self.assertFalse(Solicitud._get_by_codigo(codigo), "its page is gone")
        self.assertFalse(self.solicitud.anonimizado_el, "it is open")

    def test_nothing_of_it_is_left(self):
        self._purgar()
        de_ella = [("res_model", "=", self.vieja._name), ("res_id", "=", self.vieja.id)]
        env = self.env
        self.assertFalse(
            env["mail.message"].search(
                [("model", "=", self.vieja._name), ("res_id", "=", self.vieja.id)]
            )
        )
        self.assertFalse(env["mail.mail"].search([("body_html", "ilike", TEXTO)]))
        self.assertFalse(env["ir.attachment"].search(de_ella))
        self.assertFalse(env["mail.activity"].search(de_ella))
        env.flush_all()
        env.cr.execute(
            "SELECT count(*) FROM sigobito_solicitud s WHERE s.id = %s "
            "AND row_to_json(s)::text ~* 'ana torres|ana@example|12345678'",
            [self.vieja.id],
        )
        self.assertEqual(env.cr.fetchone()[0], 0)

    def test_log_without_names(self):
        self._purgar()
        log = self.env["sigobito.purga"].search(
            [("company_id", "=", self.company_a.id)]
        )
        self.assertRecordValues(
            log,
            [{"motivo": "plazo", "cantidad": 1, "referencias": self.vieja.folio}],
        )
        self.assertFalse(log.user_id)
        self._purgar()
        self.assertEqual(len(log.search([("id", ">=", log.id)])), 1, "only once")
        self.assertWalled(log, campo="motivo")
        for user in (self.despacho, self.funcionario, self.regional):
            with self.assertRaises(AccessError):
                log.with_user(user).read(["cantidad"])
        with self.assertRaises(AccessError):
            log.with_user(self.admin_municipal).unlink()

    def test_open_commitment_waits(self):
        compromiso = self.env["sigobito.compromiso"].create(
            {
                "name": "Visit her",
                "company_id": self.company_a.id,
                "solicitud_id": self.vieja.id,
                "responsable_id": self.funcionario.id,
            }
        )
        self._purgar()
        self.assertFalse(self.vieja.anonimizado_el)
        compromiso.state = "no_cumplido"
        self._purgar()
        self.assertTrue(self.vieja.anonimizado_el)

    def test_off_by_default(self):
        self.company_a.purga_meses = 0
        self._purgar()
        self.assertFalse(self.vieja.anonimizado_el)

    def test_stays_as_it_is(self):
        self._purgar()
        vieja = self.vieja.with_user(self.despacho)
        with self.assertRaises(UserError):
            vieja.action_reabrir()
        with self.assertRaises(UserError):
            vieja.email = "ana@example.com"

    def test_activity_made_of_it(self):
        evento = self._new_actividad(
            self.vieja.name, "interna", solicitud_id=self.vieja.id
        )
        propio = self._new_actividad("Own name", "interna", solicitud_id=self.vieja.id)
        self._purgar()
        self.assertNotEqual(evento.name, "Her old request")
        self.assertEqual(propio.name, "Own name")

    def test_stakeholder_with_consent_stays_linked(self):
        Actor = self.env["sigobito.actor"]
        sin, con = Actor.create(
            [
                {"name": "Without", "company_id": self.company_a.id},
                {
                    "name": "With",
                    "company_id": self.company_a.id,
                    "consentimiento": True,
                },
            ]
        )
        self.vieja.actor_id = con
        self.vieja.actor_ids = sin | con
        self._purgar()
        self.assertEqual(self.vieja.actor_id, con)
        self.assertEqual(self.vieja.actor_ids, con)

    # ------------------------------------------------------------
    # THE TERM AND ITS PREVIEW
    # ------------------------------------------------------------

    def test_term_with_preview(self):
        self.company_a.purga_meses = 0
        Plazo = self.env["sigobito.purga.plazo"].with_user(self.admin_municipal)
        with freeze_time("2026-04-01 12:00:00"):
            plazo = Plazo.create({"conservar": "plazo", "meses": 6})
            self.assertEqual(plazo.cantidad, 1)
            self.assertEqual(plazo.muestra, self.vieja.folio, "no names")
            plazo.meses = 60
            self.assertEqual(plazo.cantidad, 0)
            plazo.meses = 12
            plazo.action_guardar()
        self.assertEqual(self.company_a.purga_meses, 12)
        for meses in (0, -3, 999):
            with self.assertRaises(UserError):
                Plazo.create({"conservar": "plazo", "meses": meses}).action_guardar()

    def test_term_is_for_the_administrator(self):
        Plazo = self.env["sigobito.purga.plazo"]
        for user in (self.despacho, self.gestor, self.funcionario, self.regional):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Plazo.with_user(user).create({"conservar": "siempre"})
        with self.assertRaises(AccessError):
            Plazo.with_user(self.ajeno).create(
                {"conservar": "siempre", "company_id": self.company_a.id}
            ).action_guardar()
        with self.assertRaises(AccessError):
            self.company_a.with_user(self.admin_municipal).purga_meses = 1

    # ------------------------------------------------------------
    # LOOK-UP
    # ------------------------------------------------------------

    def _persona(self, user=None, texto="ana@example"):
        Persona = self.env["sigobito.persona"].with_user(user or self.admin_municipal)
        persona = Persona.create({"texto": texto})
        persona.action_buscar()
        return persona

    def test_found_by_any_of_her_data(self):
        self.actor_a.write({"name": "Ana Torres", "email": "ana@example.com"})
        for texto in ("ana@example", "999 888", "12345678", "Torres of the"):
            lineas = self._persona(texto=texto).line_ids
            self.assertIn(self.vieja.folio, lineas.mapped("name"), texto)
        self.assertIn("sigobito.actor", self._persona().line_ids.mapped("res_model"))
        with self.assertRaises(UserError):
            self._persona(texto="an")
        ajena = self._persona(self.ajeno)
        self.assertFalse(ajena.line_ids, "another municipality")
        log = self.env["sigobito.purga"].search([("motivo", "=", "consulta")])
        self.assertIn(self.admin_municipal, log.user_id)

    def test_deleted_on_request(self):
        self.actor_a.write({"name": "Ana Torres", "email": "ana@example.com"})
        abierta = self._new_solicitud(solicitante="Ana", email="ana@example.com")
        persona = self._persona()
        linea = persona.line_ids.filtered(lambda r: r.res_id == abierta.id)
        linea = linea.filtered(lambda r: r.res_model == abierta._name)
        self.assertTrue(linea.impedimento)
        self.assertFalse(linea.elegida)
        with self.assertRaises(UserError):
            persona.action_anonimizar()
        persona.motivo = "Letter of 3 March"
        linea.elegida = True
        with self.assertRaises(UserError):
            persona.action_anonimizar()
        linea.elegida = False
        persona.action_anonimizar()
        self.env.invalidate_all()
        self.assertTrue(self.vieja.anonimizado_el)
        self.assertTrue(self.nueva.anonimizado_el)
        self.assertTrue(self.actor_a.anonimizado_el)
        self.assertNotIn("Ana", self.actor_a.name)
        self.assertFalse(self.actor_a.email)
        self.assertFalse(abierta.anonimizado_el)

    def test_copy_handed_over(self):
        accion = self._persona().action_exportar()
        self.assertIn("/web/content/sigobito.persona/", accion["url"])
        persona = self.env["sigobito.persona"].search([], order="id desc", limit=1)
        self.assertTrue(persona.archivo)
        self.assertTrue(
            self.env["sigobito.purga"].search_count([("motivo", "=", "entrega")])
        )
        for user in (self.titular, self.despacho, self.ajeno):
            with self.assertRaises(AccessError):
                persona.with_user(user).read(["archivo"])

    def test_lookup_is_for_the_administrator(self):
        for user in (self.despacho, self.titular, self.funcionario, self.regional):
            solo = user != self.admin_municipal
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._persona(user)
            self.assertTrue(solo)
        persona = self._persona()
        with self.assertRaises(AccessError):
            persona.company_id = self.company_b
        # a forged line reaches nothing of another municipality
        ajena = self.env["sigobito.solicitud"].create(
            {
                "name": "B",
                "solicitante": "B",
                "company_id": self.company_b.id,
                "state": "cerrada",
            }
        )
        persona.line_ids.write({"res_id": ajena.id})
        persona.motivo = "x"
        persona.action_anonimizar()
        self.assertFalse(ajena.anonimizado_el)

    def test_privacy_lookup_of_the_platform(self):
        self.actor_a.write({"name": "Ana Torres", "email": "ana@example.com"})
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": TEXTO, "email": "ana@example.com"}
        )
        wizard.action_lookup()
        vistos = {(r.res_model, r.res_id) for r in wizard.line_ids}
        self.assertEqual(len(vistos), len(wizard.line_ids), "each once")
        self.assertIn((self.vieja._name, self.vieja.id), vistos)
        self.assertIn((self.actor_a._name, self.actor_a.id), vistos)
        # by name alone, too: the requester's field is not called name
        otra = self.env["privacy.lookup.wizard"].create(
            {"name": "of the mill", "email": "nobody@example.com"}
        )
        otra.action_lookup()
        linea = otra.line_ids.filtered(lambda r: r.res_id == self.vieja.id)
        linea = linea.filtered(lambda r: r.res_model == self.vieja._name)
        self.assertTrue(linea)
        linea.action_unlink()
        self.env.invalidate_all()
        self.assertTrue(self.vieja.exists(), "it counts in the figures")
        self.assertTrue(self.vieja.anonimizado_el)
