from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

#: Roles the municipal administrator gives; everyone has ``funcionario``.
ROLES = ("despacho", "gestor", "comunicacion", "titular", "admin_municipal")


class SigobitoUsuarioCrear(models.TransientModel):
    """A colleague in one minute: name, email, roles (R1).

    The municipal administrator has no rights on users: this wizard does it for him,
    only in his municipality and only with municipal roles.
    """

    _name = "sigobito.usuario.crear"
    _description = "Colleague"

    user_id = fields.Many2one("res.users", string="User", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    name = fields.Char(required=True)
    correo = fields.Char(string="Email", required=True)
    activo = fields.Boolean(string="Can log in", default=True)
    es_despacho = fields.Boolean(string="Cabinet office")
    es_gestor = fields.Boolean(string="Initiative manager")
    es_comunicacion = fields.Boolean(string="Press officer")
    es_titular = fields.Boolean(string="Head of government")
    es_admin_municipal = fields.Boolean(string="Municipal administrator")
    roles_del_cargo = fields.Char(
        string="Because of the post",
        compute="_compute_roles_del_cargo",
        help="These come and go with the post: change the appointment",
    )

    @api.model
    def default_get(self, fields_list):
        vals = super().default_get(fields_list)
        user_id = self.env.context.get("default_user_id")
        if user_id and self.has_access("create"):
            user = self.env["res.users"].browse(user_id)
            user.check_access("read")
            groups = self.env["res.users"]._get_roles_sigobito()
            a_mano = user._get_roles_a_mano()
            # sudo: groups and login of a colleague are not readable by everybody
            user = user.sudo()
            vals |= {
                "name": user.name,
                "correo": user.login,
                "activo": user.active,
                **{f"es_{role}": groups[role] in a_mano for role in ROLES},
            }
        return vals

    def action_save(self):
        """Create or change the colleague."""
        self.ensure_one()
        self._check_allowed()
        # sudo: checked above; the values below are the only ones that can be written
        Users = self.env["res.users"].sudo().with_context(active_test=False)
        login = self.correo.strip().lower()
        other = Users.search([("login", "=", login)], limit=1)
        if other and other != self.user_id:
            raise UserError(
                self.env._("There is already a user with the email %s.", login)
            )
        groups = self.env["res.users"]._get_roles_sigobito()
        vals = {
            "name": self.name.strip(),
            "login": login,
            "email": login,
            "active": self.activo,
        }
        if self.user_id:
            self.user_id.sudo().write(vals)
            self._cambiar_roles(groups)
        else:
            given = [groups[role].id for role in ROLES if self[f"es_{role}"]]
            company = self.company_id
            self.user_id = Users.create(
                {
                    **vals,
                    "company_id": company.id,
                    "company_ids": [Command.set(company.ids)],
                    "group_ids": [Command.set([groups["funcionario"].id, *given])],
                    "lang": self.env.lang,
                    "tz": company.tz,
                }
            )
        return {"type": "ir.actions.act_window_close"}

    @api.depends("user_id")
    def _compute_roles_del_cargo(self):
        for wizard in self:
            user = wizard.user_id
            del_cargo = user._get_roles_del_cargo().mapped("name") if user else []
            wizard.roles_del_cargo = ", ".join(del_cargo)

    def _cambiar_roles(self, groups):
        """Only what was ticked or unticked: what a post gives stays with the post."""
        a_mano = self.user_id._get_roles_a_mano()
        del_cargo = self.user_id._get_accesos_abiertos().group_id
        dar, quitar, soltar = [], [], groups["funcionario"].browse()
        for role in ROLES:
            group = groups[role]
            if self[f"es_{role}"] and group not in a_mano:
                dar.append(Command.link(group.id))
            elif not self[f"es_{role}"] and group in a_mano:
                if group in del_cargo:
                    soltar |= group
                else:
                    quitar.append(Command.unlink(group.id))
        if dar or quitar:
            self.user_id.sudo().write({"group_ids": dar + quitar})
        self.user_id._soltar_a_mano(soltar)

    def _check_allowed(self):
        """The administrator, in his municipality, on people who are only its staff."""
        if not self.env.user.has_group("sigobito_base.group_admin_municipal"):
            raise AccessError(
                self.env._("Only the municipal administrator may do this.")
            )
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(self.env._("That is another municipality."))
        if self.user_id:
            # sudo: companies and groups of a user are for administrators only
            user = self.user_id.sudo()
            if (
                user.share
                or user.company_ids != self.company_id
                or any(
                    user.has_group(group)
                    for group in (
                        "base.group_erp_manager",
                        "sigobito_base.group_regional",
                    )
                )
            ):
                raise AccessError(
                    self.env._(
                        "%s also works elsewhere: ask the platform administrator.",
                        user.name,
                    )
                )
            admin = self.es_admin_municipal or (
                self.env.ref("sigobito_base.group_admin_municipal")
                in user._get_roles_del_cargo()
            )
            if user == self.env.user and not (admin and self.activo):
                raise UserError(
                    self.env._("You cannot take your own administration away.")
                )
