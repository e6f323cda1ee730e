from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.calidad import CalidadReglasMixin

from .common import ComunicacionCommon


@tagged("post_install", "-at_install")
class TestCalidadComunicacion(CalidadReglasMixin, ComunicacionCommon):
    """What the rules of communication find, and what they leave in peace."""

    _addon = "sigobito_comunicacion"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.iniciativa_a.write(
            {"responsable_id": cls.gestor.id, "area_id": cls.area_a.id}
        )
        cls.ayer = fields.Date.today() - timedelta(days=1)

    def test_action_under_way(self):
        accion = self._new_accion(
            iniciativa_id=self.iniciativa_a.id,
            responsable_id=False,
            date_deadline=False,
            mensaje=False,
        )
        for nombre in ("sin_responsable", "sin_fecha", "sin_mensaje"):
            # an idea owes nothing yet
            self.assertSinHallazgo(f"accion_com_{nombre}", accion)
        accion.sudo().state = "preparacion"
        hallazgo = self.assertHallazgo(
            "accion_com_sin_responsable", accion, self.gestor
        )
        self.assertEqual(hallazgo.area_id, self.area_a)
        accion.responsable_id = self.comunicacion
        self.assertSinHallazgo("accion_com_sin_responsable", accion)
        self.assertHallazgo("accion_com_sin_fecha", accion, self.comunicacion)
        self.assertHallazgo("accion_com_sin_mensaje", accion, self.comunicacion)
        accion.write({"date_deadline": self.ayer, "mensaje": "Hay agua"})
        self.assertSinHallazgo("accion_com_sin_fecha", accion)
        self.assertSinHallazgo("accion_com_sin_mensaje", accion)

    def test_action_past_its_date(self):
        accion = self._new_accion(
            responsable_id=self.comunicacion.id, date_deadline=self.ayer
        )
        self.assertSinHallazgo("accion_com_vencida", accion)  # days of grace
        accion.date_deadline = self.ayer - timedelta(days=10)
        self.assertHallazgo("accion_com_vencida", accion, self.comunicacion)
        accion.sudo().state = "difundida"
        self.assertSinHallazgo("accion_com_vencida", accion)

    def test_action_not_evaluated(self):
        accion = self._new_accion(responsable_id=self.comunicacion.id)
        accion.sudo().state = "difundida"
        self.assertSinHallazgo("accion_com_sin_evaluar", accion)
        self._envejecer(accion, 20)
        self.assertHallazgo("accion_com_sin_evaluar", accion, self.comunicacion)
        accion.evaluacion = "Lo vieron 300 vecinos"
        self.assertSinHallazgo("accion_com_sin_evaluar", accion)

    def test_piece(self):
        self.accion_a.responsable_id = self.comunicacion
        pieza = self._new_pieza()
        self.assertSinHallazgo("pieza_sin_descripcion", pieza)  # no picture
        pieza.imagen = self._foto()
        self.assertHallazgo("pieza_sin_descripcion", pieza, self.comunicacion)
        pieza.imagen_alt = "Un caño abierto"
        self.assertSinHallazgo("pieza_sin_descripcion", pieza)

        self.company_a.titular_id = self.titular
        pieza.action_enviar_revision()
        self.assertSinHallazgo("pieza_en_espera", pieza)
        pieza.sudo().fecha_envio = fields.Datetime.now() - timedelta(days=6)
        self.assertHallazgo("pieza_en_espera", pieza, self.titular)
        pieza.with_user(self.titular).action_aprobar()
        self.assertSinHallazgo("pieza_en_espera", pieza)

    def test_what_does_not_come_out(self):
        self.accion_a.responsable_id = self.comunicacion
        pieza = self._new_pieza_aprobada()
        pieza.action_publicar()
        publicacion = self.env["sigobito.publicacion"].search(
            [("pieza_id", "=", pieza.id)]
        )
        self.assertEqual(len(publicacion), 1)
        self.assertSinHallazgo("publicacion_detenida", publicacion)
        publicacion.requiere_persona = True
        self.assertHallazgo("publicacion_detenida", publicacion, self.comunicacion)

        self.assertSinHallazgo("canal_pausado", self.web_a)
        self.web_a.pausado = True
        self.assertHallazgo("canal_pausado", self.web_a)
