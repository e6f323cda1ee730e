from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools import vigencia

#: Fields that decide who has which access.
DE_ACCESO = {
    "cargo_id",
    "user_id",
    "date_start",
    "date_end",
    "suplente_id",
    "suplente_desde",
    "suplente_hasta",
}

#: Key of the context that nobody outside can forge: who follows comes right after.
RELEVO = object()


class SigobitoNombramiento(models.Model):
    """Who holds a post, from when to when, and who stands in for him (R15).

    Past appointments are history: they are neither deleted nor given to somebody else,
    and what changes in them leaves its trace in the chatter. The access they give is
    kept in ``sigobito.acceso``; see ``sigobito_nombramiento_acceso.py``.
    """

    _name = "sigobito.nombramiento"
    _description = "Appointment"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    cargo_id = fields.Many2one(
        "sigobito.cargo",
        string="Post",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    company_id = fields.Many2one(
        related="cargo_id.company_id", store=True, index=True, precompute=True
    )
    area_id = fields.Many2one(
        related="cargo_id.area_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Holder",
        required=True,
        index=True,
        tracking=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    date_start = fields.Date(
        required=True, default=lambda self: self.env.company._hoy(), tracking=True
    )
    date_end = fields.Date(tracking=True, help="Last day; empty while it goes on")
    suplente_id = fields.Many2one(
        "res.users",
        string="Deputy",
        index="btree_not_null",
        tracking=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        help="Stands in for the holder and has the access of the post meanwhile",
    )
    suplente_desde = fields.Date(
        string="Deputy from",
        tracking=True,
        help="First day; empty: from the first day of the appointment",
    )
    suplente_hasta = fields.Date(
        string="Deputy until",
        tracking=True,
        help="Last day; empty: until the last day of the appointment",
    )
    suplente_motivo = fields.Char(
        string="Reason for the deputy", help="Holidays, leave, a trip…", tracking=True
    )
    acceso_ids = fields.One2many(
        "sigobito.acceso",
        "nombramiento_id",
        string="Access given",
        groups="sigobito_base.group_admin_municipal,sigobito_base.group_titular",
    )
    state = fields.Selection(
        [("futuro", "To come"), ("vigente", "In force"), ("terminado", "Ended")],
        compute="_compute_state",
        search="_search_state",
    )
    suplencia_state = fields.Selection(
        [("futuro", "To come"), ("vigente", "Standing in"), ("terminado", "Over")],
        string="Deputy now",
        compute="_compute_state",
    )

    _fechas_ok = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "An appointment cannot end before it starts.",
    )
    _suplencia_ok = models.Constraint(
        "CHECK (suplente_hasta IS NULL OR suplente_desde IS NULL "
        "OR suplente_hasta >= suplente_desde)",
        "The deputy cannot leave before he comes.",
    )

    @api.depends("cargo_id", "user_id")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.cargo_id.name}: {record.user_id.name}"

    @api.depends(
        "date_start", "date_end", "suplente_id", "suplente_desde", "suplente_hasta"
    )
    def _compute_state(self):
        for record in self:
            hoy = record.company_id._hoy()
            inicio, fin = record.date_start or hoy, record.date_end
            record.state = vigencia.estado(inicio, fin, hoy)
            periodo = vigencia.comun(
                (inicio, fin or None),
                (record.suplente_desde or None, record.suplente_hasta or None),
            )
            hay = bool(record.suplente_id and periodo)
            record.suplencia_state = hay and vigencia.estado(*periodo, hoy)

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        hoy = self.env.company._hoy()
        por_estado = {
            "futuro": Domain("date_start", ">", hoy),
            "vigente": self._get_vigente_domain(),
            "terminado": Domain("date_end", "<", hoy),
        }
        return Domain.OR(por_estado[key] for key in value if key in por_estado)

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

    @api.constrains(
        "user_id",
        "date_start",
        "date_end",
        "suplente_id",
        "suplente_desde",
        "suplente_hasta",
    )
    def _check_suplencia(self):
        for record in self.filtered("suplente_id"):
            if record.suplente_id == record.user_id:
                raise ValidationError(
                    self.env._("%s cannot be his own deputy.", record.suplente_id.name)
                )
            if not vigencia.comun(
                (record.date_start, record.date_end or None),
                (record.suplente_desde or None, record.suplente_hasta or None),
            ):
                raise ValidationError(
                    self.env._(
                        "%(deputy)s would stand in on days on which %(holder)s does "
                        "not hold the post “%(post)s”.",
                        deputy=record.suplente_id.name,
                        holder=record.user_id.name,
                        post=record.cargo_id.name,
                    )
                )

    # CRUD

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_de_otras_municipalidades()
        self._sincronizar_accesos(records.company_id)
        return records

    def write(self, vals):
        if {"cargo_id", "user_id"} & vals.keys():
            self._check_historia(vals)
        relevo = self.env.context.get("sigobito_relevo") is RELEVO
        if vals.get("date_end") and not relevo:
            fin = fields.Date.to_date(vals["date_end"])
            antes = self.filtered(lambda r: not r.date_end or fin < r.date_end)
            antes._check_queda_administrador(fin)
        result = super().write(vals)
        if DE_ACCESO & vals.keys() and not relevo:
            self._check_de_otras_municipalidades()
            self._sincronizar_accesos(self.company_id)
        return result

    def unlink(self):
        companies = self.company_id
        result = super().unlink()
        self._sincronizar_accesos(companies)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_historia(self):
        for record in self:
            if record._ya_comenzo():
                raise UserError(
                    self.env._(
                        "“%s” is part of the history of the post: end it instead of "
                        "deleting it.",
                        record.display_name,
                    )
                )

    def _check_historia(self, vals):
        """Nobody takes the place of another in the past."""
        for record in self.filtered(lambda r: r._ya_comenzo()):
            for name in ("cargo_id", "user_id"):
                if name in vals and vals[name] != record[name].id:
                    raise UserError(
                        self.env._(
                            "“%s” has already begun. End it and make a new "
                            "appointment, so that the history is kept.",
                            record.display_name,
                        )
                    )

    def _ya_comenzo(self):
        """Began before today: a mistake of today may still be undone."""
        self.ensure_one()
        return self.date_start < self.company_id._hoy()

    def _message_auto_subscribe_followers(self, updated_values, default_subtype_ids):
        """Being appointed is told by people, not by a mail of the platform."""
        return []

    # ACTIONS

    def action_terminar(self):
        """Ask for the last day, and who follows."""
        self.ensure_one()
        return self.cargo_id._abrir_wizard(
            self.env._("End the appointment"),
            "sigobito.nombramiento.relevo",
            {"default_nombramiento_id": self.id, "default_cargo_id": self.cargo_id.id},
        )

    def action_nombrar_suplente(self):
        self.ensure_one()
        return self.cargo_id._abrir_wizard(
            self.env._("Name a deputy"),
            "sigobito.nombramiento.suplente",
            {"default_nombramiento_id": self.id},
        )

    def action_quitar_suplente(self):
        """The deputy stops today; his days stay in the history."""
        self.ensure_one()
        self._quitar_suplente()

    def _quitar_suplente(self):
        for record in self.filtered("suplente_id"):
            ayer = record.company_id._hoy() - timedelta(days=1)
            desde = record.suplente_desde or record.date_start
            if desde > ayer:
                record.write(
                    {
                        "suplente_id": False,
                        "suplente_desde": False,
                        "suplente_hasta": False,
                        "suplente_motivo": False,
                    }
                )
            elif not record.suplente_hasta or record.suplente_hasta > ayer:
                record.suplente_hasta = ayer

    def _relevar(self, ultimo_dia, sucesor=None):
        """End this appointment and make that of whoever follows, as one step.

        Between both nobody loses anything: accesses are compared at the end, when the
        municipality may have a new administrator.
        """
        self.ensure_one()
        cargo = self.cargo_id
        if ultimo_dia < self.date_start:
            self.unlink()  # a mistake of today: it never happened
        elif not sucesor:
            self.date_end = ultimo_dia
        else:
            self.with_context(sigobito_relevo=RELEVO).date_end = ultimo_dia
        if sucesor:
            self.create({**sucesor, "cargo_id": cargo.id})
            self.exists()._check_queda_administrador(ultimo_dia)

    # OTHERS

    @api.model
    def _get_vigente_domain(self):
        """Appointments in force today."""
        hoy = self.env.company._hoy()
        return Domain("date_start", "<=", hoy) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", hoy)
        )

    @api.model
    def _get_suplencia_domain(self):
        """Appointments whose deputy stands in today."""
        hoy = self.env.company._hoy()
        return (
            self._get_vigente_domain()
            & Domain("suplente_id", "!=", False)
            & (
                Domain("suplente_desde", "=", False)
                | Domain("suplente_desde", "<=", hoy)
            )
            & (
                Domain("suplente_hasta", "=", False)
                | Domain("suplente_hasta", ">=", hoy)
            )
        )

    @api.model
    def _get_vigentes(self, cargos):
        """Appointment in force of each post: ``{cargo: nombramiento}``."""
        domain = self._get_vigente_domain() & Domain("cargo_id", "in", cargos.ids)
        return {n.cargo_id: n for n in self.search(domain, order="id")}
