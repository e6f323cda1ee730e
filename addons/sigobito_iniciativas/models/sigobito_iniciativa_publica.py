from odoo import api, models
from odoo.fields import Domain

from .sigobito_iniciativa import ESTADOS_PUBLICABLES

#: A page for people, not a dump.
MAXIMO = 200


class SigobitoIniciativa(models.Model):
    """What leaves the municipality for its citizens: a short list of plain facts."""

    _inherit = "sigobito.iniciativa"

    @api.model
    def _get_publicas(self, company, domain=()):
        """Public and approved initiatives of one municipality.

        sudo: the reader is an anonymous visitor. Callers give away only what
        :meth:`_get_ficha_publica` writes.
        """
        return self.sudo().search(
            Domain("company_id", "=", company.id)
            & Domain("publica", "=", True)
            & Domain("state", "in", ESTADOS_PUBLICABLES)
            & Domain("fecha_aprobacion", "!=", False)
            & Domain(list(domain)),
            limit=MAXIMO,
        )

    @api.model
    def _get_fichas_publicas(self, company):
        publicas = self._get_publicas(company)
        return [iniciativa._get_ficha_publica() for iniciativa in publicas]

    def _get_ficha_publica(self):
        """Plain values only: nobody can walk from here to the records."""
        self.ensure_one()
        logrados = self.hito_ids.filtered(lambda hito: hito.state == "done").sorted(
            lambda hito: (hito.fecha_real or hito.date_deadline, hito.id)
        )
        luces = dict(self._fields["semaforo"]._description_selection(self.env))
        estados = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "codigo": self.codigo or None,
            "nombre": self.name,
            "resultado": self.resultado or None,
            "tema": self.tema_id.name or None,
            "lugares": self.lugar_ids.mapped("name"),
            "beneficiarios": self.beneficiarios or None,
            "beneficiarios_num": self.beneficiarios_num,
            "situacion": estados[self.state],
            "semaforo": luces[self.semaforo or "gris"],
            "semaforo_color": self.semaforo or "gris",
            "avance": round(self.avance),
            "hitos": self.hito_count,
            "hitos_logrados": self.hito_logrado_count,
            "logros": [
                {
                    "nombre": hito.name,
                    "fecha": hito.fecha_real.isoformat() if hito.fecha_real else None,
                }
                for hito in logrados
            ],
            "inicio": self.date_start.isoformat() if self.date_start else None,
            "fin": self.date_end.isoformat() if self.date_end else None,
            "foto": bool(self.image_512),
        }
