from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoCapacitacionModulo(models.Model):
    """What is taught, with its material and its short test (R17).

    A test of its own and not Odoo's ``survey``: that one brings website, mails, scoring
    pages and 20 models for what here is a dozen questions with one right answer.
    """

    _name = "sigobito.capacitacion.modulo"
    _description = "Training module"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    codigo = fields.Char(string="Code", required=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    etapa_id = fields.Many2one(
        "sigobito.implementacion.etapa", string="Stage", ondelete="restrict"
    )
    descripcion = fields.Text(string="What one learns", translate=True)
    horas = fields.Float(string="Hours", default=2.0)
    material_url = fields.Char(string="Material on the web")
    material_ids = fields.Many2many("ir.attachment", string="Material")
    nota_minima = fields.Integer(string="Pass mark (%)", default=70)
    intentos_maximos = fields.Integer(string="Attempts", default=3)
    pregunta_ids = fields.One2many(
        "sigobito.capacitacion.pregunta", "modulo_id", string="Questions"
    )
    pregunta_count = fields.Integer(
        string="Questions (number)", compute="_compute_pregunta_count"
    )

    _codigo_uniq = models.UniqueIndex("(codigo)", "Another module has this code.")
    _nota_ok = models.Constraint(
        "CHECK (nota_minima BETWEEN 1 AND 100 AND intentos_maximos > 0)",
        "The pass mark goes from 1 to 100, with one attempt at least.",
    )

    @api.depends("pregunta_ids")
    def _compute_pregunta_count(self):
        counts = dict(
            self.env["sigobito.capacitacion.pregunta"]._read_group(
                [("modulo_id", "in", self.ids)], ["modulo_id"], ["__count"]
            )
        )
        for modulo in self:
            modulo.pregunta_count = counts.get(modulo, 0)


class SigobitoCapacitacionPregunta(models.Model):
    _name = "sigobito.capacitacion.pregunta"
    _description = "Question of a test"
    _order = "modulo_id, sequence, id"

    name = fields.Char(string="Question", required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    modulo_id = fields.Many2one(
        "sigobito.capacitacion.modulo",
        string="Module",
        required=True,
        index=True,
        ondelete="cascade",
    )
    opcion_ids = fields.One2many(
        "sigobito.capacitacion.opcion", "pregunta_id", string="Options", copy=True
    )

    def _check_opciones(self):
        """One right answer, and something to choose from."""
        # sudo: the right answer is hidden from whoever takes the test
        for pregunta in self.sudo():
            correctas = pregunta.opcion_ids.filtered("correcta")
            if len(correctas) != 1 or len(pregunta.opcion_ids) < 2:
                raise ValidationError(
                    self.env._(
                        "“%s” needs two options at least, and one right answer.",
                        pregunta.name,
                    )
                )


class SigobitoCapacitacionOpcion(models.Model):
    _name = "sigobito.capacitacion.opcion"
    _description = "Option of a question"
    _order = "pregunta_id, sequence, id"

    name = fields.Char(string="Option", required=True, translate=True)
    sequence = fields.Integer(default=10)
    pregunta_id = fields.Many2one(
        "sigobito.capacitacion.pregunta",
        string="Question",
        required=True,
        index=True,
        ondelete="cascade",
    )
    correcta = fields.Boolean(
        string="Right", groups="sigobito_base.group_regional,base.group_system"
    )
