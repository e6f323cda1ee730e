"""Clocks of requests and commitments (R9)."""

from odoo import models

#: From here on the requester has been told.
SOLICITUD_CERRADA = ("respondida", "cerrada")
COMPROMISO_CERRADO = ("cumplido", "verificado", "no_cumplido")


class SigobitoSolicitud(models.Model):
    """The clock of a request runs from its reception to its answer."""

    _name = "sigobito.solicitud"
    _inherit = ["sigobito.solicitud", "sigobito.reloj.mixin"]

    def _get_reloj_depends(self):
        return [
            *super()._get_reloj_depends(),
            "state",
            "fecha_recepcion",
            "fecha_respuesta",
            "fecha_cierre",
        ]

    def _get_reloj_hechos(self):
        company = self.company_id
        fin = self.fecha_respuesta or self.fecha_cierre
        return {
            "inicio": self.fecha_recepcion
            and company._a_local(self.fecha_recepcion).date(),
            "fin": company._a_local(fin).date() if fin else company._hoy(),
            "abierto": self.state not in SOLICITUD_CERRADA,
        }


class SigobitoCompromiso(models.Model):
    """The clock of a commitment runs from the day it was made until it is kept."""

    _name = "sigobito.compromiso"
    _inherit = ["sigobito.compromiso", "sigobito.reloj.mixin"]

    def _get_reloj_depends(self):
        return [
            *super()._get_reloj_depends(),
            "state",
            "fecha_cumplido",
            "create_date",
            "event_id.start",
        ]

    def _get_reloj_hechos(self):
        company = self.company_id
        # Noted afterwards, it was made in its activity all the same.
        momentos = [m for m in (self.create_date, self.event_id.start) if m]
        return {
            "inicio": company._a_local(min(momentos)).date()
            if momentos
            else company._hoy(),
            # One that was not kept stops on the day it was said.
            "fin": self.fecha_cumplido or self.reloj_fin or company._hoy(),
            "abierto": self.state not in COMPROMISO_CERRADO,
        }
