from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class SigobitoAgenda(models.Model):
    """Agenda of an authority, and who acts for him in it (R20).

    The titular and the delegates read and write every entry, reserved ones too; for
    everybody else a reserved entry is "Busy".
    """

    _name = "sigobito.agenda"
    _description = "Agenda"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    titular_id = fields.Many2one(
        "res.users",
        string="Head of government",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.company.titular_id,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        help="Whose time this agenda shows",
    )
    delegado_ids = fields.Many2many(
        "res.users",
        "sigobito_agenda_delegado_rel",
        "agenda_id",
        "user_id",
        string="Delegates",
        tracking=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        help="They act for the head of government and read reserved entries",
    )
    event_ids = fields.One2many("calendar.event", "agenda_id", string="Activities")

    _name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE active IS TRUE",
        "The municipality already has an agenda with this name.",
    )

    @api.constrains("titular_id", "delegado_ids", "company_id")
    def _check_personas(self):
        for agenda in self:
            for user in agenda.titular_id | agenda.delegado_ids:
                # sudo: companies of a user are for administrators only
                if agenda.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s.",
                            user=user.name,
                            company=agenda.company_id.name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Without named delegates, the cabinet office acts for its titular."""
        agendas = super().create(vals_list)
        despacho = self.env.ref("sigobito_base.group_despacho")
        for agenda, vals in zip(agendas, vals_list, strict=True):
            if "delegado_ids" not in vals:
                # sudo: who belongs to a role is for administrators only
                agenda.delegado_ids = despacho.sudo().all_user_ids.filtered(
                    lambda user, agenda=agenda: agenda.company_id in user.company_ids
                )
        return agendas

    def write(self, vals):
        result = super().write(vals)
        if "company_id" in vals:
            self.sudo().event_ids.company_id = vals["company_id"]
        return result

    @api.model
    def _get_propias_domain(self):
        """Agendas in which the user acts: his own, or as a delegate."""
        uid = self.env.uid
        return Domain("titular_id", "=", uid) | Domain("delegado_ids", "in", uid)

    @api.model
    def _get_por_defecto(self):
        """Agenda the user most probably means."""
        domain = self._get_propias_domain()
        domain &= Domain("company_id", "=", self.env.company.id)
        return self.search(domain, limit=1)

    def _es_propia(self):
        """Whether the user is the titular or a delegate of this agenda."""
        self.ensure_one()
        # sudo: everybody may ask this of himself, also through a reserved entry
        agenda = self.sudo()
        user = self.env.user
        return user == agenda.titular_id or user in agenda.delegado_ids

    def action_open_enlace(self):
        """Follow this agenda from a telephone or another program."""
        Enlace = self.env["sigobito.agenda.enlace"]
        agenda = self or self._get_por_defecto()
        company = self.env.company
        agenda = agenda or self.search([("company_id", "=", company.id)], limit=1)
        if not agenda:
            raise UserError(self.env._("The municipality has no agenda yet."))
        return Enlace.create({"agenda_id": agenda.id})._abrir()

    def action_open_actividades(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.calendar_event_action"
        )
        action["name"] = self.name
        action["domain"] = [("agenda_id", "=", self.id)]
        action["context"] = {"sigobito_agenda": True, "default_agenda_id": self.id}
        return action
