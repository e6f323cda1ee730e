from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..tools import luz as regla
from ..tools import prevision
from .sigobito_iniciativa import ESTADOS_SEGUIDOS

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
#: Length of a bar on the time line when nobody said when the work starts.
DIAS_DE_BARRA = 21
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
    fecha_estimada = fields.Date(
        string="Own estimate",
        copy=False,
        help="When the responsible expects to reach it, if not on the due date.",
    )
    fecha_prevista = fields.Date(
        string="Forecast",
        copy=False,
        index=True,
        help="Expected date: the estimate, moved by the slips of its predecessors.",
    )
    fecha_real = fields.Date(string="Reached on", copy=False, tracking=True)
    fecha_actualizacion = fields.Date(
        string="Last update",
        copy=False,
        default=lambda self: self.env.company._hoy(),
        help="Last time somebody reported on this milestone.",
    )
    desvio = fields.Integer(
        string="Slip (days)",
        compute="_compute_desvio",
        store=True,
        aggregator="avg",
        help="From the baseline to the forecast, or to the date it was reached.",
    )
    linea_inicio = fields.Date(
        string="Start on the time line", compute="_compute_linea", store=True
    )
    linea_fin = fields.Date(
        string="End on the time line", compute="_compute_linea", store=True
    )

    predecesor_ids = fields.Many2many(
        "sigobito.hito",
        "sigobito_hito_predecesor_rel",
        "hito_id",
        "predecesor_id",
        string="Waits for",
        copy=False,
        check_company=True,
        domain="[('id', '!=', id), ('company_id', '=', company_id)]",
    )
    sucesor_ids = fields.Many2many(
        "sigobito.hito",
        "sigobito_hito_predecesor_rel",
        "predecesor_id",
        "hito_id",
        string="Others that wait for it",
        copy=False,
        check_company=True,
    )
    medio_verificacion = fields.Char(string="Means of verification")
    evidencia = fields.Text(string="Evidence", copy=False)
    evidencia_ids = fields.Many2many(
        "ir.attachment",
        "sigobito_hito_evidencia_rel",
        "hito_id",
        "attachment_id",
        string="Photos and documents",
        copy=False,
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
    reprogramacion_ids = fields.One2many(
        "sigobito.hito.reprogramacion",
        "hito_id",
        string="Reprogrammings",
        groups="sigobito_base.group_funcionario",
    )
    reprogramacion_count = fields.Integer(
        string="Reprogrammings (number)",
        compute="_compute_reprogramacion_count",
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

    @api.depends("fecha_base", "date_deadline", "fecha_prevista", "fecha_real")
    def _compute_desvio(self):
        for hito in self:
            desde = hito.fecha_base or hito.date_deadline
            hasta = hito.fecha_real or hito.fecha_prevista
            hito.desvio = (hasta - desde).days if desde and hasta else 0

    @api.depends(
        "date_start",
        "date_deadline",
        "fecha_prevista",
        "fecha_real",
        "predecesor_ids.date_deadline",
        "predecesor_ids.fecha_prevista",
        "predecesor_ids.fecha_real",
    )
    def _compute_linea(self):
        for hito in self:
            fin = hito.fecha_real or hito.fecha_prevista or hito.date_deadline
            # The timeline needs dates even for what is not programmed yet.
            alta = fields.Date.to_date(hito.create_date) or fields.Date.today()
            fin = fin or alta
            previos = [
                previo.fecha_real or previo.fecha_prevista or previo.date_deadline
                for previo in hito.predecesor_ids
            ]
            inicio = hito.date_start or max(filter(None, previos), default=False)
            if inicio and not hito.date_start:
                inicio += timedelta(days=1)
            if not inicio or inicio >= fin:
                inicio = fin - timedelta(days=DIAS_DE_BARRA)
            hito.linea_inicio, hito.linea_fin = inicio, fin

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

    @api.depends("reprogramacion_ids")
    def _compute_reprogramacion_count(self):
        counts = dict(
            self.env["sigobito.hito.reprogramacion"]._read_group(
                [("hito_id", "in", self.ids)], ["hito_id"], ["__count"]
            )
        )
        for hito in self:
            hito.reprogramacion_count = counts.get(hito._origin, 0)

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
    # TRAFFIC LIGHT
    # ------------------------------------------------------------

    @api.model
    def _get_semaforo_depends(self):
        return super()._get_semaforo_depends() + [
            "state",
            "avance",
            "fecha_prevista",
            "fecha_actualizacion",
            "iniciativa_id.state",
            "aro_ids.es_abierto",
            "aro_ids.tipo",
            "aro_ids.severidad",
        ]

    def _get_semaforo(self, hoy):
        state = self.iniciativa_id.state
        resultado = regla.hito(
            hoy,
            regla.Hito(
                vence=self.date_deadline,
                previsto=self.fecha_prevista,
                avance=self.avance,
                hecho=self.state == "done",
                cancelado=self.state == "cancel",
                detenido=state in ("suspendida", "cancel"),
                iniciado=self.state == "en_curso",
                seguido=state in ESTADOS_SEGUIDOS,
                actualizado=self.fecha_actualizacion,
                aros=self.aro_ids._get_aros_abiertos(),
            ),
        )
        return resultado.color, self._get_semaforo_texto(resultado)

    def _get_semaforo_texto(self, luz):
        figures = {"days": luz.dias, "progress": round(luz.avance)}
        textos = {
            "hecho": self.env._("Blue: reached"),
            "cancelado": self.env._("Grey: cancelled"),
            "detenido": self.env._("Grey: the initiative is suspended or cancelled"),
            "sin_fecha": self.env._("Grey: it has no date yet"),
            "vencido": self.env._("Red: overdue by %(days)s days, at %(progress)s %%"),
            "restriccion_critica": self.env._(
                "Red: an open critical restriction blocks it"
            ),
            "vence_pronto": self.env._(
                "Yellow: due in %(days)s days and at %(progress)s %%"
            ),
            "restriccion": self.env._("Yellow: it has an open restriction"),
            "alerta": self.env._("Yellow: it has an open alert"),
            "previsto_tarde": self.env._(
                "Yellow: expected %(days)s days after its due date"
            ),
            "sin_datos": self.env._("Yellow: nobody has updated it for %(days)s days"),
            "en_plazo": self.env._("Green: due in %(days)s days"),
        }
        return textos[luz.motivo] % figures

    @api.model
    def _get_semaforo_stale_domain(self, hoy):
        # Any open milestone ages: by its date, its forecast or its last update.
        return Domain("state", "in", ["pendiente", "en_curso"]) & Domain(
            "semaforo", "in", ["verde", "amarillo"]
        )

    # ------------------------------------------------------------
    # CONSTRAINS
    # ------------------------------------------------------------

    @api.constrains("predecesor_ids", "sucesor_ids")
    def _check_predecesor_ids(self):
        antes = self._get_red()
        ciclo = prevision.encontrar_ciclo(antes)
        if ciclo:
            # The circle is made of milestones of this municipality only.
            nombres = self.browse(ciclo).mapped("display_name")
            raise ValidationError(
                self.env._(
                    "These milestones would wait for each other for ever: %(ciclo)s. "
                    "Remove one of the predecessors.",
                    ciclo=" ← ".join(nombres),
                )
            )

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
        hitos._prever()
        return hitos

    def write(self, vals):
        vals = self._prepare_vals(vals)
        self._check_campos(vals)
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
    # REPROGRAMMING
    # ------------------------------------------------------------

    def _reprogramar_desde_write(self, vals):
        """Guard the dates of approved milestones; True when nothing is left to write.

        With ``sigobito_motivo_reprogramacion`` in the context the change is recorded
        with that reason (imports, mass edits). Without it the user is sent to the
        button that asks for one.
        """
        if self.env.context.get("sigobito_fecha_aprobada"):
            return False
        nueva = fields.Date.to_date(vals["date_deadline"])
        afectados = self.filtered(
            lambda hito: hito.fecha_base and hito.date_deadline != nueva
        )
        if not afectados:
            return False
        motivo = self.env.context.get("sigobito_motivo_reprogramacion")
        if not motivo:
            raise UserError(
                self.env._(
                    "The date of “%(hito)s” was approved. Use “Reprogram” and give the "
                    "reason: the change is kept with who asked for it and who agreed.",
                    hito=afectados[0].name,
                )
            )
        afectados._reprogramar(nueva, motivo)
        resto = {k: v for k, v in vals.items() if k != "date_deadline"}
        (self - afectados).with_context(sigobito_fecha_aprobada=True).write(vals)
        if resto:
            afectados.write(resto)
        return True

    def _reprogramar(self, nueva, motivo, aprobador=None):
        """Record the request; it takes effect at once if the user may approve it."""
        if not nueva:
            raise UserError(self.env._("A reprogrammed milestone needs a new date."))
        for hito in self:
            if not hito.es_editable and not self.env.su:
                raise AccessError(
                    self.env._(
                        "Only the responsible of “%(hito)s” and the initiative manager "
                        "ask for a new date.",
                        hito=hito.name,
                    )
                )
        # sudo: rows are never written by hand; the check is above.
        rows = (
            self.env["sigobito.hito.reprogramacion"]
            .sudo()
            .create(
                [
                    {
                        "hito_id": hito.id,
                        "fecha_anterior": hito.date_deadline,
                        "fecha_nueva": nueva,
                        "motivo": motivo,
                        "solicitante_id": self.env.uid,
                        "aprobador_id": (
                            aprobador or hito.iniciativa_id._get_aprobador()
                        ).id,
                    }
                    for hito in self
                ]
            )
            .sudo(self.env.su)
        )
        propias = rows.filtered(lambda row: row.iniciativa_id._puede_aprobar())
        propias.action_aprobar()
        for row in rows - propias:
            row.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("New date to approve"),
                note=row.motivo,
                user_id=row.aprobador_id.id or self.env.uid,
            )
        return rows

    # ------------------------------------------------------------
    # FORECAST
    # ------------------------------------------------------------

    def _get_red(self):
        """Who waits for whom, for everybody connected to these milestones.

        sudo: the net of a municipality is needed whole, whatever the user sees of it;
        company walls forbid links that leave it.
        """
        conocidos = self.browse()
        nuevos = self.sudo()
        while nuevos:
            conocidos = conocidos.sudo() | nuevos
            nuevos = (nuevos.predecesor_ids | nuevos.sucesor_ids) - conocidos
        return {hito.id: tuple(hito.predecesor_ids.ids) for hito in conocidos}

    def _prever(self):
        """Recompute the forecast of these milestones and of those who wait for them."""
        if not self:
            return
        antes = self._get_red()
        try:
            previstas = self._prever_red(antes)
        except prevision.CicloError:
            return  # the constraint tells the user which circle
        por_fecha = defaultdict(self.sudo().browse)
        for hito in self.sudo().browse(
            prevision.aguas_abajo(antes, set(self.ids)) & previstas.keys()
        ):
            if hito.fecha_prevista != (previstas[hito.id] or False):
                por_fecha[previstas[hito.id]] |= hito
        for fecha, hitos in por_fecha.items():
            # Not a report of anybody: the calendar moved it, so no stamp, no checks.
            # pylint: disable-next=super-method-mismatch
            super(SigobitoHito, hitos).write({"fecha_prevista": fecha})

    def _prever_red(self, antes):
        hitos = self.sudo().browse(antes)
        tareas = {
            hito.id: prevision.Tarea(
                vence=hito.date_deadline or None,
                inicio=hito.date_start or None,
                estimada=hito.fecha_estimada or None,
                real=hito.fecha_real or None,
                abierta=hito.state in ("pendiente", "en_curso"),
                antes=antes[hito.id],
            )
            for hito in hitos
        }
        return prevision.prever(tareas, hitos.company_id[:1]._hoy())

    @api.model
    def _cron_prever(self):
        """Nightly: what is overdue pushes those who wait for it, one more day."""
        lote = 500
        last_id = 0
        base = Domain("state", "in", ["pendiente", "en_curso"]) & Domain(
            "fecha_prevista", "<", fields.Date.today()
        )
        while hitos := self.search(
            base & Domain("id", ">", last_id), order="id", limit=lote
        ):
            last_id = hitos[-1].id
            for _company, del_municipio in hitos.grouped("company_id").items():
                del_municipio._prever()
            self.env.flush_all()
            if not self.env["ir.cron"]._commit_progress(len(hitos)):
                return

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_iniciar(self):
        self.write({"state": "en_curso"})
        return True

    def action_lograr(self):
        """Ask for the evidence and the date, then mark as reached."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mark as reached"),
            "res_model": "sigobito.hito.lograr",
            "view_mode": "form",
            "target": "new",
            "context": {"default_hito_id": self.id},
        }

    def action_reprogramar(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reprogram"),
            "res_model": "sigobito.hito.reprogramar",
            "view_mode": "form",
            "target": "new",
            "context": {"default_hito_id": self.id},
        }

    def action_reabrir(self):
        self.write({"state": "en_curso", "fecha_real": False})
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

    def action_ver_reprogramaciones(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_iniciativas.sigobito_hito_reprogramacion_action"
        )
        return dict(action, domain=[("hito_id", "=", self.id)], context={})

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _check_logrado(self, vals):
        """A milestone is reached with evidence, by whoever answers for it."""
        for hito in self:
            if not (vals.get("evidencia") or hito.evidencia) and not (
                vals.get("evidencia_ids") or hito.evidencia_ids
            ):
                raise UserError(
                    self.env._(
                        "Tell how we know that “%(hito)s” was reached: write the "
                        "evidence or attach a photo or document.",
                        hito=hito.name,
                    )
                )

    def _lograr(self, fecha, evidencia, adjuntos=()):
        """Mark as reached on ``fecha`` with its evidence."""
        vals = {"state": "done", "fecha_real": fecha, "evidencia": evidencia}
        if adjuntos:
            vals["evidencia_ids"] = [fields.Command.link(id_) for id_ in adjuntos]
        self.write(vals)

    def _post_logrado(self):
        """Hook, called with the milestones that have just been reached."""
        for hito in self:
            hito.iniciativa_id.sudo().message_post(
                body=self.env._("Milestone reached: %(hito)s", hito=hito.name),
                author_id=self.env.user.partner_id.id,
            )
