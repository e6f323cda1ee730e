from odoo import api, fields, models


class SigobitoOdsMeta(models.Model):
    """One of the 169 targets, with the product's own one-line wording."""

    _name = "sigobito.ods.meta"
    _description = "SDG target"
    _order = "sequence, id"
    _rec_names_search = ["code", "name"]

    code = fields.Char(
        required=True, index=True, help="A text: “8.10” is not the number 8.1"
    )
    sequence = fields.Integer(required=True)
    name = fields.Char(string="In few words", required=True, translate=True)
    texto_oficial = fields.Text(string="Official text", translate=True)
    ods_id = fields.Many2one(
        "sigobito.ods", string="SDG", required=True, index=True, ondelete="restrict"
    )
    color_hex = fields.Char(related="ods_id.color_hex", string="Colour")
    alineacion_count = fields.Integer(
        string="Alignments", compute="_compute_alineacion_count"
    )

    _code_uniq = models.Constraint("UNIQUE (code)", "Each target has one code.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for meta in self:
            meta.display_name = f"{meta.code} {meta.name}" if meta.code else meta.name

    def _compute_alineacion_count(self):
        counts = dict(
            self.env["sigobito.ods.alineacion"]._read_group(
                [("meta_id", "in", self.ids)], ["meta_id"], ["__count"]
            )
        )
        for meta in self:
            meta.alineacion_count = counts.get(meta, 0)
