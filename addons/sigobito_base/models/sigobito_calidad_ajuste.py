from odoo import api, fields, models
from odoo.exceptions import AccessError


class SigobitoCalidadAjuste(models.Model):
    """What a municipality changes of a rule: off, or other days."""

    _name = "sigobito.calidad.ajuste"
    _description = "Quality rule of a municipality"
    _rec_name = "regla_id"
    _order = "regla_id, id"
    _check_company_auto = True

    regla_id = fields.Many2one(
        "sigobito.calidad.regla",
        string="Rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    activa = fields.Boolean(string="On", default=True)
    dias = fields.Integer(string="Days", help="0: those of the rule")
    dias_regla = fields.Integer(related="regla_id.dias", string="Days of the rule")
    usa_dias = fields.Boolean(related="regla_id.usa_dias")

    _regla_uniq = models.UniqueIndex(
        "(company_id, regla_id)", "This municipality already changed that rule."
    )
    _dias_ok = models.Constraint(
        "CHECK (dias >= 0)", "The days of a rule cannot be negative."
    )

    @api.constrains("company_id")
    def _check_company_id(self):
        for ajuste in self:
            # sudo: only to learn whether it is a municipality
            if not ajuste.company_id.sudo().es_municipio:
                raise AccessError(
                    self.env._("Rules are turned on and off in a municipality.")
                )
