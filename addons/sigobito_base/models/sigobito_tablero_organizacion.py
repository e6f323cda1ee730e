from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """What the administrator has to mend in the organisation (R15)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas_organizacion(self):
        section = self.env._("Government")
        company = self.env.company
        return super()._get_tarjetas_organizacion() + [
            self._tarjeta(
                "personas_sin_cargo",
                "res.users",
                [
                    ("share", "=", False),
                    ("company_ids", "in", company.ids),
                    ("tiene_cargo", "=", False),
                ],
                title=self.env._("People without a post"),
                subtitle=self.env._("Appoint them, or leave them as they are"),
                icon="fa-user-o",
                sequence=82,
                section=section,
                action="sigobito_base.sigobito_usuario_action",
            ),
        ]
