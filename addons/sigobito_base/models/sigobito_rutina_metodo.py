from dateutil.relativedelta import relativedelta

from odoo import Command, api, models


class SigobitoRutina(models.Model):
    """The routines of the method, with which a municipality begins (R3)."""

    _inherit = "sigobito.rutina"

    @api.model
    def _get_rutinas_metodo(self, hoy):
        """Hook: values of the usual routines; ``pasos`` are the lines of the checklist.

        In the language of the environment: they are texts of the municipality.
        """
        _ = self.env._
        trimestre = hoy.replace(month=(hoy.month - 1) // 3 * 3 + 1, day=1)
        return [
            {
                "name": _("Agenda table"),
                "sequence": 10,
                "proposito": _(
                    "The week of the head of government is decided in one hour: what "
                    "was asked, what is accepted, what each activity is for."
                ),
                "tipo_cadencia": "semanal",
                "dia_semana": "0",
                "hora": 8.0,
                "duracion": 1.0,
                "pasos": [
                    _("Close the activities of last week: result and commitments"),
                    _("Decide the requests that wait"),
                    _("Go over the week day by day, with the purpose of each activity"),
                    _("Leave a free space for what comes up"),
                ],
            },
            {
                "name": _("Review of commitments"),
                "sequence": 20,
                "proposito": _(
                    "What was promised is kept: whoever answers says how it goes, and "
                    "what is overdue gets a decision."
                ),
                "tipo_cadencia": "semanal",
                "cada": 2,
                "dia_semana": "3",
                "hora": 9.0,
                "duracion": 1.0,
                "pasos": [
                    _("Verify what was reported as kept"),
                    _("Decide on each overdue commitment"),
                    _("Name who answers for what was returned"),
                ],
            },
            {
                "name": _("Alerts, restrictions and opportunities"),
                "sequence": 30,
                "proposito": _(
                    "Those who lead the initiatives bring what needs a decision above "
                    "them, and leave with it."
                ),
                "tipo_cadencia": "mensual_ordinal",
                "dia_semana": "2",
                "ordinal": "1",
                "hora": 10.0,
                "duracion": 1.5,
                "pasos": [
                    _("Update progress and forecast of the milestones"),
                    _("Treat each open restriction: who decides, by when"),
                    _("Close the alerts that are over"),
                    _("Take the opportunities to the agenda"),
                ],
            },
            {
                "name": _("Quarterly report of the government"),
                "sequence": 40,
                "proposito": _(
                    "What was achieved in the quarter is told to the council and to the "
                    "neighbours, with its evidence."
                ),
                "tipo_cadencia": "mensual_dia",
                "cada": 3,
                "dia_mes": 10,
                "date_start": trimestre + relativedelta(months=3),
                "hora": 10.0,
                "duracion": 2.0,
                "pasos": [
                    _("Gather what was achieved, by theme and place"),
                    _("Check the evidence of each achievement"),
                    _("Decide what is published, where and by whom"),
                ],
            },
        ]

    @api.model
    def _crear_rutinas_metodo(self, companies):
        """The usual routines, paused, for the municipalities that have none."""
        con_rutinas = self.with_context(active_test=False).search(
            [("company_id", "in", companies.ids)]
        )
        vals_list = []
        for company in companies - con_rutinas.company_id:
            hoy = company._hoy()
            for rutina in self._get_rutinas_metodo(hoy):
                pasos = rutina.pop("pasos", ())
                vals_list.append(
                    {
                        "company_id": company.id,
                        "state": "pausada",
                        "responsable_id": False,
                        "date_start": hoy,
                        **rutina,
                        "paso_ids": [
                            Command.create({"name": paso, "sequence": 10 * n})
                            for n, paso in enumerate(pasos, start=1)
                        ],
                    }
                )
        return self.create(vals_list)


class ResCompany(models.Model):
    _inherit = "res.company"

    def _sigobito_post_create(self):
        result = super()._sigobito_post_create()
        self.env["sigobito.rutina"]._crear_rutinas_metodo(self)
        return result
