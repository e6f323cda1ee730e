"""The steps of a request: which there are, who takes each, what must be written first."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: state → states it may go to, and who takes the step
PASOS = {
    "recibida": {
        "analisis": "despacho",
        "recomendada": "despacho",
        "decidida": "titular",
    },
    "analisis": {
        "recibida": "despacho",
        "recomendada": "despacho",
        "decidida": "titular",
    },
    "recomendada": {"analisis": "despacho", "decidida": "titular"},
    "decidida": {"respondida": "despacho", "analisis": "despacho"},
    "respondida": {"cerrada": "despacho", "analisis": "despacho"},
    "cerrada": {"analisis": "despacho", "respondida": "despacho"},
}
#: What must be written before a step.
NECESARIOS = {
    "recomendada": "recomendacion",
    "decidida": "decision",
    "respondida": "respuesta_publica",
}
#: What the person a request was referred to may write.
CAMPOS_DERIVADA = {
    "informe",
    "message_follower_ids",
    "message_ids",
    "activity_ids",
    "message_main_attachment_id",
}


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    fecha_cierre = fields.Datetime(string="Closed on", readonly=True, copy=False)

    # ------------------------------------------------------------
    # ROLES AND CHECKS
    # ------------------------------------------------------------

    @api.model
    def _es_despacho(self):
        user = self.env.user
        return user.has_group("sigobito_base.group_despacho") or user.has_group(
            "sigobito_base.group_titular"
        )

    def _check_escritura(self, vals):
        """Each step is taken by its person, also without a button."""
        if "state" in vals:
            for solicitud in self.filtered(lambda s: s.state != vals["state"]):
                solicitud._check_paso(solicitud.state, vals["state"], vals)
        if vals.keys() & {"decision", "decision_user_id", "decision_fecha"}:
            self._check_puede_decidir()
        if vals.keys() & {"folio", "codigo"}:
            raise AccessError(
                self.env._("The folio and the tracking code of a request never change.")
            )
        if not self._es_despacho() and not vals.keys() <= CAMPOS_DERIVADA:
            raise AccessError(
                self.env._(
                    "This request was referred to you: write your report in it. The "
                    "rest is kept by the cabinet office."
                )
            )

    def _check_paso(self, de, a, vals=None):
        self.ensure_one()
        vals = vals or {}
        quien = PASOS[de].get(a)
        if not quien:
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” is “%(from)s”: it cannot go to “%(to)s” in one step.",
                    name=self.display_name,
                    **{"from": labels[de], "to": labels[a]},
                )
            )
        if quien == "titular":
            self._check_puede_decidir()
        elif not self._es_despacho():
            raise AccessError(
                self.env._(
                    "Only the cabinet office moves “%(name)s”.", name=self.display_name
                )
            )
        campo = NECESARIOS.get(a)
        if campo and not vals.get(campo, self[campo]):
            textos = {
                "recomendada": self.env._("Write first what you recommend."),
                "decidida": self.env._("Use “Decide” to say what was decided."),
                "respondida": self.env._(
                    "Use “Answer” to write what the requester will read."
                ),
            }
            raise UserError(
                self.env._(
                    "%(request)s: %(what)s", request=self.display_name, what=textos[a]
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_analizar(self):
        vals = {"state": "analisis"}
        if not self.responsable_id:
            vals["responsable_id"] = self.env.user.id
        self.write(vals)

    def action_recomendar(self):
        self.write({"state": "recomendada"})

    def action_reabrir(self):
        self.write({"state": "analisis"})

    def action_cerrar(self):
        self.write({"state": "cerrada"})
