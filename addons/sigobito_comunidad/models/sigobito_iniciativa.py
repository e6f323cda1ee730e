from odoo import api, fields, models


class SigobitoIniciativa(models.Model):
    _inherit = "sigobito.iniciativa"

    alineacion_ids = fields.One2many(
        "sigobito.ods.alineacion", "iniciativa_id", string="SDG alignments"
    )
    ods_ids = fields.Many2many(
        "sigobito.ods", string="SDGs", compute="_compute_ods_ids"
    )
    alineacion_count = fields.Integer(
        string="SDG alignments (number)", compute="_compute_ods_ids"
    )
    ficha_ids = fields.One2many("sigobito.ficha", "iniciativa_id", string="Cards")

    @api.depends("alineacion_ids.ods_id")
    def _compute_ods_ids(self):
        for iniciativa in self:
            iniciativa.ods_ids = iniciativa.alineacion_ids.ods_id.sorted("sequence")
            iniciativa.alineacion_count = len(iniciativa.alineacion_ids)

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["ficha_ids"]

    def _actualizar_fichas(self):
        """The card follows at once what is tagged; the rest waits for the cron."""
        # sudo: cards are written by the system only, whoever tags
        self.env["sigobito.ficha"].sudo()._actualizar(self.ids)

    def action_view_alineaciones(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_comunidad.sigobito_ods_alineacion_action"
        )
        return dict(
            action,
            domain=[("iniciativa_id", "=", self.id)],
            context={"default_iniciativa_id": self.id},
        )
