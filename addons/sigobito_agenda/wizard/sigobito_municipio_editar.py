from odoo import api, fields, models


class SigobitoMunicipioEditar(models.TransientModel):
    """The terms of the requests are in the municipality's own hands."""

    _inherit = "sigobito.municipio.editar"

    solicitud_publica = fields.Boolean(
        string="Receive requests on the web",
        help="Publishes the form at /solicitudes/<web name>",
    )
    plazo_invitacion = fields.Integer(
        string="Days to answer an invitation", help="Working days"
    )
    plazo_audiencia = fields.Integer(
        string="Days to answer an audience request", help="Working days"
    )
    plazo_requerimiento = fields.Integer(
        string="Days to answer a requirement", help="Working days"
    )
    agenda_publica = fields.Boolean(
        string="Publish the agenda",
        help="Page /agenda/<web name>, its calendar and its open data",
    )
    agenda_publica_momento = fields.Selection(
        [
            ("antes", "Before it happens"),
            ("despues", "Only when it is over"),
        ],
        string="An activity is published",
    )
    agenda_publica_demora = fields.Integer(string="Hours of delay")
    agenda_publica_titulo = fields.Boolean(
        string="Show the title",
        help="Otherwise only its public title or the kind of activity",
    )
    agenda_publica_hora = fields.Boolean(
        string="Show the time", help="Otherwise only the day"
    )
    agenda_publica_lugar = fields.Selection(
        [
            ("exacto", "Exact place"),
            ("sector", "Only the sector"),
            ("no", "Not shown"),
        ],
        string="Place",
    )
    agenda_publica_licencia = fields.Char(string="Licence of the open data")
    registros_publicos = fields.Boolean(
        string="Keep the legal registers",
        help="Audiences, trips and gifts, at /agenda/<web name>/registros",
    )

    @api.model
    def _get_campos(self):
        return super()._get_campos() + [
            "solicitud_publica",
            "plazo_invitacion",
            "plazo_audiencia",
            "plazo_requerimiento",
            "agenda_publica",
            "agenda_publica_momento",
            "agenda_publica_demora",
            "agenda_publica_titulo",
            "agenda_publica_hora",
            "agenda_publica_lugar",
            "agenda_publica_licencia",
            "registros_publicos",
        ]
