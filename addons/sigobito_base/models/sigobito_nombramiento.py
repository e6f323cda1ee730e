from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class SigobitoNombramiento(models.Model):
    """Who holds a post, from when to when, and who stands in for him (R15)."""

    _name = "sigobito.nombramiento"
    _description = "Appointment"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    cargo_id = fields.Many2one(
        "sigobito.cargo",
        string="Post",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="cargo_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Holder",
        required=True,
        index=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    date_start = fields.Date(
        required=True, default=lambda self: self.env.company._hoy()
    )
    date_end = fields.Date()
    suplente_id = fields.Many2one(
        "res.users",
        string="Deputy",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )

    _fechas_ok = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "An appointment cannot end before it starts.",
    )

    @api.depends("cargo_id", "user_id")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.cargo_id.name}: {record.user_id.name}"

    @api.constrains("cargo_id", "date_start", "date_end")
    def _check_solapes(self):
        """One holder at a time."""
        for record in self:
            # Domain kept per record: appointments are made one by one, by hand.
            overlap = self.search(
                Domain("cargo_id", "=", record.cargo_id.id)
                & Domain("id", "!=", record.id)
                & (
                    Domain("date_end", "=", False)
                    | Domain("date_end", ">=", record.date_start)
                )
                & (
                    Domain("date_start", "<=", record.date_end)
                    if record.date_end
                    else Domain.TRUE
                ),
                limit=1,
            )
            if overlap:
                raise ValidationError(
                    self.env._(
                        "%(user)s already holds the post “%(post)s” in those days. "
                        "End that appointment first.",
                        user=overlap.user_id.name,
                        post=record.cargo_id.name,
                    )
                )

    @api.constrains("user_id", "suplente_id", "company_id")
    def _check_personas(self):
        for record in self:
            for user in record.user_id | record.suplente_id:
                # sudo: companies of a user are for administrators only
                if record.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s.",
                            user=user.name,
                            company=record.company_id.name,
                        )
                    )

    @api.model
    def _get_vigente_domain(self):
        """Appointments in force today."""
        hoy = self.env.company._hoy()
        return Domain("date_start", "<=", hoy) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", hoy)
        )

    @api.model
    def _get_vigentes(self, cargos):
        """Current holder of each post: ``{cargo: user}``."""
        domain = self._get_vigente_domain() & Domain("cargo_id", "in", cargos.ids)
        return {n.cargo_id: n.user_id for n in self.search(domain, order="id")}
