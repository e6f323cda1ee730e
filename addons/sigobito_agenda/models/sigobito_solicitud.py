"""The request: what is asked, by whom, until when, and its place in the thread.

Each capability has a file of its own, over the same model: numbering (``_folio``), steps
(``_tramite``), decision (``_decision``), the activity it becomes (``_actividad``), answer
and public pages (``_publica``).
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize

from .comun import check_destino

#: state → how far the request has come, for its light
AVANCE = {"recibida": 0, "analisis": 20, "recomendada": 40, "decidida": 70}


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
    # thread
    compromiso_ids = fields.One2many(
        "sigobito.compromiso", "solicitud_id", string="Commitments"
    )
    compromiso_count = fields.Integer(
        string="Number of commitments", compute="_compute_compromiso_count"
    )

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
            solicitud.date_deadline = company._get_vencimiento(
                solicitud.tipo, company._a_local(solicitud.fecha_recepcion).date()
            )

    @api.depends("compromiso_ids")
    def _compute_compromiso_count(self):
        counts = dict(
            self.env["sigobito.compromiso"]._read_group(
                Domain("solicitud_id", "in", self.ids), ["solicitud_id"], ["__count"]
            )
        )
        for solicitud in self:
            solicitud.compromiso_count = counts.get(solicitud._origin, 0)

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
        solicitudes = super().create(vals_list)
        if not self.env.su:
            for solicitud in solicitudes:
                if solicitud.state != "recibida":
                    solicitud._check_paso("recibida", solicitud.state)
        solicitudes._vincular_actores()
        return solicitudes

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
    # STAKEHOLDER AND COMMITMENTS
    # ------------------------------------------------------------

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
