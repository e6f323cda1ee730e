from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError

from .common import SigobitoCommon


class TestEnlace(SigobitoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Enlace = cls.env["sigobito.enlace"]
        cls.token = cls.Enlace._crear("prueba", cls.area_a, cls.despacho)[cls.area_a.id]

    def _leer(self, token=None, proposito="prueba"):
        return self.Enlace._leer(token or self.token, proposito)

    def test_reading_spends_nothing(self):
        for _turn in range(3):
            enlace, motivo = self._leer()
            self.assertFalse(motivo)
        self.assertEqual(enlace._get_registro(), self.area_a)
        self.assertEqual(enlace._get_registro().env.user, self.despacho)
        self.assertFalse(enlace._get_registro().env.su)

    def test_once(self):
        enlace, _motivo = self._leer()
        self.assertTrue(enlace._usar())
        self.assertFalse(enlace._usar())
        self.assertEqual(self._leer()[1], "usado")

    def test_until_a_day(self):
        enlace, _motivo = self._leer()
        enlace.vence = fields.Datetime.now() - timedelta(seconds=1)
        # the date is signed: whoever moves it breaks the signature
        self.assertEqual(self._leer()[1], "desconocido")
        self.assertEqual(self._leer(enlace._get_token())[1], "vencido")
        self.assertFalse(enlace._usar())

    def test_forged(self):
        numero = self.token.partition("-")[0]
        otro = self.Enlace._crear("prueba", self.area_a, self.gestor)[self.area_a.id]
        for token in (
            "",
            None,
            "x",
            f"{numero}-{'0' * 40}",
            f"{numero}-{otro.partition('-')[2]}",
            self.token[:-1],
            self.token + "\x00",
            "999999999-" + "a" * 40,
        ):
            with self.subTest(token=token):
                enlace, motivo = self.Enlace._leer(token, "prueba")
                self.assertEqual(motivo, "desconocido")
                self.assertFalse(enlace)
        self.assertEqual(self._leer(proposito="otro")[1], "desconocido")
        self.despacho.active = False
        self.assertEqual(self._leer()[1], "desconocido")

    def test_settled(self):
        self.Enlace._anular("otro", self.area_a)
        self.assertFalse(self._leer()[1])
        self.Enlace._anular("prueba", self.area_a)
        self.assertEqual(self._leer()[1], "usado")

    def test_nobody_reads_or_makes_them(self):
        enlace, _motivo = self._leer()
        for user in (self.despacho, self.titular, self.admin_municipal, self.regional):
            with self.assertRaises(AccessError):
                enlace.with_user(user).read(["res_id"])
            with self.assertRaises(AccessError):
                self.Enlace.with_user(user).create({"proposito": "x"})
        self.assertWalled(enlace, campo="proposito")
