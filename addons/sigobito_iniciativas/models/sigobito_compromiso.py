from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoCompromiso(models.Model):
    _inherit = "sigobito.compromiso"

    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative it serves",
        compute="_compute_iniciativa_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        tracking=True,
    )
    hito_id = fields.Many2one(
        "sigobito.hito",
        string="Milestone it serves",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        domain="[('iniciativa_id', '=?', iniciativa_id)]",
    )

    @api.depends("hito_id")
    def _compute_iniciativa_id(self):
        for compromiso in self:
            if compromiso.hito_id:
                compromiso.iniciativa_id = compromiso.hito_id.iniciativa_id

    @api.constrains("iniciativa_id", "hito_id")
    def _check_hito_id(self):
        for compromiso in self:
            hito = compromiso.hito_id
            if hito and hito.iniciativa_id != compromiso.iniciativa_id:
                raise ValidationError(
                    self.env._(
                        "The milestone “%(hito)s” belongs to another initiative. "
                        "Choose a milestone of the initiative it serves.",
                        hito=hito.display_name,
                    )
                )

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["iniciativa_id", "hito_id"]

    def _get_campos_responsable(self):
        """Who manages initiatives says which one a commitment of his serves."""
        campos = super()._get_campos_responsable()
        if self.env.user.has_group("sigobito_base.group_gestor"):
            campos = campos | {"iniciativa_id", "hito_id"}
        return campos
