from odoo import api, fields, models


class SigobitoAsistencia(models.Model):
    """What the regional team saw and agreed on a visit or a call (R19).

    The municipality reads only what is shared with it.
    """

    _name = "sigobito.asistencia"
    _description = "Assistance"
    _order = "fecha desc, id desc"
    _muro_regional = True

    name = fields.Char(string="Subject", required=True)
    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        domain="[('es_municipio', '=', True)]",
        default=lambda self: self._default_company_id(),
    )
    tipo = fields.Selection(
        [
            ("visita", "Visit"),
            ("llamada", "Call"),
            ("observacion", "Observation"),
            ("buena_practica", "Good practice seen"),
        ],
        string="Kind",
        required=True,
        default="visita",
        index=True,
    )
    fecha = fields.Date(
        string="Date", required=True, default=lambda self: self.env.company._hoy()
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, default=lambda self: self.env.user
    )
    etapa_id = fields.Many2one("sigobito.implementacion.etapa", string="Stage")
    notas = fields.Text(string="Notes")
    notas_internas = fields.Text(
        string="Notes of the team",
        groups="sigobito_base.group_regional,base.group_system",
        help="Never shared",
    )
    compartida = fields.Boolean(
        string="Shared",
        index=True,
        help="The municipality reads it. Not shared: only the regional team does.",
    )
    acuerdo = fields.Text(string="Agreed follow-up")
    fecha_seguimiento = fields.Date(string="Follow up on")
    seguimiento_hecho = fields.Boolean(string="Followed up")
    es_vencida = fields.Boolean(string="Follow-up late", compute="_compute_es_vencida")

    @api.model
    def _default_company_id(self):
        context = self.env.context
        if context.get("active_model") == "res.company":
            return self.env["res.company"].browse(context.get("active_id"))
        return self.env["res.company"]

    @api.depends("fecha_seguimiento", "seguimiento_hecho")
    def _compute_es_vencida(self):
        hoy = self.env.company._hoy()
        for record in self:
            fecha = record.fecha_seguimiento
            record.es_vencida = bool(
                fecha and fecha < hoy and not record.seguimiento_hecho
            )

    def action_compartir(self):
        """Let the municipality read it."""
        self.compartida = True

    def action_seguimiento_hecho(self):
        """The follow-up is done."""
        self.seguimiento_hecho = True
