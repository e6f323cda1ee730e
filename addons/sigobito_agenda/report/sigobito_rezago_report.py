from odoo import api, fields, models
from odoo.tools import SQL


class SigobitoRezagoReport(models.Model):
    """Backlog: what is open, of which area and how old, requests and commitments."""

    _name = "sigobito.rezago.report"
    _description = "Backlog"
    _auto = False
    _order = "reloj_habiles, reloj_dias desc, id"
    _rec_name = "name"
    # What must be in the database before the view is asked.
    _depends = {
        modelo: [
            "active",
            "area_id",
            "company_id",
            "date_deadline",
            "name",
            "reloj_abierto",
            "reloj_dias",
            "reloj_habiles",
            "reloj_inicio",
            "reloj_tramo",
            "responsable_id",
            "tema_id",
        ]
        for modelo in ("sigobito.solicitud", "sigobito.compromiso")
    }

    name = fields.Char(string="Subject", readonly=True)
    clase = fields.Selection(
        [("solicitud", "Request"), ("compromiso", "Commitment")],
        string="Kind",
        readonly=True,
    )
    res_id = fields.Integer(string="Record", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    area_id = fields.Many2one("sigobito.area", string="Area", readonly=True)
    responsable_id = fields.Many2one("res.users", string="Responsible", readonly=True)
    tema_id = fields.Many2one("sigobito.tema", string="Theme", readonly=True)
    date_deadline = fields.Date(string="Deadline", readonly=True)
    reloj_inicio = fields.Date(string="Open since", readonly=True)
    reloj_dias = fields.Integer(string="Days open", readonly=True, aggregator="avg")
    reloj_habiles = fields.Integer(
        string="Working days left", readonly=True, aggregator="min"
    )
    reloj_tramo = fields.Selection(
        selection=lambda self: self._selection_reloj_tramo(),
        string="Age",
        readonly=True,
    )
    vencido = fields.Integer(string="Overdue", readonly=True, aggregator="sum")

    @api.model
    def _selection_reloj_tramo(self):
        return self.env["sigobito.reloj.mixin"]._selection_reloj_tramo()

    @property
    def _table_query(self):
        ramas = [
            self._get_rama("solicitud", "sigobito.solicitud", 0),
            self._get_rama("compromiso", "sigobito.compromiso", 1),
        ]
        return SQL(" UNION ALL ").join(ramas)

    @api.model
    def _get_rama(self, clase, modelo, resto):
        """The open records of one model; ``id`` keeps the two apart."""
        return SQL(
            """
            SELECT r.id * 2 + %(resto)s AS id, r.id AS res_id, %(clase)s AS clase,
                   r.name, r.company_id, r.area_id, r.responsable_id, r.tema_id,
                   r.date_deadline, r.reloj_inicio, r.reloj_dias, r.reloj_habiles,
                   r.reloj_tramo,
                   CASE WHEN r.date_deadline IS NOT NULL AND r.reloj_habiles < 0
                        THEN 1 ELSE 0 END AS vencido
              FROM %(tabla)s r
             WHERE r.reloj_abierto AND r.active
            """,
            resto=resto,
            clase=clase,
            tabla=SQL.identifier(self.env[modelo]._table),
        )

    def action_open_record(self):
        """The request or the commitment itself."""
        self.ensure_one()
        modelo = f"sigobito.{self.clase}"
        return self.env[modelo].browse(self.res_id)._get_records_action()
