from odoo import models
from odoo.fields import Domain

from .sigobito_iniciativa import ESTADOS_ABIERTOS

#: Initiatives named in a briefing sheet.
MAXIMO = 6


class CalendarEvent(models.Model):
    """Initiatives and their lights in the briefing sheet of an activity (R22)."""

    _inherit = "calendar.event"

    def _get_ficha_iniciativas(self):
        """Those of the activity first, then those of its people, theme and places."""
        Iniciativa = self.env["sigobito.iniciativa"]
        if not Iniciativa.has_access("read") or not self._has_field_access(
            self._fields["iniciativa_ids"], "read"
        ):
            return super()._get_ficha_iniciativas()
        propias = self.iniciativa_ids._filtered_access("read")
        iniciativas = propias | self._buscar_ficha(
            Iniciativa._name,
            self._get_ficha_iniciativas_domain() & Domain("id", "not in", propias.ids),
            "prioritaria desc, sequence, id",
        )
        return super()._get_ficha_iniciativas() + [
            {
                "name": iniciativa.name,
                # sudo: the name of a colleague
                "detalle": iniciativa.responsable_id.sudo().name or "",
                "semaforo": iniciativa.semaforo,
                "motivo": iniciativa.semaforo_motivo or "",
            }
            for iniciativa in iniciativas[:MAXIMO]
        ]

    def _get_ficha_iniciativas_domain(self):
        """Open ones with the same people, theme or places."""
        domains = [
            Domain(campo, "in", ids)
            for campo, ids in (
                ("actor_ids", self.actor_ids.ids),
                ("lugar_ids", self.lugar_ids.ids),
                ("tema_id", self.tema_id.ids),
            )
            if ids
        ]
        return (
            Domain.OR(domains)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", ESTADOS_ABIERTOS)
        )
