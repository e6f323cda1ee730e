from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, tagged

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestCompromiso(AgendaFixtures, TransactionCase):
    def _as(self, user):
        self.env.invalidate_all()
        return self.compromiso.with_user(user)

    def test_from_pending_to_verified(self):
        self._as(self.funcionario).action_aceptar()
        self._as(self.funcionario).action_iniciar()
        self._as(self.funcionario).write({"avance": 60, "evidencia": "Photo"})
        self._as(self.funcionario).action_cumplir()
        self.assertRecordValues(
            self.compromiso,
            [
                {
                    "state": "cumplido",
                    "avance": 100,
                    "semaforo": "azul",
                    "fecha_cumplido": self.company_a._hoy(),
                }
            ],
        )
        with self.assertRaises(AccessError):
            self._as(self.funcionario).action_verificar()
        self._as(self.despacho).action_verificar()
        self.assertEqual(self.compromiso.state, "verificado")

    def test_only_the_responsible_accepts(self):
        for user in (self.despacho, self.titular):
            with self.assertRaises(AccessError):
                self._as(user).action_aceptar()
        with self.assertRaises(AccessError):
            self._as(self.colega).action_aceptar()
        self.compromiso.corresponsable_ids = self.colega
        self._as(self.colega).action_aceptar()

    def test_no_step_is_skipped_by_writing(self):
        """Dragging a card or calling write() is checked like the button."""
        for state in ("verificado", "no_cumplido"):
            with self.assertRaises(UserError):
                self._as(self.funcionario).write({"state": state})
        with self.assertRaises(UserError):
            self._as(self.despacho).write({"state": "verificado"})
        with self.assertRaises(UserError):
            self.env["sigobito.compromiso"].with_user(self.gestor).create(
                {"name": "x", "state": "verificado"}
            )

    def test_responsible_does_not_change_what_was_agreed(self):
        for vals in (
            {"date_deadline": "2030-01-01"},
            {"responsable_id": self.colega.id},
            {"name": "Something easier"},
            {"active": False},
        ):
            with self.assertRaises(AccessError):
                self._as(self.funcionario).write(vals)
        self._as(self.despacho).write({"date_deadline": "2030-01-01"})

    def test_return_with_reason(self):
        self._as(self.funcionario).action_aceptar()
        action = self._as(self.funcionario).action_devolver()
        wizard = (
            self.env["sigobito.compromiso.motivo"]
            .with_user(self.funcionario)
            .with_context(**action["context"])
            .create({"motivo": "It belongs to Works"})
        )
        wizard.action_aplicar()
        self.assertRecordValues(
            self.compromiso,
            [{"state": "pendiente", "devuelto": True, "motivo": "It belongs to Works"}],
        )
        self.assertIn("It belongs to Works", self.compromiso.message_ids[0].body)
        self._as(self.despacho).responsable_id = self.colega
        self.assertFalse(self.compromiso.devuelto)

    def test_rejected_and_not_kept(self):
        Motivo = self.env["sigobito.compromiso.motivo"]
        self.compromiso.write({"state": "cumplido"})
        vals = {"compromiso_id": self.compromiso.id, "motivo": "No photo"}
        with self.assertRaises(AccessError):
            Motivo.with_user(self.funcionario).create(
                {**vals, "accion": "rechazar"}
            ).action_aplicar()
        Motivo.with_user(self.despacho).create(
            {**vals, "accion": "rechazar"}
        ).action_aplicar()
        self.assertEqual(self.compromiso.state, "en_curso")
        with self.assertRaises(AccessError):
            Motivo.with_user(self.funcionario).create(
                {**vals, "accion": "no_cumplir"}
            ).action_aplicar()
        Motivo.with_user(self.titular).create(
            {**vals, "accion": "no_cumplir"}
        ).action_aplicar()
        self.assertRecordValues(
            self.compromiso, [{"state": "no_cumplido", "semaforo": "rojo"}]
        )

    def test_light_by_date(self):
        hoy = self.company_a._hoy()
        for days, color in ((-1, "rojo"), (3, "amarillo"), (30, "verde")):
            self.compromiso.date_deadline = hoy + timedelta(days=days)
            self.assertEqual(self.compromiso.semaforo, color)
        Compromiso = self.env["sigobito.compromiso"]
        later = hoy + timedelta(days=40)
        stale = Compromiso.search(Compromiso._get_semaforo_stale_domain(later))
        self.assertIn(self.compromiso, stale)

    def test_history_is_not_deleted(self):
        self.compromiso.state = "aceptado"
        with self.assertRaises(UserError):
            self._as(self.despacho).unlink()

    def test_nobody_of_another_municipality(self):
        with self.assertRaises(ValidationError):
            self.compromiso.responsable_id = self.ajeno

    def test_area_of_the_responsible(self):
        self.area_a.responsable_id = self.colega
        compromiso = self.env["sigobito.compromiso"].create(
            {
                "name": "x",
                "company_id": self.company_a.id,
                "responsable_id": self.colega.id,
            }
        )
        self.assertEqual(compromiso.area_id, self.area_a)

    def test_manager_keeps_his_own(self):
        mine = (
            self.env["sigobito.compromiso"]
            .with_user(self.gestor)
            .create({"name": "Send the file", "responsable_id": self.funcionario.id})
        )
        mine.date_deadline = "2030-01-01"
        self.assertEqual(mine.prometido_por_id, self.titular)
        with self.assertRaises(AccessError):
            mine.state = "no_cumplido"
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            mine.state = "aceptado"
