from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, warmup
from odoo.tools import mute_logger

from .common import ComunicacionCommon


@tagged("post_install", "-at_install")
class TestAccionComunicacional(ComunicacionCommon):
    def _acciones(self, **domain):
        return self.env["sigobito.accion.comunicacional"].search(
            [(k, "=", v) for k, v in domain.items()]
        )

    # ---------------------------------------------------------------- proposals
    def test_reached_milestone_proposes_once(self):
        hito = self.hito_a.with_user(self.gestor)
        with self.assertRaises(AccessError):
            self.env["sigobito.accion.comunicacional"].with_user(self.gestor).create(
                {"name": "x"}
            )
        hito.write({"state": "done", "evidencia": "Acta de entrega"})
        accion = self._acciones(hito_id=self.hito_a.id)
        self.assertRecordValues(
            accion,
            [
                {
                    "name": "Acueducto en servicio",
                    "state": "identificada",
                    "origen": "hito",
                    "es_propuesta": True,
                    "iniciativa_id": self.iniciativa_a.id,
                    "company_id": self.company_a.id,
                    "tema_id": self.tema_a.id,
                    "mensaje": "120 hogares con agua todo el día",
                    "responsable_id": False,
                }
            ],
        )
        self.assertEqual(accion.lugar_ids, self.lugar_a)
        hito.action_reabrir()
        hito.write({"state": "done", "evidencia": "Acta corregida"})
        self.assertEqual(len(self._acciones(hito_id=self.hito_a.id)), 1)

    def test_no_proposal_when_somebody_works_on_it(self):
        propia = self._new_accion(hito_id=self.hito_a.id)
        self.hito_a._post_logrado()
        self.assertEqual(self._acciones(hito_id=self.hito_a.id), propia)

    def test_no_second_proposal_after_discarding_or_archiving(self):
        self.hito_a._post_logrado()
        accion = self._acciones(hito_id=self.hito_a.id)
        accion.write({"state": "descartada", "active": False})
        self.hito_a._post_logrado()
        todas = self.env["sigobito.accion.comunicacional"].with_context(
            active_test=False
        )
        self.assertEqual(todas.search_count([("hito_id", "=", self.hito_a.id)]), 1)

    def test_database_refuses_a_second_proposal(self):
        self._new_accion(hito_id=self.hito_a.id, es_propuesta=True)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._new_accion(hito_id=self.hito_a.id, es_propuesta=True)

    def test_activity_worth_telling(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Visita a la obra",
                "company_id": self.company_a.id,
                "start": fields.Datetime.now(),
                "stop": fields.Datetime.now() + timedelta(hours=1),
            }
        )
        event.action_comunicar()
        event.action_comunicar()
        accion = self._acciones(event_id=event.id)
        self.assertRecordValues(accion, [{"origen": "actividad", "es_propuesta": True}])
        event.visibilidad = "reservada"
        accion.unlink()
        with self.assertRaisesRegex(UserError, "reserved"):
            event.action_comunicar()
        event._proponer_comunicacion()
        self.assertFalse(self._acciones(event_id=event.id))

    def test_closing_an_activity_may_propose(self):
        now = fields.Datetime.now()
        events = self.env["calendar.event"].create(
            [
                {
                    "name": f"Visita {number}",
                    "company_id": self.company_a.id,
                    "start": now - timedelta(hours=3),
                    "stop": now - timedelta(hours=2),
                }
                for number in range(2)
            ]
        )
        for event, comunicar in zip(events, (True, False), strict=True):
            self.env["sigobito.actividad.cerrar"].create(
                {"event_id": event.id, "resultado": "Bien", "comunicar": comunicar}
            ).action_cerrar()
        accion = self._acciones(origen="actividad")
        self.assertEqual(accion.event_id, events[0])
        self.assertEqual(accion.mensaje, "Bien")

    def test_opportunity_becomes_action_in_one_click(self):
        aro = self.env["sigobito.aro"].create(
            {
                "name": "Viene la prensa nacional",
                "tipo": "oportunidad",
                "iniciativa_id": self.iniciativa_a.id,
                "company_id": self.company_a.id,
            }
        )
        first = aro.with_user(self.comunicacion).action_crear_comunicacion()
        again = aro.with_user(self.comunicacion).action_crear_comunicacion()
        self.assertEqual(first["res_id"], again["res_id"])
        self.assertEqual(self._acciones(aro_id=aro.id).origen, "oportunidad")
        aro.tipo = "alerta"
        with self.assertRaises(UserError):
            aro.with_user(self.comunicacion).action_crear_comunicacion()

    # ---------------------------------------------------------------- road
    def test_form_needs_one_field(self):
        form = Form(
            self.env["sigobito.accion.comunicacional"].with_user(self.comunicacion)
        )
        form.name = "Feria de semillas"
        accion = form.save()
        self.assertEqual(accion.responsable_id, self.comunicacion)
        self.assertEqual(accion.origen, "propia")
        self.assertEqual(accion.company_id, self.company_a)

    def test_whole_road(self):
        accion = self.accion_a.with_user(self.comunicacion)
        self.assertEqual(accion.action_preparar()["res_model"], "sigobito.pieza")
        self.assertEqual(accion.responsable_id, self.comunicacion)
        pieza = self._new_pieza()
        self.assertEqual(accion.state, "preparacion")
        accion.action_enviar_revision()
        self.assertEqual((accion.state, pieza.state), ("revision", "revision"))
        accion.with_user(self.despacho).action_aprobar()
        self.assertEqual((accion.state, pieza.state), ("aprobada", "aprobada"))
        pieza.action_publicar()
        self.assertEqual((accion.state, pieza.state), ("difundida", "publicada"))
        with self.assertRaises(UserError):
            accion.action_evaluar()
        accion.evaluacion = "Lo leyeron 300 vecinos"
        accion.action_evaluar()
        self.assertEqual(accion.state, "evaluada")

    def test_scheduled_piece_schedules_action(self):
        pieza = self._new_pieza(
            fecha_programada=fields.Datetime.now() + timedelta(days=2)
        )
        pieza.action_enviar_revision()
        pieza.with_user(self.titular).action_aprobar()
        self.assertEqual(self.accion_a.state, "programada")

    def test_review_needs_a_piece(self):
        with self.assertRaisesRegex(UserError, "at least one piece"):
            self.accion_a.with_user(self.comunicacion).action_enviar_revision()

    def test_sign_off_is_refused_to_others(self):
        accion = self.accion_a.with_user(self.comunicacion)
        for state in ("aprobada", "programada"):
            with self.assertRaises(AccessError):
                accion.write({"state": state})
        with self.assertRaises(AccessError):
            accion.copy().write({"state": "aprobada"})
        with self.assertRaises(AccessError):
            accion.create({"name": "Atajo", "state": "aprobada"})
        with self.assertRaises(UserError):
            accion.write({"state": "difundida"})
        with self.assertRaises(UserError):
            accion.write({"state": "evaluada"})

    def test_discard_with_reason_and_back(self):
        accion = self.accion_a.with_user(self.comunicacion)
        action = accion.action_descartar()
        wizard = (
            self.env["sigobito.comunicacion.motivo"]
            .with_user(self.comunicacion)
            .with_context(**action["context"])
            .create({"motivo": "Ya se contó"})
        )
        wizard.action_confirmar()
        self.assertRecordValues(
            accion, [{"state": "descartada", "motivo_descarte": "Ya se contó"}]
        )
        accion.action_reactivar()
        self.assertEqual(accion.state, "identificada")

    def test_return_with_comments(self):
        pieza = self._new_pieza()
        self.accion_a.with_user(self.comunicacion).action_enviar_revision()
        accion = self.accion_a.with_user(self.titular)
        wizard = (
            self.env["sigobito.comunicacion.motivo"]
            .with_user(self.titular)
            .with_context(**accion.action_devolver()["context"])
            .create({"motivo": "Falta agradecer a la junta"})
        )
        wizard.action_confirmar()
        self.assertEqual((accion.state, pieza.state), ("preparacion", "borrador"))
        self.assertIn("Falta agradecer", accion.message_ids[0].body)

    def test_reviewed_is_not_deleted(self):
        self._new_pieza()
        self.accion_a.with_user(self.comunicacion).action_enviar_revision()
        with self.assertRaises(UserError):
            self.accion_a.with_user(self.comunicacion).unlink()
        with self.assertRaises(AccessError):
            self._new_accion().with_user(self.titular).unlink()

    def test_thread_goes_both_ways(self):
        self.hito_a._post_logrado()
        accion = self._acciones(hito_id=self.hito_a.id)
        pieza = self._new_pieza(accion_id=accion.id)
        models = {
            node["model"]
            for node in self.iniciativa_a.with_user(self.titular).get_hilo()["nodes"]
        }
        self.assertLessEqual({accion._name, pieza._name, "sigobito.hito"}, models)
        models = {
            node["model"] for node in pieza.with_user(self.titular).get_hilo()["nodes"]
        }
        self.assertLessEqual(
            {accion._name, "sigobito.iniciativa", "sigobito.hito"}, models
        )

    @warmup
    def test_list_query_count(self):
        spec = {
            "name": {},
            "origen": {},
            "tema_id": {"fields": {"display_name": {}}},
            "date_deadline": {},
            "responsable_id": {"fields": {"display_name": {}}},
            "pieza_count": {},
            "state": {},
        }
        self._assert_constant(
            "sigobito.accion.comunicacional", spec, lambda n: self._new_accion(name=n)
        )

    def _assert_constant(self, model, spec, new):
        Model = self.env[model].with_user(self.comunicacion)

        def measure():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Model.web_search_read([], spec, limit=80)
            return self.env.cr.sql_log_count - before

        new("una")
        measure()
        one = measure()
        for number in range(50):
            new(f"n{number}")
        self.assertEqual(measure(), one)
