from odoo import fields, models


class SigobitoActividadCupo(models.Model):
    """How many acts of a kind fit in a day or a week; more of them are warned (R21)."""

    _name = "sigobito.actividad.cupo"
    _description = "Quota of a kind of activity"
    _order = "actividad_tipo_id, periodo, id"
    _check_company_auto = True

    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    actividad_tipo_id = fields.Many2one(
        "sigobito.actividad.tipo",
        string="Kind of activity",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    agenda_id = fields.Many2one(
        "sigobito.agenda",
        string="Agenda",
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        help="Empty: each agenda of the municipality",
    )
    maximo = fields.Integer(string="At most", required=True, default=4)
    periodo = fields.Selection(
        [("dia", "A day"), ("semana", "A week")],
        string="Period",
        required=True,
        default="dia",
    )

    _maximo_ok = models.Constraint(
        "CHECK (maximo > 0)", "A quota allows at least one activity."
    )
