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
        trimestre = hoy.replace(month=(hoy.month - 1) // 3 * 3 + 1, day=1)
        return [
            {
                "name": self.env._("Agenda table"),
                "sequence": 10,
                "proposito": self.env._(
                    "The week of the head of government is decided in one hour: what "
                    "was asked, what is accepted, what each activity is for."
                ),
                "tipo_cadencia": "semanal",
                "dia_semana": "0",
                "hora": 8.0,
                "duracion": 1.0,
                "pasos": [
                    self.env._(
                        "Close the activities of last week: result and commitments"
                    ),
                    self.env._("Decide the requests that wait"),
                    self.env._(
                        "Go over the week day by day, with the purpose of each activity"
                    ),
                    self.env._("Leave a free space for what comes up"),
                ],
            },
            {
                "name": self.env._("Review of commitments"),
                "sequence": 20,
                "proposito": self.env._(
                    "What was promised is kept: whoever answers says how it goes, and "
                    "what is overdue gets a decision."
                ),
                "tipo_cadencia": "semanal",
                "cada": 2,
                "dia_semana": "3",
                "hora": 9.0,
                "duracion": 1.0,
                "pasos": [
                    self.env._("Verify what was reported as kept"),
                    self.env._("Decide on each overdue commitment"),
                    self.env._("Name who answers for what was returned"),
                ],
            },
            {
                "name": self.env._("Alerts, restrictions and opportunities"),
                "sequence": 30,
                "proposito": self.env._(
                    "Those who lead the initiatives bring what needs a decision above "
                    "them, and leave with it."
                ),
                "tipo_cadencia": "mensual_ordinal",
                "dia_semana": "2",
                "ordinal": "1",
                "hora": 10.0,
                "duracion": 1.5,
                "pasos": [
                    self.env._("Update progress and forecast of the milestones"),
                    self.env._("Treat each open restriction: who decides, by when"),
                    self.env._("Close the alerts that are over"),
                    self.env._("Take the opportunities to the agenda"),
                ],
            },
            {
                "name": self.env._("Quarterly report of the government"),
                "sequence": 40,
                "proposito": self.env._(
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
                    self.env._("Gather what was achieved, by theme and place"),
                    self.env._("Check the evidence of each achievement"),
                    self.env._("Decide what is published, where and by whom"),
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
