from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .comun import check_destino, check_solicitudes


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
    beneficiario = fields.Char(
        string="Beneficiary",
        tracking=True,
        help="Name of whoever it was promised to, if it is not a stakeholder",
    )
    beneficiario_email = fields.Char(string="Email of the beneficiary")
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
    evidencia = fields.Text(string="Evidence", help="What proves it, in a few words")
    evidencia_ids = fields.Many2many(
        "ir.attachment",
        "sigobito_compromiso_evidencia_rel",
        "compromiso_id",
        "attachment_id",
        string="Photos and files",
        copy=False,
        help="Photos and files that prove it",
    )
    publico = fields.Boolean(
        string="Public",
        tracking=True,
        help="Citizens see its name, place, dates and state on the page of "
        "commitments; never names of persons",
    )
    devuelto = fields.Boolean(string="Returned", tracking=True, copy=False)
    motivo = fields.Text(string="Reason", copy=False)
    fecha_asignado = fields.Date(
        string="Assigned on",
        readonly=True,
        copy=False,
        help="The day somebody first had to answer for it: its clock starts then",
    )
    fecha_aceptado = fields.Date(
        string="Accepted on",
        readonly=True,
        copy=False,
        help="From then on the deadline only moves with an extension",
    )
    fecha_cumplido = fields.Date(string="Kept on", copy=False, tracking=True)
    cumplido_por_id = fields.Many2one(
        "res.users", string="Marked as kept by", readonly=True, copy=False
    )
    fecha_verificado = fields.Date(string="Verified on", readonly=True, copy=False)
    verificado_por_id = fields.Many2one(
        "res.users", string="Verified by", readonly=True, copy=False
    )
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
        vals_list = [self._prepare_origen_vals(vals) for vals in vals_list]
        if not self.env.su:
            # Neither by an import nor by a default_ of the context.
            nada = dict.fromkeys(self._get_campos_sistema(), False)
            vals_list = [{**vals, **nada} for vals in vals_list]
        compromisos = super().create(vals_list)
        if not self.env.su:
            for compromiso in compromisos:
                if compromiso.state != "pendiente":
                    compromiso._check_paso("pendiente", compromiso.state)
        compromisos._anotar_fechas()
        compromisos._adoptar_evidencia()
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
        cambian = self.browse()
        if "state" in vals:
            cambian = self.filtered(lambda c: c.state != vals["state"])
        if cambian:
            extra = cambian._prepare_estado_vals(vals)
            result = super(SigobitoCompromiso, cambian).write({**vals, **extra})
            if self - cambian:
                super(SigobitoCompromiso, self - cambian).write(vals)
        else:
            result = super().write(vals)
        self._anotar_fechas()
        if "evidencia_ids" in vals:
            self._adoptar_evidencia()
        if vals.get("responsable_id"):
            self._avisar_responsable()
        if cambian:
            cambian._despues_de_paso()
        return result

    def _prepare_estado_vals(self, vals):
        """What else changes with the state."""
        hoy = self.company_id._hoy()
        estado = vals["state"]
        if estado == "cumplido":
            return {
                "avance": 100,
                "fecha_cumplido": vals.get("fecha_cumplido") or hoy,
                "cumplido_por_id": self.env.uid,
            }
        if estado == "verificado":
            return {"fecha_verificado": hoy, "verificado_por_id": self.env.uid}
        extra = {"fecha_verificado": False, "verificado_por_id": False}
        if estado != "no_cumplido":
            extra.update(fecha_cumplido=False, cumplido_por_id=False)
        return extra

    def _despues_de_paso(self):
        """Hook: what happens once these have changed their state."""

    def _anotar_fechas(self):
        """Hook: the days on which something happened for the first time.

        When somebody came to answer for it, and when it was accepted.
        """
        asignados = self.filtered(
            lambda c: not c.fecha_asignado and (c.responsable_id or c.area_id)
        )
        aceptados = self.filtered(
            lambda c: (
                not c.fecha_aceptado
                and c.state in ("aceptado", "en_curso", "cumplido", "verificado")
            )
        )
        for campo, records in (
            ("fecha_asignado", asignados),
            ("fecha_aceptado", aceptados),
        ):
            for company, suyos in records.grouped("company_id").items():
                # sudo: the dates are kept by the system
                suyos.sudo().write({campo: company._hoy()})

    def _adoptar_evidencia(self):
        """What was uploaded before the commitment existed is as private as it is."""
        for compromiso in self:
            # sudo: only files of nobody, which their own author has just uploaded
            sueltos = compromiso.evidencia_ids.sudo().filtered(
                lambda a: (
                    a.res_model == self._name
                    and not a.res_id
                    and a.create_uid == self.env.user
                )
            )
            if sueltos:
                sueltos.write({"res_id": compromiso.id})

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
