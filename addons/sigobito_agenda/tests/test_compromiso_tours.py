from odoo.tests import HttpCase, tagged

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestCompromisoTours(AgendaFixtures, HttpCase):
    """Extension → kept → verified by another → beneficiary told (R26)."""

    def test_from_extension_to_told(self):
        compromiso = self.compromiso
        compromiso.beneficiario = "Doña Rosa"
        compromiso.with_user(self.funcionario).action_aceptar()
        primera = compromiso.date_deadline
        url = f"/odoo/sigobito.compromiso/{compromiso.id}"
        self.start_tour(url, "sigobito_agenda_prorroga_pedir", login="funcionario")
        self.assertEqual(compromiso.date_deadline, primera, "asking grants nothing")
        self.start_tour(
            "/odoo/prorrogas", "sigobito_agenda_prorroga_conceder", login="despacho"
        )
        self.env.invalidate_all()
        self.assertGreater(compromiso.date_deadline, primera)
        self.assertEqual(compromiso.date_original, primera)
        self.assertGreater(compromiso.deslizamiento, 0)
        self.start_tour(url, "sigobito_agenda_compromiso_cumplir", login="funcionario")
        self.env.invalidate_all()
        self.assertRecordValues(
            compromiso,
            [{"state": "cumplido", "evidencia": "Acta de entrega firmada"}],
        )
        self.start_tour(url, "sigobito_agenda_compromiso_verificar", login="despacho")
        self.env.invalidate_all()
        self.assertRecordValues(
            compromiso,
            [
                {
                    "state": "verificado",
                    "cumplido_por_id": self.funcionario.id,
                    "verificado_por_id": self.despacho.id,
                    "aviso_medio": "manual",
                }
            ],
        )
