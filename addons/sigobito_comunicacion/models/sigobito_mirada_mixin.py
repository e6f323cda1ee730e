from odoo import api, models
from odoo.fields import Domain


class SigobitoMiradaMixin(models.AbstractModel):
    """What was told about a stakeholder, a theme or a place."""

    _inherit = "sigobito.mirada.mixin"

    @api.model
    def _get_360_fuentes(self):
        return super()._get_360_fuentes() + [
            {
                "key": "comunicacion",
                "model": "sigobito.accion.comunicacional",
                "title": self.env._("Communication"),
                "icon": "fa-bullhorn",
                "sequence": 70,
                "fecha": "date_deadline",
                "estado": "state",
                "detalle": "responsable_id",
            },
            {
                "key": "piezas",
                "model": "sigobito.pieza",
                "title": self.env._("Pieces published"),
                "icon": "fa-newspaper-o",
                "sequence": 80,
                "ruta": "accion_id",
                "domain": Domain("state", "=", "publicada"),
                "fecha": "fecha_publicacion",
                "estado": "state",
                "detalle": "canal_id",
            },
        ]
