from odoo.exceptions import AccessError
from odoo.tests import tagged, warmup

from ..tools import codigo, color
from .common import ComunidadCommon

#: Targets of each goal, from 1 to 17.
POR_OBJETIVO = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


@tagged("post_install", "-at_install")
class TestOds(ComunidadCommon):
    def test_seventeen_goals_and_169_targets(self):
        ods = self.env["sigobito.ods"].search([])
        self.assertEqual(ods.mapped("code"), [str(n) for n in range(1, 18)])
        self.assertEqual(ods.mapped("meta_count"), POR_OBJETIVO)
        self.assertEqual(sum(POR_OBJETIVO), 169)

    def test_codes_are_texts_in_reading_order(self):
        codes = self.env["sigobito.ods.meta"].search([]).mapped("code")
        self.assertEqual(len(set(codes)), 169)
        self.assertEqual(codes, sorted(codes, key=codigo.orden))
        self.assertIn("8.10", codes)
        for code in codes:
            self.assertEqual(codigo.normalizar(code), code)
            self.assertEqual(
                self.env["sigobito.ods.meta"].search([("code", "=", code)]).ods_id.code,
                code.split(".")[0],
            )

    def test_own_wording_is_short_and_different(self):
        metas = self.env["sigobito.ods.meta"].search([])
        for lang in ("en_US", "es_419"):
            names = metas.with_context(lang=lang).mapped("name")
            self.assertEqual(len(set(names)), 169)
            self.assertLessEqual(max(map(len, names)), 100)

    def test_tiles_are_readable(self):
        for ods in self.env["sigobito.ods"].search([]):
            fondo, texto = map(color.luminancia, (ods.color_hex, ods.color_texto))
            alto, bajo = max(fondo, texto), min(fondo, texto)
            self.assertGreaterEqual((alto + 0.05) / (bajo + 0.05), 4.5, ods.code)

    def test_search_by_code_and_word(self):
        Meta = self.env["sigobito.ods.meta"].with_user(self.gestor)
        self.assertIn(self.meta_agua.id, [r[0] for r in Meta.name_search("6.1")])
        self.assertIn(self.meta_agua.id, [r[0] for r in Meta.name_search("Drinking")])
        self.assertTrue(self.meta_agua.display_name.startswith("6.1 "))

    def test_everybody_reads_nobody_rewrites(self):
        for user in (self.funcionario, self.regional, self.gestor):
            self.assertTrue(self.meta_agua.with_user(user).name)
            with self.assertRaises(AccessError):
                self.meta_agua.with_user(user).name = "x"
        with self.assertRaises(AccessError):
            self.meta_agua.with_user(self.especialista).unlink()

    @warmup
    def test_board_query_count(self):
        spec = {"code": {}, "name": {}, "color_texto": {}, "ficha_count": {}}
        self._alinear()
        model = "sigobito.ods"
        self._count_queries(model, self.regional, spec)
        one = self._count_queries(model, self.regional, spec)
        for number in range(50):
            self._alinear(self._new_iniciativa(f"n{number}"))
        self.assertEqual(self._count_queries(model, self.regional, spec), one)
