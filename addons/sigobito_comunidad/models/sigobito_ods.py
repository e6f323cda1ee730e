from odoo import api, fields, models

from ..tools.color import texto_sobre


class SigobitoOds(models.Model):
    """One of the 17 Sustainable Development Goals, in the words of a town hall (R53)."""

    _name = "sigobito.ods"
    _description = "SDG"
    _order = "sequence, id"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, help="A text: it is never counted with")
    sequence = fields.Integer(required=True)
    name = fields.Char(required=True, translate=True)
    descripcion = fields.Char(string="In few words", required=True, translate=True)
    texto_oficial = fields.Text(
        string="Official text",
        translate=True,
        help="Loaded by the regional team from the file of the United Nations",
    )
    color_hex = fields.Char(string="Colour", required=True)
    color_texto = fields.Char(
        string="Colour of the text", compute="_compute_color_texto"
    )
    meta_ids = fields.One2many("sigobito.ods.meta", "ods_id", string="Targets")
    meta_count = fields.Integer(
        string="Targets (number)", compute="_compute_meta_count"
    )
    ficha_count = fields.Integer(string="Initiatives", compute="_compute_ficha_count")

    _code_uniq = models.Constraint("UNIQUE (code)", "Each goal has one code.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for ods in self:
            ods.display_name = f"{ods.code}. {ods.name}" if ods.code else ods.name

    @api.depends("color_hex")
    def _compute_color_texto(self):
        for ods in self:
            ods.color_texto = texto_sobre(ods.color_hex or "#ffffff")

    @api.depends("meta_ids")
    def _compute_meta_count(self):
        counts = dict(
            self.env["sigobito.ods.meta"]._read_group(
                [("ods_id", "in", self.ids)], ["ods_id"], ["__count"]
            )
        )
        for ods in self:
            ods.meta_count = counts.get(ods, 0)

    def _compute_ficha_count(self):
        counts = dict(
            self.env["sigobito.ficha"]._read_group(
                [("ods_ids", "in", self.ids)], ["ods_ids"], ["__count"]
            )
        )
        for ods in self:
            ods.ficha_count = counts.get(ods, 0)

    def action_view_fichas(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_comunidad.sigobito_ficha_action"
        )
        return dict(
            action,
            name=self.display_name,
            domain=[("ods_ids", "in", self.ids)],
            context={},
        )
