from odoo import api, models


class SigobitoMiradaMixin(models.AbstractModel):
    """Initiatives, milestones and AROs of a stakeholder, a theme or a place."""

    _inherit = "sigobito.mirada.mixin"

    @api.model
    def _get_360_fuentes(self):
        return super()._get_360_fuentes() + [
            {
                "key": "iniciativas",
                "model": "sigobito.iniciativa",
                "title": self.env._("Initiatives"),
                "icon": "fa-flag",
                "sequence": 40,
                # its end lies years ahead: it would stand above all that happened
                "fecha": "date_start",
                "estado": "state",
                "detalle": "responsable_id",
            },
            {
                "key": "hitos",
                "model": "sigobito.hito",
                "title": self.env._("Milestones"),
                "icon": "fa-map-signs",
                "sequence": 50,
                "fecha": "date_deadline",
                "estado": "state",
                "detalle": "iniciativa_id",
            },
            {
                "key": "aros",
                "model": "sigobito.aro",
                "title": self.env._("AROs"),
                "icon": "fa-bell",
                "sequence": 60,
                "fecha": "create_date",
                "estado": "state",
                "detalle": "tipo",
            },
        ]
