from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoJerarquiaMixin(models.AbstractModel):
    """Tree with its full path as a name: areas, themes, places.

    The inheriting model has ``name``, ``parent_id``, ``child_ids``, ``codigo`` and
    ``company_id``.
    """

    _name = "sigobito.jerarquia.mixin"
    _description = "Tree"
    _parent_store = True
    _rec_names_search = ["complete_name", "codigo"]

    parent_path = fields.Char(index=True)
    complete_name = fields.Char(
        compute="_compute_complete_name", store=True, recursive=True, index="trigram"
    )

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for record in self:
            parent = record.parent_id.complete_name
            record.complete_name = (
                f"{parent} / {record.name}" if parent else record.name
            )

    @api.depends("complete_name", "name")
    @api.depends_context("sigobito_nombre_corto")
    def _compute_display_name(self):
        short = self.env.context.get("sigobito_nombre_corto")
        for record in self:
            record.display_name = record.name if short else record.complete_name

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("“%s” cannot hang from itself.", self[:1].name)
            )
