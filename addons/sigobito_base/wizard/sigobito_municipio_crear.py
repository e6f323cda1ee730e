from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.exceptions import UserError

GRUPO_REGIONAL = "sigobito_base.group_regional"


class SigobitoMunicipioCrear(models.TransientModel):
    """Creates a municipality that can start working at once (R1)."""

    _name = "sigobito.municipio.crear"
    _description = "New municipality"

    name = fields.Char(string="Municipality", required=True)
    country_id = fields.Many2one(
        "res.country",
        required=True,
        default=lambda self: self.env.company.country_id,
    )
    codigo_oficial = fields.Char(string="Official code")
    poblacion = fields.Integer(string="Population")
    tz = fields.Selection(
        lambda self: (
            self.env["res.company"]._fields["tz"]._description_selection(self.env)
        ),
        string="Time zone",
        required=True,
        default=lambda self: self.env.company.tz,
    )
    logo = fields.Image(max_width=512, max_height=512)
    color = fields.Char(string="Colour", default="#1557a5")
    titular_denominacion = fields.Char(
        string="Title of the head of government",
        required=True,
        default=lambda self: self.env._("Mayor"),
    )
    titular_nombre = fields.Char(string="Name of the head", required=True)
    titular_correo = fields.Char(string="Email of the head", required=True)
    admin_nombre = fields.Char(string="Name of the administrator", required=True)
    admin_correo = fields.Char(string="Email of the administrator", required=True)
    areas = fields.Text(
        default=lambda self: self.env._(
            "Cabinet office\nPublic works\nSocial development\n"
            "Environment\nCommunication"
        ),
        help="One per line",
    )
    temas = fields.Text(
        string="Themes",
        default=lambda self: self.env._(
            "Water and sanitation\nRoads and transport\nHealth and education\n"
            "Environment\nLocal economy\nCitizen security"
        ),
        help="One per line",
    )
    lugares = fields.Text(
        string="Places",
        default=lambda self: self.env._("Town centre\nRural zone"),
        help="One per line",
    )

    @api.model
    def _check_allowed(self):
        user = self.env.user
        if not (user.has_group(GRUPO_REGIONAL) or user.has_group("base.group_system")):
            raise UserError(
                self.env._("Only the regional team may create a municipality.")
            )

    def action_create(self):
        """Create company, people, organisation and starter lists; open the result."""
        self.ensure_one()
        self._check_allowed()
        self._check_correos()
        # As superuser, not sudo: core makes whoever creates a company a member of it,
        # and the regional team must not become staff of every municipality.
        wizard = self.with_user(SUPERUSER_ID)
        company = wizard.env["res.company"].create(self._prepare_company_vals())
        wizard = wizard.with_company(company)
        titular = wizard._create_user(
            self.titular_nombre, self.titular_correo, company, ["titular"]
        )
        if self.admin_correo.strip().lower() == titular.login:
            titular.group_ids = [
                Command.link(wizard.env.ref("sigobito_base.group_admin_municipal").id)
            ]
        else:
            wizard._create_user(
                self.admin_nombre, self.admin_correo, company, ["admin_municipal"]
            )
        company.titular_id = titular
        wizard._create_starters(company)
        company._sigobito_post_create()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.company",
            "res_id": company.id,
            "views": [
                (self.env.ref("sigobito_base.sigobito_municipio_view_form").id, "form")
            ],
        }

    def _check_correos(self):
        correos = {
            self.titular_correo.strip().lower(),
            self.admin_correo.strip().lower(),
        }
        # sudo: logins of everybody, only to say that one is taken
        users = self.env["res.users"].sudo().with_context(active_test=False)
        taken = users.search([("login", "in", list(correos))], limit=1)
        if taken:
            raise UserError(
                self.env._(
                    "There is already a user with the email %s. Use another one, or ask "
                    "the platform administrator to add that person here.",
                    taken.login,
                )
            )

    def _prepare_company_vals(self):
        vals = {
            "name": self.name.strip(),
            "es_municipio": True,
            "country_id": self.country_id.id,
            "codigo_oficial": self.codigo_oficial or False,
            "poblacion": self.poblacion,
            "tz": self.tz,
            "titular_denominacion": self.titular_denominacion,
            "primary_color": self.color,
            "currency_id": self.country_id.currency_id.id
            or self.env.company.currency_id.id,
        }
        if self.logo:
            vals["logo"] = self.logo
        return vals

    def _create_user(self, name, correo, company, roles):
        groups = self.env["res.users"]._get_roles_sigobito()
        return self.env["res.users"].create(
            {
                "name": name.strip(),
                "login": correo.strip().lower(),
                "email": correo.strip().lower(),
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set([groups[role].id for role in roles])],
                "lang": self._get_lang(),
                "tz": company.tz,
            }
        )

    def _get_lang(self):
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        spanish = [code for code in codes if code.startswith("es")]
        return self.env.lang if self.env.lang in spanish else (spanish or codes)[0]

    def _create_starters(self, company):
        for model, text in (
            ("sigobito.area", self.areas),
            ("sigobito.tema", self.temas),
            ("sigobito.lugar", self.lugares),
        ):
            lines = dict.fromkeys(line.strip() for line in (text or "").splitlines())
            self.env[model].create(
                [{"name": line, "company_id": company.id} for line in lines if line]
            )
