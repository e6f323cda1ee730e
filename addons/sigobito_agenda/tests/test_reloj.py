from datetime import date, datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestReloj(AgendaFixtures, SigobitoCommon):
    """Clocks of requests and commitments, and the backlog by area (R9)."""

    def _en_hora(self, *companies):
        self.env["sigobito.reloj.mixin"]._poner_en_hora(
            {company: company._hoy() for company in companies}
        )

    def test_clock_of_a_request(self):
        with freeze_time("2026-07-20 15:00:00"):
            solicitud = self._new_solicitud(
                fecha_recepcion=datetime(2026, 7, 20, 15), tipo="audiencia"
            )
            self.assertRecordValues(
                solicitud,
                [
                    {
                        "reloj_inicio": date(2026, 7, 20),
                        "reloj_abierto": True,
                        "reloj_dias": 0,
                        "reloj_habiles": 10,
                        "reloj_tramo": "t1",
                    }
                ],
            )
        # 23, 28 and 29 July and 6 August are public holidays in Peru
        self.assertEqual(solicitud.date_deadline, date(2026, 8, 7))
        with freeze_time("2026-08-10 15:00:00"):
            self._en_hora(self.company_a)
            self.assertEqual(solicitud.reloj_dias, 21)
            self.assertEqual(solicitud.reloj_tramo, "t3")
            self.assertEqual(solicitud.reloj_habiles, -1)
            por_campo = (solicitud.reloj_dias, solicitud.reloj_habiles)
            self.env.add_to_compute(solicitud._fields["reloj_dias"], solicitud)
            self.assertEqual(
                (solicitud.reloj_dias, solicitud.reloj_habiles),
                por_campo,
                "the nightly SQL and the model agree",
            )
            solicitud.write(
                {
                    "decision": "declinar",
                    "respuesta_publica": "No",
                    "fecha_respuesta": datetime(2026, 8, 10, 15),
                    "state": "respondida",
                }
            )
            self.assertFalse(solicitud.reloj_abierto)
            self.assertFalse(solicitud.reloj_tramo)
        with freeze_time("2026-09-10 15:00:00"):
            self._en_hora(self.company_a)
            self.assertEqual(solicitud.reloj_dias, 21, "it stopped when answered")

    def test_clock_of_a_commitment(self):
        with freeze_time("2026-03-02 15:00:00"):
            compromiso = self.env["sigobito.compromiso"].create(
                {
                    "name": "Mend the bridge",
                    "company_id": self.company_a.id,
                    "responsable_id": self.funcionario.id,
                    "date_deadline": "2026-03-06",
                }
            )
        # the creation is stamped by the database's own clock
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sigobito_compromiso SET create_date = '2026-03-02 15:00', "
            "reloj_inicio = '2026-03-02' WHERE id = %s",
            [compromiso.id],
        )
        compromiso.invalidate_recordset()
        with freeze_time("2026-03-10 15:00:00"):
            self._en_hora(self.company_a)
            self.assertEqual(compromiso.reloj_dias, 8)
            self.assertEqual(compromiso.reloj_habiles, -2)
            compromiso.state = "no_cumplido"
            self.assertEqual(compromiso.reloj_fin, date(2026, 3, 10))
        with freeze_time("2026-04-10 15:00:00"):
            compromiso.date_deadline = "2026-03-09"
            self.assertEqual(compromiso.reloj_fin, date(2026, 3, 10))
            self.assertEqual(compromiso.reloj_dias, 8)

    def test_each_municipality_at_its_own_midnight(self):
        """At 03:00 UTC it is still yesterday in Lima, already today in Madrid."""
        self.company_b.tz = "Europe/Madrid"
        ambas = self.company_a | self.company_b
        with freeze_time("2026-05-04 12:00:00"):
            uno = self._new_solicitud(fecha_recepcion=datetime(2026, 5, 4, 12))
            otro = self.env["sigobito.solicitud"].create(
                {
                    "name": "B",
                    "solicitante": "B",
                    "company_id": self.company_b.id,
                    "fecha_recepcion": datetime(2026, 5, 4, 12),
                }
            )
            self._en_hora(*ambas)
        with freeze_time("2026-05-06 03:00:00"), self.enter_registry_test_mode():
            self.env.ref("sigobito_base.ir_cron_relojes").method_direct_trigger()
        (uno | otro).invalidate_recordset()
        self.assertEqual((uno.reloj_dias, otro.reloj_dias), (1, 2))
        self.assertEqual(self.company_a.reloj_fecha, date(2026, 5, 5))
        self.assertEqual(self.company_b.reloj_fecha, date(2026, 5, 6))

    def test_same_queries_for_many(self):
        def consultas():
            with freeze_time(datetime.now() + timedelta(days=40)):
                self.env.flush_all()
                antes = self.env.cr.sql_log_count
                self._en_hora(self.company_a, self.company_b)
                return self.env.cr.sql_log_count - antes

        consultas()
        pocas = consultas()
        for n in range(50):
            self._new_solicitud(name=f"Request {n}")
        consultas()
        self.assertLessEqual(consultas(), pocas)

    def test_backlog(self):
        self.solicitud.area_id = self.area_a
        Rezago = self.env["sigobito.rezago.report"]
        for user in (self.titular, self.despacho):
            filas = Rezago.with_user(user).search([])
            self.assertIn(self.solicitud.id, filas.mapped("res_id"))
            self.assertEqual(filas.company_id, self.company_a)
        fila = filas.filtered(lambda f: f.clase == "solicitud")
        fila = fila.filtered(lambda f: f.res_id == self.solicitud.id)
        self.assertEqual(fila.area_id, self.area_a)
        self.assertEqual(fila.action_open_record()["res_id"], self.solicitud.id)
        self.assertWalled(fila)
        self.solicitud.write(
            {"decision": "declinar", "respuesta_publica": "No", "state": "respondida"}
        )
        self.assertFalse(Rezago.search([("id", "=", fila.id)]))

    def test_backlog_is_for_whoever_sees_all(self):
        for user in (
            self.funcionario,
            self.gestor,
            self.comunicacion,
            self.admin_municipal,
            self.regional,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["sigobito.rezago.report"].with_user(user).search_count([])
