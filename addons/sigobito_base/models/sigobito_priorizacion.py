from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: Who closes a workshop: what it decides is the government's word.
GRUPOS_CIERRE = (
    "sigobito_base.group_titular",
    "sigobito_base.group_admin_municipal",
)


class SigobitoPriorizacion(models.Model):
    """Workshop in which the team scores candidate initiatives and chooses (R14)."""

    _name = "sigobito.priorizacion"
    _description = "Prioritisation workshop"
    _inherit = ["mail.thread"]
    _order = "fecha desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    plan_id = fields.Many2one(
        "sigobito.plan",
        string="Plan",
        index="btree_not_null",
        check_company=True,
        default=lambda self: self._default_plan_id(),
    )
    fecha = fields.Date(
        string="Date", required=True, default=lambda self: self.env.company._hoy()
    )
    user_id = fields.Many2one(
        "res.users",
        string="Facilitator",
        index="btree_not_null",
        default=lambda self: self.env.user,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        tracking=True,
        help="Prepares the workshop and sees who gave which mark",
    )
    participante_ids = fields.Many2many(
        "res.users",
        "sigobito_priorizacion_participante_rel",
        "priorizacion_id",
        "user_id",
        string="Participants",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    cupo = fields.Integer(
        string="How many to choose",
        default=5,
        help="A government pushes few things at a time: five are plenty",
    )
    state = fields.Selection(
        [("draft", "Being prepared"), ("open", "Scoring"), ("done", "Closed")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )
    criterio_ids = fields.One2many(
        "sigobito.priorizacion.criterio",
        "priorizacion_id",
        string="Criteria",
        copy=True,
        default=lambda self: self._default_criterio_ids(),
    )
    candidata_ids = fields.One2many(
        "sigobito.priorizacion.candidata", "priorizacion_id", string="Candidates"
    )
    candidata_count = fields.Integer(
        string="Candidates (number)", compute="_compute_cuentas"
    )
    elegida_count = fields.Integer(
        string="Chosen candidates", compute="_compute_cuentas"
    )
    avance = fields.Float(
        string="Marks given (%)", compute="_compute_cuentas", digits=(5, 0)
    )
    conclusiones = fields.Text(string="Conclusions")
    cerrada_por_id = fields.Many2one(
        "res.users", string="Closed by", readonly=True, copy=False
    )
    fecha_cierre = fields.Date(string="Closed on", readonly=True, copy=False)
    puedo_puntuar = fields.Boolean(
        string="I can score", compute="_compute_puedo_puntuar"
    )

    _cupo_ok = models.Constraint(
        "CHECK (cupo > 0)", "At least one candidate is to be chosen."
    )

    @api.model
    def _default_plan_id(self):
        return self.env["sigobito.plan"].search(
            [("company_id", "=", self.env.company.id), ("state", "=", "open")], limit=1
        )

    @api.model
    def _default_criterio_ids(self):
        """The three usual criteria; they may be changed."""
        return [
            fields.Command.create({"name": nombre, "peso": peso, "descripcion": texto})
            for nombre, peso, texto in (
                (
                    self.env._("Impact"),
                    40,
                    self.env._("How much it changes people's lives, and of how many"),
                ),
                (
                    self.env._("Feasibility"),
                    30,
                    self.env._("Money, permits, land and team are within reach"),
                ),
                (
                    self.env._("Political value"),
                    30,
                    self.env._("Keeps a promise, brings people together, is seen"),
                ),
            )
        ]

    @api.depends("candidata_ids.decision", "candidata_ids.completo")
    def _compute_cuentas(self):
        grupos = self.env["sigobito.priorizacion.candidata"]._read_group(
            [("priorizacion_id", "in", self.ids)],
            ["priorizacion_id", "decision"],
            ["__count", "completo:sum"],
        )
        for taller in self:
            suyos = [grupo[1:] for grupo in grupos if grupo[0] == taller._origin]
            total = sum(cuenta for _decision, cuenta, _suma in suyos)
            taller.candidata_count = total
            taller.elegida_count = sum(c for d, c, _s in suyos if d == "elegida")
            suma = sum(suma or 0.0 for _decision, _cuenta, suma in suyos)
            taller.avance = suma / total if total else 0.0

    @api.depends("participante_ids", "state")
    @api.depends_context("uid")
    def _compute_puedo_puntuar(self):
        for taller in self:
            taller.puedo_puntuar = (
                taller.state == "open" and self.env.user in taller.participante_ids
            )

    @api.constrains("participante_ids", "company_id")
    def _check_personas(self):
        for taller in self:
            # sudo: companies of a user are for administrators only
            for user in taller.participante_ids.sudo():
                if taller.company_id not in user.company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s.",
                            user=user.name,
                            company=taller.company_id.name,
                        )
                    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        self._check_estado(vals)
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                estado = vals.get("state", self.env.context.get("default_state"))
                if estado not in (None, "draft"):
                    raise UserError(self.env._("A workshop starts by being prepared."))
                if {"cerrada_por_id", "fecha_cierre"} & {
                    *vals,
                    *(k.removeprefix("default_") for k in self.env.context),
                }:
                    raise UserError(
                        self.env._(
                            "Who closed the workshop is noted when it is closed."
                        )
                    )
        return super().create(vals_list)

    def _check_estado(self, vals):
        """A closed workshop is a record of what was decided: nobody rewrites it.

        Only those who may close it reopen it, and the chatter says so.
        """
        if self.env.su:
            return
        if "state" in vals and not self._puede_cerrar():
            if vals["state"] == "done" or "done" in self.mapped("state"):
                raise AccessError(
                    self.env._(
                        "Only the head of government or the municipal administrator "
                        "closes or reopens a workshop."
                    )
                )
        if "user_id" in vals and any(
            self.env.user
            != taller.user_id
            != self.env["res.users"].browse(vals["user_id"] or ())
            for taller in self
        ):
            self._check_cede_conduccion()
        if "participante_ids" in vals:
            self._check_conduce()
        if {"cerrada_por_id", "fecha_cierre"} & vals.keys():
            raise AccessError(
                self.env._("Who closed the workshop is noted when it is closed.")
            )
        if vals.get("state") == "done":
            self._check_cierre()
        libres = {"active", "state"}
        if vals.keys() - libres and "done" in self.mapped("state"):
            raise UserError(
                self.env._("The workshop is closed. Reopen it to change something.")
            )

    def _check_conduce(self):
        """Once somebody gave a mark, what it was given to is not anybody's to change."""
        if self.env.su or self._puede_cerrar():
            return
        ajenos = self.filtered(lambda taller: taller.user_id != self.env.user)
        # sudo: whether there are marks, not which
        notas = self.env["sigobito.priorizacion.puntaje"].sudo()
        if ajenos and notas.search_count(
            [("priorizacion_id", "in", ajenos.ids)], limit=1
        ):
            self._rechazar_conduccion()

    def _check_cede_conduccion(self):
        """Who facilitates reads the marks of everybody: nobody makes himself so."""
        if not self._puede_cerrar():
            self._rechazar_conduccion()

    def _rechazar_conduccion(self):
        raise AccessError(
            self.env._(
                "Only the facilitator, the head of government or the municipal "
                "administrator leads the workshop."
            )
        )

    def _puede_cerrar(self):
        return any(map(self.env.user.has_group, GRUPOS_CIERRE))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cerrada(self):
        self._check_conduce()
        if not self.env.su and any(taller.state == "done" for taller in self):
            raise UserError(
                self.env._(
                    "What was chosen and what was not stays written: archive it instead."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_abrir(self):
        """Start scoring."""
        for taller in self:
            if not taller.candidata_ids:
                raise UserError(
                    self.env._("Write down the candidates of “%s” first.", taller.name)
                )
            if not taller.criterio_ids:
                raise UserError(
                    self.env._("“%s” has no criteria to score by.", taller.name)
                )
            if not taller.participante_ids:
                raise UserError(
                    self.env._("Say who takes part in “%s” first.", taller.name)
                )
        self.write({"state": "open"})
        return True

    def action_preparar(self):
        """Back to preparing; the marks given stay."""
        self.write({"state": "draft"})
        return True

    def action_cerrar(self):
        """Everything was decided: from here on it is a record."""
        self.ensure_one()
        self.write({"state": "done"})
        # sudo: who closed it and when are written by the system alone
        self.sudo().write(
            {
                "cerrada_por_id": self.env.uid,
                "fecha_cierre": self.company_id._hoy(),
            }
        )
        self._post_cierre()
        return True

    def action_reabrir(self):
        """Change a decision; the chatter keeps that it was reopened."""
        self.write({"state": "open"})
        return True

    def action_elegir_mejores(self):
        """Mark the best placed as chosen, up to how many were to be chosen.

        Only where nothing was decided: what people said stays.
        """
        self.ensure_one()
        faltan = self.cupo - self.elegida_count
        pendientes = self.candidata_ids.filtered(
            lambda c: c.decision == "pendiente" and c.puesto
        ).sorted("puesto")
        if faltan > 0:
            pendientes[:faltan].write({"decision": "elegida"})
        return True

    def action_puntuar(self):
        """The scoring screen of the current user."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "sigobito_base.puntuar",
            "name": self.env._("My marks"),
            "params": {"priorizacion_id": self.id},
        }

    def action_ver_candidatas(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_priorizacion_candidata_action"
        )
        action["domain"] = [("priorizacion_id", "=", self.id)]
        action["context"] = {"default_priorizacion_id": self.id}
        return action

    def action_traer_candidatas(self):
        """Bring what waits elsewhere as a candidate and is not here yet."""
        self.ensure_one()
        vals_list = self._get_candidatas_vals()
        self.env["sigobito.priorizacion.candidata"].create(
            [dict(vals, priorizacion_id=self.id) for vals in vals_list]
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if vals_list else "info",
                "message": self.env._("New candidates: %s", len(vals_list)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # ------------------------------------------------------------
    # HOOKS AND OTHER
    # ------------------------------------------------------------

    def _get_candidatas_vals(self):
        """Hook: values of the candidates an addon can bring to this workshop."""
        return []

    def _post_cierre(self):
        """Hook: what follows once the workshop is closed."""
