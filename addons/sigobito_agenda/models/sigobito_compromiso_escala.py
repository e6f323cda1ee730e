from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import escala as regla


class ResCompany(models.Model):
    """When a late commitment is told to whom (R26)."""

    _inherit = "res.company"

    escala_area = fields.Integer(
        string="Tell the head of the area after",
        default=3,
        help="Working days overdue; 0 never",
    )
    escala_despacho = fields.Integer(
        string="Tell the cabinet office after",
        default=5,
        help="Working days overdue; 0 never",
    )
    escala_titular = fields.Integer(
        string="Tell the head of government after",
        default=10,
        help="Working days overdue; 0 never",
    )

    _escala_ok = models.Constraint(
        "CHECK (escala_area >= 0 AND escala_despacho >= 0 AND escala_titular >= 0)",
        "The days of the ladder cannot be negative.",
    )


class SigobitoCompromiso(models.Model):
    """The later a commitment is, the higher up it is known (R26)."""

    _inherit = "sigobito.compromiso"

    escala = fields.Selection(
        [
            ("responsable", "Whoever answers for it"),
            ("area", "Head of the area"),
            ("despacho", "Cabinet office"),
            ("titular", "Head of government"),
        ],
        string="Raised to",
        compute="_compute_escala",
        store=True,
        index="btree_not_null",
        compute_sudo=True,
        help="Who is told, by working days overdue; the municipality sets how many",
    )
    escala_desde = fields.Date(
        string="Raised on", compute="_compute_escala", store=True, compute_sudo=True
    )

    @api.depends(
        "reloj_abierto",
        "reloj_habiles",
        "date_deadline",
        "company_id.escala_area",
        "company_id.escala_despacho",
        "company_id.escala_titular",
    )
    def _compute_escala(self):
        for compromiso in self:
            company = compromiso.company_id
            nueva = False
            if compromiso.reloj_abierto and compromiso.date_deadline:
                nueva = regla.peldano(
                    compromiso.reloj_habiles,
                    company.escala_area,
                    company.escala_despacho,
                    company.escala_titular,
                )
            desde = compromiso.escala_desde
            if (nueva or False) != compromiso.escala:
                desde = company._hoy() if nueva else False
            compromiso.escala = nueva
            compromiso.escala_desde = desde

    @api.model
    def _actualizar_relojes(self, dias):
        """With the clocks, the ladder: one UPDATE for all those municipalities."""
        result = super()._actualizar_relojes(dias)
        companies = SQL(", ").join(
            SQL("(%s, %s::date)", company.id, hoy) for company, hoy in dias.items()
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE sigobito_compromiso r
                   SET escala = n.escala,
                       escala_desde = CASE WHEN n.escala IS NULL THEN NULL
                                           ELSE n.hoy END
                  FROM (
                        SELECT r.id, c.hoy,
                               CASE WHEN r.date_deadline IS NULL
                                      OR r.reloj_habiles >= 0 THEN NULL
                                    WHEN m.escala_titular > 0
                                     AND -r.reloj_habiles >= m.escala_titular
                                        THEN 'titular'
                                    WHEN m.escala_despacho > 0
                                     AND -r.reloj_habiles >= m.escala_despacho
                                        THEN 'despacho'
                                    WHEN m.escala_area > 0
                                     AND -r.reloj_habiles >= m.escala_area
                                        THEN 'area'
                                    ELSE 'responsable' END AS escala
                          FROM sigobito_compromiso r
                          JOIN (VALUES %(companies)s) AS c (id, hoy)
                            ON c.id = r.company_id
                          JOIN res_company m ON m.id = c.id
                         WHERE r.reloj_abierto
                       ) n
                 WHERE r.id = n.id
                   AND r.escala IS DISTINCT FROM n.escala
             RETURNING r.id
                """,
                companies=companies,
            )
        )
        return result
