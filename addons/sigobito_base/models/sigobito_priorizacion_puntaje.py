from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.puntaje import MAXIMO, MINIMO


class SigobitoPriorizacionPuntaje(models.Model):
    """Mark of one participant: his own, given while the workshop is scoring."""

    _name = "sigobito.priorizacion.puntaje"
    _description = "Mark of a participant"
    _order = "id"
    _rec_name = "candidata_id"
    _check_company_auto = True

    candidata_id = fields.Many2one(
        "sigobito.priorizacion.candidata",
        string="Candidate",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    priorizacion_id = fields.Many2one(
        related="candidata_id.priorizacion_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="candidata_id.company_id", store=True, precompute=True, index=True
    )
    criterio_id = fields.Many2one(
        "sigobito.priorizacion.criterio",
        string="Criterion",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Participant",
        required=True,
        index=True,
        default=lambda self: self.env.user,
    )
    valor = fields.Integer(string="Mark", required=True, aggregator="avg")

    _puntaje_uniq = models.UniqueIndex(
        "(candidata_id, criterio_id, user_id)",
        "Each participant gives one mark by criterion.",
    )
    _valor_ok = models.Constraint(
        f"CHECK (valor BETWEEN {MINIMO} AND {MAXIMO})", "A mark goes from 1 to 5."
    )

    @api.constrains("candidata_id", "criterio_id")
    def _check_criterio(self):
        for fila in self:
            if fila.criterio_id.priorizacion_id != fila.candidata_id.priorizacion_id:
                raise ValidationError(
                    self.env._(
                        "The criterion “%s” is of another workshop.",
                        fila.criterio_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        puntajes = super().create(vals_list)
        puntajes._check_turno()
        return puntajes

    def write(self, vals):
        self._check_turno()
        res = super().write(vals)
        self._check_turno()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_turno(self):
        # What goes with its criterion or candidate is judged there.
        self._check_turno()

    def _check_turno(self):
        """Only a participant scores, only for himself and only while it is open."""
        if self.env.su:
            return
        for taller in self.priorizacion_id:
            if taller.state != "open" or self.env.user not in taller.participante_ids:
                raise AccessError(
                    self.env._(
                        "“%s” is not being scored now, or you are not among its "
                        "participants.",
                        taller.name,
                    )
                )
        if self.user_id - self.env.user:
            raise AccessError(self.env._("Each participant gives his own marks."))
