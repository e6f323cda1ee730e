from odoo import api, fields, models
from odoo.tools import SQL


class SigobitoContador(models.Model):
    """Number of the last folio of each series, municipality and year.

    A row is locked by whoever takes numbers until he commits, so that two clerks never
    get the same and a cancelled request leaves no gap. The second of two at the same
    moment is retried by Odoo.
    """

    _name = "sigobito.contador"
    _description = "Folio counter"
    _order = "company_id, serie, anio, id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    serie = fields.Char(string="Series", required=True)
    anio = fields.Integer(string="Year", required=True)
    ultimo = fields.Integer(string="Last number", required=True)

    _serie_uniq = models.UniqueIndex("(company_id, serie, anio)")

    @api.model
    def _tomar(self, company, serie, anio, cantidad=1):
        """Take ``cantidad`` consecutive numbers; returns the first one."""
        [[ultimo]] = self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_contador AS c (company_id, serie, anio, ultimo)
                VALUES (%(company)s, %(serie)s, %(anio)s, %(cantidad)s)
                ON CONFLICT (company_id, serie, anio)
                DO UPDATE SET ultimo = c.ultimo + %(cantidad)s
                RETURNING ultimo
                """,
                company=company.id,
                serie=serie,
                anio=anio,
                cantidad=cantidad,
            )
        )
        return ultimo - cantidad + 1
