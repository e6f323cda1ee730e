"""The milestone: what it delivers, who reports on it, and what a report changes.

Its capabilities have files of their own, over the same model: traffic light
(``_semaforo``), new dates (``_reprogramar``), forecast (``_prevision``) and being
reached with evidence (``_logro``).
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: What the responsible of a milestone reports when he is not the manager.
CAMPOS_DE_AVANCE = {
    "avance",
    "estado_nota",
    "fecha_estimada",
    "fecha_prevista",
    "evidencia",
    "evidencia_ids",
    "accion_ids",
}
#: Fields that move the forecast of this milestone or of those who wait for it.
CAMPOS_DE_PREVISION = {
    "date_start",
    "date_deadline",
    "fecha_estimada",
    "fecha_real",
    "state",
    "predecesor_ids",
    "sucesor_ids",
}
#: Fields that count as "somebody looked at this".
CAMPOS_DE_ACTUALIZACION = CAMPOS_DE_AVANCE | {"state", "fecha_real"}


class SigobitoHito(models.Model):
    """An intermediate goal with a verifiable product, a date and a responsible."""

    _name = "sigobito.hito"
    _description = "Milestone"
    _inherit = [
        "sigobito.conversacion.mixin",
        "sigobito.clasificable.mixin",
        "sigobito.hilo.mixin",
        "sigobito.semaforo.mixin",
    ]
    _order = "date_deadline, sequence, id"
    _check_company_auto = True
    _rec_names_search = ["name", "codigo"]

    _hilo_order = 50
    _hilo_fields = ["iniciativa_id", "aro_ids", "compromiso_ids"]

    # Stakeholders are the municipality's own knowledge: not for the regional team.
    actor_ids = fields.Many2many(groups="sigobito_base.group_funcionario")
    name = fields.Char(required=True, tracking=True, index="trigram")
    codigo = fields.Char(string="Code", copy=False)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(related="iniciativa_id.active", store=True)
    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        related="iniciativa_id.company_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    iniciativa_state = fields.Selection(
        related="iniciativa_id.state", string="State of the initiative", store=True
    )
    producto = fields.Text(
        string="Verifiable product",
        help="What can be seen, touched or read when this milestone is reached.",
    )
    tipo = fields.Selection(
        [
            ("normativo", "Rule or agreement"),
            ("presupuesto", "Budget"),
            ("contratacion", "Contract"),
            ("obra", "Works"),
            ("servicio", "Service"),
            ("comunicacion", "Communication"),
            ("otro", "Other kind"),
        ],
        string="Kind",
        default="otro",
        required=True,
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    state = fields.Selection(
        [
            ("pendiente", "Pending"),
            ("en_curso", "Under way"),
            ("done", "Reached"),
            ("cancel", "Called off"),
        ],
        default="pendiente",
        required=True,
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    peso = fields.Float(
        string="Weight (%)",
        digits=(5, 2),
        help="How much of the initiative this milestone is. Together they make 100.",
    )
    avance = fields.Float(
        string="Progress (%)",
        digits=(5, 2),
        copy=False,
        tracking=True,
        aggregator="avg",
    )
    estado_nota = fields.Text(
        string="Where it stands", copy=False, help="Two lines for whoever asks today."
    )

    date_start = fields.Date(string="Start")
    date_deadline = fields.Date(string="Due date", index=True, tracking=True)
    fecha_base = fields.Date(
        string="Baseline",
        readonly=True,
        copy=False,
        help="Date agreed when the programming was approved. It never changes.",
    )
    fecha_actualizacion = fields.Date(
        string="Last update",
        copy=False,
        default=lambda self: self.env.company._hoy(),
        help="Last time somebody reported on this milestone.",
    )

    accion_ids = fields.One2many(
        "sigobito.accion",
        "hito_id",
        string="Actions",
        copy=True,
        groups="sigobito_base.group_funcionario",
    )
    accion_count = fields.Integer(
        string="Actions (number)",
        compute="_compute_accion_count",
        groups="sigobito_base.group_funcionario",
    )
    accion_hecha_count = fields.Integer(
        string="Actions done",
        compute="_compute_accion_count",
        groups="sigobito_base.group_funcionario",
    )
    aro_ids = fields.One2many("sigobito.aro", "hito_id", string="AROs")
    aro_count = fields.Integer(string="Open AROs", compute="_compute_aro_count")
    compromiso_ids = fields.One2many(
        "sigobito.compromiso",
        "hito_id",
        string="Commitments",
        groups="sigobito_base.group_funcionario",
    )
    es_programador = fields.Boolean(
        string="I program it", compute="_compute_es_programador"
    )
    es_editable = fields.Boolean(
        string="I report on it", compute="_compute_es_programador"
    )

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another milestone of this municipality has the same code.",
    )
    _avance_rango = models.Constraint(
        "CHECK (avance >= 0 AND avance <= 100)", "Progress goes from 0 to 100 %."
    )
    _peso_rango = models.Constraint(
        "CHECK (peso >= 0 AND peso <= 100)",
        "The weight of a milestone goes from 0 to 100 %.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("accion_ids.es_hecha")
    def _compute_accion_count(self):
        rows = self.env["sigobito.accion"]._read_group(
            [("hito_id", "in", self.ids)], ["hito_id", "es_hecha"], ["__count"]
        )
        counts = {(hito.id, hecha): count for hito, hecha, count in rows}
        for hito in self:
            hito.accion_hecha_count = counts.get((hito.id, True), 0)
            hito.accion_count = (
                counts.get((hito.id, False), 0) + hito.accion_hecha_count
            )

    @api.depends("aro_ids.es_abierto")
    def _compute_aro_count(self):
        counts = dict(
            self.env["sigobito.aro"]._read_group(
                [("hito_id", "in", self.ids), ("es_abierto", "=", True)],
                ["hito_id"],
                ["__count"],
            )
        )
        for hito in self:
            hito.aro_count = counts.get(hito._origin, 0)

    @api.depends("responsable_id")
    @api.depends_context("uid")
    def _compute_es_programador(self):
        programador = self._es_programador()
        for hito in self:
            hito.es_programador = programador
            hito.es_editable = programador or (
                hito.responsable_id == self.env.user
                and self.env.user.has_group("sigobito_base.group_funcionario")
            )

    # ------------------------------------------------------------
    # CONSTRAINS
    # ------------------------------------------------------------

    @api.constrains("date_start", "date_deadline")
    def _check_fechas(self):
        for hito in self:
            if (
                hito.date_start
                and hito.date_deadline
                and hito.date_start > hito.date_deadline
            ):
                raise ValidationError(
                    self.env._(
                        "“%(hito)s” would end before it starts. Correct its dates.",
                        hito=hito.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_vals(vals) for vals in vals_list]
        self._completar_clasificacion(vals_list)
        hitos = super().create(vals_list)
        hitos.filtered("fecha_base").iniciativa_id._check_superior()
        hitos._prever()
        return hitos

    def write(self, vals):
        vals = self._prepare_vals(vals)
        self._check_campos(vals)
        if "fecha_base" in vals:
            self.iniciativa_id._check_superior()
        if "date_deadline" in vals and self._reprogramar_desde_write(vals):
            return True
        logrados = self.browse()
        if vals.get("state") == "done":
            logrados = self.filtered(lambda hito: hito.state != "done")
            if logrados and logrados != self:
                (self - logrados).write(vals)
                return logrados.write(vals)
            logrados._check_logrado(vals)
            if logrados:
                vals.setdefault("avance", 100.0)
                vals["fecha_real"] = vals.get("fecha_real") or self.env.company._hoy()
        elif "state" in vals:
            vals.setdefault("fecha_real", False)
        if CAMPOS_DE_ACTUALIZACION & vals.keys():
            vals.setdefault("fecha_actualizacion", self.env.company._hoy())
        if vals.get("avance") and "state" not in vals:
            # Work that progresses has begun.
            en_espera = self.filtered(lambda hito: hito.state == "pendiente")
            if en_espera:
                super(SigobitoHito, en_espera).write({"state": "en_curso"})
        res = super().write(vals)
        if CAMPOS_DE_PREVISION & vals.keys():
            self._prever()
        if logrados:
            logrados._post_logrado()
        return res

    def _write_prevista(self, fecha):
        """Forecast found by the calendar: nobody's report, so no stamp and no checks."""
        # pylint: disable-next=super-method-mismatch
        return super().write({"fecha_prevista": fecha})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_base(self):
        if self.env.su:
            return
        for hito in self:
            if hito.fecha_base:
                raise UserError(
                    self.env._(
                        "“%(hito)s” is part of an approved programming. "
                        "Cancel it instead of deleting it.",
                        hito=hito.name,
                    )
                )

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        return [dict(vals, fecha_actualizacion=False) for vals in vals_list]

    @api.model
    def _prepare_vals(self, vals):
        """Own copy of ``vals``, with codes trimmed and forecasts read as estimates."""
        vals = dict(vals)
        if "codigo" in vals:
            vals["codigo"] = (vals["codigo"] or "").strip() or False
        if "fecha_prevista" in vals:
            vals.setdefault("fecha_estimada", vals.pop("fecha_prevista"))
        return vals

    @api.model
    def _completar_clasificacion(self, vals_list):
        """A milestone starts with the theme and the places of its initiative."""
        ids = {vals.get("iniciativa_id") for vals in vals_list} - {None, False}
        iniciativas = {
            iniciativa.id: iniciativa
            for iniciativa in self.env["sigobito.iniciativa"].browse(ids).exists()
        }
        for vals in vals_list:
            iniciativa = iniciativas.get(vals.get("iniciativa_id"))
            if not iniciativa:
                continue
            vals.setdefault("tema_id", iniciativa.tema_id.id)
            vals.setdefault("lugar_ids", [fields.Command.set(iniciativa.lugar_ids.ids)])

    def _check_campos(self, vals):
        """Who is only responsible reports progress; he does not program (R30)."""
        if self.env.su or self._es_programador():
            return
        propios = {
            nombre
            for nombre in vals
            if nombre.startswith(("message_", "activity_", "my_activity"))
        }
        otros = vals.keys() - CAMPOS_DE_AVANCE - propios - {"state", "fecha_real"}
        if otros or vals.get("state") == "cancel":
            etiquetas = [
                self._fields[nombre]._description_string(self.env)
                for nombre in sorted(otros or {"state"})
                if nombre in self._fields
            ]
            raise AccessError(
                self.env._(
                    "You report the progress of this milestone; its programming "
                    "(%(campos)s) is changed by the initiative manager.",
                    campos=", ".join(etiquetas),
                )
            )

    @api.model
    def _es_programador(self):
        """Whether the user may change what was programmed."""
        user = self.env.user
        return self.env.su or any(
            user.has_group(f"sigobito_base.{grupo}")
            for grupo in ("group_gestor", "group_titular", "group_admin_municipal")
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_iniciar(self):
        self.write({"state": "en_curso"})
        return True

    def action_cancelar(self):
        self.write({"state": "cancel"})
        return True

    def action_registrar_aro(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New ARO"),
            "res_model": "sigobito.aro",
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_hito_id": self.id,
                "default_iniciativa_id": self.iniciativa_id.id,
            },
        }

    def action_ver_aros(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_iniciativas.sigobito_aro_action"
        )
        return dict(
            action,
            domain=[("hito_id", "=", self.id)],
            context={
                "default_hito_id": self.id,
                "default_iniciativa_id": self.iniciativa_id.id,
            },
        )
