from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..tools import visibilidad as regla_visibilidad
from .comun import check_destino, check_solicitudes


class CalendarEvent(models.Model):
    """An entry of Odoo's calendar that is an activity of the government (R20)."""

    _name = "calendar.event"
    _inherit = ["calendar.event", "sigobito.clasificable.mixin", "sigobito.hilo.mixin"]
    _check_company_auto = True

    _hilo_order = 20
    _hilo_fields = ["solicitud_id", "compromiso_ids"]

    def _default_visibilidad(self):
        # sudo: settings of the calendar belong to the user himself
        reservada = self.env.user.sudo().calendar_default_privacy == "private"
        return "reservada" if reservada else "interna"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self._default_company_id(),
    )
    agenda_id = fields.Many2one(
        "sigobito.agenda",
        string="Agenda",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        tracking=True,
        default=lambda self: self._default_agenda_id(),
    )
    actividad_tipo_id = fields.Many2one(
        "sigobito.actividad.tipo",
        string="Kind of activity",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    visibilidad = fields.Selection(
        [("publica", "Public"), ("interna", "Internal"), ("reservada", "Reserved")],
        string="Visibility",
        required=True,
        default=lambda self: self._default_visibilidad(),
        tracking=True,
        help="Public: on the municipality's page. Internal: its staff. "
        "Reserved: others see “Busy”.",
    )
    estado = fields.Selection(
        [
            ("tentativa", "Tentative"),
            ("confirmada", "Confirmed"),
            ("realizada", "Held"),
            ("cancelada", "Cancelled"),
            ("delegada", "Delegated"),
        ],
        string="Status",
        required=True,
        default="confirmada",
        tracking=True,
        index=True,
    )
    delegado_a_id = fields.Many2one(
        "res.users",
        string="Attended by",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        help="Who went instead of the head of government",
    )
    resultado = fields.Text(string="Result", copy=False)
    fecha_cierre = fields.Datetime(string="Closed on", copy=False, readonly=True)
    solicitud_id = fields.Many2one(
        "sigobito.solicitud",
        string="Request",
        index="btree_not_null",
        check_company=True,
        ondelete="set null",
    )
    compromiso_ids = fields.One2many(
        "sigobito.compromiso", "event_id", string="Commitments"
    )
    compromiso_count = fields.Integer(
        string="Number of commitments", compute="_compute_compromiso_count"
    )
    por_cerrar = fields.Boolean(
        string="To be closed",
        compute="_compute_por_cerrar",
        search="_search_por_cerrar",
        help="It is over and nobody has told what came of it",
    )

    @api.model
    def _default_company_id(self):
        return self._default_agenda_id().company_id or self.env.company

    @api.model
    def _default_agenda_id(self):
        """Agenda of a new entry: only when it is made from the municipal agenda."""
        Agenda = self.env["sigobito.agenda"]
        if agenda_id := self.env.context.get("default_agenda_id"):
            return Agenda.browse(agenda_id)
        if self.env.context.get("sigobito_agenda"):
            return Agenda._get_por_defecto()
        return Agenda

    @api.depends("compromiso_ids")
    def _compute_compromiso_count(self):
        domain = Domain("event_id", "in", self.ids)
        counts = dict(
            self.env["sigobito.compromiso"]._read_group(
                domain, ["event_id"], ["__count"]
            )
        )
        for event in self:
            event.compromiso_count = counts.get(event._origin, 0)

    @api.depends("estado", "stop", "agenda_id")
    def _compute_por_cerrar(self):
        now = fields.Datetime.now()
        for event in self:
            event.por_cerrar = bool(
                event.agenda_id
                and event.stop
                and event.stop < now
                and event.estado in ("tentativa", "confirmada")
            )

    @api.model
    def _search_por_cerrar(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = (
            Domain("agenda_id", "!=", False)
            & Domain("stop", "<", fields.Datetime.now())
            & Domain("estado", "in", ("tentativa", "confirmada"))
        )
        return domain if True in value else ~domain

    @api.onchange("actividad_tipo_id")
    def _onchange_actividad_tipo_id(self):
        if self.actividad_tipo_id.duracion and not self.allday and not self._origin:
            self.duration = self.actividad_tipo_id.duracion

    @api.onchange("visibilidad")
    def _onchange_visibilidad(self):
        self.privacy = regla_visibilidad.A_PRIVACY.get(self.visibilidad)

    @api.onchange("privacy")
    def _onchange_privacy(self):
        if self.privacy:
            self.visibilidad = regla_visibilidad.A_VISIBILIDAD[self.privacy]

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """An entry of an agenda is its titular's, whoever writes it down."""
        defaults = super().default_get(fields)
        # sudo: the titular of one's agenda, whoever may read his user
        titular = self._default_agenda_id().sudo().titular_id
        if not titular:
            return defaults
        for name, value in (
            ("user_id", titular.id),
            ("partner_ids", [Command.set(titular.partner_id.ids)]),
        ):
            if name in fields and f"default_{name}" not in self.env.context:
                defaults[name] = value
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_agenda_vals(vals) for vals in vals_list]
        creator = self
        if all(vals.get("agenda_id") for vals in vals_list):
            # The people of an activity of the agenda have fields of their own.
            creator = self.with_context(skip_contact_description=True)
        return super(CalendarEvent, creator).create(vals_list).with_env(self.env)

    def _prepare_agenda_vals(self, vals):
        """Values of a new entry: whose it is follows from its agenda."""
        por_defecto = self._default_visibilidad()
        if not vals.get("visibilidad") and not vals.get("privacy"):
            vals = {**vals, "visibilidad": por_defecto}
        vals = regla_visibilidad.sincronizar(vals, por_defecto)
        agenda_id = vals.get("agenda_id", self._default_agenda_id().id)
        if agenda_id:
            # sudo: only to fill in what the agenda says; the rules check the rest
            agenda = self.env["sigobito.agenda"].sudo().browse(agenda_id)
            vals["agenda_id"] = agenda_id
            vals["company_id"] = agenda.company_id.id
            if vals.get("user_id") in (None, self.env.uid):
                vals["user_id"] = agenda.titular_id.id
            if "partner_ids" not in vals:
                vals["partner_ids"] = [Command.set(agenda.titular_id.partner_id.ids)]
        if vals.get("estado") == "cancelada":
            vals.setdefault("show_as", "free")
        return vals

    def write(self, vals):
        vals = regla_visibilidad.sincronizar(vals, self._default_visibilidad())
        if vals.get("agenda_id"):
            agenda = self.env["sigobito.agenda"].browse(vals["agenda_id"])
            if agenda != self.agenda_id:
                self._check_puede_entrar(agenda)
            # sudo: the check above is about the agenda; its company is no secret
            vals["company_id"] = agenda.sudo().company_id.id
        check_destino(self, vals)
        if "estado" in vals:
            vals.setdefault(
                "show_as", "free" if vals["estado"] == "cancelada" else "busy"
            )
        return super().write(vals)

    @api.model
    def _check_muro(self, vals_list):
        result = super()._check_muro(vals_list)
        check_solicitudes(self, vals_list)
        return result

    def _check_puede_entrar(self, agenda):
        """Moving an entry into an agenda is like making a new one in it."""
        despacho = self.env.user.has_group("sigobito_base.group_despacho")
        if not (self.env.su or despacho or agenda._es_propia()):
            raise AccessError(
                self.env._(
                    "Only the cabinet office and the delegates put activities in this "
                    "agenda."
                )
            )

    def copy_data(self, default=None):
        """A copy is planned again; occurrences of a series keep their status."""
        if not self.env.su:
            for event in self:
                if event._check_private_event_conditions():
                    raise self.env["ir.rule"]._make_access_error("read", event)
        vals_list = super().copy_data(default)
        for vals in vals_list:
            if vals.get("estado") in ("realizada", "cancelada", "delegada"):
                vals.update(estado="tentativa", show_as="busy", delegado_a_id=False)
        return vals_list

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_confirmar(self):
        self.estado = "confirmada"

    def action_cancelar(self):
        self.estado = "cancelada"

    def action_reabrir(self):
        """Undo a closing: back to confirmed, the written result stays."""
        self.write({"estado": "confirmada", "fecha_cierre": False})

    def action_cerrar(self):
        """Open the quick closing: was it held, what came of it, who does what."""
        self.ensure_one()
        if self.start and self.start > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "“%(name)s” has not started yet. To take it out of the agenda, "
                    "use “Cancel activity”.",
                    name=self.display_name,
                )
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_actividad_cerrar_action"
        )
        action["context"] = {"default_event_id": self.id}
        return action

    def action_open_compromisos(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_agenda.sigobito_compromiso_action"
        )
        action["domain"] = [("event_id", "=", self.id)]
        action["context"] = {
            "default_event_id": self.id,
            "default_company_id": self.company_id.id,
        }
        return action

    def action_open_solicitud(self):
        self.ensure_one()
        return self.solicitud_id._get_records_action(target="current")

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def get_formview_id(self, access_uid=None):
        """An activity of an agenda opens in the form of the office."""
        if len(self) == 1 and self.agenda_id:
            return self.env.ref("sigobito_agenda.calendar_event_view_form").id
        return super().get_formview_id(access_uid=access_uid)

    @api.model
    def _get_hilo_kind(self):
        return self.env._("Activity")

    def _get_hilo_card(self):
        card = super()._get_hilo_card()
        if self.start:
            local = self.start if self.allday else self.company_id._a_local(self.start)
            card["date"] = fields.Date.to_string(local)
        return card
