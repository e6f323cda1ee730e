from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, warmup
from odoo.tools import mute_logger

from .common import ComunidadCommon


@tagged("post_install", "-at_install")
class TestAlineacion(ComunidadCommon):
    def test_municipality_proposes_team_validates(self):
        alineacion = self._alinear()
        self.assertRecordValues(
            alineacion,
            [
                {
                    "state": "propuesta",
                    "tipo": "primaria",
                    "ods_id": self.meta_agua.ods_id.id,
                    "company_id": self.company_a.id,
                    "version_metodo": "1.0",
                }
            ],
        )
        with self.assertRaises(AccessError):
            alineacion.action_validar()
        with self.assertRaises(UserError):
            alineacion.action_observar()
        alineacion.observacion = "También es salud"
        alineacion.action_observar()
        tecnica = alineacion.with_user(self.especialista)
        tecnica.action_validar()
        self.assertRecordValues(
            alineacion,
            [{"state": "validada", "validada_por_id": self.especialista.id}],
        )
        with self.assertRaisesRegex(UserError, "validated"):
            alineacion.justificacion = "Otra cosa"
        with self.assertRaisesRegex(UserError, "validated"):
            alineacion.unlink()
        tecnica.action_reproponer()
        self.assertFalse(alineacion.validada_por_id)
        alineacion.unlink()

    def test_trace_and_method_are_closed(self):
        alineacion = self._alinear()
        for vals in (
            {"state": "validada"},
            {"validada_por_id": self.gestor.id},
            {"fecha_validacion": "2026-01-01"},
            {"version_metodo": "9"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                alineacion.write(vals)
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self._alinear(meta_id=self.meta_salud.id, **vals)

    def test_method_version_stays(self):
        antigua = self._alinear()
        self.env["ir.config_parameter"].sudo().set_param(
            "sigobito_comunidad.version_metodo", "2.0"
        )
        nueva = self._alinear(meta_id=self.meta_salud.id, tipo="secundaria")
        self.assertEqual((antigua.version_metodo, nueva.version_metodo), ("1.0", "2.0"))

    def test_once_per_target_and_one_primary(self):
        self._alinear()
        for vals in (
            {"tipo": "secundaria"},
            {"meta_id": self.meta_salud.id, "tipo": "primaria"},
        ):
            with (
                self.subTest(vals=vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self._alinear(**vals)

    def test_first_is_primary_next_secondary(self):
        Alineacion = self.env["sigobito.ods.alineacion"].with_user(self.gestor)
        Alineacion = Alineacion.with_context(default_iniciativa_id=self.iniciativa_a.id)
        for meta, tipo in (
            (self.meta_agua, "primaria"),
            (self.meta_salud, "secundaria"),
        ):
            form = Form(Alineacion)
            form.meta_id = meta
            self.assertEqual(form.save().tipo, tipo)

    def test_walls(self):
        alineacion = self._alinear()
        self.assertWalled(alineacion, campo="justificacion")
        with self.assertRaises(AccessError):
            self._alinear(self.iniciativa_b)

    def test_technical_team_works_everywhere(self):
        for user, meta in (
            (self.especialista, self.meta_agua),
            (self.regional, self.meta_salud),
        ):
            alineacion = self._alinear(
                self.iniciativa_b,
                user=user,
                meta_id=meta.id,
                tipo="primaria" if meta == self.meta_agua else "secundaria",
            )
            self.assertEqual(alineacion.company_id, self.company_b)
            alineacion.action_validar()
            alineacion.justificacion = "Mejor dicho"

    def test_readers_do_not_tag(self):
        with self.assertRaises(AccessError):
            self._alinear(user=self.funcionario)
        with self.assertRaises(AccessError):
            self._alinear(user=self.comunicacion)

    def test_regional_team_does_not_touch_the_initiative(self):
        with self.assertRaises(AccessError):
            self.iniciativa_b.with_user(self.especialista).name = "x"

    @warmup
    def test_list_query_count(self):
        spec = {
            "company_id": {"fields": {"display_name": {}}},
            "iniciativa_id": {"fields": {"display_name": {}}},
            "meta_id": {"fields": {"display_name": {}}},
            "tipo": {},
            "state": {},
        }
        model = "sigobito.ods.alineacion"
        self._alinear()
        self._count_queries(model, self.regional, spec)
        one = self._count_queries(model, self.regional, spec)
        for number in range(50):
            self._alinear(self._new_iniciativa(f"n{number}"))
        self.assertEqual(self._count_queries(model, self.regional, spec), one)
