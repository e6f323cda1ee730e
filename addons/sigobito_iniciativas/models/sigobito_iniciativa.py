from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

from ..tools import avance as programacion
from ..tools import luz as regla

#: Initiatives whose data somebody must keep fresh.
ESTADOS_SEGUIDOS = ("aprobada", "ejecucion")
#: Initiatives that are neither finished nor cancelled.
ESTADOS_ABIERTOS = ("candidata", "programacion", *ESTADOS_SEGUIDOS, "suspendida")
#: What citizens may see, once it is marked as public.
ESTADOS_PUBLICABLES = ("aprobada", "ejecucion", "suspendida", "done")
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
#: Longer names (official names of public works reach 400 characters) are cut in links.
LARGO_NOMBRE = 100


class SigobitoIniciativa(models.Model):
    """A priority of the government: what for, who, when, and how sure we are (R29)."""

    _name = "sigobito.iniciativa"
    _description = "Initiative"
    _inherit = [
        "sigobito.conversacion.mixin",
        "image.mixin",
        "sigobito.clasificable.mixin",
        "sigobito.hilo.mixin",
        "sigobito.semaforo.mixin",
    ]
    _order = "prioritaria desc, sequence, date_end, id"
    _check_company_auto = True
    _rec_names_search = ["name", "codigo"]

    _hilo_order = 40
    _hilo_fields = ["compromiso_ids", "event_ids", "hito_ids", "aro_ids"]

    name = fields.Char(required=True, tracking=True, index="trigram")
    codigo = fields.Char(string="Code", copy=False, tracking=True)
    sequence = fields.Integer(default=10)
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
            ("candidata", "Candidate"),
            ("programacion", "In programming"),
            ("aprobada", "Approved"),
            ("ejecucion", "In progress"),
            ("done", "Concluded"),
            ("suspendida", "Suspended"),
            ("cancel", "Cancelled"),
        ],
        default="candidata",
        required=True,
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    prioritaria = fields.Boolean(
        string="Priority",
        tracking=True,
        copy=False,
        help="One of the few the government really pushes. Five are plenty.",
    )
    publica = fields.Boolean(
        string="Public",
        tracking=True,
        copy=False,
        help="Once approved, it is shown on the municipality's public page.",
    )

    problema = fields.Text(string="Problem")
    resultado = fields.Text(string="Expected result")
    beneficiarios = fields.Char(string="Beneficiaries", help="Which people, where.")
    beneficiarios_num = fields.Integer(string="Beneficiaries (number)")

    patrocinador_id = fields.Many2one(
        "res.users",
        string="Sponsor",
        index="btree_not_null",
        check_company=True,
        tracking=True,
        help="The superior who approves the programming and removes obstacles.",
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    area_id = fields.Many2one(
        "sigobito.area", string="Area", index="btree_not_null", check_company=True
    )
    equipo_ids = fields.Many2many(
        "res.users",
        "sigobito_iniciativa_equipo_rel",
        "iniciativa_id",
        "user_id",
        string="Team",
        check_company=True,
    )
    contraparte = fields.Char(
        string="Counterpart", help="Institution that puts in its part."
    )

    # Stakeholders are the municipality's own knowledge: not for the regional team.
    actor_ids = fields.Many2many(groups="sigobito_base.group_funcionario")
    currency_id = fields.Many2one(related="company_id.currency_id")
    presupuesto_planificado = fields.Monetary(string="Budget planned", tracking=True)
    presupuesto_comprometido = fields.Monetary(string="Budget committed")
    presupuesto_ejecutado = fields.Monetary(string="Budget spent")
    presupuesto_pct = fields.Float(
        string="Budget spent (%)", compute="_compute_presupuesto_pct", digits=(5, 1)
    )
    fuente = fields.Char(string="Source of funds")

    date_start = fields.Date(string="Start", tracking=True)
    date_end = fields.Date(string="End", tracking=True)
    fecha_base = fields.Date(
        string="Baseline end",
        readonly=True,
        copy=False,
        help="End agreed when the programming was approved.",
    )
    fecha_prevista = fields.Date(
        string="Forecast end", compute="_compute_fechas", store=True
    )
    fecha_proximo_hito = fields.Date(
        string="Next milestone on", compute="_compute_fechas", store=True
    )
    fecha_actualizacion = fields.Date(
        string="Last update", compute="_compute_fechas", store=True
    )
    linea_inicio = fields.Date(
        string="Start on the time line", compute="_compute_fechas", store=True
    )
    linea_fin = fields.Date(
        string="End on the time line", compute="_compute_fechas", store=True
    )
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

    hito_ids = fields.One2many(
        "sigobito.hito", "iniciativa_id", string="Milestones", copy=True
    )
    hito_count = fields.Integer(
        string="Milestones (number)", compute="_compute_hito_count", store=True
    )
    hito_logrado_count = fields.Integer(
        string="Milestones reached", compute="_compute_hito_count", store=True
    )
    avance = fields.Float(
        string="Progress (%)",
        compute="_compute_avance",
        store=True,
        digits=(5, 2),
        aggregator="avg",
        help="Progress of its milestones, each with its weight.",
    )
    peso_total = fields.Float(
        string="Sum of weights", compute="_compute_avance", store=True, digits=(7, 2)
    )
    aro_ids = fields.One2many("sigobito.aro", "iniciativa_id", string="AROs")
    aro_count = fields.Integer(string="Open AROs", compute="_compute_aro_count")
    indicador_ids = fields.One2many(
        "sigobito.indicador", "iniciativa_id", string="Indicators", copy=True
    )
    compromiso_ids = fields.One2many(
        "sigobito.compromiso",
        "iniciativa_id",
        string="Commitments",
        groups="sigobito_base.group_funcionario",
    )
    compromiso_count = fields.Integer(
        string="Commitments (number)",
        compute="_compute_compromiso_count",
        groups="sigobito_base.group_funcionario",
    )
    event_ids = fields.Many2many(
        "calendar.event",
        "sigobito_iniciativa_event_rel",
        "iniciativa_id",
        "event_id",
        string="Agenda activities",
        check_company=True,
        copy=False,
        groups="sigobito_base.group_funcionario",
    )
    event_count = fields.Integer(
        string="Agenda activities (number)",
        compute="_compute_event_count",
        groups="sigobito_base.group_funcionario",
    )
    puede_aprobar = fields.Boolean(
        string="I can approve", compute="_compute_puede_aprobar"
    )
    aviso_prioridad = fields.Char(
        string="Too many priorities", compute="_compute_aviso_prioridad"
    )
    faltas_programacion = fields.Text(
        string="Missing to be approved", compute="_compute_faltas_programacion"
    )

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another initiative of this municipality has the same code.",
    )
    _beneficiarios_positivo = models.Constraint(
        "CHECK (beneficiarios_num >= 0)", "There cannot be fewer than 0 beneficiaries."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("name")
    def _compute_display_name(self):
        for iniciativa in self:
            iniciativa.display_name = shorten(
                iniciativa.name or "", LARGO_NOMBRE, placeholder="…"
            )

    @api.depends("presupuesto_planificado", "presupuesto_ejecutado")
    def _compute_presupuesto_pct(self):
        for iniciativa in self:
            plan = iniciativa.presupuesto_planificado
            iniciativa.presupuesto_pct = (
                iniciativa.presupuesto_ejecutado / plan * 100 if plan else 0.0
            )

    @api.depends("hito_ids.peso", "hito_ids.avance", "hito_ids.state")
    def _compute_avance(self):
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            iniciativa.avance = programacion.ponderado(
                (hito.peso, 100.0 if hito.state == "done" else hito.avance)
                for hito in hitos
            )
            iniciativa.peso_total = sum(hitos.mapped("peso"))

    @api.depends("hito_ids.state")
    def _compute_hito_count(self):
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            iniciativa.hito_count = len(hitos)
            iniciativa.hito_logrado_count = len(
                hitos.filtered(lambda hito: hito.state == "done")
            )

    @api.depends(
        "date_start",
        "date_end",
        "hito_ids.state",
        "hito_ids.date_deadline",
        "hito_ids.fecha_prevista",
        "hito_ids.fecha_real",
        "hito_ids.fecha_actualizacion",
        "hito_ids.linea_inicio",
    )
    def _compute_fechas(self):
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            abiertos = hitos.filtered(lambda hito: hito.state != "done")
            fines = [h.fecha_real or h.fecha_prevista or h.date_deadline for h in hitos]
            prevista = max(filter(None, fines), default=False)
            iniciativa.fecha_prevista = prevista
            iniciativa.fecha_proximo_hito = min(
                filter(None, abiertos.mapped("date_deadline")), default=False
            )
            iniciativa.fecha_actualizacion = max(
                filter(None, hitos.mapped("fecha_actualizacion")), default=False
            )
            # The timeline needs dates even for what is not programmed yet.
            alta = fields.Date.to_date(iniciativa.create_date) or fields.Date.today()
            inicio = iniciativa.date_start or min(
                filter(None, hitos.mapped("linea_inicio")), default=alta
            )
            iniciativa.linea_inicio = inicio
            iniciativa.linea_fin = max(
                filter(None, (prevista, iniciativa.date_end, inicio))
            )

    @api.depends("aro_ids.es_abierto")
    def _compute_aro_count(self):
        counts = dict(
            self.env["sigobito.aro"]._read_group(
                [("iniciativa_id", "in", self.ids), ("es_abierto", "=", True)],
                ["iniciativa_id"],
                ["__count"],
            )
        )
        for iniciativa in self:
            iniciativa.aro_count = counts.get(iniciativa._origin, 0)

    @api.depends("compromiso_ids")
    def _compute_compromiso_count(self):
        counts = dict(
            self.env["sigobito.compromiso"]._read_group(
                [("iniciativa_id", "in", self.ids)], ["iniciativa_id"], ["__count"]
            )
        )
        for iniciativa in self:
            iniciativa.compromiso_count = counts.get(iniciativa._origin, 0)

    @api.depends("event_ids")
    def _compute_event_count(self):
        for iniciativa in self:
            iniciativa.event_count = len(iniciativa.event_ids)

    @api.depends("patrocinador_id", "company_id")
    @api.depends_context("uid")
    def _compute_puede_aprobar(self):
        for iniciativa in self:
            iniciativa.puede_aprobar = iniciativa._puede_aprobar()

    @api.depends("prioritaria", "state", "company_id")
    def _compute_aviso_prioridad(self):
        domain = Domain("prioritaria", "=", True) & Domain(
            "state", "in", ESTADOS_ABIERTOS
        )
        counts = dict(
            self._read_group(
                domain & Domain("company_id", "in", self.company_id.ids),
                ["company_id"],
                ["__count"],
            )
        )
        for iniciativa in self:
            guardada = iniciativa._origin
            total = counts.get(iniciativa.company_id, 0)
            if iniciativa.prioritaria and not guardada.prioritaria:
                total += 1
            if iniciativa.prioritaria and total > programacion.TOPE_PRIORITARIAS:
                iniciativa.aviso_prioridad = self.env._(
                    "With this one there are %(total)s priority initiatives. More than "
                    "%(tope)s at the same time are hard to push: consider leaving one.",
                    total=total,
                    tope=programacion.TOPE_PRIORITARIAS,
                )
            else:
                iniciativa.aviso_prioridad = False

    @api.depends(
        "state",
        "responsable_id",
        "hito_ids.peso",
        "hito_ids.date_deadline",
        "hito_ids.state",
        "hito_ids.responsable_id",
    )
    @api.depends_context("lang")
    def _compute_faltas_programacion(self):
        for iniciativa in self:
            faltas = (
                iniciativa._get_faltas_programacion()
                if iniciativa.state in ("candidata", "programacion")
                else []
            )
            iniciativa.faltas_programacion = "\n".join(f"• {f}" for f in faltas)

    # ------------------------------------------------------------
    # TRAFFIC LIGHT
    # ------------------------------------------------------------

    @api.model
    def _get_semaforo_depends(self):
        return [
            "state",
            "fecha_actualizacion",
            "hito_ids.semaforo",
            "hito_ids.state",
            "aro_ids.es_abierto",
            "aro_ids.tipo",
            "aro_ids.severidad",
            "aro_ids.hito_id",
        ]

    def _get_semaforo(self, hoy):
        hitos = self.hito_ids.filtered(lambda hito: hito.state != "cancel")
        propios = self.aro_ids.filtered(lambda aro: not aro.hito_id)
        resultado = regla.iniciativa(
            hoy,
            hitos.mapped("semaforo"),
            aros=propios._get_aros_abiertos(),
            concluida=self.state == "done",
            cancelada=self.state == "cancel",
            suspendida=self.state == "suspendida",
            seguida=self.state in ESTADOS_SEGUIDOS,
            aprobada=self.state not in ("candidata", "programacion"),
            actualizada=self.fecha_actualizacion,
        )
        return resultado.color, self._get_semaforo_texto(resultado)

    def _get_semaforo_texto(self, luz):
        textos = {
            "concluida": self.env._("Blue: concluded"),
            "cancelada": self.env._("Grey: cancelled"),
            "suspendida": self.env._("Grey: suspended"),
            "restriccion_critica": self.env._(
                "Red: an open critical restriction blocks it"
            ),
            "hitos_rojos": self.env._("Red: milestones in red: %(days)s"),
            "hitos_amarillos": self.env._(
                "Yellow: milestones that need attention: %(days)s"
            ),
            "restriccion": self.env._("Yellow: it has an open restriction"),
            "alerta": self.env._("Yellow: it has an open alert"),
            "sin_hitos": self.env._("Grey: it has no milestones yet"),
            "sin_fechas": self.env._("Grey: its milestones have no dates yet"),
            "sin_aprobar": self.env._("Grey: its programming is not approved yet"),
            "todos_logrados": self.env._(
                "Green: every milestone reached; it can be concluded"
            ),
            "sin_datos": self.env._("Yellow: nobody has updated it for %(days)s days"),
            "en_plazo": self.env._("Green: its milestones are on time"),
        }
        return textos[luz.motivo] % {"days": luz.dias}

    @api.model
    def _get_semaforo_stale_domain(self, hoy):
        # Milestones carry their own ageing up to here; silence is the initiative's.
        return Domain("state", "in", ESTADOS_SEGUIDOS) & Domain(
            "semaforo", "=", "verde"
        )

    # ------------------------------------------------------------
    # CONSTRAINS, ONCHANGE
    # ------------------------------------------------------------

    @api.constrains("date_start", "date_end")
    def _check_fechas(self):
        for iniciativa in self:
            inicio, fin = iniciativa.date_start, iniciativa.date_end
            if inicio and fin and inicio > fin:
                raise ValidationError(
                    self.env._(
                        "“%(iniciativa)s” would end before it starts. "
                        "Correct its dates.",
                        iniciativa=iniciativa.display_name,
                    )
                )

    @api.onchange("prioritaria")
    def _onchange_prioritaria(self):
        if self.aviso_prioridad:
            return {
                "warning": {
                    "title": self.env._("Many priorities"),
                    "message": self.aviso_prioridad,
                    "type": "notification",
                }
            }

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_vals(vals) for vals in vals_list]
        if not self.env.su:
            for vals in vals_list:
                if vals.get("state") not in (None, "candidata", "programacion"):
                    raise UserError(
                        self.env._(
                            "A new initiative starts as candidate or in programming; "
                            "it is approved after its milestones are programmed."
                        )
                    )
        return super().create(vals_list)

    def write(self, vals):
        vals = self._prepare_vals(vals)
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

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if default and "name" in default:
            return vals_list
        return [
            dict(vals, name=self.env._("%s (copy)", iniciativa.name))
            for iniciativa, vals in zip(self, vals_list, strict=True)
        ]

    @api.model
    def _prepare_vals(self, vals):
        vals = dict(vals)
        for campo in ("codigo", "name"):
            if vals.get(campo):
                vals[campo] = " ".join(vals[campo].split())
        if "codigo" in vals:
            vals["codigo"] = vals["codigo"] or False
        return vals

    # ------------------------------------------------------------
    # STATES: dragging a card does what the button does
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
            for iniciativa in self:
                if not iniciativa._puede_aprobar():
                    raise AccessError(
                        self.env._(
                            "Only the sponsor of “%(iniciativa)s” or the head of "
                            "government approves its programming or sends it back.",
                            iniciativa=iniciativa.display_name,
                        )
                    )
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

    def _check_programacion(self):
        for iniciativa in self:
            faltas = iniciativa._get_faltas_programacion()
            if faltas:
                raise UserError(
                    self.env._(
                        "“%(iniciativa)s” is not ready to be approved:\n%(faltas)s",
                        iniciativa=iniciativa.display_name,
                        faltas="\n".join(f"• {falta}" for falta in faltas),
                    )
                )

    def _get_faltas_programacion(self):
        """What is missing to approve it, in words (list of strings)."""
        self.ensure_one()
        hitos = self.hito_ids.filtered(lambda hito: hito.state != "cancel")
        faltas = programacion.faltas(
            [
                programacion.Programado(
                    hito.name or "",
                    hito.peso,
                    hito.date_deadline or None,
                    bool(hito.responsable_id or self.responsable_id),
                )
                for hito in hitos
            ],
            bool(self.responsable_id),
        )
        textos = {
            "sin_responsable": self.env._("It has no responsible person."),
            "pocos_hitos": self.env._(
                "Milestones programmed: %(tiene)s of at least %(minimo)s."
            ),
            "sin_fecha": self.env._("Milestones without a date: %(nombres)s."),
            "hito_sin_responsable": self.env._(
                "Milestones without responsible: %(nombres)s."
            ),
            "peso": self.env._(
                "The weights of its milestones add up to %(suma)s, not 100."
            ),
        }
        lineas = []
        for codigo, datos in faltas:
            datos = dict(datos)
            if "nombres" in datos:
                datos["nombres"] = ", ".join(datos["nombres"])
            if "suma" in datos:
                datos["suma"] = f"{datos['suma']:g}"
            lineas.append(textos[codigo] % datos)
        return lineas

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

    def _congelar_base(self):
        """The agreed dates become the baseline of each milestone and of the whole."""
        self.ensure_one()
        for fecha, hitos in self.hito_ids.grouped("date_deadline").items():
            hitos.write({"fecha_base": fecha})
        for hito in self.hito_ids:
            if not hito.responsable_id:
                hito.responsable_id = self.responsable_id
        self.fecha_base = max(
            filter(None, self.hito_ids.mapped("date_deadline")), default=False
        )

    def _get_aprobador(self):
        """Who approves: the sponsor, or the head of government."""
        return self.patrocinador_id or self.company_id.sudo().titular_id

    def _puede_aprobar(self):
        """Whether the user is the superior of this initiative."""
        user = self.env.user
        if self.env.su:
            return True
        return user == self.patrocinador_id or (
            user.has_group("sigobito_base.group_titular")
            and self.company_id in user.company_ids
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
            if iniciativa.state != "suspendida" and not iniciativa._puede_aprobar():
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

    def action_repartir_pesos(self):
        """Equal weights for every milestone that is not cancelled."""
        for iniciativa in self:
            hitos = iniciativa.hito_ids.filtered(lambda hito: hito.state != "cancel")
            pesos = programacion.repartir(len(hitos))
            iniciativa.write(
                {
                    "hito_ids": [
                        Command.update(hito.id, {"peso": peso})
                        for hito, peso in zip(hitos, pesos, strict=True)
                    ]
                }
            )
        return True

    def _action_relacionados(self, xmlid, domain, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return dict(action, domain=domain, context=context or {})

    def action_ver_hitos(self):
        self.ensure_one()
        return self._action_relacionados(
            "sigobito_iniciativas.sigobito_hito_action",
            [("iniciativa_id", "=", self.id)],
            {"default_iniciativa_id": self.id},
        )

    def action_ver_aros(self):
        self.ensure_one()
        return self._action_relacionados(
            "sigobito_iniciativas.sigobito_aro_action",
            [("iniciativa_id", "=", self.id)],
            {"default_iniciativa_id": self.id},
        )

    def action_ver_compromisos(self):
        self.ensure_one()
        return self._action_relacionados(
            "sigobito_agenda.sigobito_compromiso_action",
            [("iniciativa_id", "=", self.id)],
            {"default_iniciativa_id": self.id},
        )

    def action_ver_actividades(self):
        self.ensure_one()
        return self._action_relacionados(
            "calendar.action_calendar_event",
            [("iniciativa_ids", "in", self.ids)],
            {"default_iniciativa_ids": [Command.link(self.id)]},
        )

    def action_ver_publica(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/iniciativas/{self.company_id.sudo().slug}",
            "target": "new",
        }
