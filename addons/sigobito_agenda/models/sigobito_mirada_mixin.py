from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.fields import Command, Domain

#: Hour of the day at which a proposed activity starts.
HORA = time(10)


class SigobitoMiradaMixin(models.AbstractModel):
    """What the agenda knows of a stakeholder, a theme or a place."""

    _inherit = "sigobito.mirada.mixin"

    @api.model
    def _get_360_fuentes(self):
        return super()._get_360_fuentes() + [
            {
                "key": "actividades",
                "model": "calendar.event",
                "title": self.env._("Activities"),
                "icon": "fa-calendar",
                "sequence": 10,
                "fecha": "start",
                "estado": "estado",
                "detalle": "location",
                "domain": Domain("agenda_id", "!=", False),
                "contacto": Domain("estado", "in", ("realizada", "delegada")),
            },
            {
                "key": "solicitudes",
                "model": "sigobito.solicitud",
                "title": self.env._("Requests"),
                "icon": "fa-inbox",
                "sequence": 20,
                "fecha": "fecha_recepcion",
                "estado": "state",
                "detalle": "solicitante",
            },
            {
                "key": "compromisos",
                "model": "sigobito.compromiso",
                "title": self.env._("Commitments"),
                "icon": "fa-handshake-o",
                "sequence": 30,
                "fecha": "date_deadline",
                "estado": "state",
                "detalle": "responsable_id",
            },
        ]

    def _get_360_propuesta(self):
        """A tentative activity, for those who put activities in the agenda."""
        agenda = self._get_360_agenda()
        if not agenda:
            return super()._get_360_propuesta()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose an activity"),
            "res_model": "calendar.event",
            "views": [
                (self.env.ref("sigobito_agenda.calendar_event_view_form").id, "form")
            ],
            "context": {
                "sigobito_agenda": True,
                "default_agenda_id": agenda.id,
                "default_estado": "tentativa",
                **self._prepare_360_event_defaults(),
            },
        }

    def _prepare_360_event_defaults(self):
        """What is known of the activity before anybody has typed anything."""
        company = self.company_id
        dia = company._sumar_habiles(company._hoy(), 1)
        inicio = company._a_utc(datetime.combine(dia, HORA))
        defaults = {
            "default_start": inicio.isoformat(" "),
            "default_stop": (inicio + timedelta(hours=1)).isoformat(" "),
        }
        if self._name == "sigobito.actor":
            defaults["default_name"] = self.env._("Meeting with %s", self.name)
            defaults["default_actor_ids"] = [Command.set(self.ids)]
            defaults["default_lugar_ids"] = [Command.set(self.lugar_ids.ids)]
        elif self._name == "sigobito.lugar":
            defaults["default_name"] = self.env._("Visit to %s", self.name)
            defaults["default_lugar_ids"] = [Command.set(self.ids)]
            defaults["default_location"] = self.name
        else:
            defaults["default_name"] = self.env._("Activity on %s", self.name)
            defaults["default_tema_id"] = self.id
        return defaults

    def _get_360_agenda(self):
        """Agenda in which the reader may propose, or none."""
        Agenda = self.env["sigobito.agenda"]
        if not Agenda.has_access("read"):
            return Agenda
        agenda = Agenda._get_por_defecto()
        if not agenda and self.env.user.has_group("sigobito_base.group_despacho"):
            agenda = Agenda.search([("company_id", "=", self.company_id.id)], limit=1)
        return agenda.filtered(lambda a: a.company_id == self.company_id)
