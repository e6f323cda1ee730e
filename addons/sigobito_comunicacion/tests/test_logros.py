from odoo.tests import HttpCase, tagged

from .common import ComunicacionFixtures


@tagged("post_install", "-at_install")
class TestLogros(ComunicacionFixtures, HttpCase):
    def setUp(self):
        super().setUp()
        self.publicada = self._new_pieza_aprobada(
            titulo="Ya hay agua", imagen=self._foto(), imagen_alt="Un caño abierto"
        )
        self.publicada.action_publicar()
        self.oculta = self._new_pieza(titulo="Borrador secreto")
        self.aprobada = self._new_pieza_aprobada(titulo="Aprobada y callada")
        accion_b = self.env["sigobito.accion.comunicacional"].create(
            {"name": "De la otra", "company_id": self.company_b.id}
        )
        otra = self.env["sigobito.pieza"].create(
            {
                "accion_id": accion_b.id,
                "canal_id": self.web_b.id,
                "titulo": "Logro de la otra",
                "texto": "Hola",
                "state": "aprobada",
            }
        )
        otra.action_publicar()
        self.assertEqual(otra.state, "publicada")
        self.env.flush_all()

    def _get(self, url, status=200):
        response = self.url_open(url)
        self.assertEqual(response.status_code, status, response.text[:500])
        return response.text

    def test_only_what_is_published(self):
        for login in (None, "ajeno", "comunicacion", "regional_team"):
            with self.subTest(login=login):
                self.authenticate(login, login and f"{login}-password")
                page = self._get("/logros/muni-a")
                self.assertIn("Ya hay agua", page)
                self.assertIn("Un caño abierto", page)
                self.assertIn("Muni A", page)
                for secreto in (
                    "Borrador secreto",
                    "Aprobada y callada",
                    "Logro de la otra",
                ):
                    self.assertNotIn(secreto, page)

    def test_filters(self):
        tema, lugar = self.tema_a.id, self.lugar_a.id
        self.assertIn("Ya hay agua", self._get(f"/logros/muni-a?tema={tema}"))
        self.assertIn(
            "Ya hay agua", self._get(f"/logros/muni-a?tema={tema}&lugar={lugar}")
        )
        vacia = self._get(f"/logros/muni-a?tema={self.tema_b.id}")
        self.assertNotIn("Ya hay agua", vacia)
        for basura in ("x", "-1", "1 or 1=1", "9" * 30, "%27"):
            self.assertIn("Ya hay agua", self._get(f"/logros/muni-a?lugar={basura}"))

    def test_unknown_municipality(self):
        self._get("/logros/no-existe", status=404)
        self._get("/logros/muni-a/page/99")
        self._get("/logros/muni-a/page/" + "9" * 30)

    def test_page_says_whose_it_is(self):
        page = self._get(self.publicada.url)
        self.assertIn("Muni A", page)
        self.assertIn("Desde hoy, 120 hogares", page)
        self.assertIn("/logros/muni-a", page)

    def test_retired_disappears_with_its_picture(self):
        post = self._posts(self.publicada)
        imagen = f"/web/image/{post.sigobito_imagen_id.id}"
        self.assertEqual(self.url_open(imagen).headers["Content-Type"], "image/png")
        url = self.publicada.url
        self.publicada.action_retirar()
        self.env.flush_all()
        self.assertNotIn("Ya hay agua", self._get("/logros/muni-a"))
        self.assertNotIn("120 hogares", self.url_open(url).text)
        # Odoo answers a placeholder, never the picture
        anonima = self.url_open(imagen)
        self.assertNotEqual(len(anonima.content), len(self._foto()))
        self.assertIn("placeholder", anonima.headers.get("Content-Disposition", ""))

    def test_empty_page_explains(self):
        self._new_municipio("Muni Nueva", "muni-nueva")
        self.env.flush_all()
        self.assertIn("o_logros_vacio", self._get("/logros/muni-nueva"))
