from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SigobitoSolicitudDerivar(models.TransientModel):
    """Ask an area for its report before the request is recommended (R25)."""

    _name = "sigobito.solicitud.derivar"
    _description = "Refer a request to an area"

    solicitud_id = fields.Many2one(
        "sigobito.solicitud", string="Request", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="solicitud_id.company_id", related_sudo=False)
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Who writes the report",
        required=True,
        compute="_compute_responsable_id",
        store=True,
        readonly=False,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    pregunta = fields.Text(string="What is asked of the area", required=True)
    hasta = fields.Date(string="Report before", required=True)

    @api.depends("area_id")
    def _compute_responsable_id(self):
        for derivar in self:
            derivar.responsable_id = (
                derivar.area_id.responsable_id or derivar.responsable_id
            )

    @api.model
    def default_get(self, fields):
        defaults = super().default_get(fields)
        solicitud = self.env["sigobito.solicitud"].browse(defaults.get("solicitud_id"))
        if solicitud:
            company = solicitud.company_id
            limite = company._sumar_habiles(company._hoy(), 3)
            if solicitud.date_deadline and solicitud.date_deadline > company._hoy():
                limite = min(limite, solicitud.date_deadline)
            defaults.update(area_id=solicitud.area_id.id, hasta=limite)
        return defaults

    def action_derivar(self):
        self.ensure_one()
        solicitud = self.solicitud_id
        if not solicitud._es_despacho():
            raise AccessError(self.env._("Only the cabinet office refers requests."))
        if solicitud.state not in ("recibida", "analisis"):
            raise UserError(
                self.env._(
                    "“%s” is already recommended: send it back to analysis first.",
                    solicitud.display_name,
                )
            )
        vals = {"area_id": self.area_id.id, "responsable_id": self.responsable_id.id}
        if solicitud.state == "recibida":
            vals["state"] = "analisis"
        solicitud.write(vals)
        solicitud.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.hasta,
            summary=self.env._("Report on the request"),
            note=self.pregunta,
            user_id=self.responsable_id.id,
        )
        return {"type": "ir.actions.act_window_close"}
