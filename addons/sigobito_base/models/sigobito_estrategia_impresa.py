from odoo import api, models


class ReportEstrategia(models.AbstractModel):
    """What the printed strategy says; never the stance of anybody (R14)."""

    _name = "report.sigobito_base.report_estrategia"
    _description = "Printed strategy"

    @api.model
    def _get_report_values(self, docids, data=None):
        planes = self.env["sigobito.plan"].browse(docids)
        return {
            "doc_ids": planes.ids,
            "doc_model": planes._name,
            "docs": planes,
            "capitulos": {plan.id: self._get_capitulos(plan) for plan in planes},
        }

    @api.model
    def _get_capitulos(self, plan):
        company = [("company_id", "=", plan.company_id.id)]
        temas = self.env["sigobito.tema"].search([("plan_id", "=", plan.id)])
        candidatas = self.env["sigobito.priorizacion.candidata"].search(
            [
                ("priorizacion_id.plan_id", "=", plan.id),
                ("state", "=", "done"),
                ("decision", "!=", "pendiente"),
            ]
        )
        Lugar = self.env["sigobito.lugar"]
        actores = self.env["sigobito.actor"].search(company)
        tipos = (
            self.env["sigobito.actor"]._fields["tipo"]._description_selection(self.env)
        )
        return {
            "ejes": temas.filtered(lambda t: t.parent_id not in temas).sorted(
                lambda t: (-t.peso_plan, t.name)
            ),
            "temas": temas.sorted(lambda t: (-t.peso_plan, t.name)),
            "lugares": Lugar.search(company, order="prioritario desc, complete_name"),
            "actores": [
                (nombre, actores.filtered(lambda a, tipo=tipo: a.tipo == tipo))
                for tipo, nombre in tipos
            ],
            "elegidas": candidatas.filtered(lambda c: c.decision == "elegida"),
            "no_elegidas": candidatas.filtered(lambda c: c.decision == "no_elegida"),
        }
