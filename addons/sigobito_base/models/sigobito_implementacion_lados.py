from odoo import api, models
from odoo.exceptions import AccessError


class SigobitoImplementacionPaso(models.Model):
    """Whose side a step is of, and how both sides accept it."""

    _inherit = "sigobito.implementacion.paso"

    def _get_lado_usuario(self):
        return self.implementacion_id._get_lado_usuario()

    def _es_de_su_lado(self, lado):
        """Its side, or the person it was given to."""
        return bool(lado and self.lado in (lado, "ambos")) or (
            bool(self.responsable_id) and self.responsable_id == self.env.user
        )

    def _check_suyo(self):
        self.check_access("read")
        if not self._es_de_su_lado(self._get_lado_usuario()):
            raise AccessError(self.env._("“%s” is of the other side.", self.name))

    def _check_reparte(self):
        """Whose each step is, says the regional team: nobody rids himself of his."""
        if not self.env.user._is_system():
            for paso in self:
                paso._check_regional()

    def _check_regional(self):
        self.check_access("read")
        if self._get_lado_usuario() != "regional":
            raise AccessError(self.env._("Only the regional team may do this."))

    def _escribir(self, **vals):
        # sudo: fields of the system; the caller has checked who may
        self.sudo().write(vals)

    @api.model
    def _sin_aceptar(self):
        return {
            "acepta_municipio_id": False,
            "acepta_municipio_fecha": False,
            "acepta_regional_id": False,
            "acepta_regional_fecha": False,
        }

    def _aceptar(self):
        lado = self._get_lado_usuario()
        self._escribir(
            **{
                f"acepta_{lado}_id": self.env.uid,
                f"acepta_{lado}_fecha": self.company_id._hoy(),
            }
        )
        if self.acepta_municipio_id and self.acepta_regional_id:
            self._escribir(state="done")

    def _preguntar_motivo(self, accion):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tell why"),
            "res_model": "sigobito.implementacion.motivo",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_paso_id": self.id, "default_accion": accion},
        }

    def _devolver(self, motivo):
        """Back to work, with the reason before the eyes of who delivered."""
        self.ensure_one()
        if self.state != "entregado" or not self._get_lado_usuario():
            raise AccessError(self.env._("“%s” cannot be returned.", self.name))
        self._escribir(
            state="en_curso", motivo=motivo, fecha_real=False, **self._sin_aceptar()
        )

    def _no_aplica(self, motivo):
        """Only the regional team: otherwise a municipality would excuse itself."""
        self.ensure_one()
        self._check_regional()
        self._escribir(state="no_aplica", motivo=motivo)
