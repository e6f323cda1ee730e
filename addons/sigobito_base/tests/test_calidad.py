from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Date
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..tools import calidad
from .common import SigobitoCommon

EVALUACION = "odoo.addons.sigobito_base.models.sigobito_calidad_regla"


class CalidadCommon(SigobitoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Regla = cls.env["sigobito.calidad.regla"]
        cls.Hallazgo = cls.env["sigobito.calidad.hallazgo"]
        cls.Puntaje = cls.env["sigobito.calidad.puntaje"]
        # Only the rules of each test: what other addons ship is not counted here.
        cls.Regla.search([]).active = False
        cls.municipios = cls.company_a | cls.company_b
        cls.regla = cls._new_regla()
        # What was made before is nobody's business.
        cls.area_a.responsable_id = cls.gestor

    @classmethod
    def _new_regla(cls, **vals):
        return cls.Regla.create(
            {
                "name": "Area without a responsible",
                "model_id": cls.env["ir.model"]._get_id("sigobito.area"),
                "domain": "[('responsable_id', '=', False)]",
                "mensaje": "Name one",
                "peso": 5,
                "campo_responsable": "parent_id.responsable_id",
                "campo_area": "id",
                "campo_corregir": "responsable_id",
                **vals,
            }
        )

    def _hallazgos(self, company=None, state="abierto"):
        return self.Hallazgo.search(
            [
                ("company_id", "=", (company or self.company_a).id),
                ("state", "=", state),
            ]
        )


@tagged("post_install", "-at_install")
class TestCalidadEvaluacion(CalidadCommon):
    """Findings open and close by themselves."""

    def test_opens_and_closes(self):
        vistos, abiertos, cerrados = self.regla._evaluar(self.municipios)
        self.assertEqual((vistos, abiertos, cerrados), (2, 1, 0))
        hallazgo = self._hallazgos(self.company_b)
        self.assertRecordValues(
            hallazgo,
            [
                {
                    "model": "sigobito.area",
                    "res_id": self.area_b.id,
                    "area_id": self.area_b.id,
                    "responsable_id": False,
                    "peso": 5,
                    "fecha_desde": self.company_b._hoy(),
                }
            ],
        )
        # a second night changes nothing
        self.assertEqual(self.regla._evaluar(self.municipios), (2, 0, 0))
        self.area_b.responsable_id = self.ajeno
        self.assertEqual(self.regla._evaluar(self.municipios), (2, 0, 1))
        self.assertEqual(hallazgo.state, "cerrado")
        self.assertEqual(hallazgo.motivo_cierre, "corregido")
        # and if it breaks again it is a new one, with a new date
        self.area_b.responsable_id = False
        self.assertEqual(self.regla._evaluar(self.municipios), (2, 1, 0))

    def test_same_as_one_by_one(self):
        """The set-based night says what a loop over the records would."""
        areas = self.env["sigobito.area"].create(
            [
                {
                    "name": f"Area {n}",
                    "company_id": (self.company_a if n % 2 else self.company_b).id,
                    "parent_id": (self.area_a if n % 2 else self.area_b).id,
                    "responsable_id": self.gestor.id if n in (1, 5) else False,
                }
                for n in range(8)
            ]
        )
        self.regla._evaluar(self.municipios)
        malas = (areas | self.area_a | self.area_b).filtered(
            lambda area: not area.responsable_id
        )
        todos = self._hallazgos() | self._hallazgos(self.company_b)
        self.assertEqual(set(todos.mapped("res_id")), set(malas.ids))
        for hallazgo in todos:
            area = self.env["sigobito.area"].browse(hallazgo.res_id)
            self.assertEqual(hallazgo.responsable_id, area.parent_id.responsable_id)

    def test_follows_who_mends(self):
        hija = self.env["sigobito.area"].create(
            {
                "name": "Below",
                "company_id": self.company_a.id,
                "parent_id": self.area_a.id,
            }
        )
        self.regla._evaluar(self.municipios)
        hallazgo = self._hallazgos()
        self.assertEqual(
            (hallazgo.res_id, hallazgo.responsable_id.id), (hija.id, self.gestor.id)
        )
        self.area_a.responsable_id = self.despacho
        self.regla._evaluar(self.municipios)
        self.assertEqual(hallazgo.responsable_id, self.despacho)
        # Who left is nobody: the administrator gets it.
        self.despacho.active = False
        self.regla._evaluar(self.municipios)
        self.assertFalse(hallazgo.responsable_id)

    def test_deleted_record(self):
        self.regla._evaluar(self.municipios)
        hallazgo = self._hallazgos(self.company_b)
        self.tema_b.unlink()
        self.area_b.unlink()
        self.assertEqual(
            hallazgo.with_user(self.ajeno).registro, "Not within your reach"
        )
        self.regla._evaluar(self.municipios)
        self.assertEqual(hallazgo.state, "cerrado")

    def test_days_and_municipality(self):
        """Days of the rule, changed by one municipality; off in another."""
        regla = self._new_regla(
            name="Forgotten",
            model_id=self.env["ir.model"]._get_id("sigobito.actor"),
            domain="[('ultimo_contacto', '<', 'today -{dias}d')]",
            dias=30,
            campo_responsable=False,
            campo_area=False,
            campo_corregir=False,
        )
        (self.actor_a | self.actor_b).ultimo_contacto = (
            self.company_a._hoy() - timedelta(days=40)
        )
        self.assertEqual(regla._evaluar(self.municipios)[1], 2)
        ajuste = self.env["sigobito.calidad.ajuste"].create(
            {"regla_id": regla.id, "company_id": self.company_a.id, "dias": 60}
        )
        self.assertEqual(regla._evaluar(self.municipios), (2, 0, 1))
        ajuste.dias = 0
        self.assertEqual(regla._evaluar(self.municipios)[1], 1)
        regla.with_user(self.admin_municipal).action_apagar_aqui()
        self.assertFalse(regla.with_company(self.company_a).activa_aqui)
        self.assertTrue(regla.with_company(self.company_b).activa_aqui)
        regla._evaluar(self.municipios)
        self.Regla._cerrar_apagadas()
        apagado = self._hallazgos(state="cerrado").filtered(
            lambda h: h.motivo_cierre == "regla"
        )
        self.assertEqual(len(apagado), 1)
        self.assertEqual(len(self._hallazgos(self.company_b)), 1)
        regla.with_user(self.admin_municipal).action_encender_aqui()
        self.assertEqual(regla._evaluar(self.municipios)[1], 1)

    def test_date_of_the_municipality(self):
        """Overdue is overdue where the record lives."""
        regla = self._new_regla(
            name="Ended plan",
            model_id=self.env["ir.model"]._get_id("sigobito.plan"),
            domain="[('date_end', '<', 'today')]",
            campo_responsable=False,
            campo_area=False,
            campo_corregir=False,
        )
        self.company_a.tz, self.company_b.tz = "America/Lima", "Asia/Tokyo"
        (self.plan_a | self.plan_b).write(
            {"date_start": "2026-01-01", "date_end": "2026-03-10"}
        )
        # In Lima it is still the 10th; in Tokyo the 11th began.
        with freeze_time("2026-03-10 20:00:00"):
            regla._evaluar(self.municipios)
        self.assertFalse(self._hallazgos(self.company_a))
        self.assertEqual(
            self._hallazgos(self.company_b).fecha_desde, Date.to_date("2026-03-11")
        )

    def test_broken_rule_does_not_stop_the_night(self):
        rota = self._new_regla(name="Will break", sequence=1)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sigobito_calidad_regla SET domain = %s WHERE id = %s",
            ["[('no_such_field', '=', 1)]", rota.id],
        )
        self.env.invalidate_all()
        with mute_logger(EVALUACION):
            self.Regla._evaluar_todo(self.municipios)
        self.assertTrue(rota.rota)
        self.assertIn("no_such_field", rota.error)
        self.assertTrue(self._hallazgos(self.company_b), "the other rule was run")
        # Mended, it is back.
        rota.domain = "[('codigo', '=', False)]"
        self.assertFalse(rota.rota or rota.error)

    def test_rules_are_checked_on_save(self):
        for vals in (
            {"domain": "[('no_such_field', '=', 1)]"},
            {"domain": "[('responsable_id', '=', uid)]"},
            {"domain": "nonsense"},
            {"domain": "[('create_date', '<', 'today -2x')]"},
            {"universo": "[('nivel')]"},
            {"campo_responsable": "area_id"},
            {"campo_responsable": "parent_id"},
            {"campo_area": "responsable_id"},
            {"campo_corregir": "no_such_field"},
            {"model_id": self.env["ir.model"]._get_id("res.country")},
            {"model_id": self.env["ir.model"]._get_id("sigobito.jerarquia.mixin")},
        ):
            with self.subTest(**vals), self.assertRaises(ValidationError):
                self.regla.write(vals)

    def test_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref(
                "sigobito_base.ir_cron_evaluar_calidad"
            ).method_direct_trigger()
        self.assertTrue(self._hallazgos(self.company_b))
        self.assertEqual(
            self.Puntaje.search(
                [("company_id", "=", self.company_b.id), ("area_id", "=", False)]
            ).puntaje,
            0.0,
        )

    def test_one_query_for_all(self):
        """As many queries with two municipalities as with twelve."""

        def noche():
            self.regla._evaluar(self.Regla._get_municipios())

        pocas = self._contar_consultas(noche)
        for n in range(10):
            company = self._new_municipio(f"Muni {n}", f"muni-calidad-{n}")
            self.env["sigobito.area"].create(
                [{"name": f"A{i}", "company_id": company.id} for i in range(5)]
            )
        self.assertEqual(self._contar_consultas(noche), pocas)


@tagged("post_install", "-at_install")
class TestCalidadPuntaje(CalidadCommon):
    """Scores of each day."""

    def test_sql_agrees_with_the_pure_rule(self):
        self._new_regla(name="Without code", domain="[('codigo', '=', False)]", peso=2)
        self.env["sigobito.area"].create(
            [
                {
                    "name": f"Area {n}",
                    "codigo": f"C{n}" if n % 3 else False,
                    "company_id": self.company_a.id,
                }
                for n in range(7)
            ]
        )
        self.Regla._evaluar_todo(self.municipios)
        conteos = self.env["sigobito.calidad.conteo"].search(
            [("company_id", "=", self.company_a.id)]
        )
        por_regla = [
            calidad.Comprobacion(
                regla.peso, sum(c.mapped("revisados")), sum(c.mapped("hallazgos"))
            )
            for regla, c in conteos.grouped("regla_id").items()
        ]
        esperado = calidad.puntaje(por_regla)
        municipio = self.Puntaje.search(
            [("company_id", "=", self.company_a.id), ("area_id", "=", False)]
        )
        self.assertEqual(municipio.puntaje, esperado)
        self.assertTrue(municipio.es_ultimo)
        for area, filas in conteos.grouped("area_id").items():
            puntaje = self.Puntaje.search([("area_id", "=", area.id)])
            self.assertEqual(
                puntaje.puntaje,
                calidad.puntaje(
                    calidad.Comprobacion(c.regla_id.peso, c.revisados, c.hallazgos)
                    for c in filas
                ),
            )

    def test_history(self):
        with freeze_time("2026-03-02 12:00:00"):
            self.Regla._evaluar_todo(self.municipios)
        self.area_b.responsable_id = self.ajeno
        with freeze_time("2026-03-12 12:00:00"):
            self.Regla._evaluar_todo(self.municipios)
            self.Regla._evaluar_todo(self.municipios)
        puntajes = self.Puntaje.search(
            [("company_id", "=", self.company_b.id), ("area_id", "=", False)],
            order="fecha",
        )
        self.assertRecordValues(
            puntajes,
            [
                {"puntaje": 0.0, "variacion": 0.0, "es_ultimo": False, "nivel": "bajo"},
                {
                    "puntaje": 100.0,
                    "variacion": 100.0,
                    "es_ultimo": True,
                    "nivel": "bueno",
                },
            ],
        )

    def test_score_of_a_record(self):
        self._new_regla(name="Without code", domain="[('codigo', '=', False)]", peso=3)
        self.Regla._evaluar_todo(self.municipios)
        # Area A has a responsible but no code: 3 of 8.
        self.assertEqual(self._hallazgos().puntaje_registro, 62.5)
        self.assertEqual(
            set(self._hallazgos(self.company_b).mapped("puntaje_registro")), {0.0}
        )


@tagged("post_install", "-at_install")
class TestCalidadAcceso(CalidadCommon):
    """Who reads, who mends, who is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area_hija = cls.env["sigobito.area"].create(
            {
                "name": "Below",
                "company_id": cls.company_a.id,
                "parent_id": cls.area_a.id,
            }
        )
        cls.Regla._evaluar_todo(cls.municipios)
        cls.hallazgo = cls.Hallazgo.search([("company_id", "=", cls.company_a.id)])

    def test_walls(self):
        self.assertWalled(self.hallazgo, campo="res_id")
        puntaje = self.Puntaje.search([("company_id", "=", self.company_a.id)], limit=1)
        self.assertWalled(puntaje, campo="puntaje")
        conteo = self.env["sigobito.calidad.conteo"].search(
            [("company_id", "=", self.company_a.id)], limit=1
        )
        self.assertWalled(conteo, campo="revisados")
        ajuste = self.env["sigobito.calidad.ajuste"].create(
            {"regla_id": self.regla.id, "company_id": self.company_a.id}
        )
        self.assertWalled(ajuste, campo="dias")

    def test_who_reads(self):
        def ve(user):
            return self.hallazgo in self.Hallazgo.with_user(user).search([])

        # the gestor answers for the area above
        for user in (self.gestor, self.admin_municipal, self.titular, self.despacho):
            self.assertTrue(ve(user), user.login)
        for user in (self.funcionario, self.comunicacion, self.ajeno, self.regional):
            self.assertFalse(ve(user), user.login)
        self.regla.es_regional = True
        self.assertTrue(ve(self.regional))

    def test_regional_reads_scores_and_counts(self):
        Puntaje = self.Puntaje.with_user(self.regional)
        vistos = Puntaje.search([("es_ultimo", "=", True), ("area_id", "=", False)])
        self.assertLessEqual(self.municipios, vistos.company_id)
        Conteo = self.env["sigobito.calidad.conteo"].with_user(self.regional)
        self.assertTrue(Conteo.search([("company_id", "=", self.company_a.id)]))
        accion = vistos[:1].action_ver_hallazgos()
        self.assertEqual(accion["res_model"], "sigobito.calidad.conteo")

    def test_nobody_writes_by_hand(self):
        for user in (self.gestor, self.admin_municipal, self.titular, self.regional):
            with self.assertRaises(AccessError):
                self.hallazgo.with_user(user).write({"state": "cerrado"})
            with self.assertRaises(AccessError):
                self.Puntaje.with_user(user).create({"fecha": "2026-01-01"})
            with self.assertRaises(AccessError):
                self.regla.with_user(user).write({"peso": 1})
        for user in (self.gestor, self.funcionario, self.despacho, self.regional):
            with self.assertRaises(UserError):
                self.regla.with_user(user).action_apagar_aqui()
            with self.assertRaises(UserError):
                self.Regla.with_user(user).action_evaluar_municipio()

    def test_admin_runs_his_municipality(self):
        self.area_b.responsable_id = self.ajeno
        self.area_hija.responsable_id = self.gestor
        self.Regla.with_user(self.admin_municipal).action_evaluar_municipio()
        self.assertEqual(self.hallazgo.state, "cerrado")
        self.assertTrue(self._hallazgos(self.company_b), "the other one was not run")

    def test_mend(self):
        suyo = self.hallazgo.with_user(self.gestor)
        self.assertEqual(suyo.registro, self.area_hija.display_name)
        accion = suyo.action_corregir()
        self.assertEqual(
            (accion["res_model"], accion["res_id"]),
            ("sigobito.area", self.area_hija.id),
        )
        self.assertEqual(accion["context"]["sigobito_campo"], "responsable_id")
        self.assertEqual(suyo.verificar(), [])
        self.area_hija.responsable_id = self.gestor
        self.assertEqual(suyo.verificar(), suyo.ids)
        self.assertEqual(self.hallazgo.state, "cerrado")
        with self.assertRaises(AccessError):
            self.hallazgo.with_user(self.ajeno).verificar()
        with self.assertRaises(AccessError):
            self.hallazgo.with_user(self.ajeno).action_corregir()

    def test_queries(self):
        Hallazgo = self.Hallazgo.with_user(self.gestor)

        def leer():
            Hallazgo.web_search_read(
                [],
                {
                    "registro": {},
                    "regla_id": {"fields": {"display_name": {}}},
                    "area_id": {"fields": {"display_name": {}}},
                    "responsable_id": {"fields": {"display_name": {}}},
                    "dias_abierto": {},
                    "puntaje_registro": {},
                    "state": {},
                },
                limit=80,
            )

        una = self._contar_consultas(leer)
        self.env["sigobito.area"].create(
            [
                {
                    "name": f"Area {n}",
                    "company_id": self.company_a.id,
                    "parent_id": self.area_a.id,
                }
                for n in range(50)
            ]
        )
        self.Regla._evaluar_todo(self.municipios)
        self.assertEqual(self._contar_consultas(leer), una)

    def test_home(self):
        def tarjeta(user, key):
            tablero = self.env["sigobito.tablero"].with_user(user)
            return next(
                (t for t in tablero.get_tablero()["tarjetas"] if t["key"] == key), None
            )

        self.assertEqual(tarjeta(self.gestor, "datos_por_corregir")["value"], 1)
        self.assertIsNone(tarjeta(self.funcionario, "datos_por_corregir"))
        self.assertEqual(tarjeta(self.titular, "puntaje_calidad")["value"], 50)
        self.assertIsNone(tarjeta(self.gestor, "puntaje_calidad"))
        self.assertGreaterEqual(tarjeta(self.regional, "calidad_baja")["value"], 1)


@tagged("post_install", "-at_install")
class TestCalidadReglas(SigobitoCommon):
    """The rules that are shipped work, each with its words."""

    def test_shipped_rules(self):
        Regla = self.env["sigobito.calidad.regla"]
        reglas = Regla.search([])
        self.assertTrue(reglas)
        reglas._check_funciona()
        Regla._evaluar_todo(self.company_a | self.company_b)
        self.assertFalse(reglas.filtered("rota").mapped("error"))
        for regla in reglas:
            self.assertTrue(regla.mensaje.endswith("."), regla.name)
            self.assertTrue(regla.campo_corregir, regla.name)
