from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoCargo(models.Model):
    """Post of the organisation: people pass, the post and its access stay (R15)."""

    _name = "sigobito.cargo"
    _description = "Post"
    _order = "area_id, sequence, id"
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
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Access",
        domain=lambda self: [("id", "in", self._get_grupos_posibles().ids)],
        help="Access that goes with the post",
    )
    nombramiento_ids = fields.One2many(
        "sigobito.nombramiento", "cargo_id", string="Holders"
    )
    titular_actual_id = fields.Many2one(
        "res.users",
        string="Current holder",
        compute="_compute_titular_actual_id",
        search="_search_titular_actual_id",
    )

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another post has this code.",
    )

    @api.model
    def _get_grupos_posibles(self):
        """Groups a post may give: the municipal roles, nothing of the platform."""
        groups = self.env["res.groups"]
        for group in self.env["res.users"]._get_roles_sigobito().values():
            groups |= group
        return groups

    @api.constrains("group_ids")
    def _check_group_ids(self):
        """The domain of the field is for the screen; this is for every other door."""
        posibles = self._get_grupos_posibles()
        for cargo in self:
            if cargo.group_ids - posibles:
                raise ValidationError(
                    self.env._(
                        "The post “%s” may only give roles of the municipality.",
                        cargo.name,
                    )
                )

    @api.depends("nombramiento_ids.date_start", "nombramiento_ids.date_end")
    def _compute_titular_actual_id(self):
        vigentes = self.env["sigobito.nombramiento"]._get_vigentes(self)
        for cargo in self:
            cargo.titular_actual_id = vigentes.get(cargo)

    @api.model
    def _search_titular_actual_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        Nombramiento = self.env["sigobito.nombramiento"]
        vigentes = Nombramiento._get_vigente_domain()
        ids = [user_id for user_id in value if user_id]
        domain = fields.Domain(
            "nombramiento_ids", "any", vigentes & fields.Domain("user_id", "in", ids)
        )
        if False in value:
            domain |= ~fields.Domain("nombramiento_ids", "any", vigentes)
        return domain
