from odoo import fields, models


class ResCompany(models.Model):
    """Clocks and personal data of a municipality (R9, R58)."""

    _inherit = "res.company"

    reloj_fecha = fields.Date(
        string="Clocks set on", readonly=True, copy=False, groups="base.group_system"
    )
    purga_meses = fields.Integer(
        string="Months requesters' data are kept",
        default=0,
        help="After a request is closed; 0 keeps them",
    )

    _purga_meses_ok = models.Constraint(
        "CHECK (purga_meses >= 0 AND purga_meses <= 240)",
        "The months go from 0 (keep) to 240.",
    )
