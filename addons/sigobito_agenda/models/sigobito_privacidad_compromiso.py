"""Personal data in commitments: they go with the request they came from (R58)."""

from odoo import Command, api, models
from odoo.exceptions import UserError


class SigobitoCompromiso(models.Model):
    """A commitment whose beneficiary is no longer in it still counts.

    Kind, state, dates, slippage, area, themes, places and who answered for it stay.
    """

    _name = "sigobito.compromiso"
    _inherit = ["sigobito.compromiso", "sigobito.privacidad.mixin"]

    @api.model
    def _get_privacidad_busqueda(self):
        return ["name", "description", "beneficiario", "beneficiario_email"]

    @api.model
    def _get_privacidad_entrega(self):
        return [
            "name",
            "description",
            "beneficiario",
            "beneficiario_email",
            "date_deadline",
            "state",
            "fecha_cumplido",
            "evidencia",
        ]

    def _get_privacidad_linea(self):
        self.ensure_one()
        dia = self.fecha_asignado or (self.create_date and self.create_date.date())
        return (
            self.env._("Commitment %s", self.id),
            self.beneficiario or self.name,
            dia,
        )

    def _get_privacidad_impedimento(self):
        if self.reloj_abierto:
            return self.env._("The commitment is still open: close it first.")
        return ""

    def _get_privacidad_vals(self):
        tipos = dict(self._fields["tipo"]._description_selection(self.env))
        # Someone registered with consent stays linked; anybody else goes.
        personas = (self.actor_id | self.actor_ids).filtered(
            lambda a: a.tipo == "individuo" and not a.consentimiento
        )
        vacios = (
            "description",
            "beneficiario",
            "beneficiario_email",
            "evidencia",
            "motivo",
            "publico",
            "aviso_pendiente",
        )
        return {
            **dict.fromkeys(vacios, False),
            "name": self.env._("%s (data deleted)", tipos[self.tipo]),
            "actor_id": (self.actor_id - personas).id,
            "actor_ids": [Command.set((self.actor_ids - personas).ids)],
            "evidencia_ids": [Command.clear()],
        }

    def _privacidad_antes(self):
        """Files that prove it and reasons of its extensions tell of people too."""
        result = super()._privacidad_antes()
        self.evidencia_ids.filtered(
            lambda a: a.res_model == self._name and a.res_id in self.ids
        ).unlink()
        if self.prorroga_ids:
            self.prorroga_ids.write(
                {"motivo": self.env._("Data deleted"), "decision_nota": False}
            )
        return result

    def _check_escritura(self, vals):
        result = super()._check_escritura(vals)
        cerrados = {"state", "evidencia_ids", *self._get_privacidad_entrega()}
        if any(c.anonimizado_el for c in self) and vals.keys() & cerrados:
            raise UserError(
                self.env._(
                    "The personal data of this commitment were deleted, so it stays as "
                    "it is. If there is something new, note a new commitment."
                )
            )
        return result


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    def _privacidad_antes(self):
        """What was promised to its requester names him: it goes at the same time."""
        result = super()._privacidad_antes()
        compromisos = self.with_context(active_test=False).compromiso_ids
        compromisos.filtered(lambda c: not c.reloj_abierto)._anonimizar()
        return result
