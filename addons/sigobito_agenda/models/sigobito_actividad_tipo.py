from odoo import fields, models


class SigobitoActividadTipo(models.Model):
    """Kind of activity: colours the agenda and orders the reports."""

    _name = "sigobito.actividad.tipo"
    _description = "Kind of activity"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: shared by all municipalities"
    )
    duracion = fields.Float(string="Usual duration", default=1.0, help="Hours")
    es_audiencia = fields.Boolean(
        string="Is an audience", help="Proposed when an audience is accepted"
    )
