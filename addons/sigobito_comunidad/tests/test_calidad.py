from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.calidad import CalidadReglasMixin

from .common import ComunidadCommon


@tagged("post_install", "-at_install")
class TestCalidadComunidad(CalidadReglasMixin, ComunidadCommon):
    """What the rules of the SDG find, and what they leave in peace."""

    _addon = "sigobito_comunidad"

    def test_initiative(self):
        iniciativa = self.iniciativa_a
        self.assertSinHallazgo("iniciativa_sin_ods", iniciativa)  # a candidate
        iniciativa = self._new_iniciativa(
            "Aprobada",
            state="aprobada",
            responsable_id=self.gestor.id,
            area_id=self.area_a.id,
        )
        hallazgo = self.assertHallazgo("iniciativa_sin_ods", iniciativa, self.gestor)
        self.assertEqual(hallazgo.area_id, self.area_a)
        # The regional team reads initiatives, so their findings too.
        self.assertIn(
            hallazgo,
            self.env["sigobito.calidad.hallazgo"].with_user(self.regional).search([]),
        )
        # without any target there is no primary one to miss
        self.assertSinHallazgo("iniciativa_sin_primaria", iniciativa)

        alineacion = self._alinear(iniciativa, tipo="secundaria")
        self.assertSinHallazgo("iniciativa_sin_ods", iniciativa)
        self.assertHallazgo("iniciativa_sin_primaria", iniciativa, self.gestor)
        alineacion.tipo = "primaria"
        self.assertSinHallazgo("iniciativa_sin_primaria", iniciativa)

    def test_alignment(self):
        self.iniciativa_a.responsable_id = self.gestor
        alineacion = self._alinear()
        self.assertSinHallazgo("alineacion_sin_justificacion", alineacion)
        alineacion.justificacion = False
        self.assertHallazgo("alineacion_sin_justificacion", alineacion, self.gestor)

        alineacion.write(
            {"justificacion": "Lleva agua", "observacion": "También es salud"}
        )
        alineacion.with_user(self.especialista).action_observar()
        self.assertSinHallazgo("alineacion_observada", alineacion)  # it is recent
        self._envejecer(alineacion, 20)
        self.assertHallazgo("alineacion_observada", alineacion, self.gestor)
