from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoHitoReprogramar(models.TransientModel):
    """Ask for another date, with the reason that will be kept."""

    _name = "sigobito.hito.reprogramar"
    _description = "Reprogram a milestone"
    _rec_name = "hito_id"

    hito_id = fields.Many2one(
        "sigobito.hito", string="Milestone", required=True, readonly=True
    )
    fecha_anterior = fields.Date(
        string="Current date", related="hito_id.date_deadline", related_sudo=False
    )
    fecha_base = fields.Date(
        related="hito_id.fecha_base", string="Baseline", related_sudo=False
    )
    fecha_nueva = fields.Date(string="New date", required=True)
    dias = fields.Integer(string="Slip (days)", compute="_compute_dias")
    motivo = fields.Text(string="Reason", required=True)
    aprobador_id = fields.Many2one(
        "res.users", string="Approver", compute="_compute_aprobador_id"
    )
    es_inmediata = fields.Boolean(
        string="Takes effect at once", compute="_compute_aprobador_id"
    )

    @api.depends("fecha_anterior", "fecha_nueva")
    def _compute_dias(self):
        for wizard in self:
            if wizard.fecha_anterior and wizard.fecha_nueva:
                wizard.dias = (wizard.fecha_nueva - wizard.fecha_anterior).days
            else:
                wizard.dias = 0

    @api.depends("hito_id")
    @api.depends_context("uid")
    def _compute_aprobador_id(self):
        for wizard in self:
            iniciativa = wizard.hito_id.iniciativa_id
            wizard.aprobador_id = iniciativa._get_aprobador()
            wizard.es_inmediata = (
                not wizard.hito_id.fecha_base or iniciativa._puede_aprobar()
            )

    def action_confirmar(self):
        self.ensure_one()
        if self.fecha_nueva == self.fecha_anterior:
            raise UserError(self.env._("The new date is the one it already has."))
        pendiente = self.hito_id.reprogramacion_ids.filtered(
            lambda row: row.state == "pendiente"
        )
        if pendiente:
            raise UserError(
                self.env._(
                    "“%(hito)s” already has a new date waiting for approval.",
                    hito=self.hito_id.name,
                )
            )
        self.hito_id._reprogramar(self.fecha_nueva, self.motivo)
        return {"type": "ir.actions.act_window_close"}
