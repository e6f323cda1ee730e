import io
import zipfile
from base64 import b64encode
from datetime import date, timedelta
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged
from odoo.tools import mute_logger

from .common import SigobitoCommon, SigobitoFixtures


class TransicionFixtures(SigobitoFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pdf = b"%PDF-1.4 test"
        cls.startClassPatcher(
            patch.object(
                cls.env.registry["ir.actions.report"],
                "_run_wkhtmltopdf",
                lambda self, bodies, **kwargs: cls.pdf,
            )
        )
        cls.admin_municipal.lang = "en_US"  # the pack speaks his language
        cls.acta = (
            cls.env["sigobito.transicion"]
            .with_user(cls.admin_municipal)
            .create({"nota": "Call the bank first"})
        )

    def _preparar(self):
        with self.enter_registry_test_mode():
            self.env.ref("sigobito_base.ir_cron_transicion").method_direct_trigger()
        self.acta.invalidate_recordset()

    def _get_paquete(self, acta=None):
        contenido = (acta or self.acta).sudo()._get_descarga().raw
        return zipfile.ZipFile(io.BytesIO(contenido))


@tagged("post_install", "-at_install")
class TestTransicion(TransicionFixtures, SigobitoCommon):
    """The hand-over pack: its content, and every door to it (R58)."""

    def test_made_in_the_background(self):
        self.assertEqual(self.acta.state, "pending")
        self.assertEqual(self.acta.user_id, self.admin_municipal)
        with patch.object(
            self.env.registry["res.partner"], "_bus_send", autospec=True
        ) as aviso:
            self._preparar()
        self.assertEqual(self.acta.state, "done", self.acta.motivo)
        self.assertEqual(aviso.call_count, 1, "who asked is told")
        self.assertEqual(aviso.call_args.args[0], self.admin_municipal.partner_id)
        hoy = self.company_a._hoy()
        self.assertEqual(self.acta.vence, hoy + timedelta(days=30))
        paquete = self._get_paquete()
        nombres = paquete.namelist()
        self.assertEqual(nombres[0], "00_acta.pdf")
        self.assertIn("pendientes_por_area.xlsx", nombres)
        self.assertIn("historia/historia.xlsx", nombres)
        self.assertIn("historia/nombramientos.csv", nombres)
        self.assertEqual(self.acta.sudo().huella, self.acta.huella)
        lineas = {linea.name: linea.cantidad for linea in self.acta.linea_ids}
        self.assertEqual(lineas["Stakeholders"], 1, "of this municipality only")

    def test_the_index_speaks(self):
        hojas = []
        patron = patch.object(
            self.env.registry["ir.actions.report"],
            "_run_wkhtmltopdf",
            lambda self, bodies, **kwargs: hojas.extend(bodies) or b"%PDF",
        )
        with patron:
            self._preparar()
        self.assertIn("Call the bank first", hojas[0])
        self.assertIn("Muni A", hojas[0])
        self.assertNotIn("Muni B", hojas[0])
        self.assertNotIn("http", hojas[0], "it asks nobody for anything")

    def test_stance_is_not_handed_over(self):
        self.actor_a.write({"postura": "opositor", "email": "actor@example.com"})
        self._preparar()
        paquete = self._get_paquete()
        for nombre in paquete.namelist():
            if not nombre.endswith(".xlsx"):
                continue
            libro = zipfile.ZipFile(io.BytesIO(paquete.read(nombre)))
            for parte in libro.namelist():
                texto = libro.read(parte).decode(errors="ignore")
                self.assertNotIn("Opposed", texto)
                self.assertNotIn("actor@example.com", texto)

    @mute_logger("odoo.addons.sigobito_base.models.sigobito_transicion")
    def test_what_fails_is_told(self):
        with patch.object(
            self.env.registry["sigobito.transicion"],
            "_guardar",
            side_effect=ValueError("disk full"),
        ):
            self._preparar()
        self.assertEqual(self.acta.state, "error")
        self.assertIn("disk full", self.acta.motivo)
        self.acta.with_user(self.titular).action_reintentar()
        self._preparar()
        self.assertEqual(self.acta.state, "done")

    def test_expires(self):
        self._preparar()
        with freeze_time(date.today() + timedelta(days=32)):
            with self.assertRaises(UserError):
                self.acta.with_user(self.titular)._get_descarga()
            self.env["sigobito.transicion"]._gc_archivos()
        self.assertEqual(self.acta.state, "expired")
        self.assertFalse(
            self.env["ir.attachment"].search_count(
                [("res_model", "=", self.acta._name), ("res_field", "=", "archivo")]
            )
        )
        self.assertTrue(self.acta.linea_ids, "what it contained stays on record")

    def test_deleted_before(self):
        self._preparar()
        self.acta.with_user(self.titular).action_borrar()
        self.assertEqual(self.acta.state, "expired")
        with self.assertRaises(UserError):
            self.acta.with_user(self.titular)._get_descarga()

    def test_one_at_a_time(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            with self.env.cr.savepoint():
                self.env["sigobito.transicion"].with_user(self.titular).create({})

    # ------------------------------------------------------------
    # DOORS
    # ------------------------------------------------------------

    def test_refused_to_everybody_else(self):
        self._preparar()
        for user in (
            self.funcionario,
            self.despacho,
            self.gestor,
            self.comunicacion,
            self.regional,
        ):
            acta = self.acta.with_user(user)
            with self.subTest(user=user.login):
                for puerta in (
                    lambda a=acta: a.read(["name"]),
                    lambda a=acta: a._get_descarga(),
                    lambda a=acta: a.action_descargar(),
                    lambda a=acta: a.action_borrar(),
                    lambda a=acta: a.search_count([]),
                    lambda a=acta: a.linea_ids.read(["name"]),
                    lambda a=acta: a.create({}),
                ):
                    with self.assertRaises(AccessError):
                        puerta()
        self.assertWalled(self.acta)
        self.assertWalled(self.acta.linea_ids[:1])
        with self.assertRaises(AccessError):
            self.acta.with_user(self.ajeno)._get_descarga()

    def test_administrator_of_the_platform(self):
        """He looks after the machine, not after the papers."""
        sistema = self._new_user(
            "plataforma", self.company_a, "base.group_system", "base.group_user"
        )
        self._preparar()
        with self.assertRaises(AccessError):
            self.acta.with_user(sistema)._get_descarga()
        with self.assertRaises(AccessError):
            self._get_adjunto().with_user(sistema).read(["datas"])

    def _get_adjunto(self):
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", self.acta._name),
                ("res_field", "=", "archivo"),
                ("res_id", "=", self.acta.id),
            ]
        )

    def test_the_file_has_one_door(self):
        """Not even who may take it away reads it by RPC: it would not be noted."""
        self._preparar()
        adjunto = self._get_adjunto()
        self.assertTrue(adjunto)
        for user in (self.admin_municipal, self.titular, self.despacho, self.ajeno):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.acta.with_user(user).read(["archivo"])
                with self.assertRaises(AccessError):
                    adjunto.with_user(user).read(["datas"])
                with self.assertRaises(AccessError):
                    adjunto.with_user(user).write({"name": "mine"})
                with self.assertRaises(AccessError):
                    adjunto.with_user(user).generate_access_token()
                vistos = (
                    self.env["ir.attachment"]
                    .with_user(user)
                    .search([("id", "=", adjunto.id), ("res_field", "!=", False)])
                )
                self.assertFalse(vistos)

    def test_nobody_writes_it_by_hand(self):
        self._preparar()
        acta = self.acta.with_user(self.admin_municipal)
        for vals in (
            {"vence": "2099-01-01"},
            {"nota": "other"},
            {"archivo": b64encode(b"x")},
            {"company_id": self.company_b.id},
        ):
            with self.assertRaises(AccessError):
                acta.write(vals)
        with self.assertRaises(AccessError):
            acta.unlink()
        with self.assertRaises(UserError):
            acta.copy()
        otra = acta.with_context(
            default_state="done", default_vence="2099-01-01", default_huella="x"
        ).create({"state": "done", "user_id": self.titular.id, "vence": "2099-01-01"})
        self.assertRecordValues(
            otra,
            [
                {
                    "state": "pending",
                    "user_id": self.admin_municipal.id,
                    "vence": False,
                    "huella": False,
                }
            ],
        )
        with self.assertRaises(AccessError):
            acta.create({"company_id": self.company_b.id})
        with self.assertRaises(AccessError):
            self.env["sigobito.transicion.descarga"].with_user(self.titular).create(
                {"transicion_id": acta.id, "user_id": self.despacho.id}
            )

    def test_home(self):
        def tarjeta(user):
            tablero = self.env["sigobito.tablero"].with_user(user).get_tablero()
            return [t for t in tablero["tarjetas"] if t["key"] == "transicion"]

        self.assertFalse(tarjeta(self.titular))
        self._preparar()
        self.assertEqual(tarjeta(self.titular)[0]["value"], 1)
        self.assertFalse(tarjeta(self.despacho))
        self.acta.with_user(self.titular)._get_descarga()
        self.assertFalse(tarjeta(self.titular))


@tagged("post_install", "-at_install")
class TestTransicionHttp(TransicionFixtures, HttpCase):
    """The doors of the web server."""

    def setUp(self):
        super().setUp()
        self._preparar_http()

    def _preparar_http(self):
        with self.enter_registry_test_mode():
            self.env.ref("sigobito_base.ir_cron_transicion").method_direct_trigger()
        self.acta.invalidate_recordset()
        self.url = f"/sigobito/transicion/{self.acta.id}/descargar"

    def test_who_may_takes_it_and_it_is_noted(self):
        for user in ("titular", "admin_municipal"):
            self.authenticate(user, f"{user}-password")
            respuesta = self.url_open(self.url)
            self.assertEqual(respuesta.status_code, 200)
            self.assertEqual(respuesta.content[:2], b"PK")
            self.assertIn("acta-de-transicion_muni-a", str(respuesta.headers))
            self.assertEqual(respuesta.headers["Cache-Control"], "no-store")
        self.assertEqual(
            self.acta.descarga_ids.user_id, self.titular | self.admin_municipal
        )

    def test_closed_to_everybody_else(self):
        adjunto = self.env["ir.attachment"].search(
            [("res_model", "=", self.acta._name), ("res_field", "=", "archivo")]
        )
        urls = [
            self.url,
            f"/web/content/sigobito.transicion/{self.acta.id}/archivo",
            f"/web/content/{adjunto.id}?download=1",
            f"/web/image/sigobito.transicion/{self.acta.id}/archivo",
        ]
        for user in ("despacho", "funcionario", "ajeno", "regional_team", None):
            self.authenticate(user, user and f"{user}-password")
            for url in urls:
                with self.subTest(user=user, url=url):
                    respuesta = self.url_open(url, allow_redirects=True)
                    self.assertNotIn(b"PK\x03\x04", respuesta.content)
        self.authenticate("titular", "titular-password")
        for url in urls[1:]:
            respuesta = self.url_open(url)
            self.assertNotIn(b"PK\x03\x04", respuesta.content, url)
        self.assertFalse(self.acta.descarga_ids)
