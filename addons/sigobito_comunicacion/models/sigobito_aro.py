from odoo import fields, models
from odoo.exceptions import UserError

from .sigobito_iniciativa import ROLES


class SigobitoAro(models.Model):
    _inherit = "sigobito.aro"

    accion_comunicacional_ids = fields.One2many(
        "sigobito.accion.comunicacional",
        "aro_id",
        string="Communication actions",
        groups=ROLES,
    )

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["accion_comunicacional_ids"]

    def action_crear_comunicacion(self):
        """An opportunity becomes a communication action in one click."""
        self.ensure_one()
        if self.tipo != "oportunidad":
            raise UserError(
                self.env._("Only an opportunity becomes a communication action.")
            )
        accion = self.accion_comunicacional_ids[:1]
        if not accion:
            accion = self.env["sigobito.accion.comunicacional"].create(
                self._prepare_accion_comunicacional_vals()
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": accion._name,
            "res_id": accion.id,
            "view_mode": "form",
        }

    def _prepare_accion_comunicacional_vals(self):
        self.ensure_one()
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "aro_id": self.id,
            "iniciativa_id": self.iniciativa_id.id,
            "origen": "oportunidad",
            "tema_id": (self.tema_id or self.iniciativa_id.tema_id).id,
            "lugar_ids": [(6, 0, (self.lugar_ids or self.iniciativa_id.lugar_ids).ids)],
        }
