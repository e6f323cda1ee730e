from datetime import timedelta

from babel.dates import format_date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import babel_locale_parse, email_normalize

from ..tools import codigo as codigos
from .comun import check_destino

DECISIONES = [
    ("aceptar", "Accept and schedule"),
    ("delegar", "Delegate"),
    ("derivar", "Refer to an area"),
    ("posponer", "Postpone"),
    ("declinar", "Decline"),
]
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
AVANCE = {"recibida": 0, "analisis": 20, "recomendada": 40, "decidida": 70}
#: What the person a request was referred to may write.
CAMPOS_DERIVADA = {
    "informe",
    "message_follower_ids",
    "message_ids",
    "activity_ids",
    "message_main_attachment_id",
}


class SigobitoSolicitud(models.Model):
    """What a citizen or an institution asks of the head of government (R24, R25)."""

    _name = "sigobito.solicitud"
    _description = "Request"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "sigobito.clasificable.mixin",
        "sigobito.hilo.mixin",
        "sigobito.semaforo.mixin",
    ]
    _order = "priority desc, date_deadline, id"
    _check_company_auto = True
    _rec_names_search = ["name", "folio", "solicitante"]
    _mail_post_access = "read"
    _primary_email = "email"

    _hilo_order = 10
    _hilo_fields = ["event_ids", "compromiso_ids"]

    name = fields.Char(string="Subject", required=True, tracking=True, index="trigram")
    folio = fields.Char(readonly=True, copy=False, index="trigram")
    codigo = fields.Char(
        string="Tracking code",
        readonly=True,
        copy=False,
        help="With it the requester follows the request on the web",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    tipo = fields.Selection(
        [
            ("invitacion", "Invitation"),
            ("audiencia", "Audience"),
            ("requerimiento", "Requirement"),
        ],
        string="Type",
        required=True,
        default="audiencia",
        tracking=True,
        index=True,
    )
    canal = fields.Selection(
        [
            ("web", "Web form"),
            ("ventanilla", "Counter"),
            ("telefono", "Phone"),
            ("correo", "E-mail"),
            ("whatsapp", "WhatsApp"),
            ("carta", "Letter"),
        ],
        string="Intake channel",
        required=True,
        default="ventanilla",
    )
    state = fields.Selection(
        [
            ("recibida", "Received"),
            ("analisis", "In analysis"),
            ("recomendada", "Recommended"),
            ("decidida", "Decided"),
            ("respondida", "Answered"),
            ("cerrada", "Closed"),
        ],
        required=True,
        default="recibida",
        tracking=True,
        index=True,
        copy=False,
        group_expand=True,
    )
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0")
    # who asks
    solicitante = fields.Char(string="Requester", required=True, tracking=True)
    email = fields.Char(string="E-mail")
    phone = fields.Char()
    documento = fields.Char(string="Identity document")
    organizacion = fields.Char(string="Organization")
    actor_id = fields.Many2one(
        "sigobito.actor",
        string="Stakeholder",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    # what is asked
    description = fields.Text()
    fecha_propuesta = fields.Datetime(string="Proposed date")
    lugar_propuesto = fields.Char(string="Proposed place")
    papel = fields.Selection(
        [
            ("asistir", "Attend"),
            ("presidir", "Preside"),
            ("hablar", "Speak"),
            ("otro", "Other"),
        ],
        string="Expected role",
        help="What the head of government is expected to do there",
    )
    asistentes = fields.Integer(string="Expected attendance")
    acompanantes = fields.Char(string="Companions", help="Who comes with the requester")
    modalidad = fields.Selection(
        [
            ("presencial", "In person"),
            ("virtual", "By video"),
            ("telefono", "By phone"),
        ],
        string="Mode",
        default="presencial",
    )
    clase_requerimiento = fields.Selection(
        [
            ("servicio", "Public service"),
            ("obra", "Works"),
            ("ayuda", "Social help"),
            ("reclamo", "Complaint"),
            ("otro", "Other"),
        ],
        string="Kind of requirement",
    )
    direccion = fields.Char(string="Address of the need")
    # who handles it
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        tracking=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    informe = fields.Text(
        string="Report of the area", help="What the area says to whom it was referred"
    )
    fecha_recepcion = fields.Datetime(
        string="Received on", required=True, default=fields.Datetime.now, copy=False
    )
    date_deadline = fields.Date(
        string="Answer before",
        compute="_compute_date_deadline",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index=True,
        copy=False,
    )
    # recommendation, decision, answer
    recomendacion = fields.Selection(
        DECISIONES, string="Recommendation", tracking=True, copy=False
    )
    recomendacion_nota = fields.Text(
        string="Why", copy=False, help="One or two lines for the head of government"
    )
    decision = fields.Selection(
        DECISIONES, string="Decision", tracking=True, copy=False, index=True
    )
    decision_nota = fields.Text(string="Note of the decision", copy=False)
    decision_user_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    decision_fecha = fields.Datetime(string="Decided on", readonly=True, copy=False)
    delegado_id = fields.Many2one(
        "res.users",
        string="Delegate to",
        tracking=True,
        copy=False,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    posponer_hasta = fields.Date(string="Postponed until", copy=False)
    respuesta_publica = fields.Text(
        string="Answer to the requester",
        copy=False,
        help="The requester reads it on the tracking page",
    )
    fecha_respuesta = fields.Datetime(string="Answered on", readonly=True, copy=False)
    fecha_cierre = fields.Datetime(string="Closed on", readonly=True, copy=False)
    # thread
    event_ids = fields.One2many(
        "calendar.event", "solicitud_id", string="Activities of the agenda"
    )
    compromiso_ids = fields.One2many(
        "sigobito.compromiso", "solicitud_id", string="Commitments"
    )
    event_count = fields.Integer(
        string="Number of activities", compute="_compute_event_count"
    )
    compromiso_count = fields.Integer(
        string="Number of commitments", compute="_compute_compromiso_count"
    )
    por_agendar = fields.Boolean(
        string="To be scheduled",
        compute="_compute_event_count",
        search="_search_por_agendar",
    )
    requiere_decision = fields.Boolean(
        string="Requires a decision",
        compute="_compute_requiere_decision",
        search="_search_requiere_decision",
    )
    puede_decidir = fields.Boolean(
        string="I may decide", compute="_compute_puede_decidir"
    )

    _folio_uniq = models.UniqueIndex("(company_id, folio)", "This folio is taken.")
    _codigo_uniq = models.UniqueIndex("(codigo)", "This tracking code is taken.")
    _por_estado_idx = models.Index("(company_id, state, date_deadline)")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("name", "folio")
    def _compute_display_name(self):
        for solicitud in self:
            parts = (solicitud.folio, solicitud.name)
            solicitud.display_name = " · ".join(part for part in parts if part)

    @api.depends("tipo", "fecha_recepcion", "company_id")
    def _compute_date_deadline(self):
        for solicitud in self:
            company = solicitud.company_id
            if not (company and solicitud.fecha_recepcion):
                solicitud.date_deadline = False
                continue
            solicitud.date_deadline = company._sumar_habiles(
                company._a_local(solicitud.fecha_recepcion).date(),
                company._get_plazo(solicitud.tipo),
            )

    @api.depends("event_ids", "state", "decision")
    def _compute_event_count(self):
        counts = dict(
            self.env["calendar.event"]._read_group(
                Domain("solicitud_id", "in", self.ids), ["solicitud_id"], ["__count"]
            )
        )
        for solicitud in self:
            solicitud.event_count = counts.get(solicitud._origin, 0)
            solicitud.por_agendar = (
                not solicitud.event_count
                and solicitud.decision in ("aceptar", "delegar")
                and solicitud.state in ("decidida", "respondida")
            )

    @api.model
    def _search_por_agendar(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = (
            Domain("decision", "in", ("aceptar", "delegar"))
            & Domain("state", "in", ("decidida", "respondida"))
            & Domain("event_ids", "=", False)
        )
        return domain if True in value else ~domain

    @api.depends("compromiso_ids")
    def _compute_compromiso_count(self):
        counts = dict(
            self.env["sigobito.compromiso"]._read_group(
                Domain("solicitud_id", "in", self.ids), ["solicitud_id"], ["__count"]
            )
        )
        for solicitud in self:
            solicitud.compromiso_count = counts.get(solicitud._origin, 0)

    @api.model
    def _get_requiere_decision_domain(self):
        """Recommended, or postponed until a day that has come."""
        return Domain("state", "=", "recomendada") | (
            Domain("decision", "=", "posponer")
            & Domain("state", "in", ("decidida", "respondida"))
            & Domain("posponer_hasta", "<=", self.env.company._hoy())
        )

    @api.depends("state", "decision", "posponer_hasta")
    def _compute_requiere_decision(self):
        found = self.filtered_domain(self._get_requiere_decision_domain())
        found.requiere_decision = True
        (self - found).requiere_decision = False

    @api.model
    def _search_requiere_decision(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._get_requiere_decision_domain()
        return domain if True in value else ~domain

    @api.depends_context("uid")
    @api.depends("company_id")
    def _compute_puede_decidir(self):
        companies = self._get_companies_donde_decide()
        for solicitud in self:
            solicitud.puede_decidir = solicitud.company_id in companies

    @api.model
    def _get_companies_donde_decide(self):
        """The titular decides, or who acts for him as a delegate of his agenda."""
        user = self.env.user
        if user.has_group("sigobito_base.group_titular"):
            return user.company_ids
        if not user.has_group("sigobito_base.group_despacho"):
            return self.env["res.company"]
        agendas = self.env["sigobito.agenda"].search(
            [
                ("delegado_ids", "in", user.id),
                ("company_id", "in", user.company_ids.ids),
            ]
        )
        return agendas.filtered(
            lambda a: a.titular_id == a.company_id.titular_id
        ).company_id

    # ------------------------------------------------------------
    # CONSTRAINTS AND ONCHANGE
    # ------------------------------------------------------------

    @api.constrains("responsable_id", "delegado_id", "company_id")
    def _check_personas(self):
        for record in self:
            for user in record.responsable_id | record.delegado_id:
                # sudo: companies of a user are for administrators only
                if record.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s.",
                            user=user.name,
                            company=record.company_id.name,
                        )
                    )

    @api.onchange("actor_id")
    def _onchange_actor_id(self):
        actor = self.actor_id
        if actor:
            self.solicitante = self.solicitante or actor.name
            self.email = self.email or actor.email
            self.phone = self.phone or actor.phone

    # ------------------------------------------------------------
    # LIGHT AND THREAD
    # ------------------------------------------------------------

    @api.model
    def _get_semaforo_depends(self):
        return [*super()._get_semaforo_depends(), "state"]

    def _get_semaforo_hechos(self):
        return {
            "hecho": self.state in ("respondida", "cerrada"),
            "avance": AVANCE.get(self.state, 100),
        }

    def _get_hilo_card(self):
        return {**super()._get_hilo_card(), "subtitle": self.solicitante or ""}

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        self._numerar(vals_list)
        for vals in vals_list:
            # Never from outside: a chosen code could be guessed.
            vals["codigo"] = codigos.nuevo()
        solicitudes = super().create(vals_list)
        if not self.env.su:
            for solicitud in solicitudes:
                if solicitud.state != "recibida":
                    solicitud._check_paso("recibida", solicitud.state)
        solicitudes._vincular_actores()
        return solicitudes

    @api.model
    def _numerar(self, vals_list):
        """Folio per municipality and year, one counter row a batch."""
        Company, Contador = self.env["res.company"], self.env["sigobito.contador"]
        batches = {}
        for vals in vals_list:
            company = Company.browse(vals.get("company_id") or self.env.company.id)
            received = fields.Datetime.to_datetime(vals.get("fecha_recepcion"))
            local = company.sudo()._a_local(received or fields.Datetime.now())
            batches.setdefault((company, local.year), []).append(vals)
        # Always in the same order, so that two batches cannot wait for each other.
        for (company, anio), batch in sorted(
            batches.items(), key=lambda item: (item[0][0].id, item[0][1])
        ):
            first = Contador._tomar(company, "solicitud", anio, len(batch))
            for number, vals in enumerate(batch, start=first):
                vals["folio"] = f"S-{anio}-{number:05d}"

    def _vincular_actores(self):
        """Recognize who has already been registered as a stakeholder, by e-mail."""
        sin_actor = self.filtered(lambda s: not s.actor_id and s.email)
        if not sin_actor:
            return
        emails = {email_normalize(s.email) or s.email for s in sin_actor}
        actores = self.env["sigobito.actor"].search(
            Domain("email", "in", list(emails | set(sin_actor.mapped("email"))))
            & Domain("company_id", "in", sin_actor.company_id.ids)
        )
        known = {(a.company_id, (a.email or "").lower()): a for a in actores}
        for solicitud in sin_actor:
            actor = known.get((solicitud.company_id, solicitud.email.strip().lower()))
            if actor:
                solicitud.actor_id = actor

    def write(self, vals):
        vals = dict(vals)
        check_destino(self, vals)
        if not self.env.su:
            self._check_escritura(vals)
        if vals.get("state") == "cerrada":
            vals["fecha_cierre"] = fields.Datetime.now()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "A request that was received is not deleted: its folio must answer for "
                "it. Archive it instead."
            )
        )

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

    def _check_puede_decidir(self):
        refused = self.filtered(lambda s: not s.puede_decidir)
        if refused:
            raise AccessError(
                self.env._(
                    "The head of government decides “%(name)s”, or a delegate of his "
                    "agenda.",
                    name=refused[0].display_name,
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

    def action_decidir(self):
        """Open the decision, filled in with what was recommended."""
        self.ensure_one()
        self._check_puede_decidir()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_decidir_action"
        )
        action["context"] = {"default_solicitud_id": self.id}
        return action

    def action_aprobar(self):
        """Decide what was recommended, with one tap."""
        for solicitud in self:
            if not solicitud.recomendacion:
                raise UserError(
                    self.env._(
                        "“%(name)s” has no recommendation yet. Use “Decide”.",
                        name=solicitud.display_name,
                    )
                )
            solicitud._decidir(
                {
                    "decision": solicitud.recomendacion,
                    "decision_nota": solicitud.decision_nota
                    or solicitud.recomendacion_nota,
                }
            )

    def action_responder(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_solicitud_responder_action"
        )
        action["context"] = {"default_solicitud_id": self.id}
        return action

    def action_agendar(self):
        """Put an accepted request in the agenda: opens the activity, half filled in."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.calendar_event_action"
        )
        action["views"] = [(False, "form")]
        action["context"] = {"sigobito_agenda": True} | {
            f"default_{name}": value
            for name, value in self._prepare_event_vals().items()
            if name != "lugar_ids" and value
        }
        return action

    def action_crear_actor(self):
        """Register the requester as a stakeholder."""
        self.ensure_one()
        self.actor_id = self.env["sigobito.actor"].create(
            {
                "name": self.organizacion or self.solicitante,
                "tipo": "institucion" if self.organizacion else "individuo",
                "email": self.email,
                "phone": self.phone,
                "company_id": self.company_id.id,
            }
        )

    def action_open_eventos(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.calendar_event_action"
        )
        action["domain"] = [("solicitud_id", "=", self.id)]
        action["context"] = {"sigobito_agenda": True, "default_solicitud_id": self.id}
        action["views"] = [(False, "list"), (False, "form")]
        if self.event_count == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.event_ids.id
        return action

    def action_open_compromisos(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_compromiso_action"
        )
        action["domain"] = [("solicitud_id", "=", self.id)]
        action["context"] = {
            "default_solicitud_id": self.id,
            "default_company_id": self.company_id.id,
            "default_actor_id": self.actor_id.id,
        }
        return action

    # ------------------------------------------------------------
    # DECISION
    # ------------------------------------------------------------

    def _decidir(self, vals, inicio=None, duracion=None, agenda=None, firme=False):
        """Take a decision and what follows from it.

        :param vals: fields of the request (``decision``, note, area, delegate…)
        :param inicio: UTC start of the activity, when accepted or delegated
        :param firme: the activity is confirmed, not only tentative
        """
        self.ensure_one()
        vals = {
            **vals,
            "decision_user_id": self.env.user.id,
            "decision_fecha": fields.Datetime.now(),
        }
        if self.state in ("decidida", "respondida"):
            self._check_puede_decidir()
            if self.decision != "posponer":
                raise UserError(
                    self.env._(
                        "“%(name)s” is already decided. Send it back to analysis to "
                        "decide again.",
                        name=self.display_name,
                    )
                )
            vals["respuesta_publica"] = False
        if vals["decision"] == "derivar":
            area = self.env["sigobito.area"].browse(
                vals.get("area_id") or self.area_id.id
            )
            if not area:
                raise UserError(
                    self.env._(
                        "%(name)s: say to which area it is referred.",
                        name=self.display_name,
                    )
                )
            vals["responsable_id"] = area.responsable_id.id or self.responsable_id.id
        if vals["decision"] == "posponer" and not (
            vals.get("posponer_hasta") or self.posponer_hasta
        ):
            raise UserError(
                self.env._(
                    "%(name)s: say until when it is postponed.", name=self.display_name
                )
            )
        if self.state in ("decidida", "respondida"):
            # A postponed request comes back by itself: analysis, then decided again.
            self.write({"state": "analisis"})
        self.write({**vals, "state": "decidida"})
        inicio = inicio or self.fecha_propuesta
        if vals["decision"] in ("aceptar", "delegar") and inicio:
            event_vals = self._prepare_event_vals(inicio, duracion, agenda)
            event_vals["estado"] = "confirmada" if firme else "tentativa"
            if vals["decision"] == "delegar":
                delegado = vals.get("delegado_id") or self.delegado_id.id
                event_vals.update(estado="delegada", delegado_a_id=delegado)
            self.env["calendar.event"].create(event_vals)
        return True

    def _get_agenda(self):
        """Agenda of the titular of the request's municipality."""
        self.ensure_one()
        return self.env["sigobito.agenda"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("titular_id", "=", self.company_id.titular_id.id),
            ],
            limit=1,
        ) or self.env["sigobito.agenda"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )

    def _get_actividad_tipo(self):
        """Kind of the activity an accepted request becomes."""
        xmlid = {
            "invitacion": "sigobito_agenda.sigobito_actividad_tipo_acto",
            "audiencia": "sigobito_agenda.sigobito_actividad_tipo_audiencia",
            "requerimiento": "sigobito_agenda.sigobito_actividad_tipo_reunion",
        }[self.tipo]
        return (
            self.env.ref(xmlid, raise_if_not_found=False)
            or self.env["sigobito.actividad.tipo"]
        )

    def _prepare_event_vals(self, inicio=None, duracion=None, agenda=None):
        """Values of the activity an accepted request becomes."""
        self.ensure_one()
        agenda = agenda or self._get_agenda()
        tipo = self._get_actividad_tipo()
        vals = {
            "name": self.name,
            "solicitud_id": self.id,
            "agenda_id": agenda.id,
            "company_id": self.company_id.id,
            "actividad_tipo_id": tipo.id,
            "visibilidad": "interna",
            "location": self.lugar_propuesto,
            "duration": duracion or tipo.duracion or 1.0,
            "tema_id": self.tema_id.id,
            "actor_ids": [(6, 0, (self.actor_id | self.actor_ids).ids)],
            "lugar_ids": [(6, 0, self.lugar_ids.ids)],
            "estado": "tentativa",
        }
        inicio = inicio or self.fecha_propuesta
        if inicio:
            vals["start"] = inicio
            vals["stop"] = inicio + timedelta(hours=vals["duration"])
        return vals

    # ------------------------------------------------------------
    # ANSWER AND PUBLIC PAGES
    # ------------------------------------------------------------

    def _responder(self, texto, enviar=True):
        """Keep the answer, show it on the tracking page and mail it."""
        self.ensure_one()
        self.write(
            {
                "respuesta_publica": texto,
                "fecha_respuesta": fields.Datetime.now(),
                "state": "respondida",
            }
        )
        if enviar and self.email:
            self._enviar_correo("sigobito_agenda.mail_template_solicitud_respuesta")

    def _get_respuesta_sugerida(self):
        """First draft of the answer, by decision."""
        self.ensure_one()
        company = self.company_id
        env = self.with_context(lang=company._get_lang_publico()).env
        event = self.event_ids[:1]
        drafts = {
            "aceptar": env._(
                "Your request was accepted. We will tell you the date and time."
            ),
            "delegar": env._(
                "Your request was accepted. %(who)s will attend to you.",
                who=self.delegado_id.name or "",
            ),
            "derivar": env._(
                "Your request was referred to %(area)s, which will contact you.",
                area=self.area_id.name or "",
            ),
            "posponer": env._(
                "For now your request cannot be attended to. We will look at it again "
                "on %(date)s.",
                date=self._formatear_fecha(self.posponer_hasta),
            ),
            "declinar": env._(
                "We are sorry that this time we cannot accept your request."
            ),
        }
        text = drafts.get(self.decision, "")
        if self.decision == "aceptar" and event and event.estado != "cancelada":
            text = env._(
                "Your request was accepted. We expect you on %(when)s.",
                when=self._formatear_fecha(company._a_local(event.start), hora=True),
            )
        return text

    def _formatear_fecha(self, value, hora=False):
        """Date in words, in the language of the municipality."""
        self.ensure_one()
        if not value:
            return ""
        text = self._formatear_dia(value, self.company_id)
        return f"{text}, {value:%H:%M}" if hora else text

    @api.model
    def _formatear_dia(self, value, company):
        """Day in words, as in "lunes 23 de noviembre"."""
        locale = babel_locale_parse(company._get_lang_publico())
        if locale.language == "es":
            return format_date(value, "EEEE d 'de' MMMM", locale=locale)
        return format_date(value, "full", locale=locale)

    def _enviar_correo(self, xmlid):
        """Queue a mail to the requester; it leaves with the next round of the queue."""
        template = self.env.ref(xmlid, raise_if_not_found=False)
        for solicitud in self:
            if template and solicitud.email:
                # sudo: templates belong to the platform
                template.sudo().send_mail(solicitud.id, force_send=False)
        return True

    @api.model
    def _crear_desde_formulario(self, company, vals, archivos=()):
        """Request of a citizen, from the public page.

        Runs in sudo (the citizen has no user); ``vals`` has been checked by the route.

        :param archivos: ``[(name, content, mimetype)]``
        """
        solicitud = (
            self.sudo()
            .with_company(company)
            .with_context(
                lang=company._get_lang_publico(), mail_create_nosubscribe=True
            )
            .create({**vals, "company_id": company.id, "canal": "web"})
        )
        self.env["ir.attachment"].sudo().create(
            [
                {
                    "name": name,
                    "raw": content,
                    "mimetype": mimetype,
                    "res_model": self._name,
                    "res_id": solicitud.id,
                }
                for name, content, mimetype in archivos
            ]
        )
        solicitud._enviar_correo("sigobito_agenda.mail_template_solicitud_acuse")
        return solicitud

    @api.model
    def _get_by_codigo(self, texto):
        """Request of a tracking code, in sudo for an anonymous visitor, or none."""
        codigo = codigos.normalizar(texto)
        if not codigo:
            return self.sudo().browse()
        return self.sudo().search([("codigo", "=", codigo)], limit=1)

    def _get_url_seguimiento(self):
        self.ensure_one()
        return f"{self.get_base_url()}/solicitudes/seguimiento/{self.codigo}"

    def _get_estado_publico(self):
        """What the tracking page tells: state in plain words and the answer."""
        self.ensure_one()
        answered = self.state in ("respondida", "cerrada")
        steps = [
            (self.env._("Received"), True),
            (self.env._("Being looked at"), self.state != "recibida"),
            (self.env._("Answered"), answered),
        ]
        return {
            "folio": self.folio,
            "steps": steps,
            "fecha": self.company_id._a_local(self.fecha_recepcion),
            "answered": answered,
            "respuesta": self.respuesta_publica if answered else "",
            "cerrada": self.state == "cerrada",
            "date_deadline": self.date_deadline,
        }
