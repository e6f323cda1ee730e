from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..tools import luz as regla

ESTADOS_ABIERTOS = ("registrada", "consumida", "tratamiento")
#: From each state, where the method lets it go.
TRANSICIONES = {
    "registrada": {"consumida", "tratamiento", "resuelta", "descartada"},
    "consumida": {"tratamiento", "resuelta", "descartada"},
    "tratamiento": {"resuelta", "descartada"},
    "resuelta": {"tratamiento"},
    "descartada": {"registrada"},
}
#: Written by the reading itself, never by hand.
CAMPOS_DE_CONSUMO = {"fecha_consumo", "consumido_por_id"}


class SigobitoAro(models.Model):
    """Alert, restriction or opportunity that somebody above must read (R34).

    *Consumed* means read by the authority, with its time: until then nobody can say
    that it was told.
    """

    _name = "sigobito.aro"
    _description = "Alert, restriction or opportunity"
    _inherit = [
        "sigobito.conversacion.mixin",
        "sigobito.clasificable.mixin",
        "sigobito.hilo.mixin",
        "sigobito.semaforo.mixin",
    ]
    _order = "es_abierto desc, severidad_orden desc, date_deadline, id desc"
    _check_company_auto = True

    _hilo_order = 60
    _hilo_fields = ["iniciativa_id", "hito_id"]

    # Stakeholders are the municipality's own knowledge: not for the regional team.
    actor_ids = fields.Many2many(groups="sigobito_base.group_funcionario")
    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        compute="_compute_company_id",
        store=True,
        precompute=True,
        readonly=False,
    )
    tipo = fields.Selection(
        [
            ("alerta", "Alert"),
            ("restriccion", "Restriction"),
            ("oportunidad", "Opportunity"),
        ],
        string="Kind",
        default="alerta",
        required=True,
        index=True,
        tracking=True,
        help="Alert: it may delay or raise conflict. Restriction: it blocks now and "
        "needs a decision above. Opportunity: a moment worth using.",
    )
    severidad = fields.Selection(
        [
            ("baja", "Low"),
            ("media", "Medium"),
            ("alta", "High"),
            ("critica", "Extreme"),
        ],
        string="Severity",
        default="media",
        required=True,
        tracking=True,
    )
    severidad_orden = fields.Integer(
        string="Severity (order)", compute="_compute_severidad_orden", store=True
    )
    causa = fields.Selection(
        [
            ("presupuesto", "Budget"),
            ("contratacion", "Contracts"),
            ("permisos", "Permits and rules"),
            ("social", "Social conflict"),
            ("politica", "Political"),
            ("tecnica", "Technical"),
            ("personal", "Staff"),
            ("clima", "Weather"),
            ("externa", "Other institutions"),
            ("otra", "Other"),
        ],
        string="Cause",
        default="otra",
        required=True,
        index=True,
    )
    descripcion = fields.Text(string="Description")
    solicitud_decision = fields.Text(
        string="Decision asked", help="What exactly should the authority decide or do?"
    )
    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        compute="_compute_iniciativa_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        ondelete="cascade",
        tracking=True,
    )
    hito_id = fields.Many2one(
        "sigobito.hito",
        string="Milestone",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
        domain="[('iniciativa_id', '=?', iniciativa_id)]",
    )
    registrado_por_id = fields.Many2one(
        "res.users",
        string="Registered by",
        default=lambda self: self.env.user,
        readonly=True,
        index=True,
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Treated by",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    autoridad_id = fields.Many2one(
        "res.users",
        string="Who must decide",
        compute="_compute_autoridad_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    date_deadline = fields.Date(string="Decide before", index=True, tracking=True)
    state = fields.Selection(
        [
            ("registrada", "Registered"),
            ("consumida", "Consumed"),
            ("tratamiento", "Being treated"),
            ("resuelta", "Solved"),
            ("descartada", "Discarded"),
        ],
        default="registrada",
        required=True,
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    es_abierto = fields.Boolean(
        string="Open", compute="_compute_es_abierto", store=True, index=True
    )
    fecha_consumo = fields.Datetime(
        string="Consumed on", readonly=True, copy=False, tracking=True
    )
    consumido_por_id = fields.Many2one(
        "res.users", string="Consumed by", readonly=True, copy=False
    )
    fecha_cierre = fields.Date(string="Closed on", readonly=True, copy=False)
    decision = fields.Text(string="Decision taken", copy=False)
    espera_mi_lectura = fields.Boolean(
        string="Waits for me to read it",
        compute="_compute_espera_mi_lectura",
        search="_search_espera_mi_lectura",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("iniciativa_id", "hito_id")
    def _compute_company_id(self):
        for aro in self:
            aro.company_id = (
                aro.iniciativa_id.company_id
                or aro.hito_id.company_id
                or aro.company_id
                or self.env.company
            )

    @api.depends("severidad")
    def _compute_severidad_orden(self):
        orden = {"baja": 1, "media": 2, "alta": 3, "critica": 4}
        for aro in self:
            aro.severidad_orden = orden.get(aro.severidad, 0)

    @api.depends("hito_id")
    def _compute_iniciativa_id(self):
        for aro in self:
            if aro.hito_id:
                aro.iniciativa_id = aro.hito_id.iniciativa_id

    @api.depends("iniciativa_id")
    def _compute_autoridad_id(self):
        for aro in self:
            if not aro.autoridad_id:
                company = aro.company_id or self.env.company
                aro.autoridad_id = (
                    aro.iniciativa_id._get_aprobador()
                    or company.sudo().titular_id  # sudo: name of the authority only
                )

    @api.depends("state")
    def _compute_es_abierto(self):
        for aro in self:
            aro.es_abierto = aro.state in ESTADOS_ABIERTOS

    @api.depends("state", "autoridad_id")
    @api.depends_context("uid")
    def _compute_espera_mi_lectura(self):
        for aro in self:
            aro.espera_mi_lectura = aro.state == "registrada" and aro._es_autoridad()

    def _search_espera_mi_lectura(self, operator, value):
        if operator != "in":
            return NotImplemented
        mios = Domain("autoridad_id", "=", self.env.uid)
        if self.env.user.has_group("sigobito_base.group_titular"):
            mios |= Domain("autoridad_id", "=", False)
        espera = Domain("state", "=", "registrada") & mios
        return espera if True in value else ~espera

    # ------------------------------------------------------------
    # TRAFFIC LIGHT
    # ------------------------------------------------------------

    @api.model
    def _get_semaforo_depends(self):
        return super()._get_semaforo_depends() + ["state"]

    def _get_semaforo_hechos(self):
        return {"hecho": not self.es_abierto}

    def _get_aros_abiertos(self):
        """The open ones, as the rules of the light want them."""
        return tuple(
            regla.Aro(aro.tipo, aro.severidad) for aro in self if aro.es_abierto
        )

    # ------------------------------------------------------------
    # CONSTRAINS
    # ------------------------------------------------------------

    @api.constrains("iniciativa_id", "hito_id")
    def _check_hito_id(self):
        for aro in self:
            if aro.hito_id and aro.hito_id.iniciativa_id != aro.iniciativa_id:
                raise ValidationError(
                    self.env._(
                        "The milestone “%(hito)s” belongs to another initiative.",
                        hito=aro.hito_id.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            for vals in vals_list:
                if vals.get("state", "registrada") != "registrada":
                    raise UserError(
                        self.env._(
                            "A new alert, restriction or opportunity starts as "
                            "registered: the authority reads it first."
                        )
                    )
            self._check_consumo_a_mano(vals_list)
        aros = super().create(vals_list)
        aros._avisar_autoridad()
        return aros

    def write(self, vals):
        vals = dict(vals)
        destino = vals.get("state")
        cambian = self.browse()
        if not self.env.su:
            self._check_consumo_a_mano([vals])
        if destino:
            cambian = self.filtered(lambda aro: aro.state != destino)
            for origen, aros in cambian.grouped("state").items():
                aros._check_transicion(origen, destino)
        res = super().write(vals)
        if cambian:
            cambian._post_transicion(destino)
        return res

    def _check_consumo_a_mano(self, vals_list):
        if any(CAMPOS_DE_CONSUMO & vals.keys() for vals in vals_list):
            raise AccessError(
                self.env._(
                    "The time of reading is set when the authority presses “Mark as read”."
                )
            )

    def _check_transicion(self, origen, destino):
        if destino not in TRANSICIONES[origen]:
            etiquetas = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(aro)s” cannot go from %(origen)s to %(destino)s.",
                    aro=self[0].name,
                    origen=etiquetas[origen],
                    destino=etiquetas[destino],
                )
            )
        if destino == "consumida" and not self.env.su:
            for aro in self:
                if not aro._es_autoridad():
                    raise AccessError(
                        self.env._(
                            "Only %(autoridad)s can mark “%(aro)s” as read.",
                            autoridad=aro.autoridad_id.sudo().name
                            or self.env._("the head of government"),
                            aro=aro.name,
                        )
                    )

    def _post_transicion(self, destino):
        cierre = False if destino in ESTADOS_ABIERTOS else self.env.company._hoy()
        # sudo: these stamps are never written by hand.
        self.sudo().write({"fecha_cierre": cierre})
        leidos = self.filtered(
            lambda aro: (
                not aro.fecha_consumo
                and (destino == "consumida" or aro._es_autoridad())
            )
        )
        leidos.sudo().write(
            {
                "fecha_consumo": fields.Datetime.now(),
                "consumido_por_id": self.env.uid,
            }
        )
        if destino != "registrada":
            self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    def _es_autoridad(self):
        """Whether the user is who must read and decide."""
        self.ensure_one()
        user = self.env.user
        return user == self.autoridad_id or (
            user.has_group("sigobito_base.group_titular")
            and self.company_id in user.company_ids
        )

    def _avisar_autoridad(self):
        """A to-do for the authority; restrictions and critical ones cannot wait."""
        for aro in self:
            if aro.state != "registrada" or not aro.autoridad_id:
                continue
            if aro.autoridad_id == self.env.user:
                continue
            urgente = aro.tipo == "restriccion" and aro.severidad == "critica"
            # Only what blocks today is worth a mail of its own; the rest waits in the
            # home and the digest. sudo: the authority's to-do list is his.
            aro.sudo().with_context(
                mail_activity_quick_update=not urgente
            ).activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=aro.date_deadline or None,
                summary=self.env._("Read: %(aro)s", aro=aro.name),
                user_id=aro.autoridad_id.id,
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_consumir(self):
        """The authority has read it."""
        for aro in self.sudo(False):
            aro._check_transicion(aro.state, "consumida")
        # sudo: an authority may be staff without write access; checked just above.
        self.sudo().write({"state": "consumida"})
        return True

    def action_tratar(self):
        self.write({"state": "tratamiento"})
        return True

    def action_resolver(self):
        self.write({"state": "resuelta"})
        return True

    def action_descartar(self):
        self.write({"state": "descartada"})
        return True

    def action_reabrir(self):
        for origen, aros in self.grouped("state").items():
            aros.write(
                {"state": "tratamiento" if origen == "resuelta" else "registrada"}
            )
        return True

    def action_a_restriccion(self):
        """The alert came true and now blocks: same thread, another kind."""
        self.filtered(lambda aro: aro.tipo == "alerta").write({"tipo": "restriccion"})
        return True
