import json

from odoo.tests import HttpCase, tagged

from .common import IniciativasFixtures


@tagged("post_install", "-at_install")
class TestPublica(IniciativasFixtures, HttpCase):
    """The public page gives the public and approved, and nothing else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._aprobar(cls.iniciativa_a)
        cls.iniciativa_a.write(
            {
                "publica": True,
                "problema": "Secret weakness",
                "resultado": "Water all day",
                "presupuesto_planificado": 987654,
            }
        )
        cls.hito_1._lograr(cls.hoy, "Internal evidence")
        cls.env["sigobito.aro"].create(
            {"name": "Internal restriction", "iniciativa_id": cls.iniciativa_a.id}
        )
        cls.interna = cls._aprobar(
            cls._new_iniciativa(
                cls.company_a, name="Kept inside", responsable_id=cls.gestor.id
            )
        )
        cls.sin_aprobar = cls._new_iniciativa(
            cls.company_a, name="Only a promise", publica=True
        )
        cls.iniciativa_b.publica = True
        cls.env.flush_all()

    def test_page(self):
        response = self.url_open("/iniciativas/muni-a")
        self.assertEqual(response.status_code, 200)
        for text in ("Muni A", "Water in El Mirador", "Water all day", "Milestone 1"):
            self.assertIn(text, response.text)
        for text in (
            "Kept inside",
            "Only a promise",
            "Road to the port",
            "Secret weakness",
            "987654",
            "Internal evidence",
            "Internal restriction",
            "Milestone 2",
            self.gestor.name,
        ):
            self.assertNotIn(text, response.text)
        # The page speaks the visitor's language.
        self.assertRegex(" ".join(response.text.split()), r"\b1 (of|de) 3\b")
        self.assertEqual(response.text.count("<article"), 1)

    def test_open_data(self):
        data = json.loads(self.url_open("/iniciativas/muni-a.json").text)
        self.assertEqual(len(data["iniciativas"]), 1)
        ficha = data["iniciativas"][0]
        self.assertEqual(ficha["nombre"], "Water in El Mirador")
        self.assertEqual(ficha["avance"], 50)
        self.assertNotIn("presupuesto_planificado", ficha)
        self.iniciativa_a.name = "=HYPERLINK(1)"
        self.env.flush_all()
        response = self.url_open("/iniciativas/muni-a.csv")
        self.assertIn("'=HYPERLINK(1)", response.text)
        self.assertIn("text/csv", response.headers["Content-Type"])

    def test_nothing_to_show(self):
        self.assertIn("o_iniciativas_vacio", self.url_open("/iniciativas/muni-b").text)
        for path in (
            "/iniciativas/nowhere",
            "/iniciativas/nowhere.csv",
            "/iniciativas/nowhere.json",
            f"/iniciativas/muni-a/foto/{self.iniciativa_a.id}",
            f"/iniciativas/muni-a/foto/{self.interna.id}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_photo_only_of_the_public(self):
        pixel = (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
            "awAAAABJRU5ErkJggg=="
        )
        (self.iniciativa_a | self.interna).image_1920 = pixel
        self.env.flush_all()
        ruta = "/iniciativas/muni-a/foto/"
        self.assertEqual(
            self.url_open(f"{ruta}{self.iniciativa_a.id}").status_code, 200
        )
        self.assertEqual(self.url_open(f"{ruta}{self.interna.id}").status_code, 404)
        otra = f"/iniciativas/muni-b/foto/{self.iniciativa_a.id}"
        self.assertEqual(self.url_open(otra).status_code, 404)

    def test_withdrawn_at_once(self):
        self.iniciativa_a.publica = False
        self.env.flush_all()
        self.assertNotIn(
            "Water in El Mirador", self.url_open("/iniciativas/muni-a").text
        )
