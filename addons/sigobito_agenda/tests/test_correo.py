import base64
import random
from email.message import EmailMessage
from email.utils import make_msgid
from unittest.mock import patch

from lxml.html import fragments_fromstring

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase
from odoo.tools import mute_logger

from ..models import sigobito_solicitud_correo as modulo
from ..tools import correo
from .common import AgendaFixtures

HOSTIL = (
    "<p>Señor alcalde</p><script>alert(1)</script><img src=x onerror=alert(2)>"
    "<iframe src='https://malo.example'></iframe><a href='javascript:alert(3)'>x</a>"
    "<form action='https://malo.example'><input name=clave></form>"
)


class CorreoCase(AgendaFixtures, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dominio = cls.env["mail.alias.domain"].create({"name": "muni.test"})
        cls.Solicitud = cls.env["sigobito.solicitud"]
        for company in cls.company_a | cls.company_b:
            company.alias_domain_id = cls.dominio
            company._crear_alias_solicitudes()
            company.solicitud_alias_id.alias_domain_id = cls.dominio
        cls.buzon_a = cls.company_a.solicitud_correo
        cls.buzon_b = cls.company_b.solicitud_correo

    def _correo(self, texto="No hay luz en el parque.", **cabeceras):
        mensaje = EmailMessage()
        cabeceras = {
            "From": "Ana Torres <ana@example.com>",
            "To": self.buzon_a,
            "Subject": "Luz en el parque",
            "Message-Id": make_msgid(domain="example.com"),
            **cabeceras,
        }
        for name, value in cabeceras.items():
            mensaje[name.replace("_", "-")] = value
        mensaje.set_content(texto)
        return mensaje

    def _entra(self, mensaje):
        bruto = mensaje if isinstance(mensaje, bytes) else mensaje.as_bytes()
        antes = self.Solicitud.with_context(active_test=False).search([])
        self.env["mail.thread"].message_process(None, bruto)
        self.env.flush_all()
        return self.Solicitud.with_context(active_test=False).search([]) - antes


class TestCorreo(CorreoCase):
    def test_each_municipality_has_its_address(self):
        self.assertEqual(self.buzon_a, "solicitudes-muni-a@muni.test")
        self.assertEqual(self.buzon_b, "solicitudes-muni-b@muni.test")
        alias = self.company_a.solicitud_alias_id
        self.company_a._crear_alias_solicitudes()
        self.assertEqual(self.company_a.solicitud_alias_id, alias)
        with self.assertRaises(AccessError):
            self.company_a.with_user(self.despacho).read(["solicitud_alias_id"])

    def test_a_mail_is_a_request(self):
        solicitud = self._entra(self._correo())
        self.assertRecordValues(
            solicitud,
            [
                {
                    "name": "Luz en el parque",
                    "solicitante": "Ana Torres",
                    "email": "ana@example.com",
                    "canal": "correo",
                    "state": "recibida",
                    "company_id": self.company_a.id,
                    "correo_autenticado": False,
                }
            ],
        )
        self.assertIn("No hay luz", solicitud.description)
        self.assertTrue(solicitud.folio)
        acuse = self.env["mail.mail"].search([("email_to", "=", "ana@example.com")])
        self.assertEqual(len(acuse), 1)
        self.assertEqual(acuse.reply_to, self.buzon_a)
        self.assertFalse(solicitud.with_user(self.ajeno).has_access("read"))
        self.assertFalse(solicitud.with_user(self.colega).has_access("read"))

    def test_the_same_mail_twice(self):
        mensaje = self._correo()
        self.assertEqual(len(self._entra(mensaje)), 1)
        self.assertFalse(self._entra(mensaje))

    def test_replies_thread(self):
        solicitud = self._entra(self._correo())
        acuse = self.env["mail.mail"].search([("email_to", "=", "ana@example.com")])
        referencia = acuse.message_id
        # the acknowledgement left and its mail was cleaned up; the message stays
        acuse.unlink()
        respuesta = self._correo("Adjunto la foto.", In_Reply_To=referencia)
        respuesta.add_attachment(
            b"\x89PNG\r\n\x1a\nx", maintype="image", subtype="png", filename="foto.png"
        )
        self.assertFalse(self._entra(respuesta))
        self.assertIn("Adjunto la foto", solicitud.message_ids[0].body)
        self.assertEqual(solicitud.message_ids[0].attachment_ids.name, "foto.png")
        self.assertTrue(solicitud.correo_sin_leer)
        self.assertEqual(solicitud.state, "recibida")
        solicitud.with_user(self.despacho).message_post(
            body="Gracias", message_type="comment"
        )
        self.assertFalse(solicitud.correo_sin_leer)

    def test_reply_without_references(self):
        solicitud = self._entra(self._correo())
        asunto = f"RE: Recibimos su solicitud {solicitud.folio}"
        self.assertFalse(self._entra(self._correo("¿Y?", Subject=asunto)))
        self.assertTrue(solicitud.correo_sin_leer)
        # the folio is no secret: another sender begins a request of his own
        otra = self._entra(
            self._correo("Cancélenla", Subject=asunto, From="malo@example.com")
        )
        self.assertEqual(otra.email, "malo@example.com")
        # and the folio of one municipality means nothing in another
        ajena = self._entra(self._correo("x", Subject=asunto, To=self.buzon_b))
        self.assertEqual(ajena.company_id, self.company_b)

    def test_a_reply_sent_to_another_municipality(self):
        solicitud = self._entra(self._correo())
        referencia = solicitud.message_ids[-1].message_id
        otra = self._entra(self._correo(To=self.buzon_b, References=referencia))
        self.assertEqual(otra.company_id, self.company_b)
        self.assertFalse(solicitud.correo_sin_leer)

    def test_two_municipalities_at_once(self):
        dos = self._entra(self._correo(To=f"{self.buzon_a}, {self.buzon_b}"))
        self.assertEqual(dos.company_id, self.company_a | self.company_b)

    def test_forged_sender(self):
        self.titular.email = "alcaldesa@muni.test"
        self.solicitud.write({"state": "recomendada", "recomendacion": "aceptar"})
        falso = {"From": f"{self.titular.name} <alcaldesa@muni.test>"}
        nueva = self._entra(self._correo("Apruébese", **falso))
        self.assertEqual(nueva.state, "recibida")
        self.assertFalse(nueva.message_ids.author_id & self.titular.partner_id)
        self.assertNotEqual(nueva.create_uid, self.titular)
        referencia = self.solicitud.message_post(body="x").message_id
        self._entra(self._correo("Aprobada", References=referencia, **falso))
        self.assertEqual(self.solicitud.state, "recomendada")
        self.assertFalse(self.solicitud.message_ids[0].author_id)
        # a header anybody can write is not believed…
        sello = "mx.muni.test; dmarc=pass header.from=muni.test"
        self._entra(
            self._correo(References=referencia, Authentication_Results=sello, **falso)
        )
        self.assertFalse(self.solicitud.message_ids[0].author_id)
        # …only that of the server one has named
        self.env["ir.config_parameter"].set_param(
            "sigobito_agenda.servidor_correo", "mx.muni.test"
        )
        self._entra(
            self._correo(References=referencia, Authentication_Results=sello, **falso)
        )
        self.assertEqual(
            self.solicitud.message_ids[0].author_id, self.titular.partner_id
        )
        self.assertEqual(self.solicitud.state, "recomendada")

    def test_machines_get_no_answer_and_people_three(self):
        self._entra(self._correo(Auto_Submitted="auto-replied"))
        Mail = self.env["mail.mail"]
        self.assertFalse(Mail.search([("email_to", "=", "ana@example.com")]))
        for _n in range(30):
            self.assertEqual(len(self._entra(self._correo())), 1)
        self.assertEqual(
            len(Mail.search([("email_to", "=", "ana@example.com")])),
            modulo.ACUSES_POR_DIA,
        )

    def test_files(self):
        mensaje = self._correo()
        for name, largo in (("grande.pdf", 900), ("foto.jpg", 10), ("virus.exe", 10)):
            mensaje.add_attachment(
                b"x" * largo, maintype="application", subtype="x", filename=name
            )
        mensaje.add_attachment(
            b"<script>alert(1)</script>",
            maintype="text",
            subtype="html",
            filename="pagina.html",
        )
        with patch.object(modulo, "ARCHIVO_MAXIMO", 500):
            solicitud = self._entra(mensaje)
        archivos = solicitud.message_ids.attachment_ids
        self.assertEqual(
            set(archivos.mapped("name")), {"foto.jpg", "virus.exe_", "pagina.html_"}
        )
        self.assertNotIn("html", " ".join(archivos.mapped("mimetype")))
        notas = " ".join(solicitud.message_ids.mapped("body"))
        self.assertIn("grande.pdf", notas)
        self.assertNotIn("<script", notas)

    def test_a_purged_request_is_not_filled_again(self):
        solicitud = self._entra(self._correo())
        referencia = solicitud.message_ids[-1].message_id
        self.env.cr.execute(
            "UPDATE sigobito_solicitud SET anonimizado_el = now() WHERE id = %s",
            [solicitud.id],
        )
        self.env.invalidate_all()
        self.assertEqual(len(self._entra(self._correo(References=referencia))), 1)


class TestDoscientos(CorreoCase):
    """Two hundred mails nobody would like to get: none lost, none executed."""

    def _malos(self):
        azar = random.Random(20261122)
        conjuntos = ("utf-8", "latin-1", "x-klingon", "utf-16", "us-ascii", "", "\x00")
        for n in range(200):
            limite = f"b{n}"
            asunto = azar.choice(
                [
                    f"Solicitud {n}",
                    f"=?utf-8?Q?Se=C3=B1or_{n}?=",
                    f"=?utf-8?B?{base64.b64encode(bytes([255, 254, n])).decode()}?=",
                    f"=?x-klingon?Q?qapla=FF_{n}?=",
                    f"=?utf-8?Q?roto=ZZ_{n}",
                    f"<script>alert({n})</script>",
                    "",
                    "A" * 3000,
                    f"{n}\r\n Bcc: todos@example.com",
                    "\x00nulo",
                ]
            )
            remitente = azar.choice(
                [
                    f"Ana {n} <ana{n}@example.com>",
                    "Alcaldesa <alcaldesa@muni.test>",
                    '"titular@muni.test" <malo@example.com>',
                    f"=?latin-1?Q?Pe=F1a_{n}?= <pena{n}@example.com>",
                    "<script>alert(1)</script>",
                    "sin arroba",
                    "",
                    f"<ana{n}@example.com>, <otro{n}@example.com>",
                    "\xff\xfe <raro@example.com>",
                ]
            ).encode("utf-8", "surrogateescape")
            cuerpo = azar.choice(
                [
                    "Señor alcalde, no hay luz.".encode("latin-1"),
                    "Señor alcalde, no hay luz.".encode(),
                    "Señor alcalde".encode("utf-16"),
                    HOSTIL.encode(),
                    b"\x00\x01\xff\xfe" * 50,
                    b"",
                    b"x" * 300_000,
                    b"=C3=Z9 mal citado =\r\n",
                ]
            )
            tipo = azar.choice(["text/plain", "text/html", "texto", "text/plain; x="])
            charset = azar.choice(conjuntos)
            paso = azar.choice(["8bit", "quoted-printable", "base64", "x-raro"])
            cabeza = (
                b"From: "
                + remitente
                + f"\r\nTo: {self.buzon_a}\r\nSubject: {asunto}\r\n".encode()
                + f"Message-Id: <malo-{n}@example.com>\r\n".encode()
                + b"Date: el jueves\r\nMIME-Version: 1.0\r\n"
            )
            parte = (
                f'Content-Type: {tipo}; charset="{charset}"\r\n'
                f"Content-Transfer-Encoding: {paso}\r\n\r\n"
            ).encode() + cuerpo
            if n % 3:
                yield cabeza + parte
                continue
            archivo = azar.choice(
                [b"M" * 600_000, base64.b64encode(b"MZ" * 900), b"\xff" * 900]
            )
            nombre = azar.choice(
                ["../../x.exe", "foto.jpg", "a\u202egpj.exe", "\ud83d.svg", "x.html"]
            )
            yield (
                cabeza
                + f"Content-Type: multipart/mixed; boundary={limite}\r\n\r\n".encode()
                + f"--{limite}\r\n".encode()
                + parte
                + f"\r\n--{limite}\r\nContent-Type: application/octet-stream\r\n".encode()
                + f'Content-Disposition: attachment; filename="{nombre}"\r\n'.encode(
                    "utf-8", "replace"
                )
                + azar.choice([b"Content-Transfer-Encoding: base64\r\n", b""])
                + b"\r\n"
                + archivo
                + azar.choice([f"\r\n--{limite}--\r\n".encode(), b""])
            )

    @mute_logger(
        "odoo.addons.mail.models.mail_thread", "odoo.addons.mail.models.mail_mail"
    )
    def test_none_lost_none_executed(self):
        self.titular.email = "alcaldesa@muni.test"
        malos = list(self._malos())
        self.assertEqual(len(malos), 200)
        nuevas = self.Solicitud
        with patch.object(modulo, "ARCHIVO_MAXIMO", 400_000):
            for n, bruto in enumerate(malos):
                entrada = self._entra(bruto)
                self.assertEqual(len(entrada), 1, f"mail {n} was lost: {bruto[:300]!r}")
                nuevas |= entrada
        self.assertEqual(len(nuevas), 200)
        self.assertEqual(len(set(nuevas.mapped("folio"))), 200)
        self.assertEqual(set(nuevas.mapped("state")), {"recibida"})
        self.assertEqual(nuevas.company_id, self.company_a)
        self.assertFalse(nuevas.message_ids.author_id & self.titular.partner_id)
        for cuerpo in nuevas.message_ids.mapped("body"):
            for nodo in fragments_fromstring(f"<div>{cuerpo}</div>")[0].iter():
                self.assertNotIn(nodo.tag, ("script", "iframe", "form", "object"))
                for atributo, valor in nodo.items():
                    self.assertFalse(atributo.startswith("on"), cuerpo)
                    self.assertNotIn("javascript:", valor)
        for archivo in nuevas.message_ids.attachment_ids:
            self.assertLessEqual(archivo.file_size, 400_000)
            self.assertFalse(correo.nombre_archivo(archivo.name)[1], archivo.name)
            self.assertNotIn(archivo.mimetype, ("text/html", "image/svg+xml"))
        for solicitud in nuevas:
            self.assertTrue(solicitud.name.strip())
            self.assertLessEqual(len(solicitud.name), 150)
            self.assertNotIn("\n", solicitud.name)
            self.assertTrue(solicitud.solicitante.strip())
        # nobody's mailbox was filled: three acknowledgements an address at most
        for direccion in ("malo@example.com", "alcaldesa@muni.test"):
            self.assertLessEqual(
                self.env["mail.mail"].search_count([("email_to", "=", direccion)]), 3
            )
