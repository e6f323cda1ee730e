from odoo import api, models
from odoo.fields import Domain


class SigobitoResumen(models.Model):
    """Pieces that wait for their sign-off in the weekly digest (R9)."""

    _inherit = "sigobito.resumen"

    @api.model
    def _get_fuentes(self, lunes):
        return [
            *super()._get_fuentes(lunes),
            {
                "clave": "piezas",
                "titulo": self.env._("Pieces that wait for your sign-off"),
                "modelo": "sigobito.pieza",
                "dominio": Domain("state", "=", "revision"),
                "grupo": "sigobito_base.group_titular",
                "detalle": "canal_id",
                "sequence": 40,
            },
            {
                "clave": "publicaciones",
                "titulo": self.env._("Publications that need a person"),
                "modelo": "sigobito.publicacion",
                "dominio": Domain("requiere_persona", "=", True),
                "grupo": "sigobito_base.group_comunicacion",
                "detalle": "canal_id",
                "sequence": 41,
            },
        ]
