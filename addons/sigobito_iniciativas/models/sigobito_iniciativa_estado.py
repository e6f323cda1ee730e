"""States of an initiative: where each may go, who approves, what follows."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: From each state, where the method lets it go.
TRANSICIONES = {
    "candidata": {"programacion", "cancel"},
    "programacion": {"candidata", "aprobada", "suspendida", "cancel"},
    "aprobada": {"programacion", "ejecucion", "suspendida", "cancel"},
    "ejecucion": {"programacion", "done", "suspendida", "cancel"},
    "suspendida": {"programacion", "ejecucion", "cancel"},
    "done": {"ejecucion"},
    "cancel": {"candidata"},
}
#: Moves only the superior makes: approving and sending back to be programmed again.
SOLO_SUPERIOR = {
    ("programacion", "aprobada"),
    ("aprobada", "programacion"),
    ("ejecucion", "programacion"),
}
#: What an approval leaves written; nobody else writes it, by whatever door.
CAMPOS_DE_APROBACION = {"aprobado_por_id", "fecha_aprobacion", "fecha_base"}


class SigobitoIniciativa(models.Model):
    _inherit = "sigobito.iniciativa"

    programado_por_id = fields.Many2one(
        "res.users", string="Programmed by", readonly=True, copy=False
    )
    fecha_programacion = fields.Date(
        string="Programming completed on", readonly=True, copy=False
    )
    aprobado_por_id = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    fecha_aprobacion = fields.Date(string="Approved on", readonly=True, copy=False)
    puede_aprobar = fields.Boolean(
        string="I can approve", compute="_compute_puede_aprobar"
    )

    @api.depends("patrocinador_id", "company_id")
    @api.depends_context("uid")
    def _compute_puede_aprobar(self):
        for iniciativa in self:
            iniciativa.puede_aprobar = iniciativa._puede_aprobar()

    # ------------------------------------------------------------
    # CRUD: dragging a card does what the button does
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                if vals.get("state") not in (None, "candidata", "programacion"):
                    raise UserError(
                        self.env._(
                            "A new initiative starts as candidate or in programming; "
                            "it is approved after its milestones are programmed."
                        )
                    )
        iniciativas = super().create(vals_list)
        iniciativas.filtered(
            lambda one: any(one[name] for name in CAMPOS_DE_APROBACION)
        )._check_superior()
        return iniciativas

    def write(self, vals):
        if CAMPOS_DE_APROBACION & vals.keys():
            self._check_superior()
        destino = vals.get("state")
        cambian = self.browse()
        if destino:
            cambian = self.filtered(lambda iniciativa: iniciativa.state != destino)
            for origen, iniciativas in cambian.grouped("state").items():
                iniciativas._check_transicion(origen, destino)
        res = super().write(vals)
        if cambian:
            cambian._post_transicion(destino)
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_aprobada(self):
        if self.env.su:
            return
        for iniciativa in self:
            if iniciativa.fecha_aprobacion:
                raise UserError(
                    self.env._(
                        "“%(iniciativa)s” was approved once. Cancel or archive it: "
                        "what was promised is not erased.",
                        iniciativa=iniciativa.display_name,
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_programar(self):
        self.write({"state": "programacion"})
        return True

    def action_solicitar_aprobacion(self):
        """The programming is complete: ask the superior for the approval."""
        self._check_programacion()
        hoy = self.env.company._hoy()
        for iniciativa in self:
            aprobador = iniciativa._get_aprobador()
            if not aprobador:
                raise UserError(
                    self.env._(
                        "Nobody can approve “%(iniciativa)s”: give it a sponsor, or "
                        "set the head of government of the municipality.",
                        iniciativa=iniciativa.display_name,
                    )
                )
            iniciativa.write(
                {"programado_por_id": self.env.uid, "fecha_programacion": hoy}
            )
            iniciativa.activity_unlink(["mail.mail_activity_data_todo"])
            iniciativa.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Programming to approve"),
                user_id=aprobador.id,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(nombre)s was asked to approve it.",
                    nombre=", ".join({i._get_aprobador().sudo().name for i in self}),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_aprobar(self):
        for iniciativa in self:
            if not iniciativa._puede_aprobar():
                iniciativa._check_transicion("programacion", "aprobada")
        # sudo: the sponsor may be staff without write access; he was checked above.
        self.sudo().write({"state": "aprobada"})
        return True

    def action_devolver(self):
        """Back to be programmed again, with new dates."""
        for iniciativa in self:
            if iniciativa.state == "suspendida":
                # No superior is needed for this, but whoever may change it is.
                if not iniciativa._puede_aprobar():
                    iniciativa.check_access("write")
            elif not iniciativa._puede_aprobar():
                iniciativa._check_transicion(iniciativa.state, "programacion")
        self.sudo().write({"state": "programacion"})
        return True

    def action_ejecutar(self):
        self.write({"state": "ejecucion"})
        return True

    def action_concluir(self):
        self.write({"state": "done"})
        return True

    def action_suspender(self):
        self.write({"state": "suspendida"})
        return True

    def action_cancelar(self):
        self.write({"state": "cancel"})
        return True

    def action_reabrir(self):
        for origen, iniciativas in self.grouped("state").items():
            iniciativas.write(
                {"state": "candidata" if origen == "cancel" else "ejecucion"}
            )
        return True

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _check_transicion(self, origen, destino):
        etiquetas = dict(self._fields["state"]._description_selection(self.env))
        if destino not in TRANSICIONES[origen]:
            raise UserError(
                self.env._(
                    "“%(iniciativa)s” cannot go from %(origen)s to %(destino)s.",
                    iniciativa=self[0].display_name,
                    origen=etiquetas[origen],
                    destino=etiquetas[destino],
                )
            )
        if (origen, destino) in SOLO_SUPERIOR:
            self._check_superior()
        if destino == "aprobada" or (
            destino == "ejecucion" and origen not in ("aprobada", "done")
        ):
            self._check_programacion()
        if destino == "ejecucion" and origen == "suspendida":
            for iniciativa in self:
                if not iniciativa.fecha_aprobacion:
                    raise UserError(
                        self.env._(
                            "“%(iniciativa)s” was never approved: send it back to "
                            "programming first.",
                            iniciativa=iniciativa.display_name,
                        )
                    )
        if destino == "done":
            for iniciativa in self:
                pendientes = iniciativa.hito_ids.filtered(
                    lambda hito: hito.state in ("pendiente", "en_curso")
                )
                if pendientes:
                    raise UserError(
                        self.env._(
                            "“%(iniciativa)s” still has open milestones: %(hitos)s. "
                            "Mark them as reached or cancel them first.",
                            iniciativa=iniciativa.display_name,
                            hitos=", ".join(pendientes.mapped("name")),
                        )
                    )

    def _post_transicion(self, destino):
        """What follows from a new state."""
        hoy = self.env.company._hoy()
        if destino == "aprobada":
            # sudo: the sponsor who approves may have no write access of his own.
            for iniciativa in self.sudo():
                iniciativa._congelar_base()
            self.sudo().write(
                {"aprobado_por_id": self.env.uid, "fecha_aprobacion": hoy}
            )
            self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        elif destino == "programacion":
            self.sudo().write(
                {
                    "programado_por_id": self.env.uid,
                    "fecha_aprobacion": False,
                    "aprobado_por_id": False,
                }
            )
            # Dates may move again until the next approval fixes them.
            self.sudo().hito_ids.write({"fecha_base": False})

    def _get_aprobador(self):
        """Who approves: the sponsor, or the head of government."""
        return self.patrocinador_id or self.company_id.sudo().titular_id

    def _check_superior(self):
        """Refuse what only the superior of each initiative may do."""
        for iniciativa in self:
            if not iniciativa._puede_aprobar():
                raise AccessError(
                    self.env._(
                        "Only the sponsor of “%(iniciativa)s” or the head of "
                        "government approves its programming or sends it back.",
                        iniciativa=iniciativa.display_name,
                    )
                )

    def _puede_aprobar(self):
        """Whether the user is the superior of this initiative."""
        user = self.env.user
        if self.env.su:
            return True
        return user == self.patrocinador_id or (
            user.has_group("sigobito_base.group_titular")
            and self.company_id in user.company_ids
        )
