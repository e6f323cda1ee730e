from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestProrroga(AgendaFixtures, SigobitoCommon):
    """More time is asked with a reason and granted by another; it is not forgotten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hoy = cls.company_a._hoy()
        cls.primera = cls.compromiso.date_deadline
        cls.compromiso.with_user(cls.funcionario).action_aceptar()
        cls.env.flush_all()

    def _as(self, user):
        self.env.invalidate_all()
        return self.compromiso.with_user(user)

    def _pedir(self, user=None, dias=10, motivo="The bridge is cut"):
        self.env.invalidate_all()
        return (
            self.env["sigobito.compromiso.prorroga"]
            .with_user(user or self.funcionario)
            .create(
                {
                    "compromiso_id": self.compromiso.id,
                    "date_nueva": self.primera + timedelta(days=dias),
                    "motivo": motivo,
                }
            )
        )

    def test_asked_and_granted(self):
        self.assertTrue(self._as(self.funcionario).puede_prorrogar)
        prorroga = self._pedir()
        self.assertRecordValues(
            prorroga,
            [
                {
                    "state": "pendiente",
                    "user_id": self.funcionario.id,
                    "date_anterior": self.primera,
                    "dias": 10,
                    "company_id": self.company_a.id,
                    "puede_decidir": False,
                }
            ],
        )
        self.assertEqual(self.compromiso.date_deadline, self.primera, "not yet")
        self.assertFalse(self._as(self.funcionario).puede_prorrogar, "one at a time")
        self.assertTrue(self._as(self.funcionario).prorroga_mia)
        self.assertTrue(self._as(self.despacho).prorroga_decidible)
        self._as(self.despacho).action_aprobar_prorroga()
        self.assertRecordValues(
            self.compromiso,
            [
                {
                    "date_deadline": self.primera + timedelta(days=10),
                    "date_original": self.primera,
                    "deslizamiento": 10,
                }
            ],
        )
        self.assertRecordValues(
            prorroga, [{"state": "aprobada", "decision_user_id": self.despacho.id}]
        )
        otra = self._pedir(dias=15)
        otra.with_user(self.titular).action_aprobar()
        self.assertEqual(self.compromiso.deslizamiento, 15, "they add up")
        self.assertEqual(self.compromiso.date_original, self.primera)

    def test_refused_with_an_answer(self):
        prorroga = self._pedir()
        action = self._as(self.despacho).action_negar_prorroga()
        wizard = (
            self.env["sigobito.compromiso.motivo"]
            .with_user(self.despacho)
            .with_context(**action["context"])
            .create({"motivo": "The water cannot wait"})
        )
        wizard.action_aplicar()
        self.assertRecordValues(
            prorroga,
            [{"state": "negada", "decision_nota": "The water cannot wait"}],
        )
        self.assertEqual(self.compromiso.date_deadline, self.primera)
        self.assertEqual(self.compromiso.deslizamiento, 0)
        for accion in ("action_aprobar", "action_negar", "action_retirar"):
            with self.assertRaises(UserError):
                getattr(prorroga.with_user(self.despacho), accion)()

    def test_who_decides(self):
        """Per role; and never whoever asked, whatever his role."""
        prorroga = self._pedir()
        for user in (
            self.funcionario,
            self.colega,
            self.gestor,
            self.comunicacion,
            self.admin_municipal,
            self.regional,
            self.ajeno,
        ):
            for accion in ("action_aprobar", "action_negar"):
                self.env.invalidate_all()
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(prorroga.with_user(user), accion)()
        self.assertEqual(prorroga.state, "pendiente")
        prorroga.with_user(self.funcionario).action_retirar()
        self.assertEqual(prorroga.state, "retirada")
        suya = self._pedir(self.despacho)
        for accion in ("action_aprobar", "action_negar"):
            with self.assertRaises(AccessError):
                getattr(suya.with_user(self.despacho), accion)()
        with self.assertRaises(AccessError):
            suya.with_user(self.otra_secretaria).action_retirar()
        suya.with_user(self.otra_secretaria).action_aprobar()
        self.assertEqual(suya.state, "aprobada")

    def test_who_asks(self):
        for user in (
            self.colega,
            self.gestor,
            self.comunicacion,
            self.admin_municipal,
            self.regional,
            self.ajeno,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._pedir(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user).action_pedir_prorroga()
        self.compromiso.corresponsable_ids = self.colega
        self.assertEqual(self._pedir(self.colega).user_id, self.colega)

    def test_what_makes_no_sense(self):
        with self.assertRaises(UserError):
            self._pedir(dias=0)
        with self.assertRaises(UserError):
            self._pedir(dias=-1)
        with self.assertRaises(UserError):
            self._pedir(motivo="   ")
        self.compromiso.date_deadline = self.hoy - timedelta(days=9)
        self.primera = self.compromiso.date_deadline
        with self.assertRaises(UserError):
            self._pedir(dias=3)  # still in the past
        self.compromiso.date_deadline = False
        with self.assertRaises(UserError):
            self._as(self.funcionario).action_pedir_prorroga()

    def test_only_while_under_way(self):
        for state in ("pendiente", "cumplido", "verificado", "no_cumplido"):
            self.compromiso.state = state
            self.assertFalse(self._as(self.funcionario).puede_prorrogar)
            with self.subTest(state=state), self.assertRaises(UserError):
                self._pedir()
        self.compromiso.state = "en_curso"
        prorroga = self._pedir()
        self._as(self.funcionario).action_cumplir()
        self.assertEqual(prorroga.state, "retirada", "nothing waits any more")

    def test_asked_long_ago(self):
        prorroga = self._pedir()
        self.compromiso.date_deadline = self.primera + timedelta(days=30)
        prorroga.sudo().date_anterior = self.compromiso.date_deadline
        with self.assertRaises(UserError):
            prorroga.with_user(self.despacho).action_aprobar()

    def test_nothing_by_hand(self):
        """By an RPC, an import or a context nobody grants himself anything."""
        Prorroga = self.env["sigobito.compromiso.prorroga"]
        falsa = {
            "compromiso_id": self.compromiso.id,
            "date_nueva": self.primera + timedelta(days=5),
            "motivo": "x",
            "state": "aprobada",
            "user_id": self.despacho.id,
            "decision_user_id": self.titular.id,
            "date_anterior": "2020-01-01",
        }
        prorroga = Prorroga.with_user(self.funcionario).create(falsa)
        self.assertRecordValues(
            prorroga,
            [
                {
                    "state": "pendiente",
                    "user_id": self.funcionario.id,
                    "decision_user_id": False,
                    "date_anterior": self.primera,
                }
            ],
        )
        for user in (self.funcionario, self.despacho, self.titular):
            for vals in (
                {"state": "aprobada"},
                {"user_id": self.colega.id},
                {"date_nueva": "2040-01-01"},
            ):
                with self.assertRaises(AccessError):
                    prorroga.with_user(user).write(vals)
            with self.assertRaises(UserError):
                prorroga.with_user(user).unlink()
        for user in (self.funcionario, self.despacho, self.titular):
            with self.assertRaises(AccessError):
                self._as(user).write({"date_original": "2040-01-01"})

    def test_accepted_deadline_does_not_move_by_hand(self):
        mas = self.primera + timedelta(days=30)
        for user in (self.despacho, self.titular):
            for valor in (mas, False):
                with self.assertRaises(UserError):
                    self._as(user).write({"date_deadline": valor})
        self._as(self.despacho).date_deadline = self.primera - timedelta(days=1)
        self.assertEqual(self.compromiso.date_original, self.primera)
        suyo = (
            self.env["sigobito.compromiso"]
            .with_user(self.gestor)
            .create(
                {
                    "name": "Mine",
                    "responsable_id": self.gestor.id,
                    "date_deadline": self.primera,
                }
            )
        )
        suyo.date_deadline = mas
        self.assertEqual(suyo.date_original, mas, "until it is accepted it may move")
        suyo.action_aceptar()
        with self.assertRaises(UserError):
            suyo.date_deadline = mas + timedelta(days=1)

    def test_returned_does_not_wash_the_slippage(self):
        self._pedir().with_user(self.despacho).action_aprobar()
        self.compromiso.with_user(self.funcionario)._devolver("It is not ours")
        self._as(self.despacho).write(
            {
                "responsable_id": self.colega.id,
                "date_deadline": self.primera + timedelta(days=20),
            }
        )
        self.assertEqual(self.compromiso.date_original, self.primera)
        self.assertEqual(self.compromiso.deslizamiento, 20)

    def test_walls(self):
        prorroga = self._pedir()
        self.assertWalled(prorroga, campo="motivo")
        self.assertWalled(prorroga, self.colega, campo="motivo")
        self.assertWalled(prorroga, self.regional, campo="motivo")
        self.assertWalled(self.compromiso, self.regional)
        for user in (self.funcionario, self.despacho, self.titular):
            self.assertEqual(prorroga.with_user(user).motivo, "The bridge is cut")

    def test_same_queries_for_many(self):
        Compromiso = self.env["sigobito.compromiso"]
        muchos = Compromiso.create(
            [
                {
                    "name": f"Commitment {n}",
                    "company_id": self.company_a.id,
                    "responsable_id": self.funcionario.id,
                    "date_deadline": self.primera,
                    "state": "en_curso",
                }
                for n in range(50)
            ]
        )
        prorrogas = self.env["sigobito.compromiso.prorroga"].create(
            [
                {
                    "compromiso_id": compromiso.id,
                    "date_nueva": self.primera + timedelta(days=5),
                    "motivo": "x",
                }
                for compromiso in muchos
            ]
        )
        spec = {
            "compromiso_id": {"fields": {"display_name": {}}},
            "puede_decidir": {},
            "state": {},
            "motivo": {},
        }
        lista = prorrogas.with_user(self.despacho)

        def leer(ids):
            return lambda: lista.web_search_read([("id", "in", ids)], spec)

        pocas = self._contar_consultas(leer(prorrogas[:1].ids))
        self.assertEqual(self._contar_consultas(leer(prorrogas.ids)), pocas)
        form = {"name": {}, "prorroga_id": {"fields": {}}, "puede_prorrogar": {}}
        suyos = muchos.with_user(self.despacho)

        def ver(records):
            return lambda: records.web_read(form)

        pocas = self._contar_consultas(ver(suyos[:1]))
        self.assertEqual(self._contar_consultas(ver(suyos)), pocas)
