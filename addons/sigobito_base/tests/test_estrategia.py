from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestPesos(SigobitoCommon):
    """Weights of the plan as shares (R6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.eje = cls.tema_a
        cls.otro = cls._tema("Other axis", peso=3)
        cls.agua = cls._tema("Water", parent_id=cls.eje.id, peso=3)
        cls.vias = cls._tema("Roads", parent_id=cls.eje.id, peso=1)

    @classmethod
    def _tema(cls, name, **vals):
        vals.setdefault("plan_id", cls.plan_a.id)
        return cls.env["sigobito.tema"].create(
            {"name": name, "company_id": cls.company_a.id, **vals}
        )

    def assertCuotas(self, tema, nivel, plan):
        self.assertAlmostEqual(tema.peso_nivel, nivel, 2)
        self.assertAlmostEqual(tema.peso_plan, plan, 2)

    def test_shares(self):
        self.assertCuotas(self.eje, 25, 25)
        self.assertCuotas(self.otro, 75, 75)
        self.assertCuotas(self.agua, 75, 18.75)
        self.assertCuotas(self.vias, 25, 6.25)

    def test_shares_follow(self):
        self.otro.peso = 1
        self.assertCuotas(self.agua, 75, 37.5)
        self.vias.active = False
        self.assertCuotas(self.agua, 100, 50)
        self.assertCuotas(self.vias, 0, 0)
        self.vias.active = True
        self.assertCuotas(self.agua, 75, 37.5)
        self.otro.unlink()
        self.assertCuotas(self.agua, 75, 75)
        self.agua.parent_id = False
        self.assertCuotas(self.agua, 75, 75)

    def test_theme_is_in_the_plan_of_its_axis(self):
        suelto = self._tema("Loose", plan_id=False)
        self.assertCuotas(suelto, 0, 0)
        suelto.parent_id = self.otro
        self.assertEqual(suelto.plan_id, self.plan_a)
        self.assertCuotas(suelto, 100, 75)

    def test_plans_do_not_mix(self):
        otro_plan = self.plan_a.copy({"name": "Old plan"})
        viejo = self._tema("Old", plan_id=otro_plan.id, peso=50)
        self.assertCuotas(viejo, 100, 100)
        self.assertCuotas(self.agua, 75, 18.75)

    def test_warnings(self):
        self.vias.peso = 0
        avisos = self.plan_a.with_user(self.funcionario).avisos_pesos
        self.assertIn("“Roads” has no weight", avisos)
        self.assertIn("The axis “Other axis” has no themes", avisos)
        self.assertFalse(self.plan_b.avisos_pesos.count("Roads"))

    def test_only_who_may_gives_weights(self):
        self.agua.with_user(self.despacho).peso = 5
        with self.assertRaises(AccessError):
            self.agua.with_user(self.funcionario).peso = 5
        with self.assertRaises(AccessError):
            self.agua.with_user(self.ajeno).peso = 5


@tagged("post_install", "-at_install")
class TestActores(SigobitoCommon):
    """Relations, leaders, consent and contacts of the stakeholders (R5, R7)."""

    def _relacion(self, user=None, **vals):
        otro = self.env["sigobito.actor"].create(
            {"name": "Federation", "company_id": self.company_a.id}
        )
        return (
            self.env["sigobito.actor.relacion"]
            .with_user(user or self.despacho)
            .create({"actor_id": self.actor_a.id, "otro_id": otro.id, **vals})
        )

    def test_relation_is_seen_from_both_ends(self):
        relacion = self._relacion(tipo="dirige")
        otro = relacion.otro_id
        self.assertEqual(self.actor_a.relacion_count, 1)
        self.assertEqual(otro.relacion_count, 1)
        self.assertEqual(otro.relacion_inversa_ids, relacion)
        self.assertEqual(relacion.display_name, "Stakeholder A leads Federation")

    def test_relations_that_cannot_be(self):
        relacion = self._relacion()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            relacion.copy()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            relacion.otro_id = self.actor_a
            self.env.flush_all()
        with self.assertRaises(UserError):
            relacion.sudo().otro_id = self.actor_b
        with self.assertRaises(ValidationError):
            relacion.write({"date_start": "2026-05-01", "date_end": "2026-04-01"})

    def test_relations_walls(self):
        relacion = self._relacion()
        for user in (self.ajeno, self.regional):
            self.assertWalled(relacion, user=user, campo="tipo")
        with self.assertRaises(AccessError):
            self._relacion(user=self.funcionario)
        with self.assertRaises(AccessError):
            self.env["sigobito.actor.relacion"].with_user(self.ajeno).create(
                {"actor_id": self.actor_b.id, "otro_id": self.actor_a.id}
            )

    def test_leaders_of_a_place(self):
        self.lugar_a.with_user(self.despacho).lider_ids = self.actor_a
        self.assertEqual(self.actor_a.lidera_ids, self.lugar_a)
        with self.assertRaises(UserError):
            self.lugar_a.lider_ids = self.actor_b
        with self.assertRaises(AccessError):
            self.lugar_a.with_user(self.regional).read(["lider_ids"])

    def test_consent_is_dated(self):
        actor = self.actor_a.with_user(self.comunicacion)
        actor.consentimiento = True
        self.assertEqual(actor.consentimiento_fecha, self.company_a._hoy())
        actor.write({"consentimiento_fecha": "2026-01-05"})
        self.assertEqual(str(actor.consentimiento_fecha), "2026-01-05")
        actor.consentimiento = False
        self.assertFalse(actor.consentimiento_fecha)

    def _contacto(self, name, **vals):
        return self.env["res.partner"].create(
            {"name": name, "company_id": self.company_a.id, **vals}
        )

    def _traer(self, partners, user=None):
        wizard = (
            self.env["sigobito.actor.contactos"]
            .with_user(user or self.despacho)
            .with_context(active_model="res.partner", active_ids=partners.ids)
            .create({"lugar_ids": [(6, 0, self.lugar_a.ids)]})
        )
        return self.env["sigobito.actor"].browse(wizard.action_crear()["domain"][0][2])

    def test_contacts_become_stakeholders_once(self):
        empresa = self._contacto("Cooperative", is_company=True, phone="555")
        conocida = self._contacto("Known", email="A@x.test ")
        self.actor_a.email = "a@X.test"
        actores = self._traer(empresa | conocida)
        self.assertEqual(len(actores), 2)
        self.assertEqual(self.actor_a.partner_id, conocida)
        nuevo = actores - self.actor_a
        self.assertRecordValues(
            nuevo,
            [
                {
                    "name": "Cooperative",
                    "tipo": "institucion",
                    "phone": "555",
                    "company_id": self.company_a.id,
                    "lugar_ids": self.lugar_a.ids,
                }
            ],
        )
        nuevo.active = False
        self.assertEqual(self._traer(empresa | conocida), actores)

    def test_contacts_of_others_and_staff_are_left_out(self):
        ajeno = self.env["res.partner"].create(
            {"name": "Of B", "company_id": self.company_b.id}
        )
        self.assertFalse(self._traer(self.gestor.partner_id))
        with self.assertRaises(AccessError):
            self._traer(ajeno)
        with self.assertRaises(AccessError):
            self._traer(self._contacto("X"), user=self.funcionario)
        with self.assertRaises(AccessError):
            self._traer(self._contacto("Y"), user=self.regional)


@tagged("post_install", "-at_install")
class TestGuia(SigobitoCommon):
    """The guide from the strategy to the work (R14)."""

    def _guia(self, user):
        return self.env["sigobito.estrategia"].with_user(user).get_guia()

    def test_counts_are_of_the_municipality(self):
        for user, plan in ((self.despacho, self.plan_a), (self.ajeno, self.plan_b)):
            guia = self._guia(user)
            pasos = {paso["key"]: paso for paso in guia["pasos"]}
            self.assertEqual(guia["plan_id"], plan.id)
            self.assertTrue(pasos["plan"]["hecho"])
            self.assertEqual(pasos["actores"]["valor"], 1)
            self.assertEqual(pasos["lugares"]["valor"], 1)
            self.assertFalse(pasos["elegidas"]["hecho"])

    def test_offers_only_what_one_may_do(self):
        def puede(user):
            return {p["key"] for p in self._guia(user)["pasos"] if p["puede"]}

        self.assertFalse(puede(self.funcionario))
        self.assertIn("actores", puede(self.comunicacion))
        self.assertIn("plan", puede(self.admin_municipal))
        with self.assertRaises(AccessError):
            self._guia(self.regional)

    def test_queries(self):
        uno = self._contar_consultas(lambda: self._guia(self.despacho))
        for model in ("sigobito.actor", "sigobito.lugar", "sigobito.tema"):
            self.env[model].create(
                [
                    {
                        "name": f"Row {n}",
                        "company_id": self.company_a.id,
                        **(
                            {"plan_id": self.plan_a.id}
                            if model.endswith("tema")
                            else {}
                        ),
                    }
                    for n in range(50)
                ]
            )
        self.assertEqual(self._contar_consultas(lambda: self._guia(self.despacho)), uno)

    def _imprimir(self, user, plan):
        return (
            self.env["ir.actions.report"]
            .with_user(user)
            ._render_qweb_html("sigobito_base.report_estrategia", plan.ids)[0]
            .decode()
        )

    def test_printed_strategy_never_says_the_stance(self):
        self.actor_a.write({"postura": "opositor", "notas": "Secret note"})
        self.lugar_a.write({"prioritario": True, "lider_ids": [(4, self.actor_a.id)]})
        for user in (self.titular, self.funcionario):
            html = self._imprimir(user, self.plan_a)
            for texto in ("Plan A", "Theme A", "Place A", "Stakeholder A"):
                self.assertIn(texto, html)
            for texto in ("pposed", "opositor", "Secret note"):
                self.assertNotIn(texto, html)
        with self.assertRaises(AccessError):
            self._imprimir(self.ajeno, self.plan_a)
