import contextlib
from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestPasos(AgendaFixtures, SigobitoCommon):
    """Verification by another, evidence, the clock and the ladder (R26)."""

    def _as(self, user):
        self.env.invalidate_all()
        return self.compromiso.with_user(user)

    # ------------------------------------------------------------
    # VERIFICATION
    # ------------------------------------------------------------

    def test_another_person_verifies(self):
        self.compromiso.responsable_id = self.despacho
        self._as(self.despacho).action_aceptar()
        self._as(self.despacho).action_cumplir()
        self.assertEqual(self.compromiso.cumplido_por_id, self.despacho)
        self.assertFalse(self._as(self.despacho).puede_verificar)
        with self.assertRaises(AccessError):
            self._as(self.despacho).action_verificar()
        self.assertTrue(self._as(self.otra_secretaria).puede_verificar)
        self._as(self.otra_secretaria).action_verificar()
        self.assertRecordValues(
            self.compromiso,
            [
                {
                    "verificado_por_id": self.otra_secretaria.id,
                    "fecha_verificado": self.company_a._hoy(),
                }
            ],
        )

    def test_nor_who_answers_for_it(self):
        """A colleague's click does not make it somebody else's work."""
        self.compromiso.write(
            {
                "responsable_id": self.despacho.id,
                "corresponsable_ids": [Command.set(self.colega.ids)],
                "state": "en_curso",
            }
        )
        self._as(self.colega).action_cumplir()
        with self.assertRaises(AccessError):
            self._as(self.despacho).action_verificar()

    def test_who_kept_it_is_not_rewritten(self):
        self.compromiso.state = "en_curso"
        self._as(self.despacho).action_cumplir()
        self._as(self.funcionario).write({"state": "cumplido"})
        self.assertEqual(self.compromiso.cumplido_por_id, self.despacho)
        for user in (self.funcionario, self.despacho, self.titular):
            for campo in ("cumplido_por_id", "verificado_por_id"):
                with self.assertRaises(AccessError):
                    self._as(user).write({campo: self.colega.id})
        Compromiso = self.env["sigobito.compromiso"].with_user(self.despacho)
        nuevo = Compromiso.with_context(
            default_verificado_por_id=self.titular.id,
            default_date_original="2020-01-01",
        ).create({"name": "x", "cumplido_por_id": self.titular.id})
        self.assertFalse(nuevo.cumplido_por_id)
        self.assertFalse(nuevo.verificado_por_id)
        self.assertFalse(nuevo.date_original)

    def test_back_to_work_forgets_who_kept_it(self):
        self.compromiso.state = "cumplido"
        self.compromiso.with_user(self.despacho)._rechazar("No photo")
        self.assertFalse(self.compromiso.cumplido_por_id)
        self.assertFalse(self.compromiso.fecha_cumplido)

    def test_co_responsible_updates_what_is_his(self):
        self.compromiso.corresponsable_ids = self.colega
        mio = self._as(self.colega)
        mio.action_aceptar()
        mio.write({"avance": 40, "evidencia": "Half of it"})
        with self.assertRaises(AccessError):
            mio.write({"corresponsable_ids": [Command.clear()]})
        mio.action_cumplir()
        self.assertEqual(self.compromiso.cumplido_por_id, self.colega)

    # ------------------------------------------------------------
    # EVIDENCE
    # ------------------------------------------------------------

    def test_photos_are_as_private_as_the_commitment(self):
        Adjunto = self.env["ir.attachment"].with_user(self.funcionario)
        foto = Adjunto.create(
            {
                "name": "bomba.png",
                "raw": b"photo",
                "res_model": "sigobito.compromiso",
                "res_id": 0,
            }
        )
        self._as(self.funcionario).write({"evidencia_ids": [Command.link(foto.id)]})
        self.assertEqual(foto.res_id, self.compromiso.id)
        self.assertEqual(self._as(self.despacho).evidencia_ids.raw, b"photo")
        for user in (self.colega, self.ajeno, self.regional):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                foto.with_user(user).read(["raw"])

    def test_a_file_of_another_is_not_taken(self):
        ajeno = self.env["ir.attachment"].create(
            {
                "name": "secret.txt",
                "raw": b"secret",
                "res_model": "calendar.event",
                "res_id": self.reservada.id,
            }
        )
        # refused, or taken as a link that opens nothing
        with contextlib.suppress(AccessError):
            self._as(self.funcionario).write(
                {"evidencia_ids": [Command.link(ajeno.id)]}
            )
        self.assertEqual(ajeno.res_model, "calendar.event")
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            ajeno.with_user(self.funcionario).read(["raw"])

    # ------------------------------------------------------------
    # CLOCK
    # ------------------------------------------------------------

    def test_clock_starts_when_it_is_assigned(self):
        with freeze_time("2026-03-02 15:00:00"):
            compromiso = self.env["sigobito.compromiso"].create(
                {
                    "name": "Mend the bridge",
                    "company_id": self.company_a.id,
                    "event_id": self.interna.id,
                }
            )
            self.interna.start = "2026-02-01 15:00:00"
            self.assertFalse(compromiso.fecha_asignado)
        with freeze_time("2026-03-12 15:00:00"):
            compromiso.responsable_id = self.funcionario
            self.assertEqual(compromiso.fecha_asignado, date(2026, 3, 12))
            self.assertEqual(compromiso.reloj_inicio, date(2026, 3, 12))
            self.assertEqual(compromiso.reloj_dias, 0)
        with freeze_time("2026-03-22 15:00:00"):
            compromiso.with_user(self.funcionario)._devolver("Not mine")
            compromiso.responsable_id = self.colega
            self.assertEqual(
                compromiso.reloj_inicio, date(2026, 3, 12), "it is not wound back"
            )

    # ------------------------------------------------------------
    # LADDER
    # ------------------------------------------------------------

    def _en_hora(self, *companies):
        self.env["sigobito.reloj.mixin"]._poner_en_hora(
            {company: company._hoy() for company in companies}
        )
        self.env.invalidate_all()

    def test_ladder(self):
        with freeze_time("2026-03-02 15:00:00"):  # a Monday
            self.compromiso.write({"state": "en_curso", "date_deadline": "2026-03-06"})
            self.assertFalse(self.compromiso.escala)
        for dia, peldano in (
            (6, False),
            (8, False),  # a weekend
            (9, "responsable"),
            (11, "area"),
            (13, "despacho"),
            (20, "titular"),
            (27, "titular"),
        ):
            with freeze_time(f"2026-03-{dia:02} 15:00:00"):
                self._en_hora(self.company_a, self.company_b)
                self.assertEqual(self.compromiso.escala, peldano, dia)
                self.env.add_to_compute(
                    self.compromiso._fields["escala"], self.compromiso
                )
                self.assertEqual(
                    self.compromiso.escala, peldano, "the nightly SQL agrees"
                )
        self.assertEqual(self.compromiso.escala_desde, date(2026, 3, 20))
        with freeze_time("2026-03-27 15:00:00"):
            self.compromiso.state = "cumplido"
            self.assertFalse(self.compromiso.escala)
            self.assertFalse(self.compromiso.escala_desde)

    def test_ladder_of_each_municipality(self):
        self.company_a.write(
            {"escala_area": 0, "escala_despacho": 1, "escala_titular": 0}
        )
        with freeze_time("2026-03-10 15:00:00"):
            self.compromiso.write({"state": "en_curso", "date_deadline": "2026-03-06"})
            self.assertEqual(self.compromiso.escala, "despacho")
            self._en_hora(self.company_a)
            self.assertEqual(self.compromiso.escala, "despacho")
            self.company_a.escala_despacho = 0
            self.assertEqual(self.compromiso.escala, "responsable")

    def test_home_cards(self):
        def tarjetas(user):
            self.env.invalidate_all()
            tablero = self.env["sigobito.tablero"].with_user(user)
            return {t["key"]: t["value"] for t in tablero._get_tarjetas()}

        self.compromiso.area_id = self.area_a
        self.area_a.responsable_id = self.colega
        self.compromiso.write(
            {
                "state": "en_curso",
                "date_deadline": self.company_a._hoy() - timedelta(days=400),
            }
        )
        self.assertEqual(tarjetas(self.titular)["escalados"], 1)
        self.assertEqual(tarjetas(self.despacho)["escalados"], 0)
        self.assertNotIn("escalados", tarjetas(self.colega))
        self.assertNotIn("prorrogas", tarjetas(self.funcionario))
        self.assertNotIn("avisos_beneficiario", tarjetas(self.titular))
        self.company_a.escala_titular = 0
        self.company_a.escala_despacho = 0
        self.assertEqual(tarjetas(self.colega)["escalados"], 1)
        self.assertNotIn("escalados", tarjetas(self.regional))

    def test_settings_are_not_negative(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.company_a.escala_area = -1
            self.env.flush_all()

    # ------------------------------------------------------------
    # PER ROLE
    # ------------------------------------------------------------

    def test_every_step_by_every_role(self):
        """Who may take each step, from each state: all the others are refused."""
        dueno, office = {"funcionario"}, {"despacho", "titular"}
        permitidos = {
            ("pendiente", "aceptado"): dueno,
            ("pendiente", "en_curso"): dueno | office,
            ("aceptado", "en_curso"): dueno | office,
            ("aceptado", "cumplido"): dueno | office,
            ("aceptado", "pendiente"): dueno | office,
            ("en_curso", "cumplido"): dueno | office,
            ("en_curso", "pendiente"): dueno | office,
            ("cumplido", "verificado"): office,
            ("cumplido", "en_curso"): office,
            ("verificado", "en_curso"): office,
            ("no_cumplido", "en_curso"): office,
            ("no_cumplido", "pendiente"): office,
            **{
                (de, "no_cumplido"): office
                for de in ("pendiente", "aceptado", "en_curso", "cumplido")
            },
        }
        estados = [clave for clave, _t in self.compromiso._fields["state"].selection]
        roles = (
            "funcionario despacho titular gestor comunicacion admin_municipal "
            "colega regional ajeno"
        ).split()
        for de in estados:
            for a in estados:
                if de == a:
                    continue
                for role in roles:
                    self.compromiso.state = de
                    self.env.flush_all()
                    compromiso = self._as(getattr(self, role))
                    puede = role in permitidos.get((de, a), ())
                    with self.subTest(de=de, a=a, role=role):
                        if puede:
                            compromiso.state = a
                            self.assertEqual(self.compromiso.state, a)
                        else:
                            with self.assertRaises(UserError):
                                compromiso.state = a
