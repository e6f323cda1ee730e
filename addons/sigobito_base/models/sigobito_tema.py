from odoo import api, fields, models


class SigobitoTema(models.Model):
    """Axis or theme of the government plan: what everything is classified by (R6)."""

    _name = "sigobito.tema"
    _description = "Theme"
    _inherit = ["sigobito.jerarquia.mixin"]
    _order = "complete_name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    codigo = fields.Char(string="Code")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    plan_id = fields.Many2one(
        "sigobito.plan",
        string="Plan",
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    parent_id = fields.Many2one(
        "sigobito.tema",
        string="Axis",
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('plan_id', '=?', plan_id)]",
    )
    child_ids = fields.One2many("sigobito.tema", "parent_id", string="Themes below")
    nivel = fields.Selection(
        [("eje", "Axis"), ("tema", "Theme")],
        string="Level",
        compute="_compute_nivel",
        store=True,
    )
    peso = fields.Float(
        string="Weight", default=1.0, help="Importance among its equals in the plan"
    )
    area_id = fields.Many2one(
        "sigobito.area", string="Responsible area", check_company=True
    )

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another theme has this code.",
    )
    _peso_ok = models.Constraint(
        "CHECK (peso >= 0)", "The weight of a theme cannot be negative."
    )

    @api.depends("parent_id")
    def _compute_nivel(self):
        for tema in self:
            tema.nivel = "tema" if tema.parent_id else "eje"
