from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, freeze_time, tagged, users

from .common import SigobitoCommon, SigobitoFixtures

LUNES = "2026-03-02 15:00:00"


@tagged("post_install", "-at_install")
class TestRutina(SigobitoCommon):
    """Sessions open by themselves, and those that were not held show (R3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Sesion = cls.env["sigobito.rutina.sesion"]
        cls.otro = cls._new_user("otro", cls.company_a, "sigobito_base.group_gestor")

    def setUp(self):
        super().setUp()
        # The nightly run commits between its batches; a test may not.
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *a, **k: 1.0)

    @classmethod
    def _new_rutina(cls, **vals):
        return cls.env["sigobito.rutina"].create(
            {
                "name": "Agenda table",
                "company_id": cls.company_a.id,
                "responsable_id": cls.funcionario.id,
                "participante_ids": [
                    Command.set((cls.despacho | cls.funcionario | cls.gestor).ids)
                ],
                "dia_semana": "0",
                "date_start": "2026-03-01",
                "paso_ids": [
                    Command.create({"name": "Close last week"}),
                    Command.create({"name": "Decide the requests"}),
                ],
                **vals,
            }
        )

    # ------------------------------------------------------------
    # OPENING
    # ------------------------------------------------------------

    @freeze_time(LUNES)
    def test_first_session_opens_with_people_and_checklist(self):
        sesion = self._new_rutina().sesion_ids
        self.assertRecordValues(
            sesion,
            [
                {
                    "date": date(2026, 3, 2),
                    "fecha_regla": date(2026, 3, 2),
                    "state": "programada",
                    "responsable_id": self.funcionario.id,
                    "company_id": self.company_a.id,
                    "date_deadline": date(2026, 3, 4),
                }
            ],
        )
        self.assertEqual(
            sesion.asistencia_ids.user_id,
            self.despacho | self.funcionario | self.gestor,
        )
        self.assertEqual(
            sesion.paso_ids.mapped("name"), ["Close last week", "Decide the requests"]
        )
        # 9:00 in Lima
        self.assertEqual(str(sesion.start), "2026-03-02 14:00:00")

    @freeze_time("2026-03-02 03:00:00")  # still Sunday in Lima
    def test_each_municipality_by_its_clock(self):
        self.company_b.tz = "America/Sao_Paulo"  # already Monday
        personas = {
            "responsable_id": self.ajeno.id,
            "participante_ids": [Command.clear()],
        }
        de_a = self._new_rutina(dia_semana="6")
        de_b = self._new_rutina(
            company_id=self.company_b.id, dia_semana="6", **personas
        )
        self.assertEqual(de_a.sesion_ids.date, date(2026, 3, 1))
        self.assertEqual(de_b.sesion_ids.date, date(2026, 3, 8))

    def test_holiday_moves_the_session_not_the_rule(self):
        with freeze_time("2026-06-23 15:00:00"):
            rutina = self._new_rutina(date_start="2026-06-01")
        sesion = rutina.sesion_ids
        self.assertEqual(sesion.fecha_regla, date(2026, 6, 29))
        self.assertEqual(sesion.date, date(2026, 6, 30))
        with freeze_time("2026-06-30 20:00:00"):
            sesion.action_realizar()
        self.assertEqual((rutina.sesion_ids - sesion).date, date(2026, 7, 6))

    def test_missed_ones_are_gaps(self):
        with freeze_time(LUNES):
            rutina = self._new_rutina()
        with freeze_time("2026-03-04 20:00:00"):
            self.Sesion._cron_rutinas()
            # Two working days to record it: not a gap yet, and the next one is there.
            self.assertEqual(rutina.sesion_ids.mapped("state"), ["programada"] * 2)
            rutina.invalidate_recordset()
        with freeze_time("2026-03-05 20:00:00"):
            self.Sesion._cron_rutinas()
            self.assertEqual(
                rutina.sesion_ids.sorted("date").mapped("state"),
                ["omitida", "programada"],
            )
            self.assertEqual((rutina.omitida_count, rutina.cumplimiento), (1, 0.0))

    def test_nobody_ran_the_cron_for_weeks(self):
        with freeze_time(LUNES):
            rutina = self._new_rutina()
        with freeze_time("2026-03-25 20:00:00"):
            self.Sesion._cron_rutinas()
            self.Sesion._cron_rutinas()
        sesiones = rutina.sesion_ids.sorted("date")
        self.assertEqual([d.day for d in sesiones.mapped("date")], [2, 9, 16, 23, 30])
        self.assertEqual(
            sesiones.mapped("state"),
            ["omitida", "omitida", "omitida", "programada", "programada"],
        )
        self.assertTrue(all(s.paso_ids and s.asistencia_ids for s in sesiones))

    @freeze_time(LUNES)
    def test_pause_and_start_again_leaves_no_gaps(self):
        rutina = self._new_rutina(date_start="2026-03-03")
        self.assertEqual(rutina.sesion_ids.date, date(2026, 3, 9))
        rutina.action_pausar()
        self.assertFalse(rutina.sesion_ids)
        with freeze_time("2026-04-15 15:00:00"):
            self.Sesion._cron_rutinas()
            self.assertFalse(rutina.sesion_ids)
            rutina.action_activar()
            self.assertEqual(rutina.sesion_ids.mapped("date"), [date(2026, 4, 20)])

    @freeze_time(LUNES)
    def test_a_changed_cadence_opens_again(self):
        rutina = self._new_rutina()
        rutina.dia_semana = "3"
        self.assertEqual(rutina.sesion_ids.mapped("date"), [date(2026, 3, 5)])
        rutina.participante_ids = self.titular
        self.assertEqual(
            rutina.sesion_ids.asistencia_ids.user_id, self.titular | self.funcionario
        )
        # What somebody has noted stays.
        rutina.sesion_ids.notas = "Prepared"
        rutina.write({"dia_semana": "4", "responsable_id": self.gestor.id})
        self.assertEqual(rutina.sesion_ids.mapped("date"), [date(2026, 3, 5)])
        self.assertEqual(rutina.sesion_ids.responsable_id, self.gestor)

    @freeze_time(LUNES)
    def test_ends(self):
        rutina = self._new_rutina(date_end="2026-03-08")
        rutina.sesion_ids.action_realizar()
        self.assertEqual(len(rutina.sesion_ids), 1)

    @freeze_time(LUNES)
    def test_words_of_the_rule(self):
        rutina = self._new_rutina(cada=2)
        self.assertEqual(rutina.cadencia_texto, "Every 2 weeks, on Monday")
        self.assertIn("16", rutina.proximas_fechas)
        rutina.write({"tipo_cadencia": "mensual_ordinal", "ordinal": "-1", "cada": 1})
        self.assertEqual(rutina.cadencia_texto, "The last Monday of each month")
        form = Form(self.env["sigobito.rutina"].with_company(self.company_a))
        self.assertTrue(form.proximas_fechas)
        form.cada = 0  # being typed: not a rule yet
        self.assertFalse(form.proximas_fechas)

    @freeze_time(LUNES)
    def test_needs_a_responsible(self):
        with self.assertRaises(ValidationError):
            self._new_rutina(responsable_id=False)
        rutina = self._new_rutina(responsable_id=False, state="pausada")
        with self.assertRaises(ValidationError):
            rutina.action_activar()
        with self.assertRaises(ValidationError):
            self._new_rutina(participante_ids=[Command.set(self.ajeno.ids)])

    def test_a_new_municipality_has_the_routines_of_the_method(self):
        company = self._new_municipio("Muni C", "muni-c")
        company._sigobito_post_create()
        rutinas = self.env["sigobito.rutina"].search([("company_id", "=", company.id)])
        self.assertEqual(len(rutinas), 4)
        self.assertEqual(set(rutinas.mapped("state")), {"pausada"})
        self.assertTrue(all(rutinas.mapped("paso_ids")))
        self.assertFalse(rutinas.responsable_id | rutinas.sesion_ids.responsable_id)
        company._sigobito_post_create()
        self.assertEqual(rutinas.search_count([("company_id", "=", company.id)]), 4)

    # ------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------

    @freeze_time(LUNES)
    def test_recorded_by_its_responsible(self):
        sesion = self._new_rutina().sesion_ids.with_user(self.funcionario)
        with Form(sesion) as form:
            form.notas = "The week is set"
            with form.asistencia_ids.edit(0) as linea:
                linea.asistio = True
            with form.paso_ids.edit(1) as paso:
                paso.hecho = True
            with form.acuerdo_ids.new() as acuerdo:
                acuerdo.name = "Call the water board"
        with self.assertRaisesRegex(UserError, "Call the water board"):
            sesion.action_realizar()
        sesion.acuerdo_ids.write(
            {"responsable_id": self.gestor.id, "date_deadline": "2026-03-06"}
        )
        sesion.action_realizar()
        self.assertRecordValues(
            sesion, [{"state": "realizada", "tarde": False, "cumplimiento": 100.0}]
        )
        self.assertEqual(sesion.asistencia_texto, "1/3")
        self.assertEqual(sesion.rutina_id.cumplimiento, 100.0)
        siguiente = sesion.rutina_id.sesion_ids - sesion
        self.assertEqual(siguiente.date, date(2026, 3, 9))
        self.assertEqual(siguiente.anterior_ids, sesion.acuerdo_ids)
        # sudo: with the agenda it is the commitment that says so
        sesion.acuerdo_ids.sudo().cumplido = True
        siguiente.invalidate_recordset(["anterior_ids"])
        self.assertFalse(siguiente.anterior_ids)

    def test_recorded_late(self):
        with freeze_time(LUNES):
            rutina = self._new_rutina()
        with freeze_time("2026-03-06 20:00:00"):
            self.Sesion._cron_rutinas()
            sesion = rutina.sesion_ids.filtered(lambda s: s.state == "omitida")
            sesion.with_user(self.funcionario).action_realizar()
        self.assertTrue(sesion.tarde)

    @freeze_time(LUNES)
    def test_not_held_needs_a_reason_and_calling_off_is_for_the_office(self):
        rutina = self._new_rutina()
        sesion = rutina.sesion_ids
        action = sesion.with_user(self.funcionario).action_no_realizada()
        motivo = (
            self.env["sigobito.rutina.motivo"]
            .with_user(self.funcionario)
            .with_context(**action["context"])
            .create({"motivo": "Storm"})
        )
        motivo.action_confirmar()
        self.assertRecordValues(sesion, [{"state": "omitida", "motivo": "Storm"}])
        siguiente = rutina.sesion_ids - sesion
        with self.assertRaises(AccessError):
            siguiente.with_user(self.funcionario).state = "cancelada"
        siguiente.with_user(self.despacho).state = "cancelada"
        self.assertEqual((rutina.omitida_count, rutina.realizada_count), (1, 0))
        self.assertEqual(max(rutina.sesion_ids.mapped("date")), date(2026, 3, 16))

    @freeze_time(LUNES)
    def test_not_before_its_day(self):
        rutina = self._new_rutina(dia_semana="4")
        with self.assertRaises(UserError):
            rutina.sesion_ids.action_realizar()

    @freeze_time(LUNES)
    def test_history_stays(self):
        rutina = self._new_rutina()
        sesion = rutina.sesion_ids
        sesion.action_realizar()
        with self.assertRaises(UserError):
            sesion.unlink()
        with self.assertRaises(UserError):
            rutina.unlink()
        with self.assertRaises(UserError):
            sesion.with_user(self.despacho).date = "2026-03-09"
        self._new_rutina().unlink()

    # ------------------------------------------------------------
    # WALLS
    # ------------------------------------------------------------

    @freeze_time(LUNES)
    def test_walls(self):
        rutina = self._new_rutina()
        sesion = rutina.sesion_ids
        acuerdo = self.env["sigobito.rutina.acuerdo"].create(
            {"sesion_id": sesion.id, "name": "Secret agreement"}
        )
        self.assertWalled(rutina)
        self.assertWalled(sesion)
        self.assertWalled(rutina.paso_ids[0])
        self.assertWalled(sesion.paso_ids[0])
        self.assertWalled(sesion.asistencia_ids[0], campo="user_id")
        self.assertWalled(acuerdo)
        # A colleague who was not called sees the routine and not the session.
        self.assertEqual(rutina.with_user(self.otro).name, "Agenda table")
        for record in (sesion, acuerdo, sesion.paso_ids, sesion.asistencia_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.otro).read(["company_id"])

    @freeze_time(LUNES)
    def test_regional_team_sees_whether_and_not_what(self):
        rutina = self._new_rutina()
        sesion = rutina.sesion_ids
        sesion.notas = "Secret"
        acuerdo = self.env["sigobito.rutina.acuerdo"].create(
            {"sesion_id": sesion.id, "name": "Secret agreement"}
        )
        visto = sesion.with_user(self.regional)
        self.assertEqual(visto.state, "programada")
        self.assertEqual(rutina.with_user(self.regional).omitida_count, 0)
        for name in ("notas", "motivo", "acta", "acuerdo_ids", "asistencia_ids"):
            with self.assertRaises(AccessError, msg=name):
                visto.read([name])
        with self.assertRaises(AccessError):
            self.Sesion.with_user(self.regional).search([("notas", "ilike", "sec")])
        with self.assertRaises(AccessError):
            acuerdo.with_user(self.regional).read(["name"])
        for record in (visto, rutina.with_user(self.regional)):
            with self.assertRaises(AccessError):
                record.write({"state": record.state})
        data = visto.export_data(["state"])["datas"]
        self.assertTrue(data)

    @freeze_time(LUNES)
    def test_who_may_write(self):
        rutina = self._new_rutina()
        sesion = rutina.sesion_ids
        # A participant reads; the responsible writes what is his to write.
        with self.assertRaises(AccessError):
            sesion.with_user(self.gestor).notas = "Mine"
        propia = sesion.with_user(self.funcionario)
        for vals in (
            {"fecha_regla": "2026-03-30"},
            {"date_deadline": "2026-12-31"},
            {"cumplimiento": 100.0},
        ):
            with self.assertRaises(AccessError):
                propia.write(vals)
        with self.assertRaises(AccessError):
            rutina.with_user(self.funcionario).name = "Mine"
        with self.assertRaises(AccessError):
            self.Sesion.with_user(self.funcionario).create(
                {"rutina_id": rutina.id, "date": "2026-03-02"}
            )
        with self.assertRaises(AccessError):
            self.Sesion.with_user(self.despacho).create(
                {"rutina_id": rutina.id, "date": "2026-03-02", "state": "realizada"}
            )
        extra = self.Sesion.with_user(self.despacho).create(
            {"rutina_id": rutina.id, "date": "2026-03-02"}
        )
        extra.action_realizar()
        self.assertEqual(rutina.realizada_count, 0)
        # A manager runs his own routines, not those of others.
        with self.assertRaises(AccessError):
            rutina.with_user(self.gestor).name = "Mine"
        mia = self._new_rutina(responsable_id=self.gestor.id).with_user(self.gestor)
        mia.write({"name": "Follow-up", "dia_semana": "2"})
        self.assertEqual(mia.sesion_ids.date, date(2026, 3, 4))

    # ------------------------------------------------------------
    # SCREENS
    # ------------------------------------------------------------

    @freeze_time(LUNES)
    def test_home(self):
        self._new_rutina()
        tablero = self.env["sigobito.tablero"].with_user(self.funcionario)
        tarjetas = {t["key"]: t["value"] for t in tablero.get_tablero()["tarjetas"]}
        self.assertEqual(tarjetas["sesiones_por_registrar"], 1)
        listas = {t["key"]: t for t in tablero.get_tablero()["listas"]}
        self.assertEqual(listas["rutinas"]["items"][0]["subtitle"], "09:00")
        sin_nada = self.env["sigobito.tablero"].with_user(self.otro).get_tablero()
        self.assertNotIn("rutinas", [t["key"] for t in sin_nada["listas"]])

    @freeze_time(LUNES)
    def test_lists_in_constant_queries(self):
        rutina = {"name": {}, "cadencia_texto": {}, "proxima_fecha": {}}
        rutina |= {"cumplimiento": {}, "omitida_count": {}, "proximas_fechas": {}}
        sesion = {"name": {}, "state": {}, "asistencia_texto": {}, "display_name": {}}
        sesion |= {"por_registrar": {}, "puede_registrar": {}, "anterior_ids": {}}

        def contar(model, specification):
            records = self.env[model].with_user(self.despacho)
            return self._contar_consultas(
                lambda: records.web_search_read([], specification, limit=80)
            )

        self._new_rutina()
        una = {
            "sigobito.rutina": contar("sigobito.rutina", rutina),
            "sigobito.rutina.sesion": contar("sigobito.rutina.sesion", sesion),
        }
        for n in range(50):
            self._new_rutina(name=f"Routine {n}")
        self.assertEqual(contar("sigobito.rutina", rutina), una["sigobito.rutina"])
        self.assertEqual(
            contar("sigobito.rutina.sesion", sesion), una["sigobito.rutina.sesion"]
        )

    def test_the_nightly_run_does_not_grow_in_queries(self):
        def contar():
            inicio = self.env.cr.sql_log_count
            self.Sesion._cron_rutinas()
            return self.env.cr.sql_log_count - inicio

        with freeze_time(LUNES):
            self._new_rutina()
        with freeze_time("2026-03-12 20:00:00"):
            contar()
        with freeze_time("2026-03-19 20:00:00"):
            una = contar()
        with freeze_time(LUNES):
            for n in range(40):
                self._new_rutina(name=f"Routine {n}")
        with freeze_time("2026-03-12 20:00:00"):
            contar()
        with freeze_time("2026-03-26 20:00:00"):
            self.assertLessEqual(contar(), una + 4)

    @users("funcionario")
    def test_participants_cannot_make_routines(self):
        with self.assertRaises(AccessError):
            self.env["sigobito.rutina"].create({"name": "Mine"})


@tagged("post_install", "-at_install")
class TestRutinaNavegador(SigobitoFixtures, HttpCase):
    """Closing a session in a browser, as whoever calls it does every week."""

    def test_close_a_session(self):
        hoy = self.company_a._hoy()
        rutina = self.env["sigobito.rutina"].create(
            {
                "name": "Agenda table",
                "company_id": self.company_a.id,
                "responsable_id": self.despacho.id,
                "participante_ids": [Command.set((self.despacho | self.gestor).ids)],
                "dia_semana": str(hoy.weekday()),
                "ajuste": "mantener",
                "date_start": hoy,
                "paso_ids": [
                    Command.create({"name": "Close last week"}),
                    Command.create({"name": "Decide the requests"}),
                ],
            }
        )
        sesion = rutina.sesion_ids
        self.assertEqual(sesion.date, hoy)
        self.start_tour(
            "/odoo/sesiones", "sigobito_rutina_sesion", login="despacho", timeout=200
        )
        self.assertRecordValues(sesion, [{"state": "realizada", "tarde": False}])
        self.assertEqual(sesion.asistencia_ids.mapped("asistio"), [True, True])
        self.assertEqual(sesion.paso_ids.mapped("hecho"), [True, False])
        self.assertRecordValues(
            sesion.acuerdo_ids,
            [{"name": "Call the water board", "responsable_id": self.gestor.id}],
        )
        # the next one waits already
        self.assertEqual(len(rutina.sesion_ids), 2)
