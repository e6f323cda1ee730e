from odoo import fields, models

from .sigobito_iniciativa import ROLES


class SigobitoHito(models.Model):
    _inherit = "sigobito.hito"

    accion_comunicacional_ids = fields.One2many(
        "sigobito.accion.comunicacional",
        "hito_id",
        string="Communication actions",
        groups=ROLES,
    )

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["accion_comunicacional_ids"]

    def _post_logrado(self):
        """What was achieved deserves to be told: propose it to the press office."""
        result = super()._post_logrado()
        self.env["sigobito.accion.comunicacional"]._proponer(
            [hito._prepare_accion_comunicacional_vals() for hito in self]
        )
        return result

    def _prepare_accion_comunicacional_vals(self):
        """Proposal of communication of a reached milestone, with what it knows."""
        self.ensure_one()
        iniciativa = self.iniciativa_id
        return {
            "name": self.name,
            "company_id": self.company_id.id,
            "hito_id": self.id,
            "iniciativa_id": iniciativa.id,
            "origen": "hito",
            "mensaje": self.producto or False,
            "tema_id": (self.tema_id or iniciativa.tema_id).id,
            "lugar_ids": [(6, 0, (self.lugar_ids or iniciativa.lugar_ids).ids)],
            "actor_ids": [(6, 0, self.actor_ids.ids)],
        }
