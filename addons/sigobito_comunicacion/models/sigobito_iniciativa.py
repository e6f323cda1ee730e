from odoo import fields, models

#: Roles that read communication actions (see security/ir.model.access.csv).
ROLES = (
    "sigobito_base.group_despacho,sigobito_base.group_gestor,"
    "sigobito_base.group_comunicacion,sigobito_base.group_titular,"
    "sigobito_comunicacion.group_aprobador_comunicacion"
)


class SigobitoIniciativa(models.Model):
    _inherit = "sigobito.iniciativa"

    accion_comunicacional_ids = fields.One2many(
        "sigobito.accion.comunicacional",
        "iniciativa_id",
        string="Communication actions",
        groups=ROLES,
    )
    accion_comunicacional_count = fields.Integer(
        string="Communication actions (number)",
        compute="_compute_accion_comunicacional_count",
        groups=ROLES,
    )

    def _compute_accion_comunicacional_count(self):
        counts = dict(
            self.env["sigobito.accion.comunicacional"]._read_group(
                [("iniciativa_id", "in", self.ids)], ["iniciativa_id"], ["__count"]
            )
        )
        for iniciativa in self:
            iniciativa.accion_comunicacional_count = counts.get(iniciativa, 0)

    def _get_hilo_fields(self):
        return super()._get_hilo_fields() + ["accion_comunicacional_ids"]

    def action_view_comunicacion(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_comunicacion.sigobito_accion_comunicacional_action"
        )
        return dict(
            action,
            domain=[("iniciativa_id", "=", self.id)],
            context={
                "default_iniciativa_id": self.id,
                "default_tema_id": self.tema_id.id,
                "default_lugar_ids": self.lugar_ids.ids,
            },
        )
