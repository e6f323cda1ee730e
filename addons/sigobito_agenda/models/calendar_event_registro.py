from odoo import api, fields, models

from .sigobito_registro_tipo import CLASES

#: An activity in these statuses took place.
HECHAS = ("realizada", "delegada")


class SigobitoActividadTipo(models.Model):
    _inherit = "sigobito.actividad.tipo"

    registro_clase = fields.Selection(
        CLASES,
        string="Legal register",
        help="When such an activity is closed, a line of this register is prepared",
    )

    def _get_registro_clase(self):
        return self.registro_clase or (self.es_audiencia and "audiencia") or False


class CalendarEvent(models.Model):
    """A closed audience or trip prepares its line of the legal register."""

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events._preparar_registros()
        return events

    def write(self, vals):
        result = super().write(vals)
        if vals.get("estado") in HECHAS or "actividad_tipo_id" in vals:
            self._preparar_registros()
        if {"visibilidad", "privacy"} & set(vals):
            lineas = self._filter_reservadas()._get_registros()
            lineas.filtered(lambda r: r.state == "publicado").action_retirar()
        return result

    def unlink(self):
        """With a reserved activity goes what was prepared of it; a public line stays."""
        lineas = self._filter_reservadas()._get_registros()
        lineas.write({"state": "borrador"})
        lineas.unlink()
        return super().unlink()

    def _get_registros(self):
        # sudo: lines follow their activity, whoever may keep the registers
        return (
            self.env["sigobito.registro"].sudo().search([("event_id", "in", self.ids)])
        )

    def _preparar_registros(self):
        """New lines of those that took place and have none; reserved ones never."""
        # sudo: whoever closes an activity need not be of those who keep the registers
        hechas = self.sudo().filtered(
            lambda event: (
                event.agenda_id
                and event.estado in HECHAS
                and event.company_id.registros_publicos
                and event.actividad_tipo_id._get_registro_clase()
            )
        )
        hechas -= hechas._filter_reservadas()
        Registro = self.env["sigobito.registro"].sudo()
        ya = Registro.search([("event_id", "in", hechas.ids)]).event_id
        return Registro.create(
            [event._prepare_registro_vals() for event in hechas - ya]
        ).sudo(False)

    def _prepare_registro_vals(self):
        """What the agenda and the request already know."""
        self.ensure_one()
        user = self.estado == "delegada" and self.delegado_a_id
        user = user or self.agenda_id.titular_id
        solicitud = self.solicitud_id
        vals = {
            "clase": self.actividad_tipo_id._get_registro_clase(),
            "event_id": self.id,
            "company_id": self.company_id.id,
            "autoridad": user.name,
            "fecha": self.start,
            "lugar": self.location or ", ".join(self.lugar_ids.mapped("name")),
            "materia": solicitud.name or self.name,
            "organizacion": solicitud.organizacion,
            "persona": solicitud.solicitante,
            "asistentes": solicitud.acompanantes,
        }
        if vals["clase"] == "audiencia":
            vals["duracion"] = self.duration
            vals["forma"] = solicitud.modalidad or "presencial"
        else:
            vals["fecha_fin"] = self.stop
        return vals
