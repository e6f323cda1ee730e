from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

LADOS = [
    ("municipio", "Municipality"),
    ("regional", "Regional team"),
    ("ambos", "Both"),
]


class SigobitoImplementacionEtapa(models.Model):
    """One of the seven stages by which a municipality is set going (R13)."""

    _name = "sigobito.implementacion.etapa"
    _description = "Stage of the implementation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, required=True)
    descripcion = fields.Text(string="What it is for", translate=True)

    @api.model
    def _get_todas(self):
        """The seven of them, in order."""
        return self.search(Domain.TRUE)


class SigobitoImplementacionPlantilla(models.Model):
    """The steps every municipality starts with."""

    _name = "sigobito.implementacion.plantilla"
    _description = "Implementation template"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    paso_ids = fields.One2many(
        "sigobito.implementacion.plantilla.paso", "plantilla_id", string="Steps"
    )


class SigobitoImplementacionPlantillaPaso(models.Model):
    """Step of the template; each addon ships those that its own data can measure."""

    _name = "sigobito.implementacion.plantilla.paso"
    _description = "Step of the template"
    _order = "etapa_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    plantilla_id = fields.Many2one(
        "sigobito.implementacion.plantilla",
        string="Template",
        required=True,
        index=True,
        ondelete="cascade",
    )
    etapa_id = fields.Many2one(
        "sigobito.implementacion.etapa",
        string="Stage",
        required=True,
        index=True,
        ondelete="restrict",
    )
    descripcion = fields.Text(string="How it is done", translate=True)
    entregable = fields.Char(string="Deliverable", translate=True)
    lado = fields.Selection(
        LADOS, string="Responsible side", required=True, default="municipio"
    )
    dia_inicio = fields.Integer(
        string="Starts on day", help="Days since the implementation began"
    )
    dias = fields.Integer(string="Days it takes", default=14)
    criterio_modelo = fields.Char(
        string="Measured on",
        help="Technical name of a model with company_id. Empty: done by hand.",
    )
    criterio_dominio = fields.Char(string="Condition", default="[]")
    criterio_campo = fields.Char(
        string="Count different", help="Field; empty counts records"
    )
    criterio_tipo = fields.Selection(
        [("minimo", "At least"), ("maximo", "At most")],
        string="Criterion",
        required=True,
        default="minimo",
    )
    criterio_umbral = fields.Integer(string="How many", default=1)
    criterio_error = fields.Char(
        string="Why it is not measured", readonly=True, copy=False
    )
    es_medido = fields.Boolean(
        string="Measured", compute="_compute_es_medido", store=True
    )

    _dias_ok = models.Constraint(
        "CHECK (dia_inicio >= 0 AND dias >= 0)", "Days cannot be negative."
    )

    @api.depends("criterio_modelo")
    def _compute_es_medido(self):
        for paso in self:
            paso.es_medido = bool(paso.criterio_modelo)

    @api.constrains(
        "criterio_modelo", "criterio_dominio", "criterio_campo", "criterio_umbral"
    )
    def _check_criterio(self):
        for paso in self.filtered("criterio_modelo"):
            motivo = paso._get_criterio_invalido()
            if motivo:
                raise ValidationError(
                    self.env._(
                        "The criterion of “%(step)s” cannot be measured: %(why)s",
                        step=paso.name,
                        why=motivo,
                    )
                )
            paso.criterio_error = False

    def _get_criterio_invalido(self):
        """Why the criterion cannot be measured, in words; empty if it can."""
        self.ensure_one()
        model = self.env.get(self.criterio_modelo)
        if model is None or model._abstract or model._transient:
            return self.env._("there is no model %s.", self.criterio_modelo)
        if "company_id" not in model._fields:
            return self.env._("%s belongs to no municipality.", self.criterio_modelo)
        if self.criterio_campo and self.criterio_campo not in model._fields:
            return self.env._("%s has no such field.", self.criterio_modelo)
        try:
            model.sudo().search_count(self._get_criterio_dominio(), limit=1)
        except Exception as error:  # whatever the condition says, it is only refused
            return str(error)
        return False

    def _get_criterio_dominio(self):
        return literal_eval(self.criterio_dominio or "[]")
