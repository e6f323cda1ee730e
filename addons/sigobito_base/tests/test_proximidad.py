from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..models.sigobito_proximidad_calculo import MEDIDAS
from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestProximidad(SigobitoCommon):
    """The nightly count and the map (R7, R10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.barrio = cls.env["sigobito.lugar"].create(
            {
                "name": "Barrio A",
                "parent_id": cls.lugar_a.id,
                "company_id": cls.company_a.id,
                "poblacion": 300,
            }
        )
        cls.lugar_a.poblacion = 1000

    def _contar(self):
        proximidad = self.env["sigobito.proximidad"]
        proximidad._actualizar(self.company_a | self.company_b)
        return proximidad

    def _fila(self, record):
        campo = f"{record._name.rpartition('.')[2]}_id"
        return self.env["sigobito.proximidad"].search([(campo, "=", record.id)])

    def test_a_row_for_each(self):
        self._contar()
        for record in (self.actor_a, self.tema_a, self.lugar_a, self.barrio):
            fila = self._fila(record)
            self.assertEqual(len(fila), 1)
            self.assertEqual(fila.company_id, self.company_a)
            self.assertEqual(fila._get_origen(), record)
        self.assertEqual(self._fila(self.barrio).name, "Place A / Barrio A")

    def test_counting_twice_changes_nothing(self):
        self._contar()
        antes = self._fila(self.lugar_a)
        fecha = antes.write_date
        self._contar()
        self.assertEqual(self._fila(self.lugar_a), antes)
        self.assertEqual(antes.write_date, fecha)

    def test_archived_rows_go(self):
        self._contar()
        self.actor_a.active = False
        self._contar()
        self.assertFalse(self._fila(self.actor_a))

    def test_forgotten_by_the_clock_of_the_municipality(self):
        self.actor_a.ultimo_contacto = date(2030, 1, 1)
        # 04:00 UTC of April 2 is still April 1 in Lima: 90 days, not yet forgotten
        with freeze_time("2030-04-02 04:00:00"):
            self._contar()
            fila = self._fila(self.actor_a)
            self.assertEqual((fila.dias_sin_contacto, fila.olvidado), (90, False))
        with freeze_time("2030-04-02 06:00:00"):
            self._contar()
            fila = self._fila(self.actor_a)
            self.assertEqual((fila.dias_sin_contacto, fila.olvidado), (91, True))
        self.company_a.dias_olvido = 120
        with freeze_time("2030-04-02 06:00:00"):
            self._contar()
            self.assertFalse(self._fila(self.actor_a).olvidado)

    def test_never_contacted_counts_from_when_it_was_written_down(self):
        with freeze_time("2040-01-01 12:00:00"):
            self._contar()
        fila = self._fila(self.lugar_a)
        self.assertFalse(fila.ultimo_contacto)
        self.assertTrue(fila.olvidado)
        self.assertFalse(self._fila(self.tema_a).olvidado)

    def test_expected_share_is_population_and_weight(self):
        otro = self.tema_a.copy({"name": "Axis 2", "peso": 3})
        hijo = self.tema_a.copy({"name": "Theme 1.1", "parent_id": self.tema_a.id})
        self._contar()
        self.assertEqual(self._fila(self.barrio).peso_pct, 30)
        self.assertEqual(self._fila(self.lugar_a).peso_pct, 100)
        self.assertEqual(self._fila(otro).peso_pct, 75)
        self.assertEqual(self._fila(hijo).peso_pct, 25)
        self.plan_a.state = "done"
        self._contar()
        self.assertEqual(self._fila(otro).peso_pct, 0)

    def test_walls(self):
        self._contar()
        self.assertWalled(self._fila(self.lugar_a))
        self.assertWalled(self._fila(self.lugar_a), user=self.regional)

    def test_who_sees_what(self):
        self._contar()
        fila = self._fila(self.lugar_a)
        with self.assertRaises(AccessError):
            fila.with_user(self.funcionario).read(["name"])
        privados = ["solicitudes", "compromisos_abiertos", "compromisos_cumplidos"]
        for user in (self.gestor, self.comunicacion, self.admin_municipal):
            suya = fila.with_user(user)
            self.assertTrue(suya.read(["name", "actividades"]))
            for campo in privados:
                with self.assertRaises(AccessError):
                    suya.read([campo])
                with self.assertRaises(AccessError):
                    suya.search([(campo, ">", 0)])
        for user in (self.titular, self.despacho):
            self.assertTrue(fila.with_user(user).read(privados))

    def test_nobody_writes_it(self):
        self._contar()
        for user in (self.titular, self.despacho, self.admin_municipal):
            fila = self._fila(self.lugar_a).with_user(user)
            with self.assertRaises(AccessError):
                fila.write({"olvidado": False})
            with self.assertRaises(AccessError):
                fila.unlink()
            with self.assertRaises(AccessError):
                fila.create({"name": "Mine", "tipo": "lugar"})

    def test_count_again_is_for_ones_own(self):
        proximidad = self.env["sigobito.proximidad"]
        proximidad.with_user(self.despacho).action_actualizar()
        self.assertTrue(self._fila(self.lugar_a))
        self.assertFalse(self._fila(self.lugar_b))
        with self.assertRaises(AccessError):
            proximidad.with_user(self.funcionario).action_actualizar()
        with self.assertRaises(AccessError):
            proximidad.with_user(self.regional).action_actualizar()

    def test_same_statements_for_one_and_for_many(self):
        proximidad = self.env["sigobito.proximidad"]
        una = self._contar_consultas(lambda: proximidad._actualizar(self.company_a))
        for model in ("sigobito.actor", "sigobito.lugar"):
            self.env[model].create(
                [
                    {"name": f"Row {n}", "company_id": company.id}
                    for n in range(50)
                    for company in (self.company_a, self.company_b)
                ]
            )
        ambas = self.company_a | self.company_b
        muchas = self._contar_consultas(lambda: proximidad._actualizar(ambas))
        self.assertEqual(una, muchas)

    def test_cron_leaves_out_what_is_fresh(self):
        with self.enter_registry_test_mode():
            cron = self.env.ref("sigobito_base.ir_cron_actualizar_proximidad")
            cron.method_direct_trigger()
        self.assertTrue(self._fila(self.lugar_a))
        self.assertTrue(self.company_b.fecha_proximidad)

    def test_list_constant_queries(self):
        self._contar()
        model = self.env["sigobito.proximidad"].with_user(self.despacho)
        spec = {
            "name": {},
            "olvidado": {},
            "horas_pct": {},
            "enlace_id": {"fields": {"display_name": {}}},
        }

        def leer():
            return model.web_search_read([("tipo", "=", "actor")], spec, limit=80)

        una = self._contar_consultas(leer)
        self.env["sigobito.actor"].create(
            [{"name": f"Row {n}", "company_id": self.company_a.id} for n in range(50)]
        )
        self._contar()
        self.assertEqual(self._contar_consultas(leer), una)

    def test_home_card(self):
        with freeze_time("2040-01-01 12:00:00"):
            self._contar()
        tablero = self.env["sigobito.tablero"]
        for user, seen in ((self.titular, True), (self.funcionario, False)):
            tarjetas = tablero.with_user(user).get_tablero()["tarjetas"]
            cifras = {t["key"]: t["value"] for t in tarjetas}
            self.assertEqual("olvidados" in cifras, seen)
            if seen:
                self.assertEqual(cifras["olvidados"], 3)

    def test_every_fact_is_well_formed(self):
        proximidad = self.env["sigobito.proximidad"]
        for hecho in proximidad._get_hechos():
            model = self.env[hecho["model"]]
            self.assertTrue(model._fields[hecho["fecha"]].store)
            self.assertTrue(model._fields["company_id"].store)
            self.assertIn(hecho["medida"], (None, *MEDIDAS))
