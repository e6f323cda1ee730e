from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

#: What the regional team does not read: what was said, and by whom.
PERSONAL = "sigobito_base.group_funcionario"
#: Written by the system only: the compliance rests on them.
CAMPOS_SISTEMA = {
    "rutina_id",
    "fecha_regla",
    "date_deadline",
    "cumplimiento",
    "tarde",
    "fecha_cierre",
    "company_id",
}
#: Colours of the calendar, and a sign for whoever does not tell them apart.
COLORES = {"programada": 4, "realizada": 10, "omitida": 1, "cancelada": 12}
SIGNOS = {"realizada": "✓", "omitida": "✗", "cancelada": "–"}


class SigobitoRutinaSesion(models.Model):
    """One meeting of a routine: who came, what was done and what was agreed (R3)."""

    _name = "sigobito.rutina.sesion"
    _description = "Session of a routine"
    _inherit = ["sigobito.hilo.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    _hilo_order = 25

    rutina_id = fields.Many2one(
        "sigobito.rutina",
        string="Routine",
        required=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    name = fields.Char(related="rutina_id.name", store=True, precompute=True)
    company_id = fields.Many2one(
        related="rutina_id.company_id", store=True, index=True, precompute=True
    )
    area_id = fields.Many2one(
        related="rutina_id.area_id", store=True, index=True, precompute=True
    )
    state = fields.Selection(
        [
            ("programada", "To be held"),
            ("realizada", "Held"),
            ("omitida", "Not held"),
            ("cancelada", "Called off"),
        ],
        required=True,
        default="programada",
        index=True,
        copy=False,
    )
    date = fields.Date(required=True, index=True)
    fecha_regla = fields.Date(
        string="Day by the rule",
        copy=False,
        help="Empty for a session that was called apart from the cadence",
    )
    movida = fields.Boolean(string="Moved by hand", copy=False)
    date_deadline = fields.Date(
        string="Record it by",
        compute="_compute_date_deadline",
        store=True,
        precompute=True,
        index=True,
    )
    hora = fields.Float(
        string="Hour",
        compute="_compute_de_la_rutina",
        store=True,
        readonly=False,
        precompute=True,
    )
    duracion = fields.Float(
        string="Duration",
        compute="_compute_de_la_rutina",
        store=True,
        readonly=False,
        precompute=True,
    )
    sitio = fields.Char(
        string="Where",
        compute="_compute_de_la_rutina",
        store=True,
        readonly=False,
        precompute=True,
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        compute="_compute_de_la_rutina",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    start = fields.Datetime(
        string="Starts at", compute="_compute_start", store=True, precompute=True
    )
    stop = fields.Datetime(
        string="Ends at", compute="_compute_start", store=True, precompute=True
    )
    asistencia_ids = fields.One2many(
        "sigobito.rutina.asistencia",
        "sesion_id",
        string="Attendance",
        groups=PERSONAL,
    )
    invitados = fields.Char(string="Other people present", groups=PERSONAL)
    paso_ids = fields.One2many(
        "sigobito.rutina.sesion.paso", "sesion_id", string="Checklist", groups=PERSONAL
    )
    notas = fields.Text(string="Notes", groups=PERSONAL)
    acta = fields.Binary(
        string="Minutes", attachment=True, groups=PERSONAL, help="A photo or a document"
    )
    acta_nombre = fields.Char(string="Name of the minutes", groups=PERSONAL)
    acuerdo_ids = fields.One2many(
        "sigobito.rutina.acuerdo", "sesion_id", string="Agreements", groups=PERSONAL
    )
    anterior_ids = fields.Many2many(
        "sigobito.rutina.acuerdo",
        string="Agreements still open",
        compute="_compute_anterior_ids",
        groups=PERSONAL,
        help="Of the sessions before this one",
    )
    motivo = fields.Text(string="Reason", groups=PERSONAL, copy=False)
    fecha_cierre = fields.Datetime(string="Recorded on", readonly=True, copy=False)
    tarde = fields.Boolean(string="Recorded late", readonly=True, copy=False)
    cumplimiento = fields.Float(
        string="Compliance",
        digits=(5, 0),
        compute="_compute_cumplimiento",
        store=True,
        aggregator="avg",
        precompute=True,
    )
    color = fields.Integer(compute="_compute_color")
    asistencia_texto = fields.Char(
        string="Present", compute="_compute_asistencia_texto", groups=PERSONAL
    )
    por_registrar = fields.Boolean(
        string="To be recorded",
        compute="_compute_por_registrar",
        search="_search_por_registrar",
    )
    puede_registrar = fields.Boolean(
        string="I may record it", compute="_compute_puede_registrar"
    )

    _regla_uniq = models.UniqueIndex(
        "(rutina_id, fecha_regla) WHERE fecha_regla IS NOT NULL",
        "The routine already has the session of that day.",
    )
    _abiertas_idx = models.Index("(rutina_id, date) WHERE state = 'programada'")
    _vencidas_idx = models.Index("(date_deadline) WHERE state = 'programada'")

    # ------------------------------------------------------------
    # COMPUTED
    # ------------------------------------------------------------

    @api.depends("state")
    def _compute_color(self):
        for sesion in self:
            sesion.color = COLORES[sesion.state]

    @api.depends("name", "date", "state")
    @api.depends_context("lang", "sigobito_calendario")
    def _compute_display_name(self):
        en_calendario = self.env.context.get("sigobito_calendario")
        for sesion in self:
            if en_calendario:
                # The calendar says the day; what it lacks is whether it was held.
                signo = SIGNOS.get(sesion.state, "")
                sesion.display_name = f"{signo} {sesion.name}".strip()
                continue
            fecha = sesion.date and format_date(
                self.env, sesion.date, date_format="EEE d MMM"
            )
            sesion.display_name = " · ".join(
                part for part in (sesion.name, fecha) if part
            )

    @api.depends("date", "rutina_id")
    def _compute_date_deadline(self):
        for sesion in self:
            dias, company = sesion.rutina_id.gracia, sesion.company_id
            if sesion.date and company and dias:
                sesion.date_deadline = company._sumar_habiles(sesion.date, dias)
            else:
                sesion.date_deadline = sesion.date

    @api.depends("rutina_id")
    def _compute_de_la_rutina(self):
        for sesion in self:
            rutina = sesion.rutina_id
            sesion.hora = rutina.hora
            sesion.duracion = rutina.duracion
            sesion.sitio = rutina.sitio
            sesion.responsable_id = rutina.responsable_id

    @api.depends("date", "hora", "duracion", "company_id")
    def _compute_start(self):
        for sesion in self:
            if not sesion.date or not sesion.company_id:
                sesion.start = sesion.stop = False
                continue
            dia = fields.Datetime.to_datetime(sesion.date)
            inicio = dia + timedelta(minutes=round(sesion.hora * 60))
            sesion.start = sesion.company_id._a_utc(inicio)
            sesion.stop = sesion.start + timedelta(
                minutes=round((sesion.duracion or 1.0) * 60)
            )

    @api.depends("state")
    def _compute_cumplimiento(self):
        for sesion in self:
            sesion.cumplimiento = 100.0 if sesion.state == "realizada" else 0.0

    @api.depends("asistencia_ids.asistio", "state")
    def _compute_asistencia_texto(self):
        totales = {}
        for sesion, asistio, n in self.env["sigobito.rutina.asistencia"]._read_group(
            [("sesion_id", "in", self.ids)], ["sesion_id", "asistio"], ["__count"]
        ):
            presentes, convocados = totales.get(sesion.id, (0, 0))
            totales[sesion.id] = presentes + (n if asistio else 0), convocados + n
        for sesion in self:
            presentes, convocados = totales.get(sesion._origin.id, (0, 0))
            sin_anotar = sesion.state != "realizada" and not presentes
            sesion.asistencia_texto = "" if sin_anotar else f"{presentes}/{convocados}"

    @api.depends("rutina_id", "date")
    def _compute_anterior_ids(self):
        abiertos = self.env["sigobito.rutina.acuerdo"].search(
            [("rutina_id", "in", self.rutina_id.ids), ("cumplido", "=", False)]
        )
        por_rutina = abiertos.grouped("rutina_id")
        for sesion in self:
            candidatos = por_rutina.get(sesion.rutina_id, abiertos.browse())
            sesion.anterior_ids = candidatos.filtered(
                lambda a, sesion=sesion: sesion.date and a.fecha_sesion < sesion.date
            )

    @api.depends("state", "date")
    def _compute_por_registrar(self):
        for sesion in self:
            sesion.por_registrar = (
                sesion.state == "programada"
                and bool(sesion.date)
                and sesion.date <= sesion.company_id._hoy()
            )

    @api.model
    def _search_por_registrar(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = fields.Domain("state", "=", "programada") & fields.Domain(
            "date", "<=", self.env.company._hoy()
        )
        return domain if True in value else ~domain

    @api.depends("responsable_id", "rutina_id.responsable_id")
    @api.depends_context("uid")
    def _compute_puede_registrar(self):
        todas = self._es_conduccion()
        for sesion in self:
            responsables = sesion.responsable_id | sesion.rutina_id.responsable_id
            sesion.puede_registrar = todas or self.env.user in responsables

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        sesiones = super().create(vals_list)
        if not self.env.su:
            conduce = self._es_conduccion()
            for sesion in sesiones:
                # Being its responsible is not enough to call one of another's routine.
                if not conduce and sesion.rutina_id.responsable_id != self.env.user:
                    raise self.env["ir.rule"]._make_access_error("create", sesion)
                # What came by default_ or by import counts too.
                if sesion.fecha_regla or sesion.state != "programada":
                    raise AccessError(
                        self.env._("The sessions of the cadence open by themselves.")
                    )
        sesiones._crear_lineas()
        return sesiones

    def write(self, vals):
        vals = dict(vals)
        if not self.env.su:
            self._check_escritura(vals)
        if "date" in vals:
            dia = fields.Date.to_date(vals["date"])
            if any(sesion.date != dia for sesion in self):
                vals["movida"] = True
        cambian = self.filtered(lambda s: "state" in vals and s.state != vals["state"])
        if cambian:
            vals.update(cambian._prepare_estado_vals(vals["state"]))
        result = super().write(vals)
        if cambian and vals["state"] == "realizada":
            cambian._post_cierre()
        if cambian:
            cambian.rutina_id._abrir_siguientes()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_con_historia(self):
        for sesion in self:
            if sesion.state != "programada" or sesion._tiene_contenido():
                raise UserError(
                    self.env._(
                        "“%s” is part of the history and stays.", sesion.display_name
                    )
                )

    # ------------------------------------------------------------
    # OTHER
    # ------------------------------------------------------------

    @api.model
    def _es_conduccion(self):
        """Whether the user runs all the routines of the municipality."""
        user = self.env.user
        return self.env.su or any(
            user.has_group(f"sigobito_base.group_{name}")
            for name in ("despacho", "titular", "admin_municipal")
        )

    def _tiene_contenido(self):
        """Whether somebody has noted anything in it."""
        self.ensure_one()
        return bool(
            self.notas
            or self.acta
            or self.acuerdo_ids
            or self.motivo
            or any(self.asistencia_ids.mapped("asistio"))
            or any(self.paso_ids.mapped("hecho"))
        )

    def _seguir_rutina(self):
        """Sessions that stay as they are still follow who is responsible."""
        for rutina, sesiones in self.grouped("rutina_id").items():
            cambian = sesiones.filtered(
                lambda s, rutina=rutina: s.responsable_id != rutina.responsable_id
            )
            cambian.responsable_id = rutina.responsable_id
