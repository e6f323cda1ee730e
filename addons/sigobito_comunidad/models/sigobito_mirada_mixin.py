from odoo import api, models


class SigobitoMiradaMixin(models.AbstractModel):
    """The SDG targets that the initiatives of a place or a theme serve."""

    _inherit = "sigobito.mirada.mixin"

    @api.model
    def _get_360_fuentes(self):
        return super()._get_360_fuentes() + [
            {
                "key": "ods",
                "model": "sigobito.ods.alineacion",
                "title": self.env._("SDG alignments"),
                "icon": "fa-globe",
                "sequence": 90,
                "ruta": "iniciativa_id",
                "fecha": "create_date",
                "estado": "state",
                "detalle": "iniciativa_id",
            }
        ]
