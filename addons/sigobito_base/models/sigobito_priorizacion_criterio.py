from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoPriorizacionCriterio(models.Model):
    """What the candidates are looked at by, and how much it counts."""

    _name = "sigobito.priorizacion.criterio"
    _description = "Criterion of prioritisation"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    descripcion = fields.Char(string="What it means")
    priorizacion_id = fields.Many2one(
        "sigobito.priorizacion",
        string="Workshop",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="priorizacion_id.company_id", store=True, precompute=True, index=True
    )
    peso = fields.Float(string="Weight", default=1.0)
    cuota = fields.Float(
        string="Share (%)", compute="_compute_cuota", store=True, digits=(5, 1)
    )

    _peso_ok = models.Constraint(
        "CHECK (peso > 0)", "A criterion that weighs nothing is better taken away."
    )

    @api.depends("peso", "priorizacion_id.criterio_ids.peso")
    def _compute_cuota(self):
        for criterio in self:
            total = sum(criterio.priorizacion_id.criterio_ids.mapped("peso"))
            criterio.cuota = criterio.peso / total * 100 if total else 0.0

    @api.model_create_multi
    def create(self, vals_list):
        criterios = super().create(vals_list)
        criterios.priorizacion_id._check_abierta()
        criterios.priorizacion_id._check_conduce()
        return criterios

    def write(self, vals):
        self.priorizacion_id._check_abierta()
        self.priorizacion_id._check_conduce()
        res = super().write(vals)
        self.priorizacion_id._check_abierta()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cerrada(self):
        self.priorizacion_id._check_abierta()
        self.priorizacion_id._check_conduce()


class SigobitoPriorizacion(models.Model):
    _inherit = "sigobito.priorizacion"

    def _check_abierta(self):
        """What hangs from a closed workshop does not change either."""
        if not self.env.su and "done" in self.mapped("state"):
            raise UserError(
                self.env._("The workshop is closed. Reopen it to change something.")
            )
