from odoo import fields, models
from odoo.exceptions import UserError


class SigobitoComunicacionMotivo(models.TransientModel):
    """Say no, and why: discard or return an action, reject a piece."""

    _name = "sigobito.comunicacion.motivo"
    _description = "Reason"

    accion_id = fields.Many2one("sigobito.accion.comunicacional", string="Action")
    pieza_id = fields.Many2one("sigobito.pieza", string="Piece")
    operacion = fields.Selection(
        [
            ("descartar", "Discard"),
            ("devolver", "Return with comments"),
            ("rechazar", "Reject"),
        ],
        string="Operation",
        required=True,
        readonly=True,
    )
    motivo = fields.Text(string="Reason", required=True)

    def action_confirmar(self):
        self.ensure_one()
        motivo = self.motivo.strip()
        if not motivo:
            raise UserError(self.env._("Write the reason: the other person needs it."))
        if self.operacion == "rechazar":
            self.pieza_id.write({"state": "rechazada", "motivo_rechazo": motivo})
            self.pieza_id.message_post(
                body=self.env._("Rejected: %s", motivo),
                partner_ids=self.pieza_id.enviada_por_id.partner_id.ids,
            )
            return
        accion = self.accion_id
        if self.operacion == "descartar":
            accion.write({"state": "descartada", "motivo_descarte": motivo})
            accion.message_post(body=self.env._("Discarded: %s", motivo))
        else:
            for pieza in accion.pieza_ids.filtered(lambda p: p.state == "revision"):
                pieza.state = "borrador"
            accion.state = "preparacion"
            accion.message_post(
                body=self.env._("Returned with comments: %s", motivo),
                partner_ids=accion.responsable_id.partner_id.ids,
            )
