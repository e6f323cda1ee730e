from odoo import api, fields, models
from odoo.fields import Domain


class SigobitoAcceso(models.Model):
    """A role that a person has, or had, because of a post (R15).

    Written only by the platform, when a post begins, ends or is deputised: the log of
    who could do what, and why. Nobody writes it by hand.
    """

    _name = "sigobito.acceso"
    _description = "Access given by a post"
    _order = "fecha_alta desc, id desc"
    _check_company_auto = True
    _rec_name = "group_id"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users", string="Person", required=True, index=True, ondelete="cascade"
    )
    group_id = fields.Many2one(
        "res.groups", string="Role", required=True, index=True, ondelete="cascade"
    )
    group_nombre = fields.Char(string="As role", compute="_compute_group_nombre")
    nombramiento_id = fields.Many2one(
        "sigobito.nombramiento",
        string="Appointment",
        index="btree_not_null",
        ondelete="set null",
    )
    cargo_id = fields.Many2one(
        "sigobito.cargo", string="Post", index="btree_not_null", ondelete="set null"
    )
    como = fields.Selection(
        [("titular", "Holder"), ("suplente", "Deputy")], string="As", required=True
    )
    fecha_alta = fields.Datetime(
        string="Given", required=True, default=fields.Datetime.now
    )
    fecha_baja = fields.Datetime(string="Taken", index="btree_not_null")
    previo = fields.Boolean(
        string="Also by hand",
        help="The person has this role by hand too: losing the post does not take it",
    )
    revocado = fields.Boolean(
        string="Taken by hand",
        help="Someone took this role away while the post gave it",
    )

    _abierto_uniq = models.UniqueIndex(
        "(user_id, group_id, nombramiento_id, como) WHERE fecha_baja IS NULL",
        "This access is already open.",
    )
    _abiertos_idx = models.Index("(company_id) WHERE fecha_baja IS NULL")

    @api.depends("group_id")
    def _compute_group_nombre(self):
        """The role in one word, without the privilege that core puts before it."""
        for acceso in self:
            acceso.group_nombre = acceso.group_id.name

    def _get_roles_perdidos(self):
        """(user, group) that nothing gives any more once these accesses are closed."""
        propios = self.filtered(lambda a: not a.previo and not a.revocado)
        if not propios:
            return set()
        quedan = self._read_group(
            Domain("fecha_baja", "=", False)
            & Domain("id", "not in", self.ids)
            & Domain("user_id", "in", propios.user_id.ids)
            & Domain("group_id", "in", propios.group_id.ids),
            ["user_id", "group_id"],
        )
        quedan = {(user.id, group.id) for user, group in quedan}
        return {(a.user_id.id, a.group_id.id) for a in propios} - quedan
