from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _borrar_datos_personales(self):
        """Contacts of a municipality whose person is deleted; runs in sudo."""
        self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        campos = ("email", "phone", "street", "street2", "zip", "vat", "comment")
        self.with_context(tracking_disable=True).write(
            {
                **{name: False for name in campos},
                "name": self.env._("Anonymous stakeholder"),
                "image_1920": False,
                "active": False,
            }
        )
