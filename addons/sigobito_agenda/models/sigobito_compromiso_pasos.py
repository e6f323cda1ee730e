from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: state → states it may go to, and who takes the step
PASOS = {
    "pendiente": {"aceptado": "responsable", "en_curso": "responsable"},
    "aceptado": {
        "en_curso": "responsable",
        "cumplido": "responsable",
        "pendiente": "responsable",
    },
    "en_curso": {"cumplido": "responsable", "pendiente": "responsable"},
    "cumplido": {"verificado": "despacho", "en_curso": "despacho"},
    "verificado": {"en_curso": "despacho"},
    "no_cumplido": {"en_curso": "despacho", "pendiente": "despacho"},
}
#: What the person who answers for it may write; the rest is for the cabinet office.
CAMPOS_RESPONSABLE = {
    "state",
    "avance",
    "evidencia",
    "evidencia_ids",
    "devuelto",
    "motivo",
    "fecha_cumplido",
    "message_follower_ids",
    "message_ids",
    "activity_ids",
    "message_main_attachment_id",
}
#: What the system works out: nobody writes it by hand.
CAMPOS_SISTEMA = {
    "fecha_asignado",
    "fecha_aceptado",
    "cumplido_por_id",
    "fecha_verificado",
    "verificado_por_id",
}


class SigobitoCompromiso(models.Model):
    """Who may take which step with a commitment (R26)."""

    _inherit = "sigobito.compromiso"

    puede_verificar = fields.Boolean(
        string="I may verify it", compute="_compute_puede_verificar"
    )

    @api.depends("state", "cumplido_por_id", "responsable_id", "corresponsable_ids")
    @api.depends_context("uid")
    def _compute_puede_verificar(self):
        despacho = self._es_despacho()
        for compromiso in self:
            compromiso.puede_verificar = (
                despacho
                and compromiso.state == "cumplido"
                and self.env.user not in compromiso._get_interesados()
            )

    def _get_interesados(self):
        """Those who kept it: another person verifies."""
        return self.cumplido_por_id | self.responsable_id | self.corresponsable_ids

    # ------------------------------------------------------------
    # ROLES
    # ------------------------------------------------------------

    @api.model
    def _es_despacho(self):
        user = self.env.user
        return user.has_group("sigobito_base.group_despacho") or user.has_group(
            "sigobito_base.group_titular"
        )

    def _check_escritura(self, vals):
        """Each step by its person; only the office changes what was agreed."""
        self._check_sistema(vals)
        if "state" in vals:
            for compromiso in self.filtered(lambda c: c.state != vals["state"]):
                compromiso._check_paso(compromiso.state, vals["state"])
        if self._es_despacho():
            return
        fields_get = self._fields
        ajenos = [
            name
            for name in vals
            if name not in self._get_campos_responsable() and name in fields_get
        ]
        if ajenos and self._solo_responde():
            raise AccessError(
                self.env._(
                    "Only the cabinet office changes what was agreed (%(fields)s). "
                    "You can report progress, or return the commitment with a reason.",
                    fields=", ".join(
                        fields_get[name]._description_string(self.env)
                        for name in ajenos
                    ),
                )
            )

    @api.model
    def _get_campos_sistema(self):
        """Fields nobody writes by hand, whatever his role."""
        return CAMPOS_SISTEMA

    def _check_sistema(self, vals):
        ajenos = sorted(vals.keys() & self._get_campos_sistema())
        if ajenos:
            raise AccessError(
                self.env._(
                    "The system keeps these by itself: %(fields)s.",
                    fields=", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in ajenos
                    ),
                )
            )

    @api.model
    def _get_campos_responsable(self):
        """Fields open to the person who answers for a commitment."""
        return CAMPOS_RESPONSABLE

    def _solo_responde(self):
        """Whether the user is here only to answer, not to program."""
        return any(compromiso.create_uid != self.env.user for compromiso in self)

    def _check_paso(self, de, a):
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        if a == "no_cumplido" and de not in ("verificado", "no_cumplido"):
            quien = "despacho"
        else:
            quien = PASOS[de].get(a)
        if not quien:
            raise UserError(
                self.env._(
                    "“%(name)s” is “%(from)s”: it cannot go to “%(to)s” in one step.",
                    name=self.name,
                    **{"from": labels[de], "to": labels[a]},
                )
            )
        if quien == "despacho" and not self._es_despacho():
            raise AccessError(
                self.env._(
                    "The cabinet office verifies the commitments. Mark “%(name)s” as "
                    "kept and it will be told.",
                    name=self.name,
                )
            )
        if a == "verificado" and self.env.user in self._get_interesados():
            raise AccessError(
                self.env._(
                    "“%(name)s” is verified by another person than those who kept it.",
                    name=self.name,
                )
            )
        if quien == "responsable" and not (self.es_responsable or self._es_despacho()):
            raise AccessError(
                self.env._(
                    "Only whoever answers for “%(name)s” can do this: %(who)s.",
                    name=self.name,
                    who=self.responsable_id.name or self.area_id.name or "—",
                )
            )
        if a in ("aceptado",) and not self.es_responsable:
            raise AccessError(
                self.env._(
                    "Only whoever answers for “%(name)s” accepts it: %(who)s.",
                    name=self.name,
                    who=self.responsable_id.name or self.area_id.name or "—",
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_aceptar(self):
        self.write({"state": "aceptado", "devuelto": False})

    def action_iniciar(self):
        self.write({"state": "en_curso"})

    def action_cumplir(self):
        self.write({"state": "cumplido"})

    def action_verificar(self):
        self.write({"state": "verificado"})

    def action_devolver(self):
        return self._open_motivo("devolver")

    def action_rechazar(self):
        return self._open_motivo("rechazar")

    def action_no_cumplir(self):
        return self._open_motivo("no_cumplir")

    def _open_motivo(self, accion):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_compromiso_motivo_action"
        )
        action["context"] = {
            "default_compromiso_id": self.id,
            "default_accion": accion,
        }
        return action

    def _devolver(self, motivo):
        """The responsible gives it back: the office names another one."""
        self.ensure_one()
        if self.state == "pendiente":
            # No change of state, so write() has not asked who is doing it.
            if not (self.es_responsable or self._es_despacho()):
                self._check_paso("pendiente", "aceptado")
        self.write({"state": "pendiente", "devuelto": True, "motivo": motivo})
        self.message_post(body=self.env._("Returned: %(reason)s", reason=motivo))

    def _rechazar(self, motivo):
        self.ensure_one()
        self.write({"state": "en_curso", "motivo": motivo, "avance": 80})
        self.message_post(body=self.env._("Not verified: %(reason)s", reason=motivo))

    def _no_cumplir(self, motivo):
        self.ensure_one()
        self.write({"state": "no_cumplido", "motivo": motivo})
        self.message_post(body=self.env._("Not kept: %(reason)s", reason=motivo))

    def action_open_event(self):
        self.ensure_one()
        return self.event_id._get_records_action(target="current")

    def action_open_solicitud(self):
        self.ensure_one()
        return self.solicitud_id._get_records_action(target="current")
