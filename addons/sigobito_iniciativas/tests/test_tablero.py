from odoo.tests import tagged

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestTablero(IniciativasCommon):
    """Home: cards whose figure is what the list behind them shows (R41)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._aprobar(cls.iniciativa_a)
        cls.hito_1.with_context(sigobito_fecha_aprobada=True).date_deadline = cls._en(
            -3
        )
        cls.env["sigobito.aro"].create(
            {"name": "No land", "tipo": "restriccion", "hito_id": cls.hito_2.id}
        )
        cls.hito_2.with_user(cls.gestor)._reprogramar(cls._en(70), "Rain")

    def _tarjetas(self, user):
        tarjetas = (
            self.env["sigobito.tablero"].with_user(user)._get_tarjetas_iniciativas()
        )
        for tarjeta in tarjetas:
            action = self.env.ref(tarjeta["action"])
            self.assertEqual(
                self.env[action.res_model]
                .with_user(user)
                .search_count(tarjeta["domain"]),
                tarjeta["value"],
            )
        return {tarjeta["key"]: tarjeta["value"] for tarjeta in tarjetas}

    def test_titular(self):
        tarjetas = self._tarjetas(self.titular)
        self.assertEqual(tarjetas["aros_por_leer"], 1)
        self.assertEqual(tarjetas["reprogramaciones_por_aprobar"], 1)
        self.assertEqual(tarjetas["iniciativas_rojas"], 1)

    def test_gestor(self):
        tarjetas = self._tarjetas(self.gestor)
        self.assertEqual(tarjetas["hitos_atrasados"], 1)
        self.assertEqual(tarjetas["iniciativas_por_programar"], 0)
        self.assertEqual(tarjetas["aros_abiertos"], 1)

    def test_staff_sees_only_his_milestones(self):
        self.assertEqual(self._tarjetas(self.funcionario), {"mis_hitos": 1})
        self.assertEqual(self._tarjetas(self.obras), {})
        listas = (
            self.env["sigobito.tablero"]
            .with_user(self.funcionario)
            ._get_listas_iniciativas()
        )
        self.assertEqual([lista["key"] for lista in listas], ["mis_hitos"])
        self.assertEqual(listas[0]["items"][0]["semaforo"], "rojo")

    def test_regional(self):
        tarjetas = self._tarjetas(self.regional)
        self.assertGreaterEqual(tarjetas["iniciativas_rojas"], 1)
        self.assertGreaterEqual(tarjetas["restricciones_abiertas"], 1)
        self.assertNotIn("mis_hitos", tarjetas)

    def test_another_municipality(self):
        tarjetas = self._tarjetas(self.ajeno)
        self.assertEqual(tarjetas["aros_por_leer"], 0)
        self.assertEqual(tarjetas["iniciativas_rojas"], 0)

    def test_lists_of_the_titular(self):
        listas = {
            lista["key"]: lista
            for lista in self.env["sigobito.tablero"]
            .with_user(self.titular)
            ._get_listas_iniciativas()
        }
        self.assertEqual(listas["aros_por_leer"]["items"][0]["model"], "sigobito.aro")
        item = listas["iniciativas_atencion"]["items"][0]
        self.assertEqual(item["res_id"], self.iniciativa_a.id)
        self.assertIn("Red", item["subtitle"])
