from odoo import fields, models


class SigobitoActividadTipo(models.Model):
    """What every activity of a kind needs: a protocol and a checklist (R22)."""

    _inherit = "sigobito.actividad.tipo"

    protocolo = fields.Text(
        string="Usual protocol",
        translate=True,
        help="Proposed in the briefing sheet of each activity of this kind",
    )
    preparacion_ids = fields.One2many(
        "sigobito.preparacion.plantilla", "tipo_id", string="Checklist", copy=True
    )
