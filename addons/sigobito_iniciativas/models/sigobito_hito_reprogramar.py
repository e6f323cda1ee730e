"""New dates for milestones whose date was approved: asked for, agreed and kept."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SigobitoHito(models.Model):
    _inherit = "sigobito.hito"

    reprogramacion_ids = fields.One2many(
        "sigobito.hito.reprogramacion",
        "hito_id",
        string="Reprogrammings",
        groups="sigobito_base.group_funcionario",
    )
    reprogramacion_count = fields.Integer(
        string="Reprogrammings (number)",
        compute="_compute_reprogramacion_count",
        groups="sigobito_base.group_funcionario",
    )

    @api.depends("reprogramacion_ids")
    def _compute_reprogramacion_count(self):
        counts = dict(
            self.env["sigobito.hito.reprogramacion"]._read_group(
                [("hito_id", "in", self.ids)], ["hito_id"], ["__count"]
            )
        )
        for hito in self:
            hito.reprogramacion_count = counts.get(hito._origin, 0)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_reprogramar(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reprogram"),
            "res_model": "sigobito.hito.reprogramar",
            "view_mode": "form",
            "target": "new",
            "context": {"default_hito_id": self.id},
        }

    def action_ver_reprogramaciones(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_iniciativas.sigobito_hito_reprogramacion_action"
        )
        return dict(action, domain=[("hito_id", "=", self.id)], context={})

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _reprogramar_desde_write(self, vals):
        """Guard the dates of approved milestones; True when nothing is left to write.

        With ``sigobito_motivo_reprogramacion`` in the context the change is recorded
        with that reason (imports, mass edits). Without it the user is sent to the
        button that asks for one.
        """
        # A context comes from outside: alone it proves nothing.
        if self.env.su and self.env.context.get("sigobito_fecha_aprobada"):
            return False
        nueva = fields.Date.to_date(vals["date_deadline"])
        afectados = self.filtered(
            lambda hito: hito.fecha_base and hito.date_deadline != nueva
        )
        if not afectados:
            return False
        motivo = self.env.context.get("sigobito_motivo_reprogramacion")
        if not motivo:
            raise UserError(
                self.env._(
                    "The date of “%(hito)s” was approved. Use “Reprogram” and give the "
                    "reason: the change is kept with who asked for it and who agreed.",
                    hito=afectados[0].name,
                )
            )
        afectados._reprogramar(nueva, motivo)
        resto = {k: v for k, v in vals.items() if k != "date_deadline"}
        (self - afectados).write(vals)
        if resto:
            afectados.write(resto)
        return True

    def _reprogramar(self, nueva, motivo, aprobador=None):
        """Record the request; it takes effect at once if the user may approve it."""
        if not nueva:
            raise UserError(self.env._("A reprogrammed milestone needs a new date."))
        for hito in self:
            if not hito.es_editable and not self.env.su:
                raise AccessError(
                    self.env._(
                        "Only the responsible of “%(hito)s” and the initiative manager "
                        "ask for a new date.",
                        hito=hito.name,
                    )
                )
        # sudo: rows are never written by hand; the check is above.
        rows = (
            self.env["sigobito.hito.reprogramacion"]
            .sudo()
            .create(
                [
                    {
                        "hito_id": hito.id,
                        "fecha_anterior": hito.date_deadline,
                        "fecha_nueva": nueva,
                        "motivo": motivo,
                        "solicitante_id": self.env.uid,
                        "aprobador_id": (
                            aprobador or hito.iniciativa_id._get_aprobador()
                        ).id,
                    }
                    for hito in self
                ]
            )
            .sudo(self.env.su)
        )
        propias = rows.filtered(lambda row: row.iniciativa_id._puede_aprobar())
        propias.action_aprobar()
        for row in rows - propias:
            row.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("New date to approve"),
                note=row.motivo,
                user_id=row.aprobador_id.id or self.env.uid,
            )
        return rows
