from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestAtaquesAgenda(SigobitoCommon):
    """What a colleague may not read is not read from a form either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.compromiso = cls.env["sigobito.compromiso"].create(
            {
                "name": "Said in confidence",
                "company_id": cls.company_a.id,
                "responsable_id": cls.despacho.id,
                "date_deadline": "2030-01-10",
            }
        )

    def test_onchange_of_an_agreement(self):
        spec = {
            "compromiso_id": {"fields": {"display_name": {}}},
            "compromiso_state": {},
        }
        with self.assertRaises(AccessError):
            self.compromiso.with_user(self.funcionario).check_access("read")
        Acuerdo = self.env["sigobito.rutina.acuerdo"].with_user(self.funcionario)
        with self.assertRaises(AccessError):
            Acuerdo.onchange(
                {"compromiso_id": self.compromiso.id}, ["compromiso_id"], spec
            )
        with self.assertRaises(AccessError):
            Acuerdo.with_context(default_compromiso_id=self.compromiso.id).onchange(
                {}, [], spec
            )

    def test_onchange_of_a_line(self):
        Sesion = self.env["sigobito.rutina.sesion"].with_user(self.gestor)
        with self.assertRaises(AccessError):
            Sesion.onchange(
                {
                    "acuerdo_ids": [
                        Command.create({"compromiso_id": self.compromiso.id})
                    ]
                },
                ["acuerdo_ids"],
                {
                    "acuerdo_ids": {
                        "fields": {"compromiso_id": {"fields": {"display_name": {}}}}
                    }
                },
            )

    def test_clock_by_hand(self):
        suyo = self.compromiso.with_user(self.despacho)
        for vals in ({"reloj_habiles": 90}, {"semaforo": "gris"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                suyo.write({**vals})
