from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestConfiguracionCopiar(SigobitoCommon):
    """The set-up of a model municipality, never its people or its data (R16)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.es_modelo = True

        def new(model, **vals):
            return cls.env[model].create({"company_id": cls.company_a.id, **vals})

        cls.vias = new("sigobito.area", name="Roads", parent_id=cls.area_a.id)
        cls.vias.responsable_id = cls.despacho
        cls.cargo = new(
            "sigobito.cargo",
            name="Head of roads",
            codigo="VIA",
            area_id=cls.vias.id,
            group_ids=cls.env.ref("sigobito_base.group_gestor").ids,
        )
        cls.env["sigobito.nombramiento"].create(
            {"cargo_id": cls.cargo.id, "user_id": cls.gestor.id}
        )
        cls.puentes = new(
            "sigobito.tema",
            name="Bridges",
            parent_id=cls.tema_a.id,
            peso=3,
            area_id=cls.vias.id,
        )
        new("sigobito.lugar.tipo", name="Annex")
        cls.env.flush_all()

    def _wizard(self, user=None, **vals):
        data = {
            "company_id": self.company_b.id,
            "origen": str(self.company_a.id),
            **vals,
        }
        Wizard = self.env["sigobito.configuracion.copiar"]
        return Wizard.with_user(user or self.regional).create(data)

    def _de_b(self, model, name):
        return self.env[model].search(
            [("company_id", "=", self.company_b.id), ("name", "=", name)]
        )

    def test_skeleton_without_people(self):
        self._wizard().action_copiar_configuracion()
        vias = self._de_b("sigobito.area", "Roads")
        self.assertEqual(vias.parent_id, self._de_b("sigobito.area", "Area A"))
        self.assertFalse(vias.responsable_id)
        cargo = self._de_b("sigobito.cargo", "Head of roads")
        self.assertEqual(cargo.area_id, vias)
        self.assertEqual(cargo.group_ids, self.cargo.group_ids)
        self.assertFalse(cargo.nombramiento_ids)
        puentes = self._de_b("sigobito.tema", "Bridges")
        self.assertEqual(puentes.peso, 3)
        self.assertEqual(puentes.area_id, vias)
        self.assertFalse(puentes.plan_id)
        self.assertTrue(self._de_b("sigobito.lugar.tipo", "Annex"))
        for model in ("sigobito.actor", "sigobito.lugar"):
            self.assertEqual(
                self.env[model].search_count([("company_id", "=", self.company_b.id)]),
                1,
            )

    def test_again_changes_nothing(self):
        self._wizard().action_copiar_configuracion()
        areas = self.env["sigobito.area"].search([])
        cargos = self.env["sigobito.cargo"].search([])
        self._de_b("sigobito.area", "Roads").responsable_id = self.ajeno
        again = self._wizard()
        lineas = again.linea_ids.filtered(lambda x: x.clave != "ajustes")
        self.assertEqual(set(lineas.mapped("nuevos")), {0})
        again.linea_ids.copiar = True
        again.action_copiar_configuracion()
        self.assertEqual(self.env["sigobito.area"].search([]), areas)
        self.assertEqual(self.env["sigobito.cargo"].search([]), cargos)
        self.assertEqual(
            self._de_b("sigobito.area", "Roads").responsable_id, self.ajeno
        )

    def test_what_is_there_is_recognised(self):
        self.area_b.name = "AREA  A"
        wizard = self._wizard()
        linea = wizard.linea_ids.filtered(lambda x: x.clave == "areas")
        self.assertEqual((linea.total, linea.existentes, linea.nuevos), (2, 1, 1))
        wizard.action_copiar_configuracion()
        self.assertEqual(self._de_b("sigobito.area", "Roads").parent_id, self.area_b)

    def test_only_what_is_ticked(self):
        form = Form(
            self.env["sigobito.configuracion.copiar"]
            .with_user(self.regional)
            .with_context(active_model="res.company", active_id=self.company_b.id)
        )
        self.assertEqual(form.company_id, self.company_b)
        self.assertEqual(form.origen, str(self.company_a.id))
        for number in range(len(form.linea_ids)):
            with form.linea_ids.edit(number) as linea:
                if linea.nuevos:
                    linea.copiar = linea.clave in ("temas", "cargos")
        form.save().action_copiar_configuracion()
        self.assertTrue(self._de_b("sigobito.tema", "Bridges"))
        self.assertFalse(self._de_b("sigobito.area", "Roads"))
        # a post needs its area: it stays out
        self.assertFalse(self._de_b("sigobito.cargo", "Head of roads"))

    def test_settings_only_if_asked(self):
        Wizard = type(self.env["sigobito.configuracion.copiar"])
        self.patch(Wizard, "_get_ajustes", lambda wizard: ["titular_denominacion"])
        self.company_a.titular_denominacion = "Intendenta"
        self._wizard().action_copiar_configuracion()
        self.assertNotEqual(self.company_b.titular_denominacion, "Intendenta")
        wizard = self._wizard()
        linea = wizard.linea_ids.filtered(lambda x: x.clave == "ajustes")
        self.assertRecordValues(linea, [{"nuevos": 1, "copiar": False}])
        linea.copiar = True
        wizard.action_copiar_configuracion()
        self.assertEqual(self.company_b.titular_denominacion, "Intendenta")

    def test_administrator_in_his_own(self):
        self.company_b.es_modelo = True
        wizard = self._wizard(
            self.admin_municipal,
            company_id=self.company_a.id,
            origen=str(self.company_b.id),
        )
        wizard.action_copiar_configuracion()
        self.assertTrue(
            self.env["sigobito.area"].search(
                [("company_id", "=", self.company_a.id), ("name", "=", "Area B")]
            )
        )

    def test_refused(self):
        for user in (self.funcionario, self.despacho, self.titular, self.gestor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._wizard(user, company_id=self.company_a.id)
        # another municipality
        with self.assertRaises(AccessError):
            self._wizard(self.admin_municipal)
        # not a model, or itself
        for vals in (
            {"origen": str(self.company_b.id), "company_id": self.company_a.id},
            {"company_id": self.company_a.id},
        ):
            wizard = self._wizard(**vals)
            self.assertTrue(wizard.impedimento)
            self.assertFalse(wizard.linea_ids)
            with self.assertRaises(UserError):
                wizard.action_copiar_configuracion()
        # the model stops being one between the question and the answer
        wizard = self._wizard()
        self.company_a.es_modelo = False
        with self.assertRaises(UserError):
            wizard.action_copiar_configuracion()
        self.assertFalse(self._de_b("sigobito.area", "Roads"))

    def test_only_the_regional_team_marks_a_model(self):
        self.company_b.with_user(self.regional).action_marcar_modelo()
        self.assertTrue(self.company_b.es_modelo)
        self.company_b.with_user(self.regional).action_quitar_modelo()
        self.assertFalse(self.company_b.es_modelo)
        with self.assertRaises(AccessError):
            self.company_b.with_user(self.ajeno).action_marcar_modelo()
        with self.assertRaises(AccessError):
            self.company_a.with_user(self.admin_municipal).es_modelo = False

    def test_people_are_never_declared(self):
        """Whatever an addon declares, its fields are no people."""
        for spec in self.env["sigobito.configuracion.copiar"]._get_copiables():
            model = self.env[spec["model"]]
            self.assertIn("company_id", model._fields)
            for name in spec["campos"]:
                self.assertNotIn(
                    model._fields[name].comodel_name, ("res.users", "res.partner")
                )
