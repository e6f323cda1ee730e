from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.sigobito_base.tests.common import SigobitoCommon

from .common import AgendaFixtures


@tagged("post_install", "-at_install")
class TestResumen(AgendaFixtures, SigobitoCommon):
    """What the weekly digest tells of requests and commitments (R9)."""

    def test_each_reads_what_he_is_told(self):
        """The digest is made in sudo: every line must be readable by its reader."""
        hoy = self.company_a._hoy()
        recibida = hoy - timedelta(days=60)
        self.solicitud.write(
            {
                "fecha_recepcion": f"{recibida} 12:00:00",
                "responsable_id": self.funcionario.id,
                "recomendacion": "declinar",
                "state": "recomendada",
            }
        )
        self.compromiso.date_deadline = hoy - timedelta(days=10)
        hecho = self.compromiso.copy({"date_deadline": hoy})
        hecho.state = "cumplido"
        otro = self.compromiso.copy({"date_deadline": hoy + timedelta(days=1)})
        otro.responsable_id = self.gestor
        self.env["sigobito.solicitud"].create(
            {
                "name": "Of the other town",
                "solicitante": "B",
                "company_id": self.company_b.id,
                "fecha_recepcion": f"{recibida} 12:00:00",
            }
        )
        users = self.env["res.users"].search([("company_id", "=", self.company_a.id)])
        contenido = self.env["sigobito.resumen"]._get_contenido(users, hoy)
        claves = {}
        for user, secciones in contenido.items():
            for fuente, records in secciones:
                claves.setdefault(fuente["clave"], user.browse())
                claves[fuente["clave"]] |= user
                propios = records.with_user(user).with_context(
                    allowed_company_ids=user.company_ids.ids
                )
                self.assertEqual(
                    propios._filtered_access("read"),
                    propios,
                    (user.login, fuente["clave"]),
                )
                self.assertEqual(records.company_id, self.company_a)
        self.assertEqual(claves["decisiones"], self.titular)
        self.assertEqual(claves["compromisos_vencidos"], self.funcionario)
        self.assertEqual(claves["compromisos_semana"], self.gestor)
        self.assertEqual(claves["solicitudes_mias"], self.funcionario)
        self.assertEqual(claves["por_verificar"], self.despacho | self.otra_secretaria)
