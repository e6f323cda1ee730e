import base64
import io

from PIL import Image

from odoo.addons.sigobito_base.tests.common import SigobitoCommon, SigobitoFixtures


class ComunicacionFixtures(SigobitoFixtures):
    """Channels of both municipalities, an approver, an initiative with a milestone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.company_a | cls.company_b)._sigobito_create_canales()
        Canal = cls.env["sigobito.canal"]
        cls.web_a, cls.asistido_a = (
            Canal.search([("company_id", "=", cls.company_a.id), ("tipo", "=", tipo)])
            for tipo in ("web", "otro")
        )
        cls.web_b = Canal.search(
            [("company_id", "=", cls.company_b.id), ("tipo", "=", "web")]
        )
        cls.aprobador = cls._new_user(
            "aprobador",
            cls.company_a,
            "sigobito_comunicacion.group_aprobador_comunicacion",
        )
        cls.iniciativa_a = cls.env["sigobito.iniciativa"].create(
            {
                "name": "Agua para El Mirador",
                "company_id": cls.company_a.id,
                "tema_id": cls.tema_a.id,
                "lugar_ids": [(6, 0, cls.lugar_a.ids)],
            }
        )
        cls.hito_a = cls.env["sigobito.hito"].create(
            {
                "name": "Acueducto en servicio",
                "iniciativa_id": cls.iniciativa_a.id,
                "producto": "120 hogares con agua todo el día",
                "date_deadline": "2026-12-01",
                "date_start": "2026-11-01",
                "fecha_estimada": "2026-12-01",
            }
        )
        cls.accion_a = cls._new_accion()
        cls.env.flush_all()

    @classmethod
    def _new_accion(cls, **vals):
        return cls.env["sigobito.accion.comunicacional"].create(
            {
                "name": "El Mirador ya tiene agua",
                "company_id": cls.company_a.id,
                "mensaje": "120 hogares con agua todo el día",
                "tema_id": cls.tema_a.id,
                "lugar_ids": [(6, 0, cls.lugar_a.ids)],
                **vals,
            }
        )

    def _new_pieza(self, user=None, **vals):
        """A draft written by the press officer (or somebody else)."""
        return (
            self.env["sigobito.pieza"]
            .with_user(user or self.comunicacion)
            .create(
                {
                    "accion_id": self.accion_a.id,
                    "canal_id": self.web_a.id,
                    "titulo": "El Mirador ya tiene agua",
                    "texto": "Desde hoy, 120 hogares tienen agua.\n\nGracias a todos.",
                    **vals,
                }
            )
        )

    def _new_pieza_aprobada(self, **vals):
        pieza = self._new_pieza(**vals)
        pieza.action_enviar_revision()
        pieza.with_user(self.titular).action_aprobar()
        return pieza

    @staticmethod
    def _foto(color=(20, 90, 160)):
        with io.BytesIO() as buffer:
            Image.new("RGB", (40, 30), color).save(buffer, "PNG")
            return base64.b64encode(buffer.getvalue())

    def _posts(self, pieza):
        return (
            self.env["blog.post"]
            .with_context(active_test=False)
            .search([("sigobito_publicacion_id.pieza_id", "=", pieza.id)])
        )


class ComunicacionCommon(ComunicacionFixtures, SigobitoCommon):
    """Model tests of communication start here."""
