from odoo import api, models

#: Hours one activity counts for at most: whole days are not spent in one place.
TOPE = 8


class SigobitoProximidad(models.Model):
    """Activities, requests and commitments make the government near (R10)."""

    _inherit = "sigobito.proximidad"

    @api.model
    def _get_hechos(self):
        # Reserved activities stay out: a date or a figure would tell of them.
        visibles = [
            ("agenda_id", "!=", False),
            ("visibilidad", "!=", "reservada"),
            ("privacy", "!=", "private"),
        ]
        solicitud, compromiso = "sigobito.solicitud", "sigobito.compromiso"
        return super()._get_hechos() + [
            {
                "medida": "actividades",
                "model": "calendar.event",
                "fecha": "start",
                "domain": [*visibles, ("estado", "=", "realizada")],
                "contacto": True,
                "horas": "duration",
                "tope": TOPE,
            },
            {
                "medida": "actividades",
                "model": "calendar.event",
                "fecha": "start",
                "domain": [*visibles, ("estado", "=", "delegada")],
                "contacto": True,
            },
            {
                "medida": "solicitudes",
                "model": solicitud,
                "fecha": "fecha_recepcion",
                "domain": [],
            },
            {
                # whoever asked was answered
                "medida": None,
                "model": solicitud,
                "fecha": "fecha_respuesta",
                "domain": [("fecha_respuesta", "!=", False)],
                "contacto": True,
            },
            {
                "medida": "compromisos_abiertos",
                "model": compromiso,
                "fecha": "create_date",
                "domain": [("state", "in", ("pendiente", "aceptado", "en_curso"))],
                "siempre": True,
            },
            {
                "medida": "compromisos_cumplidos",
                "model": compromiso,
                "fecha": "fecha_cumplido",
                "domain": [("state", "in", ("cumplido", "verificado"))],
            },
        ]
