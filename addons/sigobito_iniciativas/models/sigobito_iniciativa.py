"""The initiative: what for, for whom, with whom and with what money.

Its capabilities have files of their own, over the same model: milestones and dates
(``_programacion``), states and approval (``_estado``), traffic light (``_semaforo``)
and what citizens see (``_publica``).
"""

from textwrap import shorten

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..tools import avance as programacion

#: Initiatives whose data somebody must keep fresh.
ESTADOS_SEGUIDOS = ("aprobada", "ejecucion")
#: Initiatives that are neither finished nor cancelled.
ESTADOS_ABIERTOS = ("candidata", "programacion", *ESTADOS_SEGUIDOS, "suspendida")
#: What citizens may see, once it is marked as public.
ESTADOS_PUBLICABLES = ("aprobada", "ejecucion", "suspendida", "done")
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
    aviso_prioridad = fields.Char(
        string="Too many priorities", compute="_compute_aviso_prioridad"
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

    # ------------------------------------------------------------
    # ONCHANGE
    # ------------------------------------------------------------

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
        return super().create([self._prepare_vals(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._prepare_vals(vals))

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
    # ACTIONS
    # ------------------------------------------------------------

    def _action_relacionados(self, xmlid, domain, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return dict(action, domain=domain, context=context or {})

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
