from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

#: Days before its deadline on which whoever answers is reminded.
AVISOS = (7, 2, 0)
#: Who is told, and may do something about it.
RESPONDEN = ["responsable_id", "corresponsable_ids"]


class SigobitoResumen(models.Model):
    """Commitments in the digest of the day: nudges and the ladder (R26)."""

    _inherit = "sigobito.resumen"

    @api.model
    def _get_fuentes_dia(self, hoy):
        return [
            *super()._get_fuentes_dia(hoy),
            *self._get_fuentes_dia_plazos(hoy),
            *self._get_fuentes_dia_escala(hoy),
            *self._get_fuentes_dia_pasos(hoy),
        ]

    @api.model
    def _get_compromisos_abiertos_domain(self):
        return Domain("active", "=", True) & Domain(
            "state", "in", ("pendiente", "aceptado", "en_curso")
        )

    @api.model
    def _fuente_compromiso(self, clave, titulo, dominio, sequence, **resto):
        return {
            "clave": clave,
            "titulo": titulo,
            "modelo": "sigobito.compromiso",
            "dominio": Domain(dominio),
            "fecha": "date_deadline",
            "orden": "date_deadline, id",
            "lista": "compromisos",
            "sequence": sequence,
            **resto,
        }

    @api.model
    def _get_fuentes_dia_plazos(self, hoy):
        """Seven days before, two days before, and on the day itself."""
        titulos = {
            7: self.env._("Due in a week"),
            2: self.env._("Due in two days"),
            0: self.env._("Due today"),
        }
        abiertos = self._get_compromisos_abiertos_domain()
        return [
            self._fuente_compromiso(
                f"compromisos_{dias}",
                titulos[dias],
                abiertos & Domain("date_deadline", "=", hoy + timedelta(days=dias)),
                10 + dias,
                personas=RESPONDEN,
            )
            for dias in AVISOS
        ]

    @api.model
    def _get_fuentes_dia_escala(self, hoy):
        """Each rung is told on the day it is reached, and on Monday while it lasts."""
        abiertos = self._get_compromisos_abiertos_domain()
        hoy_mismo = abiertos & Domain("escala_desde", "=", hoy)
        # Without a head the area has nobody to tell: it is the office's already.
        sin_jefe = Domain("escala", "=", "area") & (
            Domain("area_id", "=", False) | Domain("area_id.responsable_id", "=", False)
        )
        titulo = self.env._("Overdue and raised to you")
        fuentes = [
            self._fuente_compromiso(
                "escala_responsable",
                self.env._("Overdue since yesterday"),
                hoy_mismo & Domain("escala", "=", "responsable"),
                5,
                personas=RESPONDEN,
            )
        ]
        for clave, escala, quien in (
            (
                "area",
                Domain("escala", "=", "area"),
                {"personas": ["area_id.responsable_id"]},
            ),
            (
                "despacho",
                Domain("escala", "=", "despacho") | sin_jefe,
                {"grupo": "sigobito_base.group_despacho"},
            ),
            (
                "titular",
                Domain("escala", "=", "titular"),
                {"grupo": "sigobito_base.group_titular"},
            ),
        ):
            fuentes.append(
                self._fuente_compromiso(
                    f"escala_{clave}",
                    titulo,
                    hoy_mismo & escala,
                    6,
                    detalle="responsable_id",
                    **quien,
                )
            )
            # The same on Monday, for all that are still there.
            fuentes.append(
                self._fuente_compromiso(
                    f"escala_{clave}_semana",
                    titulo,
                    abiertos & escala,
                    6,
                    detalle="responsable_id",
                    solo_semanal=True,
                    **quien,
                )
            )
        return fuentes

    @api.model
    def _get_fuentes_dia_pasos(self, hoy):
        """What came into one's hands since yesterday, and what waits for an answer."""
        ayer = hoy - timedelta(days=1)
        activos = Domain("active", "=", True)
        return [
            self._fuente_compromiso(
                "por_aceptar",
                self.env._("New in your name: accept or return"),
                activos
                & Domain("state", "=", "pendiente")
                & Domain("devuelto", "=", False)
                & Domain("fecha_asignado", "=", ayer),
                30,
                personas=RESPONDEN,
                semanal=True,
            ),
            self._fuente_compromiso(
                "devueltos",
                self.env._("Commitments returned: somebody else must answer"),
                activos
                & Domain("state", "=", "pendiente")
                & Domain("devuelto", "=", True),
                32,
                grupo="sigobito_base.group_despacho",
                detalle="motivo",
                semanal=True,
            ),
            {
                "clave": "prorrogas",
                "titulo": self.env._("Extensions to be decided"),
                "modelo": "sigobito.compromiso.prorroga",
                "dominio": Domain("state", "=", "pendiente")
                & Domain("compromiso_id.active", "=", True),
                "grupo": "sigobito_base.group_despacho",
                "fecha": "date_nueva",
                "detalle": "motivo",
                "orden": "fecha, id",
                "lista": "prorrogas",
                "sequence": 33,
                "semanal": True,
            },
            self._fuente_compromiso(
                "cumplidos_ayer",
                self.env._("Kept since yesterday, to be verified"),
                activos
                & Domain("state", "=", "cumplido")
                & Domain("fecha_cumplido", "=", ayer),
                34,
                grupo="sigobito_base.group_despacho",
                detalle="responsable_id",
            ),
        ]
