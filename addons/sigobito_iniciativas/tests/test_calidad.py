from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.calidad import CalidadReglasMixin

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestCalidadIniciativas(CalidadReglasMixin, IniciativasCommon):
    """What the rules of initiatives find, and what they leave in peace."""

    _addon = "sigobito_iniciativas"

    def test_initiative(self):
        iniciativa = self.iniciativa_a
        self.assertSinHallazgo("iniciativa_sin_area", iniciativa)  # a candidate
        self._aprobar(iniciativa)
        self.assertHallazgo("iniciativa_sin_area", iniciativa, self.gestor)
        self.assertHallazgo("iniciativa_sin_resultado", iniciativa, self.gestor)
        self.assertSinHallazgo("iniciativa_sin_responsable", iniciativa)
        self.assertSinHallazgo("iniciativa_sin_clasificar", iniciativa)
        iniciativa.write({"area_id": self.area_a.id, "responsable_id": False})
        self.area_a.responsable_id = self.despacho
        hallazgo = self.assertHallazgo(
            "iniciativa_sin_responsable", iniciativa, self.despacho
        )
        self.assertEqual(hallazgo.area_id, self.area_a)
        # The regional team reads initiatives, so their findings too.
        self.assertIn(
            hallazgo,
            self.env["sigobito.calidad.hallazgo"].with_user(self.regional).search([]),
        )

    def test_milestone(self):
        self._aprobar(self.iniciativa_a)
        self.assertSinHallazgo("hito_sin_responsable", self.hito_1)
        self.hito_2.responsable_id = False
        self.assertHallazgo("hito_sin_responsable", self.hito_2, self.gestor)
        self.assertSinHallazgo("hito_sin_fecha", self.hito_1)
        self.iniciativa_a.with_user(self.titular).action_ejecutar()
        self.hito_1.write(
            {
                "date_start": self.hoy - timedelta(days=60),
                "fecha_actualizacion": self.hoy - timedelta(days=45),
            }
        )
        self.assertHallazgo("hito_sin_novedad", self.hito_1, self.funcionario)
        self.hito_1.fecha_actualizacion = self.hoy
        self.assertSinHallazgo("hito_sin_novedad", self.hito_1)
        self.assertSinHallazgo("hito_sin_evidencia", self.hito_1)
        self.hito_1._lograr(self.hoy, "Minutes signed")
        self.assertSinHallazgo("hito_sin_evidencia", self.hito_1)
        # The button asks for it; what comes by an import may bring none.
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sigobito_hito SET evidencia = NULL WHERE id = %s", self.hito_1.ids
        )
        self.env.invalidate_all()
        self.assertHallazgo("hito_sin_evidencia", self.hito_1, self.funcionario)

    def test_aro(self):
        aro = self.env["sigobito.aro"].create(
            {
                "name": "No pipes",
                "tipo": "restriccion",
                "iniciativa_id": self.iniciativa_a.id,
                "registrado_por_id": self.funcionario.id,
            }
        )
        self.assertHallazgo("aro_sin_fecha", aro, self.funcionario)
        self.assertSinHallazgo("aro_sin_leer", aro)
        self._envejecer(aro, 10)
        self.assertHallazgo("aro_sin_leer", aro, self.titular)
        aro.with_user(self.titular).action_consumir()
        self.assertSinHallazgo("aro_sin_leer", aro)
        self.assertHallazgo("aro_sin_responsable", aro, self.gestor)
