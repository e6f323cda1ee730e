from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..adapters import AdaptadorBase, AdaptadorWeb, Clase, Lectura, Resultado
from ..adapters.base import Busqueda
from ..models import sigobito_publicacion as modulo
from .common import ComunicacionCommon

LOGGER = "odoo.addons.sigobito_comunicacion.models.sigobito_publicacion"


@tagged("post_install", "-at_install")
class TestPublicacion(ComunicacionCommon):
    def setUp(self):
        super().setUp()
        self.cron = self.env.ref("sigobito_comunicacion.ir_cron_publicar")

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def _fila(self, pieza):
        return pieza.sudo().publicacion_ids

    # ---------------------------------------------------------------- publish now
    def test_publish_now(self):
        pieza = self._new_pieza_aprobada(
            imagen=self._foto(), imagen_alt="Vecinos abren el caño"
        )
        action = pieza.action_publicar()
        self.assertEqual(action["params"]["type"], "success")
        post = self._posts(pieza)
        self.assertRecordValues(
            post,
            [
                {
                    "name": "El Mirador ya tiene agua",
                    "is_published": True,
                    "blog_id": self.web_a.blog_id.id,
                    "company_id": self.company_a.id,
                    "author_id": self.company_a.partner_id.id,
                    "tema_id": self.tema_a.id,
                    "imagen_alt": "Vecinos abren el caño",
                }
            ],
        )
        self.assertEqual(post.lugar_ids, self.lugar_a)
        self.assertIn("120 hogares", post.content)
        self.assertEqual(post.content.count("<p>"), 2)
        self.assertTrue(post.sigobito_imagen_id.public)
        self.assertEqual(pieza.url, post.website_url)
        self.assertEqual(self._fila(pieza).state, "publicado")
        self.assertEqual(
            self._fila(pieza).intento_ids.mapped("resultado"), [Clase.OK.value]
        )

    def test_twice_is_one_page(self):
        pieza = self._new_pieza_aprobada()
        pieza.action_publicar()
        with self.assertRaises(UserError):
            pieza.action_publicar()
        fila = self._fila(pieza)
        fila._procesar(confirmar=False)
        # even if the row forgot what happened, the page is found and adopted
        pieza.sudo().write({"state": "aprobada"})
        fila.write({"state": "pendiente", "proximo_intento": fields.Datetime.now()})
        fila._procesar(confirmar=False)
        self.assertEqual(fila.state, "publicado")
        self.assertEqual(len(self._posts(pieza)), 1)

    def test_followers_are_told_once(self):
        follower = self.env["res.partner"].create(
            {"name": "Vecina", "email": "vecina@ejemplo.test"}
        )
        self.web_a.blog_id.message_subscribe(
            follower.ids,
            subtype_ids=self.env.ref("website_blog.mt_blog_blog_published").ids,
        )
        pieza = self._new_pieza_aprobada()
        before = len(self.web_a.blog_id.message_ids)
        pieza.action_publicar()
        self.assertEqual(len(self.web_a.blog_id.message_ids), before + 1)
        fila = self._fila(pieza)
        AdaptadorWeb(fila.canal_id).publicar(fila, {})
        self.assertEqual(len(self.web_a.blog_id.message_ids), before + 1)

    def test_only_with_sign_off(self):
        pieza = self._new_pieza()
        for _step in range(2):
            with self.assertRaisesRegex(UserError, "sign-off"):
                pieza.action_publicar()
            if pieza.state == "borrador":
                pieza.action_enviar_revision()
        self.assertFalse(self._posts(pieza))

    def test_readers_do_not_publish(self):
        pieza = self._new_pieza_aprobada()
        with self.assertRaises(AccessError):
            pieza.with_user(self.gestor).action_publicar()

    def test_outbox_is_closed_to_people(self):
        pieza = self._new_pieza_aprobada()
        pieza.action_publicar()
        fila = self._fila(pieza).sudo(False).with_user(self.comunicacion)
        self.assertEqual(fila.state, "publicado")
        with self.assertRaises(AccessError):
            fila.write({"state": "pendiente"})
        with self.assertRaises(AccessError):
            fila.unlink()
        with self.assertRaises(AccessError):
            fila.create({"pieza_id": pieza.id, "canal_id": self.web_a.id})

    # ---------------------------------------------------------------- time
    def test_scheduled_hour_is_respected(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now + timedelta(hours=3))
        self.assertEqual(self._fila(pieza).state, "pendiente")
        self._run_cron()
        self.assertFalse(self._posts(pieza))
        with freeze_time(now + timedelta(hours=3, minutes=1)):
            self._run_cron()
        self.assertEqual(pieza.state, "publicada")
        self.assertEqual(len(self._posts(pieza)), 1)

    def test_embargo_is_respected(self):
        now = fields.Datetime.now()
        self.accion_a.embargo = now + timedelta(hours=5)
        pieza = self._new_pieza_aprobada(fecha_programada=now - timedelta(hours=1))
        with self.assertRaisesRegex(UserError, "embargo"):
            pieza.action_publicar()
        self.assertEqual(self._fila(pieza).proximo_intento, self.accion_a.embargo)
        with freeze_time(now + timedelta(hours=4)):
            self._run_cron()
        self.assertFalse(self._posts(pieza))
        with freeze_time(now + timedelta(hours=5, minutes=1)):
            self._run_cron()
        self.assertEqual(pieza.state, "publicada")

    def test_later_embargo_holds_what_was_queued(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now + timedelta(hours=1))
        self.accion_a.embargo = now + timedelta(hours=9)
        with freeze_time(now + timedelta(hours=2)):
            self._run_cron()
        self.assertEqual(pieza.state, "aprobada")

    def test_change_of_mind_empties_the_outbox(self):
        pieza = self._new_pieza_aprobada(
            fecha_programada=fields.Datetime.now() + timedelta(hours=1)
        )
        self.assertTrue(self._fila(pieza))
        pieza.texto = "Otro texto"
        self.assertFalse(self._fila(pieza))
        pieza.with_user(self.titular).action_aprobar()
        self.assertTrue(self._fila(pieza))
        pieza.fecha_programada = False
        self.assertFalse(self._fila(pieza))

    def test_stale_row_goes_to_a_person(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now + timedelta(hours=1))
        with freeze_time(now + timedelta(hours=modulo.HORAS_VIGENCIA + 2)):
            self._run_cron()
        self.assertEqual(self._fila(pieza).state, "fallido")
        self.assertFalse(self._posts(pieza))
        self.assertTrue(pieza.activity_ids)

    # ---------------------------------------------------------------- faults
    def test_killed_worker_is_read_back(self):
        """Found in “sending” after its worker died: uncertain, read back, sent once."""
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now)
        fila = self._fila(pieza)
        fila._marcar_enviando(now)
        self._run_cron()
        self.assertEqual(fila.state, "enviando", "another worker may still have it")
        with freeze_time(now + timedelta(minutes=modulo.MINUTOS_ENVIANDO + 1)):
            self._run_cron()
            self.assertEqual(fila.state, "pendiente")
            self.assertEqual(
                fila.intento_ids.mapped("resultado"), ["no_encontrado", "incierto"]
            )
            self._run_cron()
        self.assertEqual(fila.state, "publicado")
        self.assertEqual(len(self._posts(pieza)), 1)

    def test_killed_after_publishing_is_adopted(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now)
        fila = self._fila(pieza)
        fila._marcar_enviando(now)
        AdaptadorWeb(self.web_a).publicar(fila, {})
        with freeze_time(now + timedelta(minutes=modulo.MINUTOS_ENVIANDO + 1)):
            self._run_cron()
        self.assertEqual(fila.state, "publicado")
        self.assertEqual(pieza.state, "publicada")
        self.assertEqual(len(self._posts(pieza)), 1)

    @mute_logger(LOGGER)
    def test_crash_inside_leaves_nothing_behind(self):
        pieza = self._new_pieza_aprobada(fecha_programada=fields.Datetime.now())
        original = AdaptadorWeb._set_imagen

        def crash(adaptador, post, pieza):
            original(adaptador, post, pieza)
            raise RuntimeError("disk full")

        with patch.object(AdaptadorWeb, "_set_imagen", crash):
            self._run_cron()
        fila = self._fila(pieza)
        self.assertEqual(fila.state, "pendiente")
        self.assertGreater(fila.proximo_intento, fields.Datetime.now())
        self.assertNotIn("disk full", fila.error)
        self.assertFalse(self._posts(pieza))
        with freeze_time(fila.proximo_intento + timedelta(seconds=1)):
            self._run_cron()
        self.assertEqual(len(self._posts(pieza)), 1)

    @mute_logger(LOGGER)
    def test_too_many_failures_call_a_person(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now)
        fila = self._fila(pieza)
        fila.intentos = modulo.MAXIMO_INTENTOS - 1
        with patch.object(AdaptadorWeb, "publicar", side_effect=RuntimeError):
            self._run_cron()
        self.assertEqual(fila.state, "fallido")
        self.assertTrue(fila.requiere_persona)
        self.assertTrue(pieza.activity_ids)
        self.assertIn("was not published", pieza.aviso_publicacion)
        fila.sudo(False).with_user(self.comunicacion).action_reintentar()
        self.assertEqual(fila.state, "publicado")

    def test_each_answer_has_its_reaction(self):
        cases = {
            Clase.OK: ("publicado", False),
            Clase.RETRY_LATER: ("pendiente", False),
            Clase.SAFE_RETRY: ("pendiente", False),
            Clase.UNKNOWN: ("incierto", False),
            Clase.DUPLICATE: ("incierto", False),
            Clase.AUTH: ("pendiente", True),
            Clase.PERMISSION: ("pendiente", True),
            Clase.BILLING: ("pendiente", True),
            Clase.BLOCKED: ("pendiente", True),
            Clase.PERMANENT: ("fallido", False),
        }
        self.assertEqual(set(cases), set(Clase))
        for clase, (state, pausado) in cases.items():
            with self.subTest(clase=clase):
                self.web_a.write({"pausado": False, "espera_hasta": False})
                pieza = self._new_pieza_aprobada(fecha_programada=fields.Datetime.now())
                resultado = Resultado(clase, remote_id="7", url="/x", mensaje="m")
                with patch.object(AdaptadorWeb, "publicar", return_value=resultado):
                    self._run_cron()
                self.assertEqual(self._fila(pieza).state, state)
                self.assertEqual(self.web_a.pausado, pausado)

    def test_paused_channel_waits(self):
        self.web_a.write({"pausado": True, "motivo_pausa": "Clave vencida"})
        pieza = self._new_pieza_aprobada(fecha_programada=fields.Datetime.now())
        self._run_cron()
        self.assertFalse(self._posts(pieza))
        with self.assertRaisesRegex(UserError, "Clave vencida"):
            pieza.action_publicar()
        self.web_a.with_user(self.comunicacion).action_reanudar()
        pieza.action_publicar()
        self.assertEqual(pieza.state, "publicada")

    def test_cannot_be_known_goes_to_a_person(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now)
        fila = self._fila(pieza)
        fila.write({"state": "incierto", "proximo_intento": now})
        nada = Busqueda(Lectura.NO_SE_PUEDE_SABER)
        with patch.object(AdaptadorWeb, "buscar", return_value=nada):
            for step in range(modulo.MAXIMO_LECTURAS):
                with freeze_time(now + timedelta(hours=step + 1)):
                    self._run_cron()
        self.assertTrue(fila.requiere_persona)
        self.assertEqual(fila.state, "incierto")
        self.assertFalse(self._posts(pieza))
        mia = fila.sudo(False).with_user(self.comunicacion)
        mia.action_confirmar_no_publicada()
        self._run_cron()
        self.assertEqual(fila.state, "publicado")

    def test_content_must_be_the_approved_one(self):
        now = fields.Datetime.now()
        pieza = self._new_pieza_aprobada(fecha_programada=now)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sigobito_pieza SET texto = 'colado' WHERE id = %s", [pieza.id]
        )
        self.env.invalidate_all()
        self._run_cron()
        self.assertEqual(self._fila(pieza).state, "fallido")
        self.assertFalse(self._posts(pieza))

    def test_locked_row_is_skipped(self):
        pieza = self._new_pieza_aprobada(fecha_programada=fields.Datetime.now())
        fila = self._fila(pieza)
        with patch.object(
            type(fila), "try_lock_for_update", lambda self, **kw: self.browse()
        ):
            fila._procesar(confirmar=False)
        self.assertEqual(fila.state, "pendiente")

    def test_one_bad_row_does_not_stop_the_rest(self):
        now = fields.Datetime.now()
        mala = self._new_pieza_aprobada(fecha_programada=now)
        buena = self._new_pieza_aprobada(fecha_programada=now, titulo="Otra")
        mala_id = self._fila(mala).id
        original = type(self._fila(mala))._puede_salir

        def puede_salir(fila, ahora):
            if fila.id == mala_id:
                raise RuntimeError("boom")
            return original(fila, ahora)

        with (
            patch.object(type(self._fila(mala)), "_puede_salir", puede_salir),
            mute_logger(LOGGER),
        ):
            self._run_cron()
        self.assertEqual(buena.state, "publicada")
        self.assertEqual(mala.state, "aprobada")
        self.assertEqual(self._fila(mala).intentos, 1)

    # ---------------------------------------------------------------- content
    def test_hostile_text_is_harmless(self):
        pieza = self._new_pieza_aprobada(
            titulo="<img src=x onerror=alert(1)>",
            texto="<script>alert(1)</script>\n\n<b>hola</b> & adiós",
        )
        pieza.action_publicar()
        content = self._posts(pieza).content
        self.assertNotIn("<script", content)
        self.assertIn("&lt;script&gt;", content)
        self.assertIn("&amp; adiós", content)

    def test_hostile_html_is_sanitised(self):
        pieza = self._new_pieza_aprobada()
        pieza.sudo().write({"state": "borrador"})
        self.env.flush_all()
        # even if it got into the database by another door
        self.env.cr.execute(
            "UPDATE sigobito_pieza SET cuerpo = %s WHERE id = %s",
            [
                "<h2>Hola</h2><script>alert(1)</script><p onmouseover='x()'>a</p>"
                "<iframe src='https://evil.example'></iframe>"
                "<a href='javascript:alert(1)'>b</a>",
                pieza.id,
            ],
        )
        self.env.invalidate_all()
        pieza.action_enviar_revision()
        pieza.with_user(self.titular).action_aprobar()
        pieza.action_publicar()
        content = self._posts(pieza).content
        self.assertIn("<h2>Hola</h2>", content)
        for trozo in ("<script", "onmouseover", "<iframe", "javascript:"):
            self.assertNotIn(trozo, content)

    def test_link_is_added(self):
        pieza = self._new_pieza_aprobada(enlace='https://example.com/?a=1&b="2"')
        pieza.action_publicar()
        content = self._posts(pieza).content
        self.assertIn("https://example.com/?a=1&amp;b=", content)
        self.assertIn("</a></p>", content)

    # ---------------------------------------------------------------- retire
    def test_retire_and_publish_again(self):
        pieza = self._new_pieza_aprobada(imagen=self._foto(), imagen_alt="Foto")
        pieza.action_publicar()
        post = self._posts(pieza)
        pieza.action_retirar()
        self.assertFalse(post.is_published)
        self.assertFalse(post.sigobito_imagen_id.public)
        self.assertEqual((pieza.state, pieza.url), ("retirada", False))
        pieza.texto = "Texto corregido."
        pieza.action_enviar_revision()
        pieza.with_user(self.titular).action_aprobar()
        pieza.action_publicar()
        self.assertEqual(self._posts(pieza), post)
        self.assertTrue(post.is_published)
        self.assertIn("Texto corregido", post.content)

    def test_adapter_without_network_contract(self):
        adaptador = AdaptadorBase(self.asistido_a)
        self.assertEqual(adaptador.validar(None), [])
        self.assertEqual(adaptador.preparar(None), {})
        self.assertEqual(adaptador.buscar(None).lectura, Lectura.NO_SE_PUEDE_SABER)
        self.assertEqual(adaptador.metricas([]), {})
        self.assertTrue(adaptador.comprobar_credencial().valida)
        self.assertFalse(adaptador.retirar(None))
        with self.assertRaises(NotImplementedError):
            adaptador.publicar(None, {})

    # ---------------------------------------------------------------- set-up
    def test_new_municipality_has_its_channels(self):
        company = self._new_municipio("Muni C", "muni-c")
        company._sigobito_post_create()
        company._sigobito_post_create()
        canales = self.env["sigobito.canal"].search([("company_id", "=", company.id)])
        self.assertEqual(sorted(canales.mapped("tipo")), ["otro", "web"])
        web = canales.filtered(lambda c: c.tipo == "web")
        self.assertEqual(web.blog_id.name, "Muni C")
        self.assertEqual(web.blog_id.company_id, company)
        company.name = "Municipalidad de Villa C"
        self.assertEqual(web.blog_id.name, "Municipalidad de Villa C")

    def test_assisted_kind_cannot_be_automatic(self):
        with self.assertRaises(UserError):
            self.asistido_a.modo = "automatico"

    def test_web_channel_needs_its_own_blog(self):
        ajeno = self.env["blog.blog"].create(
            {"name": "Otro", "company_id": self.company_b.id}
        )
        with self.assertRaises(UserError):
            self.env["sigobito.canal"].with_user(self.comunicacion).create(
                {"name": "x", "tipo": "web", "blog_id": ajeno.id}
            )
        with self.assertRaises(UserError):
            self.env["sigobito.canal"].create({"name": "x", "tipo": "web"})
