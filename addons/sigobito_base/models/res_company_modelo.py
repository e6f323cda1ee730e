from odoo import fields, models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    """Its implementation (R13), and whether the others may copy its set-up (R16)."""

    _inherit = "res.company"

    es_modelo = fields.Boolean(
        string="Model municipality",
        copy=False,
        help="The others may copy its areas, posts, themes and kinds; never its "
        "people or its data. The regional team marks it.",
    )

    implementacion_ids = fields.One2many(
        "sigobito.implementacion", "company_id", string="Implementation"
    )
    asistencia_count = fields.Integer(
        string="Visits and calls", compute="_compute_asistencia_count"
    )

    def _compute_asistencia_count(self):
        counts = dict(
            self.env["sigobito.asistencia"]._read_group(
                [("company_id", "in", self.ids)], ["company_id"], ["__count"]
            )
        )
        for company in self:
            company.asistencia_count = counts.get(company, 0)

    def _sigobito_post_create(self):
        result = super()._sigobito_post_create()
        self.env["sigobito.implementacion"]._asegurar(self)
        return result

    def action_open_implementacion(self):
        """Where this municipality stands; started if it was not."""
        self.ensure_one()
        self._check_regional()
        # sudo: checked above; nobody but the system creates an implementation
        record = self.env["sigobito.implementacion"].sudo()._asegurar(self)
        record._medir_ahora()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Implementation"),
            "res_model": "sigobito.implementacion",
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_open_asistencia(self):
        """Visits, calls and observations of this municipality."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_asistencia_action"
        )
        return {
            **action,
            "domain": [("company_id", "=", self.id)],
            "context": {"default_company_id": self.id},
        }

    def action_marcar_modelo(self):
        """Let the others copy the set-up of this municipality."""
        self._set_modelo(True)

    def action_quitar_modelo(self):
        """Nobody copies from it any more; what was copied stays."""
        self._set_modelo(False)

    def _set_modelo(self, valor):
        self._check_regional()
        municipios = self.filtered("es_municipio")
        # sudo: checked above; the regional team has no other rights on a municipality
        municipios.sudo().es_modelo = valor

    def _check_regional(self):
        """Only the regional team, or the platform administrator, and what they read."""
        user = self.env.user
        if not (
            self.env.su
            or user.has_group("sigobito_base.group_regional")
            or user.has_group("base.group_system")
        ):
            raise AccessError(self.env._("Only the regional team may do this."))
        self.check_access("read")
