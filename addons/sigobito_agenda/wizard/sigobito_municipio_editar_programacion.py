from odoo import api, fields, models


class SigobitoMunicipioEditar(models.TransientModel):
    """What the agenda is checked against is in the municipality's own hands."""

    _inherit = "sigobito.municipio.editar"

    traslado_velocidad = fields.Integer(
        string="Speed on the road (km/h)",
        help="To reckon the trip between two places; 0: trips are not checked",
    )
    traslado_factor = fields.Float(
        string="Detour of the road",
        help="Kilometres by road for each kilometre in a straight line",
    )
    descanso_minutos = fields.Integer(
        string="Rest between acts (min)", help="0: acts may follow one another"
    )

    @api.model
    def _get_campos(self):
        return super()._get_campos() + [
            "traslado_velocidad",
            "traslado_factor",
            "descanso_minutos",
        ]
