import re
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestDecidirPorEnlace(AgendaFixtures, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_419")
        cls.titular.email = "alcaldesa@example.com"
        cls.solicitud.write(
            {"state": "recomendada", "recomendacion": "aceptar", "phone": "999111222"}
        )
        cls.otra = cls._new_solicitud(name="Road of the school")
        cls.otra.write({"state": "recomendada", "recomendacion": "aceptar"})

    def _pedir(self, solicitudes=None):
        solicitudes = solicitudes or self.solicitud
        solicitudes.with_user(self.despacho).action_pedir_decision()
        mail = self.env["mail.mail"].search(
            [("email_to", "ilike", "alcaldesa@example.com")], order="id desc", limit=1
        )
        self.assertEqual(mail.state, "outgoing")
        return re.findall(r"/decidir/([0-9a-f-]+)", mail.body_html)

    def _csrf(self, token):
        text = self.url_open(f"/decidir/{token}").text
        return re.search(r'name="csrf_token" value="([^"]+)"', text).group(1)

    def _post(self, token, **data):
        data = {"csrf_token": self._csrf(token), "decision": "aprobar", **data}
        return self.url_open(f"/decidir/{token}", data=data)

    def test_opening_decides_nothing(self):
        [token] = self._pedir()
        for _n in range(5):
            response = self.url_open(f"/decidir/{token}")
            self.assertEqual(response.status_code, 200)
            self.assertIn("Light in the park", response.text)
            self.assertNotIn("999111222", response.text)
        self.assertEqual(
            self.opener.head(self.base_url() + f"/decidir/{token}").status_code, 200
        )
        self.url_open(f"/decidir/{token}?decision=aprobar")
        self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.env.invalidate_all()
        self.assertEqual(self.solicitud.state, "recomendada")

    def test_confirming_decides_once(self):
        una, dos = self._pedir(self.solicitud | self.otra)
        response = self._post(una)
        self.assertEqual(response.status_code, 200)
        self.env.invalidate_all()
        self.assertRecordValues(
            self.solicitud,
            [
                {
                    "state": "decidida",
                    "decision": "aceptar",
                    "decision_user_id": self.titular.id,
                }
            ],
        )
        self.assertEqual(self.otra.state, "recomendada")
        self.solicitud.with_user(self.despacho).action_reabrir()
        self.solicitud.with_user(self.despacho).action_recomendar()
        self.env.flush_all()
        response = self.url_open(f"/decidir/{una}")
        self.assertNotIn('name="csrf_token"', response.text)
        self.assertIn('name="csrf_token"', self.url_open(f"/decidir/{dos}").text)

    def test_without_the_form_nothing(self):
        [token] = self._pedir()
        response = self.url_open(f"/decidir/{token}", data={"decision": "aprobar"})
        self.assertEqual(response.status_code, 400)
        self.env.invalidate_all()
        self.assertEqual(self.solicitud.state, "recomendada")

    def test_what_is_missing_does_not_spend_the_link(self):
        [token] = self._pedir()
        self.assertEqual(self._post(token, decision="declinar").status_code, 422)
        self.assertEqual(self._post(token, decision="posponer").status_code, 422)
        ayer = fields.Date.to_string(self.company_a._hoy())
        self.assertEqual(
            self._post(token, decision="posponer", hasta=ayer).status_code, 422
        )
        self.assertEqual(self._post(token, decision="robar").status_code, 422)
        response = self._post(token, decision="declinar", nota="Otro <b>acto</b>")
        self.assertEqual(response.status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.solicitud.decision, "declinar")
        self.assertEqual(self.solicitud.decision_nota, "Otro <b>acto</b>")

    def test_expired_forged_or_without_right(self):
        [token] = self._pedir()
        self.assertEqual(self.url_open("/decidir/1-" + "0" * 40).status_code, 404)
        self.assertEqual(self.url_open("/decidir/x").status_code, 404)
        csrf = self._csrf(token)
        # no longer the head of government, nor of the office
        self.titular.group_ids = self.env.ref("sigobito_base.group_funcionario")
        self.env.flush_all()
        response = self.url_open(f"/decidir/{token}")
        self.assertNotIn("Light in the park", response.text)
        self.url_open(
            f"/decidir/{token}", data={"csrf_token": csrf, "decision": "aprobar"}
        )
        self.env.invalidate_all()
        self.assertEqual(self.solicitud.state, "recomendada")
        self.titular.group_ids = self.env.ref("sigobito_base.group_titular")
        with self.subTest("a week later"):
            enlace = self.env["sigobito.enlace"].browse(int(token.partition("-")[0]))
            enlace.vence = fields.Datetime.now() - timedelta(minutes=1)
            self.env.flush_all()
            response = self.url_open(f"/decidir/{enlace._get_token()}")
            self.assertNotIn("Light in the park", response.text)

    def test_settled_elsewhere(self):
        [token] = self._pedir()
        self.solicitud.with_user(self.titular).action_aprobar()
        self.env.flush_all()
        response = self.url_open(f"/decidir/{token}")
        self.assertNotIn('name="csrf_token"', response.text)

    def test_who_may_ask(self):
        for user in (self.colega, self.gestor, self.regional, self.ajeno):
            with self.assertRaises(UserError):
                self.solicitud.with_user(user).action_pedir_decision()
        nueva = self._new_solicitud()
        with self.assertRaises(UserError):
            nueva.with_user(self.despacho).action_pedir_decision()
