from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import SigobitoCommon


class ImplementacionCommon(SigobitoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Implementacion = cls.env["sigobito.implementacion"]
        cls.impl_a, cls.impl_b = (
            Implementacion._asegurar(cls.company_a | cls.company_b)
            .sorted("company_id")
            .mapped(lambda r: r)
        )
        cls.env.flush_all()

    def _paso(self, xmlid, implementacion=None):
        plantilla = self.env.ref(f"sigobito_base.sigobito_implementacion_paso_{xmlid}")
        pasos = (implementacion or self.impl_a).paso_ids
        return pasos.filtered(lambda p: p.plantilla_paso_id == plantilla)


@tagged("post_install", "-at_install")
class TestImplementacion(ImplementacionCommon):
    """Seven stages with steps that complete themselves or need both sides (R13)."""

    def test_from_the_template(self):
        plantilla = self.env.ref(
            "sigobito_base.sigobito_implementacion_plantilla_siete"
        )
        self.assertEqual(len(self.impl_a.paso_ids.etapa_id), 7)
        self.assertEqual(len(self.impl_a.paso_ids), len(plantilla.paso_ids))
        self.assertRecordValues(
            self.impl_a, [{"avance": 0.0, "state": "open", "atrasado_count": 0}]
        )
        self.assertEqual(self.impl_a.etapa_id.sequence, 10)
        again = self.env["sigobito.implementacion"]._asegurar(self.company_a)
        self.assertEqual(again, self.impl_a)
        # an addon brings a new step: those under way get it, once
        plantilla.paso_ids.create(
            {
                "name": "New step",
                "plantilla_id": plantilla.id,
                "etapa_id": self.impl_a.etapa_id.id,
            }
        )
        antes = len(self.impl_a.paso_ids)
        self.env["sigobito.implementacion"]._crear_pasos_faltantes()
        self.env["sigobito.implementacion"]._crear_pasos_faltantes()
        self.assertEqual(len(self.impl_a.paso_ids), antes + 1)
        self.assertIn("New step", self.impl_a.paso_ids.mapped("name"))

    def test_a_new_municipality_begins(self):
        company = self._new_municipio("Muni C", "muni-c")
        company.sudo()._sigobito_post_create()
        self.assertEqual(len(company.implementacion_ids), 1)

    def test_measured_steps_complete_themselves(self):
        paso = self._paso("lugares")
        self.assertTrue(paso.es_medido)
        self.env["sigobito.lugar"].create(
            [
                {
                    "name": f"Barrio {i}",
                    "prioritario": True,
                    "company_id": self.company_a.id,
                }
                for i in range(3)
            ]
        )
        self.assertEqual(paso.state, "pendiente")
        with freeze_time("2026-03-01 02:30:00"):
            self.env["sigobito.implementacion"]._medir_paso(
                paso.plantilla_paso_id, self.company_a | self.company_b
            )
        # its day is the municipality's, not the server's
        self.assertEqual(str(paso.fecha_real), "2026-02-28")
        self.assertRecordValues(paso, [{"state": "done", "medido": 3}])
        self.assertRecordValues(
            self._paso("lugares", self.impl_b), [{"state": "pendiente", "medido": 0}]
        )
        self.assertGreater(self.impl_a.avance, 0)
        self.assertEqual(self.impl_b.avance, 0)

    def test_at_most(self):
        paso = self._paso("areas")
        self.impl_a._medir_ahora()
        self.assertRecordValues(paso, [{"state": "pendiente", "medido": 1}])
        self.area_a.responsable_id = self.despacho
        self.impl_a.with_user(self.admin_municipal).action_medir()
        self.assertEqual(paso.state, "done")
        avance = self.impl_a.avance
        # what is no longer true is to be done again
        self.area_a.responsable_id = False
        self.impl_a._medir_ahora()
        self.assertRecordValues(
            paso,
            [
                {
                    "state": "en_curso",
                    "es_abierto": True,
                    "medido": 1,
                    "fecha_real": False,
                }
            ],
        )
        self.assertLess(self.impl_a.avance, avance)
        # nothing to measure is not a success
        self.impl_a._medir_ahora()
        self.assertEqual(self._paso("cargos").state, "pendiente")

    def test_a_broken_criterion_stops_nothing(self):
        plantilla = self.env.ref("sigobito_base.sigobito_implementacion_paso_actores")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sigobito_implementacion_plantilla_paso SET criterio_dominio = %s "
            "WHERE id = %s",
            ["[('nothing', '=', 1)]", plantilla.id],
        )
        plantilla.invalidate_recordset()
        self.area_a.responsable_id = self.despacho
        self.impl_a._medir_ahora()
        self.assertTrue(plantilla.criterio_error)
        self.assertEqual(self._paso("areas").state, "done")
        with self.assertRaises(ValidationError):
            plantilla.criterio_dominio = "[('nothing', '=', 2)]"
        with self.assertRaises(ValidationError):
            plantilla.criterio_modelo = "res.lang"

    def test_night(self):
        nueva = self._new_municipio("Muni D", "muni-d")
        with self.enter_registry_test_mode():
            self.env.ref(
                "sigobito_base.ir_cron_medir_implementacion"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(nueva.implementacion_ids.paso_ids)
        self.assertGreater(self.impl_a.completitud, 0)

    def test_night_asks_as_much_for_two_as_for_many(self):
        Impl = self.env["sigobito.implementacion"]
        criterio = self._paso("lugares").plantilla_paso_id
        dos = self.company_a | self.company_b
        muchas = dos.browse(dos.ids)
        for number in range(8):
            muchas |= self._new_municipio(f"Muni {number}", f"muni-{number}")
        Impl._asegurar(muchas)
        pocos = self._contar_consultas(lambda: Impl._medir_paso(criterio, dos))
        todos = self._contar_consultas(lambda: Impl._medir_paso(criterio, muchas))
        self.assertEqual(pocos, todos)
        pocos = self._contar_consultas(lambda: Impl._medir_completitud(dos))
        todos = self._contar_consultas(lambda: Impl._medir_completitud(muchas))
        self.assertEqual(pocos, todos)

    def test_both_sides_accept(self):
        paso = self._paso("arranque")
        suyo = paso.with_user(self.admin_municipal)
        with self.assertRaises(UserError):
            suyo.action_entregar()
        suyo.evidencia_nota = "Minute signed by everybody"
        suyo.action_entregar()
        self.assertRecordValues(
            paso,
            [{"state": "entregado", "acepta_municipio_id": self.admin_municipal.id}],
        )
        self.assertFalse(suyo.puede_aceptar)
        regional = paso.with_user(self.regional)
        self.assertTrue(regional.puede_aceptar)
        action = regional.action_devolver()
        form = Form(
            self.env["sigobito.implementacion.motivo"]
            .with_user(self.regional)
            .with_context(**action["context"])
        )
        form.motivo = "Two signatures are missing"
        form.save().action_confirmar()
        self.assertRecordValues(
            paso,
            [
                {
                    "state": "en_curso",
                    "motivo": "Two signatures are missing",
                    "acepta_municipio_id": False,
                }
            ],
        )
        suyo.action_entregar()
        regional.action_aceptar()
        self.assertRecordValues(
            paso,
            [
                {
                    "state": "done",
                    "acepta_regional_id": self.regional.id,
                    "fecha_real": self.company_a._hoy(),
                }
            ],
        )
        self.assertGreater(self.impl_a.avance, 0)

    def test_does_not_apply_leaves_the_count(self):
        total = len(self.impl_a.paso_ids)
        regional = self._paso("canales").with_user(self.regional)
        regional._no_aplica("It has no networks")
        self.env.flush_all()
        hechos = sum(e["total"] for e in self.impl_a.etapas_resumen)
        self.assertEqual(hechos, total - 1)
        regional.action_reabrir()
        self.assertEqual(regional.state, "pendiente")

    def test_moving_the_start_moves_the_plan(self):
        paso = self._paso("plan")
        antes = paso.date_deadline
        self.impl_a.with_user(self.regional).date_start += timedelta(days=10)
        self.assertEqual(paso.date_deadline, antes + timedelta(days=10))

    def test_opening_measures(self):
        self.area_a.responsable_id = self.despacho
        action = (
            self.env["sigobito.implementacion"]
            .with_user(self.funcionario)
            .action_open_mia()
        )
        self.assertEqual(action["res_id"], self.impl_a.id)
        self.assertEqual(self._paso("areas").state, "done")

    def test_completeness_says_what_is_missing(self):
        self.impl_a._medir_ahora()
        lista = {x["clave"]: x for x in self.impl_a.completitud_lista}
        self.assertEqual(lista["areas_responsable"]["n"], 1)
        self.assertEqual(lista["areas"]["n"], 2)
        propia = self.impl_a.with_user(self.admin_municipal).completitud_lista
        self.assertTrue(all(x["action"] for x in propia))
        # the regional team gets figures, not the way to another's records
        ajena = self.impl_a.with_user(self.regional).completitud_lista
        self.assertTrue(ajena)
        self.assertFalse(any("domain" in x for x in ajena))
        antes = self.impl_a.completitud
        self.area_a.responsable_id = self.despacho
        self.impl_a._medir_ahora()
        self.assertGreater(self.impl_a.completitud, antes)

    def test_lists_ask_the_same_for_one_and_for_many(self):
        Paso = self.env["sigobito.implementacion.paso"].with_user(self.admin_municipal)
        spec = {
            name: {}
            for name in ("name", "lado", "state", "medida_texto", "es_atrasado")
        }
        solo = [("id", "=", self.impl_a.paso_ids[:1].id)]
        uno = self._contar_consultas(lambda: Paso.web_search_read(solo, spec))
        todos = self._contar_consultas(lambda: Paso.web_search_read([], spec))
        self.assertEqual(uno, todos)
        Impl = self.env["sigobito.implementacion"].with_user(self.regional)
        spec = {
            name: {}
            for name in ("company_id", "avance", "atrasado_count", "completitud")
        }
        solo = [("id", "=", self.impl_a.id)]
        uno = self._contar_consultas(lambda: Impl.web_search_read(solo, spec))
        companies = self.env["res.company"]
        for number in range(20):
            companies |= self._new_municipio(f"Muni {number}", f"muni-{number}")
        self.env["sigobito.implementacion"]._asegurar(companies)
        todos = self._contar_consultas(lambda: Impl.web_search_read([], spec))
        self.assertEqual(uno, todos)


@tagged("post_install", "-at_install")
class TestImplementacionRefused(ImplementacionCommon):
    """Each side writes its own; the marks of the system nobody (R13)."""

    def test_walls(self):
        self.assertWalled(self.impl_a, campo="contraparte_id")
        self.assertWalled(self._paso("arranque"), campo="detalle")

    def test_sides(self):
        municipal = self._paso("canales")
        regional = self._paso("visita")
        ambos = self._paso("arranque")
        municipal.with_user(self.admin_municipal).detalle = "Ours"
        ambos.with_user(self.titular).detalle = "Ours"
        ambos.with_user(self.regional).detalle = "Theirs"
        regional.with_user(self.regional).detalle = "Theirs"
        with self.assertRaises(AccessError):
            municipal.with_user(self.regional).detalle = "Not theirs"
        with self.assertRaises(AccessError):
            regional.with_user(self.admin_municipal).detalle = "Not ours"
        with self.assertRaises(AccessError):
            municipal.with_user(self.regional).action_entregar()
        with self.assertRaises(AccessError):
            # nor by turning it into one of theirs
            municipal.with_user(self.regional).lado = "ambos"

    def test_nobody_writes_the_state(self):
        paso = self._paso("arranque")
        for user in (self.admin_municipal, self.titular, self.regional):
            for vals in (
                {"state": "done"},
                {"acepta_regional_id": self.regional.id},
                {"medido": 99},
                {"es_medido": False},
                {"fecha_real": "2026-01-01"},
            ):
                with self.subTest(user=user.login, vals=vals):
                    with self.assertRaises(AccessError):
                        paso.with_user(user).write(vals)
        Paso = self.env["sigobito.implementacion.paso"]
        with self.assertRaises(AccessError):
            Paso.with_user(self.admin_municipal).create(
                {
                    "name": "Done already",
                    "implementacion_id": self.impl_a.id,
                    "etapa_id": paso.etapa_id.id,
                    "state": "done",
                }
            )
        with self.assertRaises(AccessError):
            Paso.with_user(self.admin_municipal).with_context(
                default_state="done", default_lado="regional"
            ).create(
                {
                    "name": "Done already",
                    "implementacion_id": self.impl_a.id,
                    "etapa_id": paso.etapa_id.id,
                }
            )

    def test_one_person_is_one_side(self):
        doble = self._new_user(
            "doble",
            self.company_a,
            "sigobito_base.group_admin_municipal",
            "sigobito_base.group_regional",
        )
        paso = self._paso("arranque").with_user(doble)
        paso.evidencia_nota = "Done"
        paso.action_entregar()
        self.assertFalse(paso.puede_aceptar)
        paso.action_aceptar()
        self.assertEqual(paso.state, "entregado")

    def test_staff_only_delivers_what_was_given(self):
        paso = self._paso("canales")
        with self.assertRaises(AccessError):
            paso.with_user(self.funcionario).evidencia_nota = "Mine"
        paso.responsable_id = self.funcionario
        suyo = paso.with_user(self.funcionario)
        suyo.evidencia_nota = "Facebook and the radio"
        with self.assertRaises(AccessError):
            suyo.date_deadline = "2030-01-01"
        suyo.action_entregar()
        self.assertFalse(paso.acepta_municipio_id)
        with self.assertRaises(AccessError):
            suyo.action_aceptar()
        paso.with_user(self.admin_municipal).action_aceptar()
        self.assertEqual(paso.state, "entregado")

    def test_measured_steps_are_not_delivered_by_hand(self):
        paso = self._paso("actores").with_user(self.admin_municipal)
        paso.evidencia_nota = "We know them all"
        with self.assertRaises(UserError):
            paso.action_entregar()

    def test_only_the_regional_team_excuses(self):
        paso = self._paso("canales").with_user(self.admin_municipal)
        with self.assertRaises(AccessError):
            paso._no_aplica("We do not want to")
        with self.assertRaises(AccessError):
            paso.action_reabrir()
        with self.assertRaises(UserError):
            paso.unlink()

    def test_the_implementation_itself(self):
        self.impl_a.with_user(self.regional).asesor_id = self.regional
        self.impl_a.with_user(self.admin_municipal).contraparte_id = self.gestor
        with self.assertRaises(AccessError):
            self.impl_a.with_user(self.admin_municipal).date_start = "2020-01-01"
        with self.assertRaises(AccessError):
            self.impl_a.with_user(self.regional).completitud = 100
        with self.assertRaises(ValidationError):
            self.impl_a.with_user(self.regional).asesor_id = self.gestor
        for user in (self.funcionario, self.despacho):
            with self.assertRaises(AccessError):
                self.impl_a.with_user(user).contraparte_id = user

    def test_the_template_is_of_the_platform(self):
        """Whoever writes a criterion could ask anything of everybody's records."""
        paso = self.env.ref("sigobito_base.sigobito_implementacion_paso_actores")
        for user in (self.regional, self.admin_municipal, self.titular):
            with self.assertRaises(AccessError):
                paso.with_user(user).criterio_dominio = "[]"

    def test_the_regional_team_starts_it(self):
        company = self._new_municipio("Muni E", "muni-e")
        with self.assertRaises(AccessError):
            company.with_user(self.ajeno).action_open_implementacion()
        action = company.with_user(self.regional).action_open_implementacion()
        self.assertEqual(company.implementacion_ids.id, action["res_id"])
        with self.assertRaises(AccessError):
            self.env["sigobito.implementacion"].with_user(self.regional).create(
                {"company_id": self._new_municipio("Muni F", "muni-f").id}
            )


@tagged("post_install", "-at_install")
class TestAsistencia(SigobitoCommon):
    """What the regional team saw; the municipality reads what is shared (R19)."""

    def _new(self, user=None, **vals):
        return (
            self.env["sigobito.asistencia"]
            .with_user(user or self.regional)
            .create({"name": "Visit", "company_id": self.company_a.id, **vals})
        )

    def test_shared_or_not(self):
        visita = self._new(notas="Seen", notas_internas="Between us")
        self.assertWalled(visita, user=self.admin_municipal)
        visita.action_compartir()
        suya = visita.with_user(self.admin_municipal)
        self.assertEqual(suya.notas, "Seen")
        with self.assertRaises(AccessError):
            suya.read(["notas_internas"])
        with self.assertRaises(AccessError):
            suya.search([("notas_internas", "ilike", "us")])
        with self.assertRaises(AccessError):
            suya.name = "Never happened"
        self.assertWalled(visita)

    def test_who_writes(self):
        with self.assertRaises(AccessError):
            self._new(self.admin_municipal)
        with self.assertRaises(AccessError):
            # not about what is not a municipality
            self._new(company_id=self.env.ref("base.main_company").id)

    def test_follow_up(self):
        ayer = self.company_regional._hoy() - timedelta(days=1)
        visita = self._new(fecha_seguimiento=ayer)
        self.assertTrue(visita.es_vencida)
        tarjetas = {
            t["key"]: t["value"]
            for t in self.env["sigobito.tablero"]
            .with_user(self.regional)
            .get_tablero()["tarjetas"]
        }
        self.assertEqual(tarjetas["seguimientos"], 1)
        visita.action_seguimiento_hecho()
        self.assertFalse(visita.es_vencida)
