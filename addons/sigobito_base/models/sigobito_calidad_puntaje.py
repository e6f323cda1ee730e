from odoo import api, fields, models

from ..tools import calidad


class SigobitoCalidadConteo(models.Model):
    """What each rule found last night in each area: counts, no records."""

    _name = "sigobito.calidad.conteo"
    _description = "Quality count"
    _rec_name = "regla_id"
    _order = "hallazgos desc, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    regla_id = fields.Many2one(
        "sigobito.calidad.regla",
        string="Rule",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    model_id = fields.Many2one(related="regla_id.model_id", string="Kind of record")
    area_id = fields.Many2one(
        "sigobito.area", string="Area", readonly=True, ondelete="cascade", index=True
    )
    revisados = fields.Integer(string="Looked at", readonly=True)
    hallazgos = fields.Integer(string="To mend", readonly=True)
    fecha = fields.Date(string="Day", readonly=True)


class SigobitoCalidadPuntaje(models.Model):
    """Score of a day, of a municipality or of one of its areas (R19)."""

    _name = "sigobito.calidad.puntaje"
    _description = "Quality score"
    _rec_name = "fecha"
    _order = "fecha desc, area_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        index="btree_not_null",
        readonly=True,
        ondelete="cascade",
        help="Empty: the whole municipality",
    )
    es_total = fields.Boolean(
        string="Whole municipality", compute="_compute_es_total", store=True
    )
    fecha = fields.Date(string="Day", required=True, readonly=True)
    puntaje = fields.Float(
        string="Score", readonly=True, digits=(5, 1), aggregator="avg"
    )
    nivel = fields.Selection(
        [("bueno", "Good"), ("regular", "Fair"), ("bajo", "Low")],
        string="Level",
        compute="_compute_nivel",
    )
    variacion = fields.Float(
        string="Change in a week", readonly=True, digits=(5, 1), aggregator="avg"
    )
    revisados = fields.Integer(string="Checks made", readonly=True)
    hallazgos = fields.Integer(string="To mend", readonly=True)
    es_ultimo = fields.Boolean(string="Latest", readonly=True)

    _dia_uniq = models.UniqueIndex(
        "(company_id, COALESCE(area_id, 0), fecha)",
        "There is already a score of that day.",
    )
    _ultimo_idx = models.Index("(company_id, puntaje) WHERE es_ultimo")

    @api.depends("area_id", "company_id")
    def _compute_display_name(self):
        for puntaje in self:
            # sudo: name of the area or of the municipality the score is about
            sujeto = puntaje.sudo()
            puntaje.display_name = sujeto.area_id.name or sujeto.company_id.name

    @api.depends("area_id")
    def _compute_es_total(self):
        for puntaje in self:
            puntaje.es_total = not puntaje.area_id

    @api.depends("puntaje")
    def _compute_nivel(self):
        for puntaje in self:
            puntaje.nivel = calidad.nivel(puntaje.puntaje)

    def action_ver_hallazgos(self):
        """Open findings behind the score."""
        self.ensure_one()
        if not self.env.user.has_group("sigobito_base.group_funcionario"):
            return self._action_ver_conteos()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_calidad_hallazgo_action_todos"
        )
        domain = [("company_id", "=", self.company_id.id)]
        if self.area_id:
            domain.append(("area_id", "=", self.area_id.id))
        return dict(
            action,
            name=self.display_name,
            domain=domain,
            context={"search_default_abiertos": 1, "search_default_group_regla": 1},
        )

    def _action_ver_conteos(self):
        """The regional team reads counts, not findings."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_calidad_conteo_action"
        )
        domain = [("company_id", "=", self.company_id.id), ("hallazgos", ">", 0)]
        return dict(action, name=self.display_name, domain=domain, context={})
