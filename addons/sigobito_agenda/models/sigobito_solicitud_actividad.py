"""The activity of the agenda that an accepted request becomes."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    event_ids = fields.One2many(
        "calendar.event", "solicitud_id", string="Activities of the agenda"
    )
    event_count = fields.Integer(
        string="Number of activities", compute="_compute_event_count"
    )
    por_agendar = fields.Boolean(
        string="To be scheduled",
        compute="_compute_event_count",
        search="_search_por_agendar",
    )

    @api.depends("event_ids", "state", "decision")
    def _compute_event_count(self):
        counts = dict(
            self.env["calendar.event"]._read_group(
                Domain("solicitud_id", "in", self.ids), ["solicitud_id"], ["__count"]
            )
        )
        for solicitud in self:
            solicitud.event_count = counts.get(solicitud._origin, 0)
            solicitud.por_agendar = (
                not solicitud.event_count
                and solicitud.decision in ("aceptar", "delegar")
                and solicitud.state in ("decidida", "respondida")
            )

    @api.model
    def _search_por_agendar(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = (
            Domain("decision", "in", ("aceptar", "delegar"))
            & Domain("state", "in", ("decidida", "respondida"))
            & Domain("event_ids", "=", False)
        )
        return domain if True in value else ~domain

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_agendar(self):
        """Put an accepted request in the agenda: opens the activity, half filled in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.calendar_event_action"
        )
        action["views"] = [(False, "form")]
        action["context"] = {"sigobito_agenda": True} | {
            f"default_{name}": value
            for name, value in self._prepare_event_vals().items()
            if name != "lugar_ids" and value
        }
        return action

    def action_open_eventos(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.calendar_event_action"
        )
        action["domain"] = [("solicitud_id", "=", self.id)]
        action["context"] = {"sigobito_agenda": True, "default_solicitud_id": self.id}
        action["views"] = [(False, "list"), (False, "form")]
        if self.event_count == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.event_ids.id
        return action

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _get_agenda(self):
        """Agenda of the titular of the request's municipality."""
        self.ensure_one()
        return self.env["sigobito.agenda"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("titular_id", "=", self.company_id.titular_id.id),
            ],
            limit=1,
        ) or self.env["sigobito.agenda"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )

    def _get_actividad_tipo(self):
        """Kind of the activity an accepted request becomes."""
        xmlid = {
            "invitacion": "sigobito_agenda.sigobito_actividad_tipo_acto",
            "audiencia": "sigobito_agenda.sigobito_actividad_tipo_audiencia",
            "requerimiento": "sigobito_agenda.sigobito_actividad_tipo_reunion",
        }[self.tipo]
        return (
            self.env.ref(xmlid, raise_if_not_found=False)
            or self.env["sigobito.actividad.tipo"]
        )

    def _prepare_event_vals(self, inicio=None, duracion=None, agenda=None):
        """Values of the activity an accepted request becomes."""
        self.ensure_one()
        agenda = agenda or self._get_agenda()
        tipo = self._get_actividad_tipo()
        vals = {
            "name": self.name,
            "solicitud_id": self.id,
            "agenda_id": agenda.id,
            "company_id": self.company_id.id,
            "actividad_tipo_id": tipo.id,
            "visibilidad": "interna",
            "location": self.lugar_propuesto,
            "duration": duracion or tipo.duracion or 1.0,
            "tema_id": self.tema_id.id,
            "actor_ids": [(6, 0, (self.actor_id | self.actor_ids).ids)],
            "lugar_ids": [(6, 0, self.lugar_ids.ids)],
            "estado": "tentativa",
        }
        inicio = inicio or self.fecha_propuesta
        if inicio:
            vals["start"] = inicio
            vals["stop"] = inicio + timedelta(hours=vals["duration"])
        return vals
