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
    """The clock of a commitment runs from its assignment until it is kept.

    Nobody answers for the days before it was his. While it is nobody's, it counts
    from the day it was noted.
    """

    _name = "sigobito.compromiso"
    _inherit = ["sigobito.compromiso", "sigobito.reloj.mixin"]

    def _get_reloj_depends(self):
        return [
            *super()._get_reloj_depends(),
            "state",
            "fecha_cumplido",
            "create_date",
            "fecha_asignado",
        ]

    def _get_reloj_hechos(self):
        company = self.company_id
        inicio = self.fecha_asignado
        if not inicio and self.create_date:
            inicio = company._a_local(self.create_date).date()
        return {
            "inicio": inicio or company._hoy(),
            # One that was not kept stops on the day it was said.
            "fin": self.fecha_cumplido or self.reloj_fin or company._hoy(),
            "abierto": self.state not in COMPROMISO_CERRADO,
        }
