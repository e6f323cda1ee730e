from odoo import fields, models


class SigobitoPublicacionIntento(models.Model):
    """One line of the log of a publication. Never holds a key or a token."""

    _name = "sigobito.publicacion.intento"
    _description = "Publication attempt"
    _order = "fecha desc, id desc"
    _rec_name = "resultado"

    publicacion_id = fields.Many2one(
        "sigobito.publicacion",
        string="Publication",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="publicacion_id.company_id",
        store=True,
        index=True,
        precompute=True,
        string="Municipality",
    )
    fecha = fields.Datetime(
        string="When", required=True, default=lambda self: fields.Datetime.now()
    )
    resultado = fields.Char(string="Result", required=True)
    mensaje = fields.Text(string="Detail")
