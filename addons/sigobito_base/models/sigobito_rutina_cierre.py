from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .sigobito_rutina_sesion import CAMPOS_SISTEMA


class SigobitoRutinaSesion(models.Model):
    """How a session ends: held, not held or called off, and by whom."""

    _inherit = "sigobito.rutina.sesion"

    def _check_escritura(self, vals):
        """Who may write is in the rules; this is what nobody writes by hand."""
        ajenos = [
            name
            for name in CAMPOS_SISTEMA & vals.keys()
            if any(
                self._fields[name].convert_to_cache(vals[name], sesion, validate=False)
                != self._fields[name].convert_to_cache(
                    sesion[name], sesion, validate=False
                )
                for sesion in self
            )
        ]
        if ajenos:
            raise AccessError(
                self.env._(
                    "The system keeps this by itself: %s.",
                    ", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in ajenos
                    ),
                )
            )
        cerradas = self.filtered(lambda s: s.state != "programada")
        if cerradas and "date" in vals:
            raise UserError(
                self.env._("“%s” is closed: its day stays.", cerradas[0].display_name)
            )

    def _prepare_estado_vals(self, state):
        """What else changes with the state; refuses what may not be."""
        if state == "realizada":
            self._check_realizada()
        elif state in ("omitida", "cancelada") and not self.env.su:
            self._check_no_realizada(state)
        if state == "programada":
            return {"fecha_cierre": False, "tarde": False}
        hoy = self[:1].company_id._hoy()
        return {
            "fecha_cierre": fields.Datetime.now(),
            "tarde": state == "realizada"
            and any(s.date_deadline and s.date_deadline < hoy for s in self),
        }

    def _check_realizada(self):
        for sesion in self:
            if sesion.date > sesion.company_id._hoy():
                raise UserError(
                    self.env._(
                        "“%s” has not come yet. If it was held before, change its day.",
                        sesion.display_name,
                    )
                )
            for acuerdo in sesion.acuerdo_ids:
                if not acuerdo.responsable_id or not acuerdo.date_deadline:
                    raise UserError(
                        self.env._(
                            "Say who does “%s” and by when: that makes it an agreement.",
                            acuerdo.name,
                        )
                    )

    def _check_no_realizada(self, state):
        if state == "cancelada" and not self._es_conduccion():
            raise AccessError(
                self.env._(
                    "Only the head of government, the cabinet office or the "
                    "administrator call a session off. You can say that it was not "
                    "held, and why."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_realizar(self):
        """It was held: what is on the screen is its record."""
        self.write({"state": "realizada"})

    def action_reabrir(self):
        self.write({"state": "programada"})

    def action_todos_presentes(self):
        self.ensure_one()
        self.check_access("write")
        self.asistencia_ids.asistio = True

    def action_no_realizada(self):
        return self._open_motivo("omitida")

    def action_cancelar(self):
        return self._open_motivo("cancelada")

    def _open_motivo(self, state):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_rutina_motivo_action"
        )
        action["context"] = {"default_sesion_id": self.id, "default_state": state}
        return action

    def _post_cierre(self):
        """Hook: what follows from sessions that have just been held."""
