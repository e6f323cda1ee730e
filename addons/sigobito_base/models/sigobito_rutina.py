from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: A change in any of them opens the next session again.
CAMPOS_CADENCIA = (
    "tipo_cadencia",
    "cada",
    "dia_semana",
    "dia_mes",
    "ordinal",
    "ajuste",
    "date_start",
    "date_end",
)
CAMPOS_SESION = ("hora", "duracion", "sitio", "responsable_id", "participante_ids")
#: Months over which the compliance of a routine is measured.
MESES_CUMPLIMIENTO = 12


class SigobitoRutina(models.Model):
    """A meeting of the method that comes back by itself (R3)."""

    _name = "sigobito.rutina"
    _description = "Routine"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, index="trigram")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    proposito = fields.Text(
        string="Purpose", help="What the municipality gets out of it"
    )
    state = fields.Selection(
        [("activa", "Running"), ("pausada", "Paused")],
        required=True,
        default="activa",
        copy=False,
        index=True,
    )
    area_id = fields.Many2one(
        "sigobito.area",
        string="Area",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    responsable_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        default=lambda self: self._default_responsable_id(),
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        help="Calls the session and notes what came of it",
    )
    participante_ids = fields.Many2many(
        "res.users",
        "sigobito_rutina_participante_rel",
        "rutina_id",
        "user_id",
        string="Participants",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
    )
    paso_ids = fields.One2many(
        "sigobito.rutina.paso", "rutina_id", string="Checklist", copy=True
    )

    tipo_cadencia = fields.Selection(
        [
            ("semanal", "By weeks"),
            ("mensual_dia", "By months, on a day of the month"),
            ("mensual_ordinal", "By months, on a weekday"),
        ],
        string="Cadence",
        required=True,
        default="semanal",
    )
    cada = fields.Integer(string="Every", required=True, default=1)
    dia_semana = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        string="Weekday",
        required=True,
        default="0",
    )
    dia_mes = fields.Integer(
        string="Day of the month",
        required=True,
        default=1,
        help="31 is the last day of every month",
    )
    ordinal = fields.Selection(
        [
            ("1", "First"),
            ("2", "Second"),
            ("3", "Third"),
            ("4", "Fourth"),
            ("-1", "Last"),
        ],
        string="Which one",
        required=True,
        default="1",
    )
    ajuste = fields.Selection(
        [
            ("siguiente", "Move to the next working day"),
            ("anterior", "Move to the working day before"),
            ("mantener", "Keep the day"),
        ],
        string="On a holiday",
        required=True,
        default="siguiente",
    )
    date_start = fields.Date(
        string="Starts on",
        required=True,
        default=lambda self: self.env.company._hoy(),
        help="Weeks and months are counted from here",
    )
    date_end = fields.Date(string="Ends on")
    hora = fields.Float(string="Hour", default=9.0)
    duracion = fields.Float(string="Duration", default=1.0)
    sitio = fields.Char(string="Where")
    gracia = fields.Integer(
        string="Working days to record it",
        default=2,
        help="After these the session counts as not held",
    )
    activa_desde = fields.Date(
        string="Running since", copy=False, help="No session is due before this day"
    )

    sesion_ids = fields.One2many(
        "sigobito.rutina.sesion", "rutina_id", string="Sessions"
    )
    proxima_fecha = fields.Date(string="Next session", compute="_compute_resumen")
    ultima_fecha = fields.Date(string="Last held", compute="_compute_resumen")
    realizada_count = fields.Integer(string="Held", compute="_compute_resumen")
    omitida_count = fields.Integer(string="Not held", compute="_compute_resumen")
    cumplimiento = fields.Float(
        string="Compliance",
        compute="_compute_resumen",
        help="Sessions held out of those due in the last twelve months",
    )

    _cada_ok = models.Constraint(
        "CHECK (cada BETWEEN 1 AND 60)", "It repeats every 1 to 60 weeks or months."
    )
    _dia_mes_ok = models.Constraint(
        "CHECK (dia_mes BETWEEN 1 AND 31)", "The day of the month goes from 1 to 31."
    )
    _hora_ok = models.Constraint(
        "CHECK (hora >= 0 AND hora < 24)", "The hour goes from 0:00 to 23:59."
    )
    _duracion_ok = models.Constraint(
        "CHECK (duracion > 0 AND duracion <= 24)",
        "A session lasts more than nothing and at most a day.",
    )
    _gracia_ok = models.Constraint(
        "CHECK (gracia BETWEEN 0 AND 30)", "Between 0 and 30 working days."
    )
    _fechas_ok = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date_start)",
        "A routine cannot end before it starts.",
    )

    @api.model
    def _default_responsable_id(self):
        user = self.env.user
        return user if self.env.company in user.company_ids else False

    # ------------------------------------------------------------
    # COMPUTED
    # ------------------------------------------------------------

    @api.depends("sesion_ids.state", "sesion_ids.date")
    def _compute_resumen(self):
        # sudo: the compliance belongs to the routine, not to whoever reads it
        Sesion = self.env["sigobito.rutina.sesion"].sudo()
        hoy = fields.Date.today()
        de_estas = Domain("rutina_id", "in", self.ids)
        desde = hoy - timedelta(days=round(MESES_CUMPLIMIENTO * 30.44))
        cuentas = dict.fromkeys(self.ids, ())
        for rutina, state, n in Sesion._read_group(
            de_estas
            & Domain("fecha_regla", "!=", False)
            & Domain("date", ">=", desde)
            & Domain("state", "in", ("realizada", "omitida")),
            ["rutina_id", "state"],
            ["__count"],
        ):
            cuentas[rutina.id] = {**dict(cuentas[rutina.id]), state: n}
        ultimas = {
            rutina.id: fecha
            for rutina, fecha in Sesion._read_group(
                de_estas & Domain("state", "=", "realizada"),
                ["rutina_id"],
                ["date:max"],
            )
        }
        siguientes = {
            rutina.id: fecha
            for rutina, fecha in Sesion._read_group(
                de_estas & Domain("state", "=", "programada"),
                ["rutina_id"],
                ["date:max"],
            )
        }
        for rutina in self:
            cuenta = dict(cuentas.get(rutina._origin.id) or ())
            realizadas, omitidas = cuenta.get("realizada", 0), cuenta.get("omitida", 0)
            rutina.realizada_count = realizadas
            rutina.omitida_count = omitidas
            rutina.cumplimiento = (
                100.0 * realizadas / (realizadas + omitidas)
                if realizadas + omitidas
                else 0.0
            )
            rutina.ultima_fecha = ultimas.get(rutina._origin.id)
            rutina.proxima_fecha = siguientes.get(rutina._origin.id)

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("responsable_id", "participante_ids", "company_id")
    def _check_personas(self):
        for rutina in self:
            for user in rutina.responsable_id | rutina.participante_ids:
                # sudo: companies of a user are for administrators only
                if rutina.company_id not in user.sudo().company_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s does not work for %(company)s.",
                            user=user.name,
                            company=rutina.company_id.name,
                        )
                    )

    @api.constrains("state", "responsable_id")
    def _check_responsable(self):
        for rutina in self:
            if rutina.state == "activa" and not rutina.responsable_id:
                raise ValidationError(
                    self.env._(
                        "Say who is responsible for “%s” before it runs: that person "
                        "calls the session and notes what came of it.",
                        rutina.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rutinas = super().create(vals_list)
        for company, grupo in rutinas.grouped("company_id").items():
            activas = grupo.filtered(lambda r: r.state == "activa")
            # A past start with no sessions is not a row of gaps.
            activas.filtered(lambda r: not r.activa_desde).activa_desde = company._hoy()
        rutinas._abrir_siguientes()
        return rutinas

    def write(self, vals):
        if "company_id" in vals and any(
            rutina.company_id.id != vals["company_id"] for rutina in self
        ):
            raise UserError(
                self.env._("A routine stays in its municipality: make another one.")
            )
        reanudadas = self.filtered(
            lambda r: vals.get("state") == "activa" and r.state != "activa"
        )
        result = super().write(vals)
        for company, grupo in reanudadas.grouped("company_id").items():
            grupo.activa_desde = company._hoy()
        if {"state", "active", *CAMPOS_CADENCIA, *CAMPOS_SESION, "paso_ids"} & set(
            vals
        ):
            self._descartar_futuras()
            self._abrir_siguientes()
        return result

    def copy_data(self, default=None):
        # A copy starts paused: two equal routines at once are a mistake.
        return [
            dict(vals, name=self.env._("%s (copy)", rutina.name), state="pausada")
            for rutina, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_con_historia(self):
        # sudo: sessions the user may not read are history too
        con_historia = self.sudo().sesion_ids.filtered(
            lambda s: s.state != "programada" or s._tiene_contenido()
        )
        if con_historia:
            raise UserError(
                self.env._(
                    "“%s” has sessions, and their history must stay. Archive it.",
                    con_historia[0].rutina_id.name,
                )
            )

    # ------------------------------------------------------------
    # SESSIONS TO COME
    # ------------------------------------------------------------

    def _descartar_futuras(self):
        """Remove the sessions to come in which nobody has noted anything."""
        Sesion = self.env["sigobito.rutina.sesion"]
        for company, grupo in self.grouped("company_id").items():
            # sudo: whoever may change the routine changes the sessions it brings
            futuras = Sesion.sudo().search(
                Domain("rutina_id", "in", grupo.ids)
                & Domain("state", "=", "programada")
                & Domain("fecha_regla", "!=", False)
                & Domain("date", ">=", company._hoy())
            )
            intactas = futuras.filtered(
                lambda s: not s._tiene_contenido() and not s.movida
            )
            (futuras - intactas)._seguir_rutina()
            intactas.unlink()

    def _abrir_siguientes(self):
        """Open the next session of these routines, where one is missing."""
        # sudo: the sessions are opened by the routine, not by whoever touches it
        self.env["sigobito.rutina.sesion"].sudo()._abrir_siguientes(self)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_activar(self):
        self.write({"state": "activa"})

    def action_pausar(self):
        self.write({"state": "pausada"})

    def action_open_sesiones(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_rutina_sesion_action"
        )
        action["name"] = self.name
        action["domain"] = [("rutina_id", "=", self.id)]
        action["context"] = {"default_rutina_id": self.id}
        return action
