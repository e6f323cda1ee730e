from odoo import api, models


class ReportFicha(models.AbstractModel):
    """The printed briefing sheet, with the rights of whoever prints it (R22)."""

    _name = "report.sigobito_agenda.report_ficha"
    _description = "Printed briefing sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        events = self.env["calendar.event"].browse(docids)
        events._check_ficha()
        return {
            "doc_ids": events.ids,
            "doc_model": events._name,
            "docs": events,
            "fichas": {event.id: event._get_ficha() for event in events},
        }


class ReportFichaBolsillo(models.AbstractModel):
    _name = "report.sigobito_agenda.report_ficha_bolsillo"
    _inherit = ["report.sigobito_agenda.report_ficha"]
    _description = "Printed briefing sheet for the pocket"


class ReportActa(models.AbstractModel):
    """Minutes of an activity: who was there, what came of it, who promised what."""

    _name = "report.sigobito_agenda.report_acta"
    _description = "Printed minutes of an activity"

    @api.model
    def _get_report_values(self, docids, data=None):
        events = self.env["calendar.event"].browse(docids)
        events._check_ficha()
        return {
            "doc_ids": events.ids,
            "doc_model": events._name,
            "docs": events,
            "actas": {event.id: self._get_acta(event) for event in events},
        }

    @api.model
    def _get_acta(self, event):
        def lineas(texto):
            return [
                linea.strip() for linea in (texto or "").splitlines() if linea.strip()
            ]

        compromisos = self.env["sigobito.compromiso"]
        if compromisos.has_access("read"):
            compromisos = compromisos.search(
                [("event_id", "=", event.id)], order="date_deadline, id"
            )
        # sudo: the name of who presided is no secret to a reader of the activity
        titular = event.agenda_id.sudo().titular_id
        delegado = event.delegado_a_id.sudo() if event.estado == "delegada" else titular
        return {
            "company": event.company_id.sudo(),
            "cuando": event._get_cuando(con_anio=True),
            "lugar": event.location or ", ".join(event.lugar_ids.mapped("name")),
            "preside": (delegado or titular or event.user_id.sudo()).name or "",
            "cerrado_por": event.cerrado_por_id.sudo().name or "",
            "asistentes": event._get_ficha_asistentes(con_fotos=False),
            "resultado": lineas(event.resultado),
            "decisiones": lineas(event.decisiones),
            "compromisos": compromisos,
            "fotos": len(event.foto_ids),
        }
