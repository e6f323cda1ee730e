from odoo import fields, models
from odoo.exceptions import UserError

from .sigobito_iniciativa import ROLES


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    accion_comunicacional_ids = fields.One2many(
        "sigobito.accion.comunicacional",
        "event_id",
        string="Communication actions",
        groups=ROLES,
    )

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["accion_comunicacional_ids"]

    def _prepare_accion_comunicacional_vals(self):
        """Proposal of communication of an activity, with what it knows."""
        self.ensure_one()
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "event_id": self.id,
            "origen": "actividad",
            "mensaje": self.resultado or False,
            "tema_id": self.tema_id.id,
            "lugar_ids": [(6, 0, self.lugar_ids.ids)],
            "actor_ids": [(6, 0, self.actor_ids.ids)],
        }

    def action_comunicar(self):
        """Worth telling: hand the activity over to the press office, once."""
        self.ensure_one()
        if self.visibilidad == "reservada":
            raise UserError(self.env._("A reserved activity is not communicated."))
        self._proponer_comunicacion()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The press office has it on its list."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _proponer_comunicacion(self):
        """Hand activities over to the press office; what is reserved never leaves."""
        self.check_access("read")
        self.env["sigobito.accion.comunicacional"]._proponer(
            [
                event._prepare_accion_comunicacional_vals()
                for event in self
                if event.visibilidad != "reservada"
            ]
        )
