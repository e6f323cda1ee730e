from odoo import fields, models


class ResPartner(models.Model):
    """What a municipality writes in its contacts stays in the municipality."""

    _inherit = "res.partner"

    company_id = fields.Many2one(default=lambda self: self._default_company_id())

    def _default_company_id(self):
        company = self.env.company
        return company if company.es_municipio else False
