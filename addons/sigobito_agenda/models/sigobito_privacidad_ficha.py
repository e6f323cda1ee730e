from odoo import models


class SigobitoSolicitud(models.Model):
    """What a sheet took over from a request is forgotten with its requester (R58)."""

    _inherit = "sigobito.solicitud"

    def _privacidad_antes(self):
        result = super()._privacidad_antes()
        silencio = {"dont_notify": True, "no_mail_to_attendees": True}
        for solicitud in self:
            personales = [
                t for t in (solicitud.description, solicitud.solicitante) if t
            ]
            eventos = solicitud.event_ids.filtered(
                lambda e, personales=personales: any(
                    texto in (e.objetivo or "") for texto in personales
                )
            )
            if eventos:
                eventos.with_context(**silencio).write({"objetivo": False})
        return result
