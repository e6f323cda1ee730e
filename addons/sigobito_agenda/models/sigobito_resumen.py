from odoo import api, models
from odoo.fields import Domain


class SigobitoResumen(models.Model):
    """Requests and commitments in the weekly digest (R9)."""

    _inherit = "sigobito.resumen"

    @api.model
    def _get_fuentes(self, lunes):
        return [*super()._get_fuentes(lunes), *self._get_fuentes_agenda(lunes)]

    @api.model
    def _get_fuentes_agenda(self, lunes):
        abierto = (
            Domain("reloj_abierto", "=", True)
            & Domain("active", "=", True)
            & Domain("date_deadline", "!=", False)
        )
        vencido = abierto & Domain("reloj_habiles", "<", 0)
        semana = (
            abierto
            & Domain("reloj_habiles", ">=", 0)
            & Domain("reloj_habiles", "<=", 5)
        )
        decision = Domain("state", "=", "recomendada") | (
            Domain("decision", "=", "posponer")
            & Domain("state", "in", ("decidida", "respondida"))
            & Domain("posponer_hasta", "<=", lunes)
        )
        solicitud = {"fecha": "date_deadline", "orden": "date_deadline, id"}
        return [
            {
                "clave": "decisiones",
                "titulo": self.env._("Requests that wait for your decision"),
                "modelo": "sigobito.solicitud",
                "dominio": decision & Domain("active", "=", True),
                "grupo": "sigobito_base.group_titular",
                "lista": "decisiones",
                "sequence": 10,
                **solicitud,
            },
            {
                "clave": "compromisos_vencidos",
                "titulo": self.env._("Commitments overdue"),
                "modelo": "sigobito.compromiso",
                "dominio": vencido,
                "personas": ["responsable_id", "corresponsable_ids"],
                "lista": "compromisos",
                "sequence": 20,
                **solicitud,
            },
            {
                "clave": "compromisos_semana",
                "titulo": self.env._("Commitments due this week"),
                "modelo": "sigobito.compromiso",
                "dominio": semana,
                "personas": ["responsable_id", "corresponsable_ids"],
                "lista": "compromisos",
                "sequence": 21,
                **solicitud,
            },
            {
                "clave": "solicitudes_mias",
                "titulo": self.env._("Requests in your hands"),
                "modelo": "sigobito.solicitud",
                "dominio": vencido | semana,
                "persona": "responsable_id",
                "lista": "solicitudes-recibidas",
                "sequence": 25,
                **solicitud,
            },
            {
                "clave": "solicitudes_vencidas",
                "titulo": self.env._("Requests overdue in the municipality"),
                "modelo": "sigobito.solicitud",
                "dominio": vencido,
                "grupo": "sigobito_base.group_despacho",
                "lista": "rezago",
                "sequence": 26,
                **solicitud,
            },
            {
                "clave": "por_verificar",
                "titulo": self.env._("Commitments to be verified"),
                "modelo": "sigobito.compromiso",
                "dominio": Domain("state", "=", "cumplido")
                & Domain("active", "=", True),
                "grupo": "sigobito_base.group_despacho",
                "lista": "compromisos",
                "sequence": 28,
                **solicitud,
            },
        ]
