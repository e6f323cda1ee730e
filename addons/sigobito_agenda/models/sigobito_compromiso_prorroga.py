from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .sigobito_compromiso_plazo import PRORROGABLE


class SigobitoCompromisoProrroga(models.Model):
    """More time for a commitment: asked with a reason, granted by another (R26).

    It is only ever written by its own steps, so that what was asked and what was
    answered stay as they were.
    """

    _name = "sigobito.compromiso.prorroga"
    _description = "Extension"
    _order = "state_orden, id desc"
    _rec_name = "compromiso_id"
    _check_company_auto = True

    compromiso_id = fields.Many2one(
        "sigobito.compromiso",
        string="Commitment",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="compromiso_id.company_id", store=True, index=True, precompute=True
    )
    active = fields.Boolean(related="compromiso_id.active", store=True)
    user_id = fields.Many2one(
        "res.users", string="Asked by", readonly=True, required=True
    )
    fecha = fields.Date(string="Asked on", readonly=True, required=True)
    date_anterior = fields.Date(string="Deadline until now", readonly=True)
    date_nueva = fields.Date(string="New deadline", required=True)
    dias = fields.Integer(string="Days", compute="_compute_dias", store=True)
    motivo = fields.Text(string="Reason", required=True)
    state = fields.Selection(
        [
            ("pendiente", "To be decided"),
            ("aprobada", "Granted"),
            ("negada", "Refused"),
            ("retirada", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="pendiente",
        index=True,
        copy=False,
    )
    state_orden = fields.Integer(
        string="Order", compute="_compute_state_orden", store=True
    )
    decision_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    decision_fecha = fields.Date(string="Decided on", readonly=True, copy=False)
    decision_nota = fields.Text(string="Answer", readonly=True, copy=False)
    puede_decidir = fields.Boolean(
        string="I may decide it", compute="_compute_puede_decidir"
    )

    _una_pendiente = models.UniqueIndex(
        "(compromiso_id) WHERE state = 'pendiente'",
        "An extension of this commitment is already waiting for a decision.",
    )

    @api.depends("date_anterior", "date_nueva")
    def _compute_dias(self):
        for prorroga in self:
            antes, nueva = prorroga.date_anterior, prorroga.date_nueva
            prorroga.dias = (nueva - antes).days if antes and nueva else 0

    @api.depends("state")
    def _compute_state_orden(self):
        """What waits for a decision goes first."""
        for prorroga in self:
            prorroga.state_orden = prorroga.state != "pendiente"

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_puede_decidir(self):
        despacho = self.env["sigobito.compromiso"]._es_despacho()
        for prorroga in self:
            prorroga.puede_decidir = (
                despacho
                and prorroga.state == "pendiente"
                and prorroga.user_id != self.env.user
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        Compromiso = self.env["sigobito.compromiso"]
        compromisos = Compromiso.browse([v["compromiso_id"] for v in vals_list])
        vals_list = [
            {**vals, **compromiso._prepare_prorroga_vals()}
            if not self.env.su
            else {**compromiso._prepare_prorroga_vals(), **vals}
            for vals, compromiso in zip(vals_list, compromisos, strict=True)
        ]
        if not self.env.su:
            compromisos._check_pedir_prorroga()
        # sudo: nobody has the right to write one by hand; checked above
        prorrogas = super(SigobitoCompromisoProrroga, self.sudo()).create(vals_list)
        prorrogas = prorrogas.with_env(self.env)
        for prorroga in prorrogas.filtered(lambda p: p.state == "pendiente"):
            prorroga._check_fecha()
            prorroga.compromiso_id.message_post(
                body=self.env._(
                    "Extension asked for, until %(date)s: %(reason)s",
                    date=format_date(self.env, prorroga.date_nueva),
                    reason=prorroga.motivo,
                )
            )
        return prorrogas

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "An extension stays as it was asked. Withdraw it and ask again."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise UserError(self.env._("An extension stays in the history."))

    def _check_fecha(self):
        """It is later than the deadline, and not already past."""
        self.ensure_one()
        compromiso = self.compromiso_id
        if not self.motivo.strip():
            raise UserError(self.env._("Say why more time is needed."))
        if self.date_anterior and self.date_nueva <= self.date_anterior:
            raise UserError(
                self.env._(
                    "The new deadline of “%(name)s” must be later than %(date)s.",
                    name=compromiso.name,
                    date=format_date(self.env, self.date_anterior),
                )
            )
        if self.date_nueva < compromiso.company_id._hoy():
            raise UserError(self.env._("The new deadline cannot be in the past."))

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def action_pedir(self):
        """The dialog has saved it: back to the commitment."""
        return {"type": "ir.actions.act_window_close"}

    def action_aprobar(self):
        """Grant them, one or many: the deadline moves, the first one stays known."""
        self._check_decidir()
        for prorroga in self:
            prorroga._check_vigente()
            compromiso = prorroga.compromiso_id
            prorroga._cerrar("aprobada")
            # sudo: checked above; nobody moves an accepted deadline by hand
            compromiso.sudo().write(
                {
                    "date_original": compromiso.date_original or prorroga.date_anterior,
                    "date_deadline": prorroga.date_nueva,
                }
            )
            compromiso.message_post(
                body=self.env._(
                    "Extension granted, until %(date)s",
                    date=format_date(self.env, prorroga.date_nueva),
                )
            )

    def action_negar(self):
        """Refusing asks for an answer."""
        self.ensure_one()
        self._check_decidir()
        return self.compromiso_id._open_motivo("negar_prorroga")

    def _negar(self, motivo):
        self.ensure_one()
        self._check_decidir()
        self._cerrar("negada", motivo)
        self.compromiso_id.message_post(
            body=self.env._("Extension refused: %(reason)s", reason=motivo)
        )

    def action_retirar(self):
        """Whoever asked takes it back."""
        for prorroga in self:
            prorroga._check_pendiente()
            if prorroga.user_id != self.env.user and not self.env.su:
                raise AccessError(
                    self.env._(
                        "Only %(who)s, who asked for it, withdraws this extension.",
                        who=prorroga.user_id.name,
                    )
                )
            prorroga._cerrar("retirada")

    def _cerrar(self, state, nota=False):
        # sudo: the steps check who takes them; by hand nobody writes
        self.sudo().write(
            {
                "state": state,
                "decision_user_id": self.env.uid,
                "decision_fecha": self.company_id[:1]._hoy(),
                "decision_nota": nota,
            }
        )

    def _check_pendiente(self):
        self.ensure_one()
        self.check_access("read")
        if self.state != "pendiente":
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The extension of “%(name)s” is already “%(state)s”.",
                    name=self.compromiso_id.name,
                    state=labels[self.state],
                )
            )

    def _check_vigente(self):
        """What was asked some weeks ago may no longer make sense."""
        compromiso = self.compromiso_id
        if compromiso.state not in PRORROGABLE:
            raise UserError(compromiso._get_mensaje_no_prorrogable())
        self._check_fecha()

    def _check_decidir(self):
        """The office or the head of government, and never whoever asked."""
        for prorroga in self:
            prorroga._check_pendiente()
            if self.env.su:
                continue
            if not self.env["sigobito.compromiso"]._es_despacho():
                raise AccessError(
                    self.env._(
                        "The cabinet office or the head of government decides on "
                        "extensions."
                    )
                )
            if prorroga.user_id == self.env.user:
                raise AccessError(
                    self.env._(
                        "You asked for this extension: another person decides on it."
                    )
                )
