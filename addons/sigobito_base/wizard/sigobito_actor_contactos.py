from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class SigobitoActorContactos(models.TransientModel):
    """Make stakeholders of the contacts of the municipality (R5).

    Doing it twice gives nothing new: a contact has one stakeholder, and one that was
    already there with the same email is tied to its contact.
    """

    _name = "sigobito.actor.contactos"
    _description = "Stakeholders from contacts"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Contacts",
        domain=lambda self: self._get_partner_domain(),
        default=lambda self: self._default_partner_ids(),
    )
    enlace_id = fields.Many2one(
        "res.users",
        string="Liaison",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places")
    tema_ids = fields.Many2many("sigobito.tema", string="Themes")

    @api.model
    def _default_partner_ids(self):
        if self.env.context.get("active_model") != "res.partner":
            return False
        return self.env.context.get("active_ids", [])

    @api.model
    def _get_partner_domain(self):
        """Contacts of this municipality that are not its own people."""
        company = self.env.company
        return [
            ("company_id", "in", [company.id, False]),
            ("partner_share", "=", True),
            ("id", "not in", company.partner_id.ids),
            ("type", "=", "contact"),
        ]

    def action_crear(self):
        """Create what is missing and show all of them."""
        self.ensure_one()
        if not self.partner_ids:
            raise UserError(self.env._("Choose at least one contact."))
        actores = self._crear_actores()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_actor_action"
        )
        return dict(
            action,
            name=self.env._("Stakeholders from contacts"),
            domain=[("id", "in", actores.ids)],
            context={"active_test": False},
            target="main",
        )

    def _crear_actores(self):
        """The stakeholders of the chosen contacts, old and new."""
        partners = self.partner_ids.filtered_domain(self._get_partner_domain())
        Actor = self.env["sigobito.actor"].with_company(self.company_id)
        propios = Domain("company_id", "=", self.company_id.id)
        todos = Actor.with_context(active_test=False)
        hechos = todos.search(propios & Domain("partner_id", "in", partners.ids))
        faltan = partners - hechos.partner_id
        por_correo = {}
        for actor in todos.search(
            propios & Domain("partner_id", "=", False) & Domain("email", "!=", False)
        ):
            por_correo.setdefault(actor.email.strip().lower(), actor)
        nuevos = []
        for partner in faltan:
            actor = por_correo.pop((partner.email or "").strip().lower(), None)
            if actor:
                actor.partner_id = partner
                hechos |= actor
            else:
                nuevos.append(self._prepare_actor_vals(partner))
        return hechos | Actor.create(nuevos)

    def _prepare_actor_vals(self, partner):
        return {
            "name": partner.name or partner.display_name,
            "tipo": "institucion" if partner.is_company else "individuo",
            "partner_id": partner.id,
            "email": partner.email,
            "phone": partner.phone,
            "rol": partner.function,
            "company_id": self.company_id.id,
            "enlace_id": self.enlace_id.id,
            "lugar_ids": [fields.Command.set(self.lugar_ids.ids)],
            "tema_ids": [fields.Command.set(self.tema_ids.ids)],
        }
