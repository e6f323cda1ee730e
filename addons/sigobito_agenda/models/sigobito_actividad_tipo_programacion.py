from odoo import fields, models


class SigobitoActividadTipo(models.Model):
    _inherit = "sigobito.actividad.tipo"

    libre_horario = fields.Boolean(
        string="At any hour",
        help="Weekends, holidays and nights are not warned about, as in public events",
    )
