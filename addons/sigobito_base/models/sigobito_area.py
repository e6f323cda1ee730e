from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoArea(models.Model):
    """Area of the municipality: tree of the organisation (R15)."""

    _name = "sigobito.area"
    _description = "Area"
    _inherit = ["sigobito.jerarquia.mixin"]
    _order = "complete_name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    codigo = fields.Char(string="Code")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    parent_id = fields.Many2one(
        "sigobito.area",
        string="Belongs to",
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    child_ids = fields.One2many("sigobito.area", "parent_id", string="Areas below")
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    cargo_ids = fields.One2many("sigobito.cargo", "area_id", string="Posts")

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another area has this code.",
    )

    @api.constrains("responsable_id", "company_id")
    def _check_responsable_id(self):
        for area in self:
            user = area.responsable_id
            # sudo: companies of a user are for administrators only
            if user and area.company_id not in user.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=user.name,
                        company=area.company_id.name,
                    )
                )
