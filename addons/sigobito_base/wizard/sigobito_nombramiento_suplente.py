from odoo import api, fields, models


class SigobitoNombramientoSuplente(models.TransientModel):
    """Who stands in for the holder of a post, and on which days (R15)."""

    _name = "sigobito.nombramiento.suplente"
    _description = "Deputy of a post"

    nombramiento_id = fields.Many2one(
        "sigobito.nombramiento", string="Appointment", required=True
    )
    company_id = fields.Many2one(related="nombramiento_id.company_id")
    cargo_id = fields.Many2one(related="nombramiento_id.cargo_id")
    titular_id = fields.Many2one(
        related="nombramiento_id.user_id", string="Stands in for"
    )
    roles_texto = fields.Char(related="nombramiento_id.cargo_id.roles_texto")
    actual_id = fields.Many2one(
        "res.users",
        string="Already named",
        compute="_compute_actual_id",
    )
    actual_ejerce = fields.Boolean(
        string="Standing in today", compute="_compute_actual_id"
    )
    suplente_id = fields.Many2one(
        "res.users",
        string="Deputy",
        required=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False), "
        "('id', '!=', titular_id)]",
    )
    suplente_desde = fields.Date(
        string="From", required=True, default=lambda self: self.env.company._hoy()
    )
    suplente_hasta = fields.Date(string="Until", required=True)
    suplente_motivo = fields.Char(string="Reason")

    @api.depends("nombramiento_id", "suplente_id")
    def _compute_actual_id(self):
        """Whom the new deputy replaces: an appointment has one at a time."""
        for wizard in self:
            nombramiento = wizard.nombramiento_id
            otro = (
                nombramiento.suplencia_state in ("futuro", "vigente")
                and nombramiento.suplente_id != wizard.suplente_id
            )
            wizard.actual_id = otro and nombramiento.suplente_id
            wizard.actual_ejerce = otro and nombramiento.suplencia_state == "vigente"

    @api.onchange("suplente_desde")
    def _onchange_suplente_desde(self):
        if self.suplente_hasta and self.suplente_hasta < self.suplente_desde:
            self.suplente_hasta = self.suplente_desde

    def action_save(self):
        """Leave it written in the appointment, with the rights of whoever answers."""
        self.ensure_one()
        self.nombramiento_id.write(
            {
                "suplente_id": self.suplente_id.id,
                "suplente_desde": self.suplente_desde,
                "suplente_hasta": self.suplente_hasta,
                "suplente_motivo": self.suplente_motivo,
            }
        )
        return {"type": "ir.actions.act_window_close"}
