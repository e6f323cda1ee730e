from odoo import fields, models


class ResCompany(models.Model):
    """What the agenda is checked against in each municipality (R21)."""

    _inherit = "res.company"

    traslado_velocidad = fields.Integer(
        string="Speed on the road (km/h)",
        default=30,
        help="To reckon the trip between two places; 0: trips are not checked",
    )
    traslado_factor = fields.Float(
        string="Detour of the road",
        default=1.4,
        help="Kilometres by road for each kilometre in a straight line",
    )
    descanso_minutos = fields.Integer(
        string="Rest between acts (min)", help="0: acts may follow one another"
    )

    _programacion_ok = models.Constraint(
        "CHECK (traslado_velocidad BETWEEN 0 AND 200 AND traslado_factor BETWEEN 1 AND 5 "
        "AND descanso_minutos BETWEEN 0 AND 240)",
        "Speed from 0 to 200 km/h, detour from 1 to 5, rest from 0 to 240 minutes.",
    )
