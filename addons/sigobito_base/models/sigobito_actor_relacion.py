from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoActorRelacion(models.Model):
    """How one stakeholder is tied to another (R5)."""

    _name = "sigobito.actor.relacion"
    _description = "Relation between stakeholders"
    _order = "actor_id, tipo, id"
    _rec_name = "actor_id"
    _check_company_auto = True

    actor_id = fields.Many2one(
        "sigobito.actor",
        string="Stakeholder",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="actor_id.company_id", store=True, precompute=True, index=True
    )
    tipo = fields.Selection(
        [
            ("miembro", "is a member of"),
            ("dirige", "leads"),
            ("representa", "represents"),
            ("trabaja", "works for"),
            ("familiar", "is family of"),
            ("relacionado", "is related to"),
        ],
        string="Relation",
        required=True,
        default="miembro",
    )
    otro_id = fields.Many2one(
        "sigobito.actor",
        string="Of / with",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    date_start = fields.Date(string="Since")
    date_end = fields.Date(string="Until")
    nota = fields.Char(string="Note")

    _relacion_uniq = models.UniqueIndex(
        "(actor_id, tipo, otro_id)", "This relation is already noted."
    )
    _distintos = models.Constraint(
        "CHECK (actor_id <> otro_id)", "A stakeholder is not related to itself."
    )

    @api.constrains("date_start", "date_end")
    def _check_fechas(self):
        for relacion in self:
            if (
                relacion.date_start
                and relacion.date_end
                and relacion.date_end < relacion.date_start
            ):
                raise ValidationError(
                    self.env._(
                        "The relation of “%s” ends before it starts.",
                        relacion.actor_id.name,
                    )
                )

    @api.depends("actor_id.name", "otro_id.name", "tipo")
    def _compute_display_name(self):
        tipos = dict(self._fields["tipo"]._description_selection(self.env))
        for relacion in self:
            tipo = tipos.get(relacion.tipo, "")
            relacion.display_name = (
                f"{relacion.actor_id.name} {tipo} {relacion.otro_id.name}"
            )
