from odoo import fields, models


class SigobitoClasificableMixin(models.AbstractModel):
    """The same classification everywhere: themes, places and actors (R8).

    The inheriting model owns ``company_id``; every link stays inside the municipality.
    """

    _name = "sigobito.clasificable.mixin"
    _description = "Classified by theme, place and actor"

    tema_id = fields.Many2one(
        "sigobito.tema",
        string="Theme",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    tema_ids = fields.Many2many(
        "sigobito.tema", string="Other themes", check_company=True
    )
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places", check_company=True)
    actor_ids = fields.Many2many(
        "sigobito.actor", string="Stakeholders", check_company=True
    )
