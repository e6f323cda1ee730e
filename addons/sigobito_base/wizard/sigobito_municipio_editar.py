from odoo import api, fields, models
from odoo.exceptions import AccessError

#: What the municipality may change of itself. Its web name, its official code and its
#: country stay with the platform: public addresses and comparisons hang on them.
CAMPOS = (
    "name",
    "logo",
    "primary_color",
    "titular_id",
    "titular_denominacion",
    "periodo_inicio",
    "periodo_fin",
    "street",
    "city",
    "phone",
    "email",
    "website",
    "poblacion",
    "superficie",
    "tipo_territorio",
    "latitud",
    "longitud",
    "dias_olvido",
)


class SigobitoMunicipioEditar(models.TransientModel):
    """The municipality's own data, in the hands of its administrator (R2).

    He has no rights on companies: this writes for him, only in his municipality and
    only the fields of :meth:`_get_campos`.
    """

    _name = "sigobito.municipio.editar"
    _description = "My municipality"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    slug = fields.Char(related="company_id.slug")
    codigo_oficial = fields.Char(related="company_id.codigo_oficial")
    name = fields.Char(string="Municipality", required=True)
    logo = fields.Image(max_width=512, max_height=512)
    primary_color = fields.Char(string="Colour")
    titular_id = fields.Many2one(
        "res.users",
        string="Head of government",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    titular_denominacion = fields.Char(
        string="Title of the head of government", required=True
    )
    periodo_inicio = fields.Date(string="Term start")
    periodo_fin = fields.Date(string="Term end")
    street = fields.Char(string="Address")
    city = fields.Char()
    phone = fields.Char()
    email = fields.Char()
    website = fields.Char()
    poblacion = fields.Integer(string="Population")
    superficie = fields.Float(string="Surface (km²)")
    tipo_territorio = fields.Selection(
        lambda self: (
            self.env["res.company"]
            ._fields["tipo_territorio"]
            ._description_selection(self.env)
        ),
        string="Territory",
    )
    latitud = fields.Float(string="Latitude", digits=(9, 6))
    longitud = fields.Float(string="Longitude", digits=(9, 6))
    dias_olvido = fields.Integer(
        string="Days until forgotten",
        help="A stakeholder or a place without contact for longer is shown as forgotten",
    )

    @api.model
    def _get_campos(self):
        """Hook: names of the fields of the company that are edited here.

        An addon adds its own, with a field of the same name on this model.
        """
        return list(CAMPOS)

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        if not self.has_access("create"):
            return vals
        # sudo: the company of the reader, only the fields that he may edit
        company = self.env.company.sudo()
        for name in self._get_campos():
            if name in fields_list:
                value = company[name]
                vals[name] = value.id if isinstance(value, models.Model) else value
        if vals.get("logo") and company.uses_default_logo:
            # The picture that stands for “no logo yet” is not the municipality's.
            vals["logo"] = False
        return vals

    def action_save(self):
        """Write it in the company; nothing else of it can be reached from here."""
        self.ensure_one()
        self._check_allowed()
        vals = {}
        for name in self._get_campos():
            value = self[name]
            vals[name] = value.id if isinstance(value, models.Model) else value
        # sudo: checked above, and the names are those of _get_campos()
        company = self.company_id.sudo()
        vals = {name: v for name, v in vals.items() if self._cambia(company, name, v)}
        if vals:
            company.write(vals)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _cambia(self, company, name, value):
        actual = company[name]
        if name == "logo" and not value and company.uses_default_logo:
            return False
        return value != (actual.id if isinstance(actual, models.Model) else actual)

    def _check_allowed(self):
        """The administrator, in his municipality, and a head who works in it."""
        if not self.env.user.has_group("sigobito_base.group_admin_municipal"):
            raise AccessError(
                self.env._("Only the municipal administrator may do this.")
            )
        company = self.company_id
        if company not in self.env.user.company_ids or not company.es_municipio:
            raise AccessError(self.env._("That is another municipality."))
        # sudo: companies of a user are for administrators only
        if self.titular_id and company not in self.titular_id.sudo().company_ids:
            raise AccessError(
                self.env._(
                    "%(user)s does not work for %(company)s.",
                    user=self.titular_id.name,
                    company=company.name,
                )
            )
