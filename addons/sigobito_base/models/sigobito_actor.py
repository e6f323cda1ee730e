from odoo import api, fields, models

#: Who may know where a stakeholder stands (R5).
GRUPOS_POSTURA = (
    "sigobito_base.group_titular,sigobito_base.group_despacho,"
    "sigobito_base.group_gestor"
)


class SigobitoActor(models.Model):
    """Person, institution or population group the government deals with (R5)."""

    _name = "sigobito.actor"
    _description = "Stakeholder"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "codigo", "email"]

    name = fields.Char(required=True, tracking=True, index="trigram")
    codigo = fields.Char(string="Code")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    tipo = fields.Selection(
        [
            ("individuo", "Person"),
            ("institucion", "Institution"),
            ("grupo", "Population group"),
        ],
        string="Kind",
        required=True,
        default="individuo",
        index=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Contact", index="btree_not_null", check_company=True
    )
    email = fields.Char(string="Email")
    phone = fields.Char(string="Phone")
    rol = fields.Char(string="Role", help="What he or she is in the community")
    influencia = fields.Selection(
        [("1", "Low"), ("2", "Medium"), ("3", "High")], string="Influence"
    )
    postura = fields.Selection(
        [("aliado", "Ally"), ("neutral", "Neutral"), ("opositor", "Opposed")],
        string="Stance",
        groups=GRUPOS_POSTURA,
    )
    enlace_id = fields.Many2one(
        "res.users",
        string="Liaison",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    tema_ids = fields.Many2many("sigobito.tema", string="Themes", check_company=True)
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places", check_company=True)
    consentimiento = fields.Boolean(
        string="Consent", help="Agreed to our keeping his or her personal data"
    )
    ultimo_contacto = fields.Date(string="Last contact")
    notas = fields.Text(string="Notes")

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another stakeholder has this code.",
    )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        partner = self.partner_id
        self.name = self.name or partner.name
        self.email = self.email or partner.email
        self.phone = self.phone or partner.phone
