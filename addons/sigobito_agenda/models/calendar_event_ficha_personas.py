from odoo import api, models
from odoo.tools.image import image_data_uri


class CalendarEvent(models.Model):
    """Whom the head of government will meet, as far as the reader may know (R22)."""

    _inherit = "calendar.event"

    def _get_ficha_asistentes(self, con_fotos=True):
        """Stakeholders and guests: who they are, and where they stand if one may know."""
        Actor = self.env["sigobito.actor"]
        asistentes, contactos = [], self.env["res.partner"]
        if Actor.has_access("read"):
            con_postura = Actor._has_field_access(Actor._fields["postura"], "read")
            posturas = dict(Actor._fields["postura"]._description_selection(self.env))
            for actor in self.actor_ids._filtered_access("read"):
                contacto = actor.partner_id._filtered_access("read")
                contactos |= contacto
                asistentes.append(
                    {
                        "name": actor.name,
                        "rol": actor.rol or contacto.function or "",
                        "postura": con_postura and posturas.get(actor.postura) or "",
                        "telefono": actor.phone or contacto.phone or "",
                        "foto": con_fotos and self._get_ficha_foto(contacto),
                    }
                )
        # sudo: only to leave him out
        titular = self.agenda_id.sudo().titular_id.partner_id
        for contacto in self.partner_ids._filtered_access("read") - titular - contactos:
            asistentes.append(
                {
                    "name": contacto.name,
                    "rol": contacto.function or "",
                    "postura": "",
                    "telefono": contacto.phone or "",
                    "foto": con_fotos and self._get_ficha_foto(contacto),
                }
            )
        if pide := self._get_ficha_solicitante():
            asistentes.insert(0, pide)
        return asistentes

    def _get_ficha_solicitante(self):
        """Whoever asked for it, when he is not one of the stakeholders yet."""
        solicitud = self.solicitud_id._filtered_access("read")
        if (
            not solicitud
            or solicitud.anonimizado_el
            or solicitud.actor_id & self.actor_ids
        ):
            return None
        return {
            "name": solicitud.solicitante,
            "rol": self.env._("Asked for it: %s", solicitud.folio),
            "postura": "",
            "telefono": solicitud.phone or "",
            "foto": "",
        }

    @api.model
    def _get_ficha_foto(self, contacto):
        """The photo itself: a printed or a saved page asks nobody for it."""
        return image_data_uri(contacto.image_128) if contacto.image_128 else ""
