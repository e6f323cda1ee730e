from odoo import api, fields, models

from ..tools import avance


class SigobitoIndicador(models.Model):
    """Where we were, where we want to be, where we are."""

    _name = "sigobito.indicador"
    _description = "Indicator"
    _order = "iniciativa_id, sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        "res.company",
        related="iniciativa_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    unidad = fields.Char(string="Unit", help="Families, km, %, cases a month…")
    linea_base = fields.Float(string="Baseline value", digits=(16, 2))
    meta = fields.Float(string="Target", digits=(16, 2))
    valor = fields.Float(string="Current value", digits=(16, 2))
    fecha_valor = fields.Date(string="Measured on")
    fuente = fields.Char(string="Source of the figure")
    avance = fields.Float(
        string="Progress (%)",
        compute="_compute_avance",
        store=True,
        aggregator="avg",
        digits=(5, 2),
    )

    @api.depends("linea_base", "meta", "valor")
    def _compute_avance(self):
        for record in self:
            record.avance = avance.indicador(
                record.linea_base, record.meta, record.valor
            )

    @api.onchange("valor")
    def _onchange_valor(self):
        if self.valor != self._origin.valor:
            self.fecha_valor = self.env.company._hoy()
