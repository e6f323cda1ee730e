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

    cargo_count = fields.Integer(string="Number of posts", compute="_compute_cargos")
    vacante_count = fields.Integer(string="Vacant posts", compute="_compute_cargos")
    cargos_texto = fields.Text(
        string="Posts and holders", compute="_compute_cargos", help="One per line"
    )
    child_count = fields.Integer(
        string="Number of areas below", compute="_compute_child_count"
    )

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another area has this code.",
    )

    @api.depends(
        "cargo_ids.active",
        "cargo_ids.nombramiento_ids.user_id",
        "cargo_ids.nombramiento_ids.date_start",
        "cargo_ids.nombramiento_ids.date_end",
    )
    def _compute_cargos(self):
        Cargo = self.env["sigobito.cargo"]
        cargos = Cargo.search_fetch([("area_id", "in", self.ids)], ["area_id", "name"])
        vigentes = self.env["sigobito.nombramiento"]._get_vigentes(cargos)
        por_area = cargos.grouped("area_id")
        vacante = self.env._("vacant")
        for area in self:
            suyos = por_area.get(area, Cargo)
            nombres = {c: vigentes[c].user_id.name for c in suyos if c in vigentes}
            area.cargo_count = len(suyos)
            area.vacante_count = len(suyos) - len(nombres)
            area.cargos_texto = "\n".join(
                f"{cargo.name}: {nombres.get(cargo, vacante)}" for cargo in suyos
            )

    @api.depends("child_ids.active")
    def _compute_child_count(self):
        counts = dict(
            self._read_group(
                [("parent_id", "in", self.ids)], ["parent_id"], ["__count"]
            )
        )
        for area in self:
            area.child_count = counts.get(area, 0)

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
