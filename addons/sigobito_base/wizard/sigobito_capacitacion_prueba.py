from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import implementacion as regla


class SigobitoCapacitacionPrueba(models.TransientModel):
    """The short test: one question on the screen, made for the thumb."""

    _name = "sigobito.capacitacion.prueba"
    _description = "Test"

    participante_id = fields.Many2one(
        "sigobito.capacitacion.participante",
        string="Participant",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    modulo_id = fields.Many2one(related="participante_id.modulo_id")
    linea_ids = fields.One2many(
        "sigobito.capacitacion.prueba.linea", "prueba_id", string="Answers"
    )
    posicion = fields.Integer(string="Position")
    total = fields.Integer(string="Questions", compute="_compute_actual")
    avance_texto = fields.Char(string="Where", compute="_compute_actual")
    pregunta_id = fields.Many2one(
        "sigobito.capacitacion.pregunta", string="Asks", compute="_compute_actual"
    )
    opcion_id = fields.Many2one(
        "sigobito.capacitacion.opcion",
        string="Answer",
        domain="[('pregunta_id', '=', pregunta_id)]",
    )
    es_ultima = fields.Boolean(string="Last", compute="_compute_actual")
    terminada = fields.Boolean(string="Finished", readonly=True)
    nota = fields.Float(related="participante_id.nota")
    resultado = fields.Selection(related="participante_id.resultado")
    restantes = fields.Integer(string="Attempts left", compute="_compute_restantes")

    @api.depends("posicion", "linea_ids")
    def _compute_actual(self):
        for prueba in self:
            lineas = prueba.linea_ids.sorted("id")
            prueba.total = len(lineas)
            prueba.pregunta_id = lineas[
                prueba.posicion : prueba.posicion + 1
            ].pregunta_id
            prueba.es_ultima = prueba.posicion >= len(lineas) - 1
            prueba.avance_texto = self.env._(
                "Question %(number)s of %(total)s",
                number=prueba.posicion + 1,
                total=len(lineas),
            )

    @api.depends("participante_id.intentos")
    def _compute_restantes(self):
        for prueba in self:
            prueba.restantes = max(
                prueba.modulo_id.intentos_maximos - prueba.participante_id.intentos, 0
            )

    @api.model
    def _crear(self, participante):
        """A test with all the questions of the module, none answered."""
        preguntas = participante.modulo_id.pregunta_ids
        preguntas._check_opciones()
        return self.create(
            {
                "participante_id": participante.id,
                "linea_ids": [
                    Command.create({"pregunta_id": pregunta.id})
                    for pregunta in preguntas
                ],
            }
        )

    def action_siguiente(self):
        """Keep the answer and show the next question."""
        self._guardar()
        self._ir(min(self.posicion + 1, self.total - 1))
        return self._get_action()

    def action_anterior(self):
        """Back one question; what was answered stays."""
        self._ir(max(self.posicion - 1, 0))
        return self._get_action()

    def action_terminar(self):
        """Mark it, once."""
        self.ensure_one()
        self._guardar()
        self.participante_id._check_puede_rendir()
        # sudo: the right answers are hidden from whoever takes the test
        # of the whole module, whatever lines this test was given
        preguntas = self.modulo_id.sudo().pregunta_ids
        correctas = {
            pregunta.id: pregunta.opcion_ids.filtered("correcta")[:1].id
            for pregunta in preguntas
        }
        dadas = {linea.pregunta_id.id: linea.opcion_id.id for linea in self.linea_ids}
        self.terminada = True
        self.participante_id._anotar_prueba(regla.nota(dadas, correctas))
        return self._get_action()

    def action_certificado(self):
        """The certificate that was just earned."""
        self.ensure_one()
        return self.participante_id.action_certificado()

    def _guardar(self):
        self.ensure_one()
        if self.terminada:
            raise UserError(self.env._("This test is already finished."))
        if self.participante_id.user_id != self.env.user:
            raise AccessError(self.env._("Each one takes his own test."))
        if not self.opcion_id or self.opcion_id.pregunta_id != self.pregunta_id:
            raise UserError(self.env._("Choose an answer."))
        self._get_linea().opcion_id = self.opcion_id

    def _ir(self, posicion):
        self.posicion = posicion
        self.opcion_id = self._get_linea().opcion_id

    def _get_linea(self):
        return self.linea_ids.sorted("id")[self.posicion : self.posicion + 1]

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.modulo_id.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }


class SigobitoCapacitacionPruebaLinea(models.TransientModel):
    _name = "sigobito.capacitacion.prueba.linea"
    _description = "Answer of a test"
    _order = "id"

    prueba_id = fields.Many2one(
        "sigobito.capacitacion.prueba",
        string="Test",
        required=True,
        index=True,
        ondelete="cascade",
    )
    pregunta_id = fields.Many2one(
        "sigobito.capacitacion.pregunta", string="Question", required=True
    )
    opcion_id = fields.Many2one("sigobito.capacitacion.opcion", string="Answer")
