from odoo import fields, models


class ResCompany(models.Model):
    """What the municipality tells of its agenda, and when (R27)."""

    _inherit = "res.company"

    agenda_publica = fields.Boolean(
        string="Publish the agenda",
        default=True,
        help="Page /agenda/<web name>, its calendar and its open data",
    )
    agenda_publica_momento = fields.Selection(
        [
            ("antes", "Before it happens"),
            ("despues", "Only when it is over"),
        ],
        string="An activity is published",
        required=True,
        default="antes",
    )
    agenda_publica_demora = fields.Integer(
        string="Hours of delay",
        help="Counted from when it was confirmed as public or, if published afterwards, "
        "from its end",
    )
    agenda_publica_titulo = fields.Boolean(
        string="Show the title",
        default=True,
        help="Otherwise only its public title or the kind of activity",
    )
    agenda_publica_hora = fields.Boolean(
        string="Show the time", default=True, help="Otherwise only the day"
    )
    agenda_publica_lugar = fields.Selection(
        [
            ("exacto", "Exact place"),
            ("sector", "Only the sector"),
            ("no", "Not shown"),
        ],
        string="Place",
        required=True,
        default="exacto",
    )
    agenda_publica_atras = fields.Integer(
        string="Days back", default=90, help="Held activities of the open data"
    )
    agenda_publica_adelante = fields.Integer(string="Days ahead", default=180)
    agenda_publica_licencia = fields.Char(
        string="Licence of the open data",
        default="CC BY 4.0",
        help="Under which others may use what is published",
    )
    registros_publicos = fields.Boolean(
        string="Keep the legal registers",
        help="Audiences, trips and gifts, at /agenda/<web name>/registros",
    )

    _agenda_publica_ok = models.Constraint(
        "CHECK (agenda_publica_demora BETWEEN 0 AND 8760 "
        "AND agenda_publica_atras BETWEEN 1 AND 1100 "
        "AND agenda_publica_adelante BETWEEN 1 AND 1100)",
        "The delay is between 0 and 8760 hours and the window between 1 and 1100 days.",
    )
