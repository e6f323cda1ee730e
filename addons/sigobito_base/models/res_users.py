from odoo import api, models


class ResUsers(models.Model):
    """The contact of a member of staff belongs to his municipality.

    Core shows every internal user's contact to everybody; the walls of
    ``security/sigobito_base_security.xml`` need to know whose it is. Someone who works
    for several companies belongs to none.
    """

    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._sync_partner_company()
        users._silenciar_robot()
        return users

    def write(self, vals):
        result = super().write(vals)
        if {"company_id", "company_ids", "partner_id"} & vals.keys():
            self._sync_partner_company()
        return result

    def _sync_partner_company(self):
        # sudo: a municipal administrator may not write on contacts of staff
        for user in self.sudo().filtered(lambda u: not u.share):
            company = user.company_id
            if company.es_municipio and len(user.company_ids) == 1:
                wanted = company
            else:
                wanted = self.env["res.company"]
            if user.partner_id.company_id.es_municipio or wanted:
                if user.partner_id.company_id != wanted:
                    user.partner_id.company_id = wanted

    def _silenciar_robot(self):
        """No greeting by the robot: on a phone it covers the whole screen."""
        # The field comes with mail_bot, which Odoo installs by itself with mail.
        if "odoobot_state" in self._fields:
            # sudo: a preference of the user, set by whoever creates him
            waiting = self.sudo().filtered(
                lambda u: u.odoobot_state in (False, "not_initialized")
            )
            waiting.odoobot_state = "disabled"

    @api.model
    def _get_roles_sigobito(self):
        """Roles a municipality gives to its people: technical name → group."""
        return {
            name: self.env.ref(f"sigobito_base.group_{name}")
            for name in (
                "funcionario",
                "despacho",
                "gestor",
                "comunicacion",
                "titular",
                "admin_municipal",
            )
        }
