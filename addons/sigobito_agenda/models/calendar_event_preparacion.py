from odoo import api, fields, models
from odoo.fields import Domain


class CalendarEvent(models.Model):
    """What has to be ready before an activity (R22)."""

    _inherit = "calendar.event"

    preparacion_ids = fields.One2many(
        "sigobito.preparacion", "event_id", string="Preparation"
    )
    preparacion_count = fields.Integer(
        string="To be prepared", compute="_compute_preparacion"
    )
    preparacion_listas = fields.Integer(string="Ready", compute="_compute_preparacion")

    @api.depends("preparacion_ids.hecho")
    def _compute_preparacion(self):
        cuentas = {}
        Preparacion = self.env["sigobito.preparacion"]
        if Preparacion.has_access("read"):
            for event, hecho, cuenta in Preparacion._read_group(
                Domain("event_id", "in", self.ids), ["event_id", "hecho"], ["__count"]
            ):
                cuentas[event.id, hecho] = cuenta
        for event in self:
            listas = cuentas.get((event._origin.id, True), 0)
            event.preparacion_listas = listas
            event.preparacion_count = listas + cuentas.get((event._origin.id, False), 0)

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        # What comes in a data file says itself what has to be prepared.
        if not self.env.context.get("install_mode"):
            events._preparar()
        return events

    def write(self, vals):
        result = super().write(vals)
        if vals.get("actividad_tipo_id"):
            self.exists()._preparar()
        return result

    def _preparar(self):
        """The checklist of its kind, for a new activity of an agenda.

        Not for the occurrences of a series, which would fill the lists with the same
        every week: there the button does it, on the one that needs it.
        """
        nuevas = self.filtered(
            lambda e: (
                e.agenda_id
                and e.actividad_tipo_id
                and not e.recurrency
                and e.estado in ("tentativa", "confirmada", "delegada")
                and e.stop > fields.Datetime.now()
            )
        )
        nuevas.filtered(lambda e: not e.preparacion_ids)._cargar_preparacion()

    def _cargar_preparacion(self):
        """Add what the kind of each activity asks for and is not on its list yet."""
        # sudo: the list comes with the activity, whoever is allowed to enter it
        plantillas = (
            self.env["sigobito.preparacion.plantilla"]
            .sudo()
            .search(
                Domain("tipo_id", "in", self.actividad_tipo_id.ids)
                & Domain("company_id", "in", [*self.company_id.ids, False])
            )
            .grouped("tipo_id")
        )
        vals_list = []
        for event in self:
            ya = {(linea.area, linea.name) for linea in event.preparacion_ids}
            idioma = event.company_id.sudo()._get_lang_publico()
            propias = plantillas.get(
                event.actividad_tipo_id, self.env["sigobito.preparacion.plantilla"]
            )
            for linea in propias.with_context(lang=idioma):
                ajena = linea.company_id and linea.company_id != event.company_id
                if not ajena and (linea.area, linea.name) not in ya:
                    vals_list.append(
                        {
                            "event_id": event.id,
                            "name": linea.name,
                            "area": linea.area,
                            "sequence": linea.sequence,
                            "dias_antes": linea.dias_antes,
                        }
                    )
        # sudo: see above
        return self.env["sigobito.preparacion"].sudo().create(vals_list)

    def action_cargar_preparacion(self):
        """Take over the checklist of its kind."""
        self.ensure_one()
        self._check_ficha_editable()
        self._cargar_preparacion()
