from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class CalendarEvent(models.Model):
    """Searches that cost the same in a region of any size.

    The wall says "of my municipality, or I am invited". Written with ``EXISTS``, as the
    platform writes it, no index serves it, and a week would be looked for among the
    activities of all the municipalities.
    """

    _inherit = "calendar.event"

    _company_start_idx = models.Index("(company_id, start)")

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        if not (self.env.su or bypass_access):
            domain = Domain(domain)
            if all(cond.field_expr != "id" for cond in domain.iter_conditions()):
                domain &= self._get_alcance_domain()
        return super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )

    @api.model
    def _get_alcance_domain(self):
        """The wall once more, as something an index answers. The rule stays the wall."""
        invitaciones = self._fields["partner_ids"]
        partner = self.env.user.partner_id

        def invitado(model, alias, query):
            return SQL(
                "%s = ANY(ARRAY(SELECT %s FROM %s WHERE %s = %s))",
                SQL.identifier(alias, "id"),
                SQL.identifier(invitaciones.column1),
                SQL.identifier(invitaciones.relation),
                SQL.identifier(invitaciones.column2),
                partner.id,
            )

        propias = Domain("company_id", "in", self.env.companies.ids)
        return propias | Domain.custom(to_sql=invitado)

    @api.model
    def _get_de_ocupadas_domain(self):
        """What hangs (``res_model``, ``res_id``) on an entry that is "Busy".

        Asked row by row: there are few to ask about, and many entries in a region.
        """

        def de_ocupada(model, alias, query):
            hidden = self._get_ocupadas_query()
            hidden.add_where(
                SQL(
                    "%s = %s",
                    SQL.identifier(hidden.table, "id"),
                    SQL.identifier(alias, "res_id"),
                )
            )
            return SQL("EXISTS (%s)", hidden.subselect("1"))

        return Domain("res_model", "=", self._name) & Domain.custom(to_sql=de_ocupada)
