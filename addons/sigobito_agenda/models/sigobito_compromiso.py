from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .comun import check_destino, check_solicitudes

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
    "devuelto",
    "motivo",
    "fecha_cumplido",
    "message_follower_ids",
    "message_ids",
    "activity_ids",
    "message_main_attachment_id",
}


class SigobitoCompromiso(models.Model):
    """Somebody promised something to somebody by a date (R26)."""

    _name = "sigobito.compromiso"
    _description = "Commitment"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "sigobito.clasificable.mixin",
        "sigobito.hilo.mixin",
        "sigobito.semaforo.mixin",
    ]
    _order = "date_deadline, priority desc, id"
    _check_company_auto = True

    _hilo_order = 30
    _hilo_fields = ["event_id", "solicitud_id"]

    name = fields.Char(required=True, tracking=True, index="trigram")
    active = fields.Boolean(default=True)
    description = fields.Text()
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    tipo = fields.Selection(
        [
            ("instruccion", "Instruction"),
            ("encargo", "Errand"),
            ("compromiso", "Commitment"),
        ],
        string="Type",
        required=True,
        default="compromiso",
        help="Instruction: an order to the staff. Errand: a task taken on for "
        "somebody. Commitment: a promise to citizens or institutions.",
    )
    state = fields.Selection(
        [
            ("pendiente", "Pending"),
            ("aceptado", "Accepted"),
            ("en_curso", "In progress"),
            ("cumplido", "Kept, to be verified"),
            ("verificado", "Verified"),
            ("no_cumplido", "Not kept"),
        ],
        required=True,
        default="pendiente",
        tracking=True,
        index=True,
        copy=False,
        group_expand=True,
    )
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0")
    date_deadline = fields.Date(string="Deadline", tracking=True, index=True)
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        tracking=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    corresponsable_ids = fields.Many2many(
        "res.users",
        "sigobito_compromiso_corresponsable_rel",
        "compromiso_id",
        "user_id",
        string="Co-responsible",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        compute="_compute_area_id",
        store=True,
        readonly=False,
    )
    prometido_por_id = fields.Many2one(
        "res.users",
        string="Promised by",
        default=lambda self: self.env.company.titular_id,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    actor_id = fields.Many2one(
        "sigobito.actor",
        string="To whom",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    event_id = fields.Many2one(
        "calendar.event",
        string="Activity",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    solicitud_id = fields.Many2one(
        "sigobito.solicitud",
        string="Request",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    avance = fields.Integer(string="Progress", tracking=True)
    evidencia = fields.Text(
        string="Evidence", help="What proves it; photos and files go in the messages"
    )
    publico = fields.Boolean(
        string="Public", help="It may be shown in the public list of commitments"
    )
    devuelto = fields.Boolean(string="Returned", tracking=True, copy=False)
    motivo = fields.Text(string="Reason", copy=False)
    fecha_cumplido = fields.Date(string="Kept on", copy=False)
    es_responsable = fields.Boolean(
        string="I answer for it", compute="_compute_es_responsable"
    )

    _avance_ok = models.Constraint(
        "CHECK (avance BETWEEN 0 AND 100)", "Progress goes from 0 to 100."
    )
    _abiertos_idx = models.Index(
        "(company_id, date_deadline) WHERE state NOT IN ('verificado', 'no_cumplido')"
    )

    @api.depends("responsable_id", "company_id")
    def _compute_area_id(self):
        """The area its responsible heads, when there is no doubt about it."""
        sin_area = self.filtered(lambda c: not c.area_id and c.responsable_id)
        areas = self.env["sigobito.area"].search(
            Domain("responsable_id", "in", sin_area.responsable_id.ids)
            & Domain("company_id", "in", sin_area.company_id.ids)
        )
        by_head = areas.grouped(lambda area: (area.responsable_id, area.company_id))
        for compromiso in self:
            candidatas = by_head.get((compromiso.responsable_id, compromiso.company_id))
            if compromiso in sin_area and candidatas and len(candidatas) == 1:
                compromiso.area_id = candidatas
            else:
                compromiso.area_id = compromiso.area_id

    @api.depends("responsable_id", "corresponsable_ids", "area_id.responsable_id")
    @api.depends_context("uid")
    def _compute_es_responsable(self):
        user = self.env.user
        for compromiso in self:
            compromiso.es_responsable = (
                user == compromiso.responsable_id
                or user in compromiso.corresponsable_ids
                or user == compromiso.area_id.responsable_id
            )

    @api.constrains("responsable_id", "corresponsable_ids", "company_id")
    def _check_personas(self):
        for record in self:
            for user in record.responsable_id | record.corresponsable_ids:
                # sudo: companies of a user are for administrators only
                if record.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s.",
                            user=user.name,
                            company=record.company_id.name,
                        )
                    )

    # ------------------------------------------------------------
    # LIGHT
    # ------------------------------------------------------------

    @api.model
    def _get_semaforo_depends(self):
        return [*super()._get_semaforo_depends(), "state", "avance"]

    def _get_semaforo_hechos(self):
        return {
            "hecho": self.state in ("cumplido", "verificado"),
            "avance": self.avance,
        }

    def _get_semaforo(self, hoy):
        if self.state == "no_cumplido":
            return "rojo", self.env._("Red: it was not kept")
        return super()._get_semaforo(hoy)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        compromisos = super().create([self._prepare_origen_vals(v) for v in vals_list])
        if not self.env.su:
            for compromiso in compromisos:
                if compromiso.state != "pendiente":
                    compromiso._check_paso("pendiente", compromiso.state)
        compromisos._avisar_responsable()
        return compromisos

    @api.model
    def _check_muro(self, vals_list):
        result = super()._check_muro(vals_list)
        check_solicitudes(self, vals_list)
        return result

    def _prepare_origen_vals(self, vals):
        """A commitment inherits the request of the activity it was made in."""
        vals = dict(vals)
        if vals.get("event_id") and not vals.get("solicitud_id"):
            event = self.env["calendar.event"].browse(vals["event_id"])
            vals["solicitud_id"] = event.solicitud_id.id
        if vals.get("event_id") and "company_id" not in vals:
            event = self.env["calendar.event"].browse(vals["event_id"])
            vals["company_id"] = event.company_id.id
        return vals

    def write(self, vals):
        vals = dict(vals)
        check_destino(self, vals)
        if not self.env.su:
            self._check_escritura(vals)
        if "responsable_id" in vals and vals["responsable_id"]:
            vals.setdefault("devuelto", False)
        if "state" in vals:
            vals.update(self._prepare_estado_vals(vals))
        result = super().write(vals)
        if vals.get("responsable_id"):
            self._avisar_responsable()
        return result

    def _prepare_estado_vals(self, vals):
        """What else changes with the state."""
        extra = {}
        if vals["state"] == "cumplido":
            extra.setdefault("avance", 100)
            extra.setdefault(
                "fecha_cumplido", vals.get("fecha_cumplido") or self.company_id._hoy()
            )
        elif vals["state"] in ("en_curso", "pendiente"):
            extra["fecha_cumplido"] = False
        return extra

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        started = self.filtered(lambda c: c.state != "pendiente")
        if started:
            raise UserError(
                self.env._(
                    "“%(name)s” is already under way and its history must stay. "
                    "Archive it, or mark it as not kept with the reason.",
                    name=started[0].name,
                )
            )

    def _avisar_responsable(self):
        """The responsible finds it in his inbox, once."""
        for responsable, compromisos in self.grouped("responsable_id").items():
            if responsable and responsable != self.env.user:
                compromisos.message_subscribe(partner_ids=responsable.partner_id.ids)

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
