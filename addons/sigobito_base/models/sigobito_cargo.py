from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


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
    nombramiento_actual_id = fields.Many2one(
        "sigobito.nombramiento",
        string="Appointment in force",
        compute="_compute_titular_actual_id",
    )
    titular_actual_id = fields.Many2one(
        "res.users",
        string="Current holder",
        compute="_compute_titular_actual_id",
        search="_search_titular_actual_id",
    )
    titular_desde = fields.Date(string="Since", compute="_compute_titular_actual_id")
    suplente_actual_id = fields.Many2one(
        "res.users",
        string="Standing in now",
        compute="_compute_titular_actual_id",
    )
    roles_texto = fields.Char(string="Gives access as", compute="_compute_roles_texto")

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

    @api.depends(
        "nombramiento_ids.date_start",
        "nombramiento_ids.date_end",
        "nombramiento_ids.user_id",
        "nombramiento_ids.suplente_id",
        "nombramiento_ids.suplente_desde",
        "nombramiento_ids.suplente_hasta",
    )
    def _compute_titular_actual_id(self):
        Nombramiento = self.env["sigobito.nombramiento"]
        vigentes = Nombramiento._get_vigentes(self)
        for cargo in self:
            actual = vigentes.get(cargo, Nombramiento)
            cargo.nombramiento_actual_id = actual
            cargo.titular_actual_id = actual.user_id
            cargo.titular_desde = actual.date_start
            cargo.suplente_actual_id = (
                actual.suplencia_state == "vigente" and actual.suplente_id
            )

    @api.depends("group_ids")
    def _compute_roles_texto(self):
        for cargo in self:
            cargo.roles_texto = ", ".join(cargo.group_ids.mapped("name"))

    @api.model
    def _search_titular_actual_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        Nombramiento = self.env["sigobito.nombramiento"]
        vigentes = Nombramiento._get_vigente_domain()
        ids = [user_id for user_id in value if user_id]
        domain = Domain(
            "nombramiento_ids", "any", vigentes & Domain("user_id", "in", ids)
        )
        if False in value:
            domain |= ~Domain("nombramiento_ids", "any", vigentes)
        return domain

    # CRUD

    def write(self, vals):
        result = super().write(vals)
        if {"group_ids", "active"} & vals.keys():
            # Who keeps it, and who will: nobody is raised elsewhere by the back door.
            self.nombramiento_ids.filtered(
                lambda n: n.state != "terminado"
            )._check_de_otras_municipalidades()
            self.env["sigobito.nombramiento"]._sincronizar_accesos(self.company_id)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_con_historia(self):
        for cargo in self:
            if cargo.nombramiento_ids:
                raise UserError(
                    self.env._(
                        "The post “%s” has a history of holders: archive it instead of "
                        "deleting it.",
                        cargo.name,
                    )
                )

    # ACTIONS

    def action_nombrar(self):
        """Ask who holds the post from now on; whoever holds it today leaves."""
        self.ensure_one()
        return self._abrir_wizard(
            self.env._("Appoint"),
            "sigobito.nombramiento.relevo",
            {
                "default_cargo_id": self.id,
                "default_nombramiento_id": self.nombramiento_actual_id.id,
                "default_hay_sucesor": True,
            },
        )

    def action_nombrar_suplente(self):
        self.ensure_one()
        if not self.nombramiento_actual_id:
            raise UserError(
                self.env._("“%s” is vacant: appoint its holder first.", self.name)
            )
        return self.nombramiento_actual_id.action_nombrar_suplente()

    @api.model
    def _abrir_wizard(self, name, model, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": context,
        }
