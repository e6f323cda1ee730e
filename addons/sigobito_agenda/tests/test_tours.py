from datetime import timedelta
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ..controllers import solicitudes
from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestTours(AgendaFixtures, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_419")

    def test_public_form(self):
        with patch.object(solicitudes, "TIEMPO_MINIMO", 0):
            self.start_tour("/solicitudes/muni-a", "sigobito_agenda_solicitud_publica")
        solicitud = self.env["sigobito.solicitud"].search([("canal", "=", "web")])
        self.assertRecordValues(
            solicitud,
            [
                {
                    "name": "Camino de La Ribera",
                    "phone": "999 111 222",
                    "tipo": "audiencia",
                }
            ],
        )

    def _recomendadas(self):
        first = self._new_solicitud(
            name="Inauguración de la escuela",
            tipo="invitacion",
            fecha_propuesta=self.inicio + timedelta(days=5),
        )
        second = self._new_solicitud(name="Audiencia del comercio")
        for solicitud in first | second:
            solicitud.write({"state": "recomendada", "recomendacion": "aceptar"})
        return first, second

    def test_decision(self):
        first, second = self._recomendadas()
        self.start_tour("/odoo/decisiones", "sigobito_agenda_decision", login="titular")
        self.assertRecordValues(
            first | second,
            [
                {"state": "decidida", "decision": "aceptar", "event_count": 1},
                {"state": "decidida", "decision": "declinar", "event_count": 0},
            ],
        )


@tagged("post_install", "-at_install")
class TestToursPhone(TestTours):
    """The same with the thumb."""

    allow_inherited_tests_method = True
    browser_size = "390x844"
    touch_enabled = True
