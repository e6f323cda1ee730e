from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.calidad import CalidadReglasMixin
from odoo.addons.sigobito_base.tests.common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestCalidadAgenda(CalidadReglasMixin, SigobitoCommon):
    """What the rules of the agenda find, and what they leave in peace."""

    _addon = "sigobito_agenda"

    def test_activity(self):
        agenda = self.env["sigobito.agenda"].create(
            {
                "name": "Agenda",
                "company_id": self.company_a.id,
                "titular_id": self.titular.id,
            }
        )
        fin = fields.Datetime.now() - timedelta(days=5)
        event = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "company_id": self.company_a.id,
                "agenda_id": agenda.id,
                "user_id": self.despacho.id,
                "start": fin - timedelta(hours=1),
                "stop": fin,
            }
        )
        self.assertHallazgo("actividad_sin_cerrar", event, self.despacho)
        self.assertHallazgo("actividad_sin_tema", event)
        self.assertSinHallazgo("actividad_sin_resultado", event)
        event.write({"estado": "realizada", "tema_id": self.tema_a.id})
        self.assertSinHallazgo("actividad_sin_cerrar", event)
        self.assertSinHallazgo("actividad_sin_tema", event)
        self.assertHallazgo("actividad_sin_resultado", event, self.despacho)
        event.resultado = "The well will be repaired."
        self.assertSinHallazgo("actividad_sin_resultado", event)
        # What is private has no agenda, and is nobody's business.
        event.write({"agenda_id": False, "resultado": False})
        self.assertSinHallazgo("actividad_sin_resultado", event)

    def test_reserved_activity_keeps_its_name(self):
        agenda = self.env["sigobito.agenda"].create(
            {
                "name": "Agenda",
                "company_id": self.company_a.id,
                "titular_id": self.titular.id,
            }
        )
        fin = fields.Datetime.now() - timedelta(days=5)
        event = self.env["calendar.event"].create(
            {
                "name": "Secret talk",
                "company_id": self.company_a.id,
                "agenda_id": agenda.id,
                "user_id": self.titular.id,
                "visibilidad": "reservada",
                "start": fin - timedelta(hours=1),
                "stop": fin,
            }
        )
        hallazgo = self._evaluar_regla("actividad_sin_cerrar", event)
        self.assertEqual(hallazgo.with_user(self.titular).registro, "Secret talk")
        # The next one is another person, who has read nothing yet.
        self.env.invalidate_all()
        visto = hallazgo.with_user(self.admin_municipal)
        self.assertNotIn("Secret", visto.registro)
        self.assertFalse(
            self.env["sigobito.calidad.hallazgo"]
            .with_user(self.regional)
            .search([("id", "=", hallazgo.id)])
        )

    def test_commitment(self):
        compromiso = self.env["sigobito.compromiso"].create(
            {"name": "Repair the well", "company_id": self.company_a.id}
        )
        self.assertHallazgo("compromiso_sin_fecha", compromiso)
        self.assertHallazgo("compromiso_sin_responsable", compromiso)
        self.assertSinHallazgo("compromiso_detenido", compromiso)
        self._envejecer(compromiso, 40)
        self.assertHallazgo("compromiso_detenido", compromiso)
        compromiso.write(
            {
                "responsable_id": self.gestor.id,
                "date_deadline": self.company_a._hoy(),
                "state": "cumplido",
            }
        )
        for regla in ("sin_fecha", "sin_responsable", "detenido"):
            self.assertSinHallazgo(f"compromiso_{regla}", compromiso)
        self.assertHallazgo("compromiso_sin_evidencia", compromiso, self.gestor)
        # A photo in the messages is evidence too.
        compromiso.message_post(body="Done", attachments=[("photo.txt", b"x")])
        self.assertSinHallazgo("compromiso_sin_evidencia", compromiso)

    def test_request(self):
        solicitud = self.env["sigobito.solicitud"].create(
            {
                "name": "Audience",
                "solicitante": "Ana",
                "company_id": self.company_a.id,
                "fecha_recepcion": fields.Datetime.now() - timedelta(days=6),
            }
        )
        self.assertHallazgo("solicitud_sin_responsable", solicitud)
        self._envejecer(solicitud, 20)
        self.assertHallazgo("solicitud_detenida", solicitud)
        solicitud.responsable_id = self.despacho
        self.env.flush_all()
        self.assertSinHallazgo("solicitud_sin_responsable", solicitud)
        self.assertSinHallazgo("solicitud_detenida", solicitud)
