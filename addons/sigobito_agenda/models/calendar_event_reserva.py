from odoo import SUPERUSER_ID, api, models
from odoo.fields import Domain


class CalendarEvent(models.Model):
    """Walls of the agenda: whoever may not read a reserved entry sees "Busy".

    Core masks the fields when they are fetched. Here delegates are let in, and the
    ways round the mask are closed: a search, an order or a group on a masked field, and
    values that an access check has left in memory.
    """

    _inherit = "calendar.event"

    @api.model
    def _get_public_fields(self):
        """What everybody in the municipality may know of a reserved entry."""
        return super()._get_public_fields() | {
            "company_id",
            "agenda_id",
            "visibilidad",
            "effective_privacy",
            "user_can_edit",
        }

    def _check_private_event_conditions(self):
        """Core's question "is it hidden from me?", with the delegates let in."""
        hidden = super()._check_private_event_conditions()
        return hidden and not (self.agenda_id and self.agenda_id._es_propia())

    @api.model
    def _get_default_privacy_domain(self):
        """Entries whose content the user may read (core's name)."""
        user = self.env.user
        domain = Domain(super()._get_default_privacy_domain()) | Domain(
            "partner_ids", "in", user.partner_id.id
        )
        # Whoever reads no agenda (the regional team) is no titular and no delegate.
        if self.env["sigobito.agenda"].has_access("read"):
            domain |= Domain("agenda_id.titular_id", "=", user.id)
            domain |= Domain("agenda_id.delegado_ids", "in", user.id)
        return domain

    @api.model
    def _get_ocupadas_query(self):
        """Query of the entries the user sees only as "Busy", in any municipality."""
        domain = ~Domain(self._get_default_privacy_domain())
        # sudo: to exclude them; what comes out is never shown
        return self.sudo().with_context(active_test=False)._search(domain)

    @api.model
    def _get_ocupadas(self, ids):
        """Of these ids, the entries the user sees only as "Busy"."""
        domain = Domain("id", "in", list(ids))
        domain &= ~Domain(self._get_default_privacy_domain())
        # sudo: to exclude them; what comes out is never shown
        found = self.sudo().with_context(active_test=False)._search(domain)
        return self.browse(found.get_result_ids())

    @api.depends("agenda_id.titular_id", "agenda_id.delegado_ids")
    def _compute_user_can_edit(self):
        result = super()._compute_user_can_edit()
        despacho = self.env.user.has_group("sigobito_base.group_despacho")
        for event in self.filtered("agenda_id"):
            event.user_can_edit = (
                event.agenda_id._es_propia()
                or event.user_id == self.env.user
                or (despacho and event.visibilidad != "reservada")
            )
        return result

    # ------------------------------------------------------------
    # DOORS
    # ------------------------------------------------------------

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        if not self.env.su:
            domain = self._cerrar_oraculo(Domain(domain), order or "")
        return super()._search(domain, offset, limit, order, **kwargs)

    @api.model
    def _cerrar_oraculo(self, domain, order):
        """Domain that gives the same answer whatever the masked fields contain."""
        public = self._get_public_fields()
        masked = [
            condition
            for condition in domain.iter_conditions()
            if condition.field_expr.split(".")[0] not in public
        ]
        terms = [term.split()[0] for term in order.split(",") if term.split()]
        ordered = any(t.split(":")[0].split(".")[0] not in public for t in terms)
        if not masked and not ordered:
            return domain
        legible = Domain(self._get_default_privacy_domain())
        if ordered or not all(self._es_filtro_de_personas(c) for c in masked):
            return domain & legible
        # "The calendar of these people": of a reserved entry everybody may know that
        # it fills the time of the agenda's titular, and nothing of its other guests.
        return domain.map_conditions(
            lambda c: (
                (c & legible) | (self._get_duenos_domain(c) & ~legible)
                if c.field_expr == "partner_ids"
                else c
            )
        )

    @api.model
    def _es_filtro_de_personas(self, condition):
        value = condition.value
        if condition.operator == "=":
            value = [value]
        return (
            condition.field_expr == "partner_ids"
            and condition.operator in ("in", "=")
            and not isinstance(value, str)
            and hasattr(value, "__iter__")
            and all(type(item) is int for item in value)
        )

    @api.model
    def _get_duenos_domain(self, condition):
        ids = [condition.value] if condition.operator == "=" else list(condition.value)
        duenos = Domain("user_id.partner_id", "in", ids)
        if self.env["sigobito.agenda"].has_access("read"):
            duenos |= Domain("agenda_id.titular_id.partner_id", "in", ids)
        return duenos

    def _fetch_query(self, query, fields):
        """Fetch the agenda too: the mask depends on it."""
        if not self.env.su:
            agenda = self._fields["agenda_id"]
            fields = [*fields, agenda] if agenda not in fields else fields
        return super()._fetch_query(query, fields)

    def _check_access(self, operation):
        """Rules are checked in sudo: leave nothing of that in the user's memory."""
        clean = self.with_context(prefetch_fields=False)
        result = super(CalendarEvent, clean)._check_access(operation)
        if not self.env.su and any(self._ids):
            # sudo: of an entry one may not read at all, too; only this field
            reserved = clean.sudo().filtered(lambda event: event.privacy == "private")
            reserved.invalidate_recordset(["partner_ids"], flush=False)
        return result

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Followers are sent what is written: not to be had by asking."""
        if not self.env.su and (hidden := self._get_ocupadas(self.ids)):
            raise self.env["ir.rule"]._make_access_error("read", hidden)
        return super().message_subscribe(partner_ids, subtype_ids)

    def _thread_to_store(self, store, fields, **kwargs):
        """Followers, files and figures of a reserved entry are part of it."""
        # Also when the caller is in sudo: what goes out, goes to this user.
        hidden = self.browse()
        if self.env.uid != SUPERUSER_ID:
            hidden = self._get_ocupadas(self.ids)
        return super(CalendarEvent, self - hidden)._thread_to_store(
            store, fields, **kwargs
        )
