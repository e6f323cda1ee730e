import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ComunicacionCommon


@tagged("post_install", "-at_install")
class TestPieza(ComunicacionCommon):
    def test_form_from_action(self):
        form = Form(
            self.env["sigobito.pieza"]
            .with_user(self.comunicacion)
            .with_context(
                **self.accion_a.with_user(self.comunicacion).action_nueva_pieza()[
                    "context"
                ]
            )
        )
        self.assertEqual(form.canal_id, self.web_a)
        self.assertEqual(form.titulo, self.accion_a.name)
        self.assertEqual(form.texto, self.accion_a.mensaje)
        self.assertEqual(form.save().autor_ids, self.comunicacion)

    # ---------------------------------------------------------------- sign-off
    def test_who_may_approve(self):
        for user in (self.titular, self.despacho, self.aprobador):
            with self.subTest(user=user.login):
                pieza = self._new_pieza()
                pieza.action_enviar_revision()
                self.assertTrue(pieza.with_user(user).puede_aprobar)
                pieza.with_user(user).action_aprobar()
                self.assertRecordValues(
                    pieza,
                    [
                        {
                            "state": "aprobada",
                            "aprobada_por_id": user.id,
                            "enviada_por_id": self.comunicacion.id,
                        }
                    ],
                )
                self.assertTrue(pieza.fecha_aprobacion)

    def test_who_may_not_approve(self):
        pieza = self._new_pieza()
        pieza.action_enviar_revision()
        for user in (self.comunicacion, self.gestor, self.funcionario):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                pieza.with_user(user).write({"state": "aprobada"})
        self.assertFalse(pieza.puede_aprobar)

    def test_nobody_approves_what_only_he_wrote(self):
        doble = self._new_user(
            "doble",
            self.company_a,
            "sigobito_base.group_comunicacion",
            "sigobito_comunicacion.group_aprobador_comunicacion",
        )
        pieza = self._new_pieza(user=doble)
        pieza.action_enviar_revision()
        self.assertFalse(pieza.puede_aprobar)
        with self.assertRaisesRegex(AccessError, "somebody else"):
            pieza.action_aprobar()
        pieza.with_user(self.comunicacion).texto = "Lo corrigió otra persona."
        pieza.action_aprobar()
        self.assertEqual(pieza.state, "aprobada")

    def test_head_of_government_approves_his_own(self):
        pieza = self._new_pieza(user=self.titular)
        pieza.action_enviar_revision()
        pieza.action_aprobar()
        self.assertEqual(pieza.state, "aprobada")

    def test_trace_is_closed(self):
        pieza = self._new_pieza()
        for vals in (
            {"aprobada_por_id": self.titular.id},
            {"fecha_aprobacion": fields.Datetime.now()},
            {"autor_ids": [(5, 0, 0)]},
            {"url": "https://example.com"},
            {"fecha_publicacion": fields.Datetime.now()},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                pieza.write(vals)
        with self.assertRaises(AccessError):
            self._new_pieza(aprobada_por_id=self.titular.id)
        with self.assertRaises(UserError):
            self._new_pieza(state="publicada")
        with self.assertRaises(UserError):
            self._new_pieza(state="aprobada")
        with self.assertRaises(UserError):
            pieza.write({"state": "publicada"})

    def test_change_after_sign_off_returns_to_review(self):
        for vals in (
            {"texto": "Otro texto"},
            {"titulo": "Otro título"},
            {"enlace": "https://example.com"},
            {"imagen": self._foto(), "imagen_alt": "Una foto"},
            {"cuerpo": "<p>Otro</p>"},
            {"texto": "Otro más", "state": "aprobada"},
        ):
            with self.subTest(vals=list(vals)):
                pieza = self._new_pieza_aprobada()
                pieza.write(vals)
                self.assertRecordValues(
                    pieza,
                    [
                        {
                            "state": "revision",
                            "aprobada_por_id": False,
                            "fecha_aprobacion": False,
                        }
                    ],
                )

    def test_same_text_keeps_the_sign_off(self):
        pieza = self._new_pieza_aprobada()
        pieza.write({"texto": pieza.texto, "titulo": pieza.titulo})
        self.assertEqual(pieza.state, "aprobada")

    def test_reject_with_reason(self):
        pieza = self._new_pieza()
        pieza.action_enviar_revision()
        with self.assertRaises(AccessError):
            pieza.write({"state": "rechazada"})
        wizard = (
            self.env["sigobito.comunicacion.motivo"]
            .with_user(self.titular)
            .with_context(**pieza.with_user(self.titular).action_rechazar()["context"])
        )
        with self.assertRaises(UserError):
            wizard.create({"motivo": "  "}).action_confirmar()
        wizard.create({"motivo": "Muy largo"}).action_confirmar()
        self.assertEqual(
            (pieza.state, pieza.motivo_rechazo), ("rechazada", "Muy largo")
        )
        pieza.texto = "Más corto."
        pieza.action_enviar_revision()
        self.assertFalse(pieza.motivo_rechazo)

    # ---------------------------------------------------------------- content
    def test_review_refuses_what_is_not_ready(self):
        self.asistido_a.largo_maximo = 20
        cases = (
            ({"texto": False}, "no text"),
            ({"texto": "x" * 21, "canal_id": self.asistido_a.id}, "21 characters"),
            ({"imagen": self._foto()}, "description"),
        )
        for vals, message in cases:
            with (
                self.subTest(message=message),
                self.assertRaisesRegex(UserError, message),
            ):
                self._new_pieza(**vals).action_enviar_revision()

    def test_link_must_be_https(self):
        for link in ("javascript:alert(1)", "gob.pe", "ftp://x/y"):
            with self.subTest(link=link), self.assertRaises(ValidationError):
                self._new_pieza(enlace=link)

    def test_picture_must_be_a_photograph(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        with self.assertRaises(UserError):
            self._new_pieza(imagen=base64.b64encode(svg))

    def test_formatted_text_is_sanitised(self):
        pieza = self._new_pieza(
            cuerpo="<p onclick='x()'>Hola</p><script>alert(1)</script>"
            "<a href='javascript:alert(1)'>ver</a><form><input/></form>"
        )
        for trozo in ("script", "onclick", "javascript", "<form", "<input"):
            self.assertNotIn(trozo, pieza.cuerpo)

    def test_counter_counts_characters(self):
        self.assertEqual(self._new_pieza(texto="n\u0303andu\u0301").largo, 5)

    def test_text_to_copy(self):
        pieza = self._new_pieza(texto="Hola", enlace="https://example.com/a")
        self.assertEqual(pieza.get_texto_para_copiar(), "Hola\n\nhttps://example.com/a")
        pieza = self._new_pieza(texto=False, cuerpo="<p>Uno</p>")
        self.assertIn("Uno", pieza.get_texto_para_copiar())

    def test_other_channel_of_other_municipality(self):
        with self.assertRaises(UserError):
            self._new_pieza(canal_id=self.web_b.id)

    # ---------------------------------------------------------------- assisted
    def test_assisted_channel(self):
        pieza = self._new_pieza(canal_id=self.asistido_a.id)
        pieza.action_enviar_revision()
        Difundir = self.env["sigobito.pieza.difundir"].with_user(self.comunicacion)
        with self.assertRaisesRegex(UserError, "sign-off"):
            Difundir.create({"pieza_id": pieza.id}).action_confirmar()
        pieza.with_user(self.titular).action_aprobar()
        with self.assertRaisesRegex(UserError, "assisted"):
            pieza.action_publicar()
        with self.assertRaises(UserError):
            Difundir.create(
                {"pieza_id": pieza.id, "url": "javascript:x"}
            ).action_confirmar()
        Difundir.create(
            {"pieza_id": pieza.id, "url": "https://wa.me/1"}
        ).action_confirmar()
        self.assertRecordValues(
            pieza, [{"state": "publicada", "url": "https://wa.me/1"}]
        )
        self.assertEqual(self.accion_a.state, "difundida")
        self.assertFalse(self._posts(pieza))

    def test_assisted_is_never_sent_by_the_cron(self):
        pieza = self._new_pieza_aprobada(
            canal_id=self.asistido_a.id,
            fecha_programada=fields.Datetime.now() - timedelta(hours=1),
        )
        self.assertFalse(pieza.sudo().publicacion_ids)

    def test_published_is_locked_and_not_deleted(self):
        pieza = self._new_pieza_aprobada()
        pieza.action_publicar()
        with self.assertRaisesRegex(UserError, "retire it"):
            pieza.texto = "Otro"
        with self.assertRaises(UserError):
            pieza.unlink()
        with self.assertRaises(UserError):
            pieza.write({"state": "borrador"})
