from odoo import api, fields, models

from ..tools import pesos


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
        compute="_compute_plan_id",
        store=True,
        readonly=False,
        recursive=True,
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
    peso_nivel = fields.Float(
        string="Among equals (%)",
        digits=(6, 2),
        compute="_compute_cuotas",
        store=True,
        aggregator=None,
    )
    peso_plan = fields.Float(
        string="Share of the plan (%)",
        digits=(6, 2),
        compute="_compute_cuotas",
        store=True,
        aggregator=None,
        help="What part of the whole plan this axis or theme is, by the weights given",
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

    @api.depends("parent_id.plan_id")
    def _compute_plan_id(self):
        """What hangs from an axis is in the plan of the axis."""
        for tema in self:
            tema.plan_id = tema.parent_id.plan_id or tema.plan_id

    @api.depends(
        "active",
        "plan_id.tema_ids.peso",
        "plan_id.tema_ids.parent_id",
        "plan_id.tema_ids.active",
    )
    def _compute_cuotas(self):
        """Weights as shares, all themes of the plans concerned in one reading.

        A theme outside any plan, or archived, has no share.
        """
        hermanos = self.env["sigobito.tema"].search_fetch(
            [("plan_id", "in", self.plan_id.ids)], ["plan_id", "parent_id", "peso"]
        )
        cuotas = {}
        for temas in hermanos.grouped("plan_id").values():
            cuotas.update(pesos.repartir(temas._get_nodos()))
        ninguna = pesos.Cuota(0.0, 0.0)
        for tema in self:
            cuota = cuotas.get(tema._origin.id, ninguna) if tema.active else ninguna
            tema.peso_nivel, tema.peso_plan = cuota

    def _get_nodos(self):
        """These themes as the rule of weights wants them."""
        return {
            tema.id: pesos.Nodo(tema.parent_id.id or None, tema.peso) for tema in self
        }
