from odoo import api, fields, models
from odoo.exceptions import UserError


class SigobitoCompromisoAvisar(models.TransientModel):
    """Tell the beneficiary that it was kept: by mail, or with a text to paste (R26)."""

    _name = "sigobito.compromiso.avisar"
    _description = "Tell the beneficiary"

    compromiso_id = fields.Many2one(
        "sigobito.compromiso", string="Commitment", required=True, ondelete="cascade"
    )
    nombre = fields.Char(string="Beneficiary", compute="_compute_datos")
    email = fields.Char(string="Email", compute="_compute_datos")
    phone = fields.Char(string="Phone", compute="_compute_datos")
    texto = fields.Text(
        string="Text",
        compute="_compute_datos",
        help="Copy it and send it by the means that person uses",
    )

    @api.depends("compromiso_id")
    def _compute_datos(self):
        for wizard in self:
            compromiso = wizard.compromiso_id
            if not compromiso:
                wizard.update(dict.fromkeys(("nombre", "email", "phone", "texto")))
                continue
            compromiso._check_avisar()
            # sudo: checked above; whoever asked is in a request
            datos = compromiso.sudo()._get_beneficiario()
            wizard.nombre = datos["nombre"]
            wizard.email = datos["email"]
            wizard.phone = datos["phone"]
            wizard.texto = compromiso._get_texto_aviso()

    def action_enviar(self):
        self.ensure_one()
        self.compromiso_id._check_avisar()
        if not self.email:
            raise UserError(
                self.env._("There is no address: copy the text and send it yourself.")
            )
        self.compromiso_id._enviar_aviso()
        return {"type": "ir.actions.act_window_close"}

    def action_avisado(self):
        """It was told by phone, by message or in person."""
        self.ensure_one()
        self.compromiso_id._check_avisar()
        self.compromiso_id._anotar_aviso("manual")
        return {"type": "ir.actions.act_window_close"}
