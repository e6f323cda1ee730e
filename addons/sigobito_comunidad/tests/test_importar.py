import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ComunidadCommon


@tagged("post_install", "-at_install")
class TestImportar(ComunidadCommon):
    def _importar(self, contenido, user=None):
        if isinstance(contenido, str):
            contenido = contenido.encode()
        wizard = (
            self.env["sigobito.ods.importar"]
            .with_user(user or self.especialista)
            .create({"archivo": base64.b64encode(contenido)})
        )
        wizard.action_importar()
        return wizard

    def test_texts_in_both_languages(self):
        self.env["res.lang"]._activate_lang("es_419")
        wizard = self._importar(
            "code,text_es,text_en\n6,Objetivo seis,Goal six\n"
            '6.1,"Texto, oficial",Official text\n8.10,Diez,Ten\n6.a,Con letra,\n'
        )
        self.assertIn("4", wizard.resumen)
        for lang, expected in (
            ("en_US", "Official text"),
            ("es_419", "Texto, oficial"),
        ):
            meta = self.meta_agua.with_context(lang=lang)
            self.assertEqual(meta.texto_oficial, expected)
        ods = self.meta_agua.ods_id
        self.assertEqual(ods.with_context(lang="es_419").texto_oficial, "Objetivo seis")
        letra = self.env.ref("sigobito_comunidad.ods_meta_6_a")
        self.assertEqual(letra.with_context(lang="es_419").texto_oficial, "Con letra")
        self.assertFalse(self.env.ref("sigobito_comunidad.ods_meta_8_1").texto_oficial)

    def test_excel_in_spanish(self):
        self._importar("code;text_es;text_en\n6.1;Año y niñez;\n".encode("cp1252"))
        self.assertIn("niñez", self.meta_agua.texto_oficial)

    def test_all_or_nothing(self):
        for contenido, message in (
            ("code,text_es,text_en\n6.1,Bien,Good\n9.99,Mal,Bad\n", "9.99"),
            ("code,text_es,text_en\n6.1,Bien,Good\nhola,Mal,Bad\n", "Row 3"),
            ("code,text_es,text_en\n6.1,Bien,Good\n6.1,Otra,Bad\n", "repeated"),
            ("codigo,texto\n6.1,Bien\n", "column"),
            ("code,text_es,text_en\n", "no rows"),
            ("code,text_es,text_en\n6.1," + "x" * 3000 + ",y\n", "longer"),
        ):
            with (
                self.subTest(message=message),
                self.assertRaisesRegex(UserError, message),
            ):
                self._importar(contenido)
        self.assertFalse(self.meta_agua.texto_oficial)

    def test_hostile_text_is_only_text(self):
        self._importar("code,text_es,text_en\n6.1,=cmd|x,<script>alert(1)</script>\n")
        self.assertIn("<script>", self.meta_agua.texto_oficial)

    def test_only_specialists(self):
        for user in (self.gestor, self.regional):
            with self.assertRaises(AccessError):
                self._importar("code,text_es,text_en\n6.1,a,b\n", user=user)
