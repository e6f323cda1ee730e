from lxml import etree

from odoo import api, fields, models

#: The left panel of every classified list, in this order: which field (the first the
#: model has), its icon, who sees it.
PANEL = (
    (("estado", "state"), "fa-flag", None),
    (("area_id",), "fa-sitemap", None),
    (("tema_id",), "fa-tags", None),
    (("lugar_ids",), "fa-map-marker", "sigobito_base.group_funcionario"),
)


class SigobitoClasificableMixin(models.AbstractModel):
    """The same classification everywhere: themes, places and actors (R8).

    The inheriting model owns ``company_id``; every link stays inside the municipality.
    """

    _name = "sigobito.clasificable.mixin"
    _description = "Classified by theme, place and actor"

    tema_id = fields.Many2one(
        "sigobito.tema",
        string="Theme",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    tema_ids = fields.Many2many(
        "sigobito.tema", string="Other themes", check_company=True
    )
    lugar_ids = fields.Many2many("sigobito.lugar", string="Places", check_company=True)
    actor_ids = fields.Many2many(
        "sigobito.actor", string="Stakeholders", check_company=True
    )

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "search":
            panel = arch.find("searchpanel")
            if panel is not None:
                self._completar_panel(panel)
        return arch, view

    @api.model
    def _completar_panel(self, panel):
        """State, area, theme and place on every list; then what is the model's own."""
        propios = {node.get("name"): node for node in panel.iterchildren("field")}
        comunes = []
        for names, icon, groups in PANEL:
            name = next((name for name in names if name in self._fields), None)
            if not name:
                continue
            node = propios.pop(name, None)
            if node is None:
                attrs = {"select": "multi", "icon": icon, "enable_counters": "1"}
                if groups:
                    attrs["groups"] = groups
                node = etree.Element("field", name=name, **attrs)
            comunes.append(node)
        panel[:] = [*comunes, *propios.values()]
