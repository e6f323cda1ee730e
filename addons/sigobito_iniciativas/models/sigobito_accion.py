from odoo import api, fields, models


class SigobitoAccion(models.Model):
    """A step somebody takes to reach a milestone."""

    _name = "sigobito.accion"
    _description = "Action of a milestone"
    _order = "hito_id, sequence, date_deadline, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    hito_id = fields.Many2one(
        "sigobito.hito",
        string="Milestone",
        required=True,
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
    responsable_id = fields.Many2one(
        "res.users", string="Responsible", index="btree_not_null", check_company=True
    )
    date_deadline = fields.Date()
    es_hecha = fields.Boolean(string="Done")
    fecha_hecha = fields.Date(
        string="Done on", compute="_compute_fecha_hecha", store=True
    )

    @api.depends("es_hecha")
    def _compute_fecha_hecha(self):
        for record in self:
            if not record.es_hecha:
                record.fecha_hecha = False
            elif not record.fecha_hecha:
                record.fecha_hecha = (record.company_id or self.env.company)._hoy()
