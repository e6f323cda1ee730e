from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: States before somebody with authority said yes.
ANTES_DEL_VISTO_BUENO = ("identificada", "preparacion", "revision")
#: Order of the work; a discarded action stands apart.
ORDEN = (
    "identificada",
    "preparacion",
    "revision",
    "aprobada",
    "programada",
    "difundida",
    "evaluada",
)


class SigobitoAccionComunicacional(models.Model):
    """What deserves to be told: from where it comes, what to say, to whom (R36).

    Its pieces carry the work forward: the action follows them. What a person moves by
    hand is checked in :meth:`_check_cambio_state`, whatever the screen.
    """

    _name = "sigobito.accion.comunicacional"
    _description = "Communication action"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "sigobito.clasificable.mixin",
        "sigobito.hilo.mixin",
    ]
    _order = "date_deadline, id"
    _check_company_auto = True
    _hilo_order = 70
    _hilo_fields = ("event_id", "hito_id", "iniciativa_id", "aro_id", "pieza_ids")

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    state = fields.Selection(
        [
            ("identificada", "Identified"),
            ("preparacion", "In preparation"),
            ("revision", "In review"),
            ("aprobada", "Approved"),
            ("programada", "Scheduled"),
            ("difundida", "Published"),
            ("evaluada", "Evaluated"),
            ("descartada", "Discarded"),
        ],
        required=True,
        default="identificada",
        tracking=True,
        index=True,
        copy=False,
        group_expand="_group_expand_state",
    )
    origen = fields.Selection(
        [
            ("actividad", "Activity"),
            ("hito", "Milestone"),
            ("iniciativa", "Initiative"),
            ("oportunidad", "Opportunity"),
            ("propia", "Own idea"),
        ],
        string="Origin",
        required=True,
        compute="_compute_origen",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
    )
    es_propuesta = fields.Boolean(
        string="Proposed by the system", readonly=True, copy=False
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="Activity",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    hito_id = fields.Many2one(
        "sigobito.hito",
        string="Milestone",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    aro_id = fields.Many2one(
        "sigobito.aro",
        string="Opportunity",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        domain="[('tipo', '=', 'oportunidad')]",
    )
    mensaje = fields.Text(
        string="Key message", help="The one sentence people should remember"
    )
    publico = fields.Char(
        string="Audience", help="For whom: neighbours of a barrio, mothers, traders…"
    )
    vocero_id = fields.Many2one(
        "res.partner", string="Spokesperson", check_company=True, ondelete="restrict"
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self._default_responsable_id(),
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        tracking=True,
        index="btree_not_null",
    )
    date_deadline = fields.Date(string="Planned for", tracking=True, index=True)
    embargo = fields.Datetime(
        string="Embargo until",
        tracking=True,
        help="Nothing of this action is published before this moment",
    )
    motivo_descarte = fields.Text(string="Why it was discarded", copy=False)
    evaluacion = fields.Text(string="What it achieved", copy=False)
    pieza_ids = fields.One2many("sigobito.pieza", "accion_id", string="Pieces")
    pieza_count = fields.Integer(
        string="Pieces (number)", compute="_compute_pieza_count"
    )
    publicada_count = fields.Integer(
        string="Published pieces", compute="_compute_pieza_count"
    )
    puede_aprobar = fields.Boolean(
        string="May give the sign-off", compute="_compute_puede_aprobar"
    )

    # One proposal per milestone or activity, even if two people close it at once.
    _propuesta_hito_uniq = models.UniqueIndex(
        "(hito_id) WHERE es_propuesta IS TRUE AND hito_id IS NOT NULL",
        "This milestone already has its proposal of communication.",
    )
    _propuesta_event_uniq = models.UniqueIndex(
        "(event_id) WHERE es_propuesta IS TRUE AND event_id IS NOT NULL "
        "AND hito_id IS NULL",
        "This activity already has its proposal of communication.",
    )

    # ------------------------------------------------------------------ defaults
    def _default_responsable_id(self):
        user = self.env.user
        if user.has_group("sigobito_base.group_comunicacion"):
            return user
        return self.env["res.users"]

    @api.model
    def _group_expand_state(self, states, domain):
        """Columns of the board: the whole road, discarded ones only if there are any."""
        return [s for s in (*ORDEN, "descartada") if s in states or s in ORDEN[:6]]

    # ------------------------------------------------------------------ computes
    @api.depends("event_id", "hito_id", "iniciativa_id", "aro_id")
    def _compute_origen(self):
        for accion in self:
            if accion.aro_id:
                accion.origen = "oportunidad"
            elif accion.hito_id:
                accion.origen = "hito"
            elif accion.event_id:
                accion.origen = "actividad"
            elif accion.iniciativa_id:
                accion.origen = "iniciativa"
            else:
                accion.origen = accion.origen or "propia"

    @api.depends("pieza_ids.state")
    def _compute_pieza_count(self):
        counts = {}
        for accion, state, count in self.env["sigobito.pieza"]._read_group(
            [("accion_id", "in", self.ids)], ["accion_id", "state"], ["__count"]
        ):
            total, publicadas = counts.get(accion.id, (0, 0))
            publicadas += count if state == "publicada" else 0
            counts[accion.id] = (total + count, publicadas)
        for accion in self:
            total, publicadas = counts.get(accion.id, (0, 0))
            accion.pieza_count = total
            accion.publicada_count = publicadas

    @api.depends_context("uid")
    def _compute_puede_aprobar(self):
        self.puede_aprobar = self._es_aprobador()

    @api.onchange("hito_id")
    def _onchange_hito_id(self):
        if self.hito_id:
            self.iniciativa_id = self.hito_id.iniciativa_id

    # ------------------------------------------------------------------ CRUD
    @api.model_create_multi
    def create(self, vals_list):
        acciones = super().create(vals_list)
        for accion in acciones:
            if accion.state != "identificada":
                accion._check_cambio_state("identificada", accion.state)
        return acciones

    def write(self, vals):
        if vals.get("state"):
            for accion in self:
                if accion.state != vals["state"]:
                    accion._check_cambio_state(accion.state, vals["state"])
        result = super().write(vals)
        if "embargo" in vals:
            self.pieza_ids._sync_publicacion()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_con_historia(self):
        for accion in self:
            if accion.state not in ("identificada", "preparacion", "descartada"):
                raise UserError(
                    self.env._(
                        "“%s” has already been reviewed: discard it instead of deleting"
                        " it.",
                        accion.name,
                    )
                )

    # ------------------------------------------------------------------ rules
    @api.model
    def _es_aprobador(self):
        """May the current user give the sign-off of his municipality?"""
        user = self.env.user
        return any(
            user.has_group(group)
            for group in (
                "sigobito_base.group_titular",
                "sigobito_base.group_despacho",
                "sigobito_comunicacion.group_aprobador_comunicacion",
            )
        )

    def _check_cambio_state(self, anterior, nuevo):
        """Refuse a change of state that this user, or these facts, do not allow."""
        self.ensure_one()
        if self.env.su:
            return
        if nuevo == "difundida" and not self.publicada_count:
            raise UserError(
                self.env._(
                    "“%s” has no published piece yet: publish one, and the action"
                    " follows by itself.",
                    self.name,
                )
            )
        if nuevo == "evaluada" and anterior != "difundida":
            raise UserError(
                self.env._("Only what was published can be evaluated: “%s”.", self.name)
            )
        if nuevo == "descartada" and self.publicada_count:
            raise UserError(
                self.env._(
                    "“%s” has published pieces: retire them before discarding it.",
                    self.name,
                )
            )
        sube = nuevo in ("aprobada", "programada")
        if sube and anterior not in ("aprobada", "programada"):
            if not self._es_aprobador():
                raise AccessError(
                    self.env._(
                        "The sign-off of “%s” belongs to the head of government, the"
                        " cabinet office or an approver.",
                        self.name,
                    )
                )

    def _sync_state(self):
        """The action follows its pieces, whoever moved them."""
        for accion in self:
            nuevo = accion._get_state_de_piezas()
            if nuevo and nuevo != accion.state:
                # sudo: the state is a consequence of the pieces, checked over there
                accion.sudo().state = nuevo

    def _get_state_de_piezas(self):
        """State that the pieces ask for, or nothing when they do not decide it."""
        self.ensure_one()
        # sudo: all pieces count, and the caller may not read outbox rows
        piezas = self.sudo().pieza_ids
        states = set(piezas.mapped("state"))
        if not states or self.state in ("evaluada", "descartada"):
            return False
        if "publicada" in states:
            return "difundida"
        if "aprobada" in states:
            pendientes = piezas.publicacion_ids.filtered(lambda p: p._esta_en_cola())
            return "programada" if pendientes else "aprobada"
        if "revision" in states:
            return "revision"
        if self.state == "difundida" and "retirada" in states:
            return "preparacion"
        return "preparacion" if self.state in ORDEN[:5] else False

    # ------------------------------------------------------------------ proposals
    @api.model
    def _proponer(self, vals_list):
        """Propose what happened to the press office, once per origin.

        Whoever reached the milestone or closed the activity need not have any right on
        communication: hence sudo, limited to creating these proposals.
        """
        Accion = self.sudo().with_context(active_test=False)
        nuevas = []
        for campo in ("hito_id", "event_id"):
            propias = [v for v in vals_list if self._get_campo_origen(v) == campo]
            ya = Accion.search([(campo, "in", [v[campo] for v in propias])])
            con_accion = set(ya.mapped(campo).ids)
            for vals in propias:
                if vals[campo] not in con_accion:
                    con_accion.add(vals[campo])
                    nuevas.append(
                        dict(
                            vals,
                            es_propuesta=True,
                            state="identificada",
                            responsable_id=vals.get("responsable_id", False),
                        )
                    )
        return Accion.with_context(mail_create_nosubscribe=True).create(nuevas)

    @api.model
    def _get_campo_origen(self, vals):
        return "hito_id" if vals.get("hito_id") else "event_id"

    # ------------------------------------------------------------------ actions
    def action_preparar(self):
        """Start the work: the action gets its first piece, for the web page."""
        self.ensure_one()
        self.state = "preparacion"
        if not self.responsable_id:
            self.responsable_id = self.env.user
        if not self.pieza_ids:
            return self.action_nueva_pieza()
        return True

    def action_nueva_pieza(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New piece"),
            "res_model": "sigobito.pieza",
            "view_mode": "form",
            "context": {
                "default_accion_id": self.id,
                "default_titulo": self.name,
                "default_texto": self.mensaje or False,
            },
        }

    def action_enviar_revision(self):
        """Ask for the sign-off of the action and of its drafts."""
        self.ensure_one()
        borradores = self.pieza_ids.filtered(lambda p: p.state == "borrador")
        if not self.pieza_ids:
            raise UserError(
                self.env._(
                    "Add at least one piece to “%s” before sending it to review.",
                    self.name,
                )
            )
        borradores.action_enviar_revision()
        self.state = "revision"

    def action_aprobar(self):
        """Sign-off of the action and of its pieces in review, in one tap."""
        self.ensure_one()
        self.pieza_ids.filtered(lambda p: p.state == "revision").action_aprobar()
        if self.state in ANTES_DEL_VISTO_BUENO:
            self.state = "aprobada"

    def action_devolver(self):
        self.ensure_one()
        return self._action_motivo("devolver", self.env._("Return with comments"))

    def action_descartar(self):
        self.ensure_one()
        return self._action_motivo("descartar", self.env._("Discard"))

    def action_reactivar(self):
        self.ensure_one()
        self.write({"state": "identificada", "motivo_descarte": False})

    def action_evaluar(self):
        self.ensure_one()
        if not self.evaluacion:
            raise UserError(
                self.env._("Write first what “%s” achieved (Evaluation).", self.name)
            )
        self.state = "evaluada"

    def _action_motivo(self, operacion, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "sigobito.comunicacion.motivo",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_accion_id": self.id,
                "default_operacion": operacion,
            },
        }

    def action_view_piezas(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_comunicacion.sigobito_pieza_action"
        )
        return dict(
            action,
            domain=[("accion_id", "=", self.id)],
            context={"default_accion_id": self.id, "default_titulo": self.name},
        )

    # ------------------------------------------------------------------ hilo
    def _get_hilo_card(self):
        card = super()._get_hilo_card()
        card["subtitle"] = self.responsable_id.name or ""
        return card
