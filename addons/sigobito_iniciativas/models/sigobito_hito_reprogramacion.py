from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date


class SigobitoHitoReprogramacion(models.Model):
    """Every change of an approved date, with who asked, why, and who agreed (R30)."""

    _name = "sigobito.hito.reprogramacion"
    _description = "Reprogramming of a milestone"
    _inherit = ["sigobito.conversacion.mixin"]
    _order = "id desc"
    _rec_name = "hito_id"
    _check_company_auto = True

    hito_id = fields.Many2one(
        "sigobito.hito",
        string="Milestone",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    iniciativa_id = fields.Many2one(
        related="hito_id.iniciativa_id", string="Initiative", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company",
        related="hito_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    state = fields.Selection(
        [
            ("pendiente", "Waiting for approval"),
            ("aprobada", "Approved"),
            ("rechazada", "Refused"),
        ],
        default="pendiente",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    fecha_anterior = fields.Date(string="Date before", readonly=True)
    fecha_nueva = fields.Date(string="New date", required=True, readonly=True)
    dias = fields.Integer(
        string="Slip (days)", compute="_compute_dias", store=True, aggregator="sum"
    )
    motivo = fields.Text(string="Reason", required=True, readonly=True)
    solicitante_id = fields.Many2one(
        "res.users",
        string="Requested by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        index=True,
    )
    aprobador_id = fields.Many2one(
        "res.users",
        string="Approver",
        index="btree_not_null",
        check_company=True,
        help="Who must agree; afterwards, who did.",
    )
    fecha_decision = fields.Datetime(string="Decided on", readonly=True)
    respuesta = fields.Text(string="Answer")
    puede_decidir = fields.Boolean(
        string="I can decide", compute="_compute_puede_decidir"
    )

    @api.depends("fecha_anterior", "fecha_nueva")
    def _compute_dias(self):
        for record in self:
            if record.fecha_anterior and record.fecha_nueva:
                record.dias = (record.fecha_nueva - record.fecha_anterior).days
            else:
                record.dias = 0

    @api.depends("state", "hito_id.iniciativa_id.patrocinador_id")
    @api.depends_context("uid")
    def _compute_puede_decidir(self):
        for record in self:
            record.puede_decidir = (
                record.state == "pendiente" and record.iniciativa_id._puede_aprobar()
            )

    def _check_decidir(self):
        for record in self:
            if record.state != "pendiente":
                raise UserError(
                    self.env._(
                        "The reprogramming of “%(hito)s” was already decided.",
                        hito=record.hito_id.display_name,
                    )
                )
            if not record.iniciativa_id._puede_aprobar():
                raise AccessError(
                    self.env._(
                        "Only the sponsor of the initiative or the head of government "
                        "approves a new date for “%(hito)s”.",
                        hito=record.hito_id.display_name,
                    )
                )

    def action_aprobar(self):
        """Accept the new dates: the milestones take them."""
        self._check_decidir()
        self._decidir("aprobada")
        for record in self:
            # The sponsor may be staff without write access: the check is above.
            record.hito_id.sudo().with_context(
                sigobito_fecha_aprobada=True
            ).date_deadline = record.fecha_nueva
        return True

    def action_rechazar(self):
        self._check_decidir()
        self._decidir("rechazada")
        return True

    def _decidir(self, state):
        # sudo: checked in _check_decidir; rows are not writable by hand.
        rows = self.sudo()
        rows.write(
            {
                "state": state,
                "aprobador_id": self.env.uid,
                "fecha_decision": fields.Datetime.now(),
            }
        )
        rows.activity_unlink(["mail.mail_activity_data_todo"])
        for row in rows:
            texto = (
                self.env._("New date accepted: %(fecha)s (%(dias)+d days). %(motivo)s")
                if state == "aprobada"
                else self.env._(
                    "New date refused: %(fecha)s (%(dias)+d days). %(motivo)s"
                )
            )
            row.hito_id.message_post(
                body=texto
                % {
                    "fecha": format_date(self.env, row.fecha_nueva),
                    "dias": row.dias,
                    "motivo": row.motivo,
                },
                author_id=self.env.user.partner_id.id,
            )
