from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class SigobitoCapacitacion(models.Model):
    """A training session of a municipality: module, day, people, test (R17)."""

    _name = "sigobito.capacitacion"
    _description = "Training session"
    _order = "fecha desc, id desc"
    _check_company_auto = True
    _muro_regional = True

    name = fields.Char(compute="_compute_name", store=True, readonly=False)
    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        domain="[('es_municipio', '=', True)]",
        default=lambda self: self._default_company_id(),
    )
    modulo_id = fields.Many2one(
        "sigobito.capacitacion.modulo",
        string="Module",
        required=True,
        index=True,
        ondelete="restrict",
    )
    fecha = fields.Datetime(string="When", required=True)
    horas = fields.Float(
        string="Hours", compute="_compute_horas", store=True, readonly=False
    )
    lugar = fields.Char(string="Where", help="Room, or link of the call")
    facilitador_id = fields.Many2one(
        "res.users", string="Trainer", default=lambda self: self.env.user
    )
    state = fields.Selection(
        [("programada", "Planned"), ("realizada", "Held"), ("cancel", "Cancelled")],
        required=True,
        default="programada",
        index=True,
    )
    participante_ids = fields.One2many(
        "sigobito.capacitacion.participante", "capacitacion_id", string="Participants"
    )
    participante_count = fields.Integer(string="Invited", compute="_compute_cuentas")
    asistente_count = fields.Integer(string="Came", compute="_compute_cuentas")
    aprobado_count = fields.Integer(string="Passed", compute="_compute_cuentas")
    material_ids = fields.Many2many("ir.attachment", string="Material")
    notas = fields.Text(string="Notes")

    @api.model
    def _default_company_id(self):
        company = self.env.company
        return company if company.es_municipio else company.browse()

    @api.depends("modulo_id")
    def _compute_name(self):
        for record in self:
            record.name = record.modulo_id.name or ""

    @api.depends("modulo_id")
    def _compute_horas(self):
        for record in self:
            record.horas = record.modulo_id.horas

    @api.depends("participante_ids.asistio", "participante_ids.resultado")
    def _compute_cuentas(self):
        Participante = self.env["sigobito.capacitacion.participante"]
        cuenta = {}
        for sesion, asistio, resultado, numero in Participante._read_group(
            [("capacitacion_id", "in", self.ids)],
            ["capacitacion_id", "asistio", "resultado"],
            ["__count"],
        ):
            fila = cuenta.setdefault(sesion.id, [0, 0, 0])
            fila[0] += numero
            fila[1] += numero if asistio else 0
            fila[2] += numero if resultado == "aprobado" else 0
        for record in self:
            fila = cuenta.get(record._origin.id, (0, 0, 0))
            record.participante_count, record.asistente_count = fila[:2]
            record.aprobado_count = fila[2]

    def write(self, vals):
        fijos = {"modulo_id", "horas", "fecha", "facilitador_id", "company_id"}
        if not self.env.su and fijos & vals.keys():
            self._check_sin_certificados()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_sin_certificados(self):
        if not self.env.su:
            self._check_sin_certificados()

    def _check_sin_certificados(self):
        """What a certificate says does not change after it was given."""
        # sudo: certificates of everybody
        for record in self.sudo():
            if record.participante_ids.filtered("folio"):
                raise UserError(
                    self.env._("“%s” already gave certificates.", record.name)
                )

    def action_realizada(self):
        """It was held: from now on those who came may take the test."""
        for record in self:
            if not record.participante_ids.filtered("asistio"):
                raise UserError(self.env._("Mark who came to “%s” first.", record.name))
            record.state = "realizada"

    def action_cancelar(self):
        """It will not be held."""
        self._check_sin_certificados()
        self.state = "cancel"

    def action_todos_asistieron(self):
        """Everybody who was invited came."""
        self.participante_ids.asistio = True

    def action_invitar_a_todos(self):
        """Add every colleague of the municipality who is not on the list."""
        for record in self:
            record.check_access("write")
            # sudo: who works where is for administrators only
            users = self.env["res.users"].sudo()
            todos = users.search(
                [("company_ids", "in", record.company_id.ids), ("share", "=", False)]
            ).filtered(lambda u: u.has_group("sigobito_base.group_funcionario"))
            faltan = todos - record.participante_ids.user_id.sudo()
            record.participante_ids = [
                Command.create({"user_id": user.id}) for user in faltan
            ]


class SigobitoCapacitacionParticipante(models.Model):
    """A colleague in a session: attendance, test, certificate."""

    _name = "sigobito.capacitacion.participante"
    _description = "Participant of a training"
    _order = "capacitacion_id, id"
    _rec_name = "user_id"
    _check_company_auto = True

    capacitacion_id = fields.Many2one(
        "sigobito.capacitacion",
        string="Training",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="capacitacion_id.company_id", store=True, index=True, precompute=True
    )
    modulo_id = fields.Many2one(
        related="capacitacion_id.modulo_id", store=True, index=True
    )
    fecha = fields.Datetime(related="capacitacion_id.fecha", store=True)
    sesion_state = fields.Selection(related="capacitacion_id.state", string="Session")
    user_id = fields.Many2one(
        "res.users",
        string="Participant",
        required=True,
        index=True,
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        ondelete="restrict",
    )
    asistio = fields.Boolean(string="Came")
    resultado = fields.Selection(
        [
            ("pendiente", "Test to take"),
            ("aprobado", "Passed"),
            ("reprobado", "Not passed"),
        ],
        string="Result",
        required=True,
        default="pendiente",
        readonly=True,
        index=True,
    )
    nota = fields.Float(
        string="Mark (%)", readonly=True, digits=(5, 1), aggregator="avg"
    )
    intentos = fields.Integer(string="Attempts", readonly=True, aggregator=None)
    fecha_prueba = fields.Date(string="Test on", readonly=True)
    folio = fields.Char(string="Certificate", readonly=True, copy=False)
    puede_rendir = fields.Boolean(
        string="May take the test", compute="_compute_puede_rendir"
    )

    _persona_uniq = models.UniqueIndex(
        "(capacitacion_id, user_id)", "This person is already on the list."
    )
    _folio_uniq = models.UniqueIndex(
        "(folio) WHERE folio IS NOT NULL", "This certificate already exists."
    )

    @api.depends("asistio", "resultado", "intentos", "capacitacion_id.state", "user_id")
    @api.depends_context("uid")
    def _compute_puede_rendir(self):
        for record in self:
            record.puede_rendir = (
                record.user_id == self.env.user and not record._get_impedimento()
            )

    @api.constrains("user_id", "company_id")
    def _check_user_id(self):
        for record in self:
            # sudo: companies of a user are for administrators only
            if record.company_id not in record.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=record.user_id.name,
                        company=record.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_del_sistema(*vals_list, self._get_por_defecto())
        return super().create(vals_list)

    def write(self, vals):
        self._check_del_sistema(vals)
        fijos = {"user_id", "asistio", "capacitacion_id"}
        if not self.env.su and fijos & vals.keys():
            if self.filtered("folio"):
                raise UserError(
                    self.env._("Whoever has a certificate stays on the list.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_sin_certificado(self):
        if not self.env.su and self.filtered("folio"):
            raise UserError(self.env._("Whoever has a certificate stays on the list."))

    @api.model
    def _check_del_sistema(self, *vals_list):
        """Nobody writes a mark by hand: it comes from the test."""
        protegidos = {"resultado", "nota", "intentos", "fecha_prueba", "folio"}
        if not self.env.su and any(protegidos & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("The mark comes from the test."))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_rendir(self):
        """Take the test, one question after the other."""
        self.ensure_one()
        self._check_puede_rendir()
        prueba = self.env["sigobito.capacitacion.prueba"]._crear(self)
        return prueba._get_action()

    def action_certificado(self):
        """The certificate as a PDF."""
        self.ensure_one()
        self._check_certificado()
        return self.env.ref(
            "sigobito_base.sigobito_capacitacion_certificado_report"
        ).report_action(self)

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _get_impedimento(self):
        """Why the test cannot be taken, in words; empty if it can."""
        self.ensure_one()
        # sudo: only state and limits of the session, which its participant may know
        sesion = self.sudo().capacitacion_id
        if sesion.state != "realizada":
            return self.env._("The test opens when the session has been held.")
        if not self.asistio:
            return self.env._("The test is for those who came.")
        if self.resultado == "aprobado":
            return self.env._("The test is already passed.")
        if self.intentos >= sesion.modulo_id.intentos_maximos:
            return self.env._("There are no attempts left. Ask for another session.")
        if not sesion.modulo_id.pregunta_ids:
            return self.env._("This module has no questions yet.")
        return ""

    def _check_puede_rendir(self):
        self.check_access("read")
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Each one takes his own test."))
        motivo = self._get_impedimento()
        if motivo:
            raise UserError(motivo)

    def _check_certificado(self):
        self.check_access("read")
        for record in self:
            if record.resultado != "aprobado" or not record.folio:
                raise UserError(
                    self.env._(
                        "%s has no certificate: the test is not passed.",
                        record.user_id.name,
                    )
                )

    def _anotar_prueba(self, nota):
        """Keep the result of one attempt; the best never gets worse."""
        self.ensure_one()
        # sudo: the mark is written by the system only
        record = self.sudo()
        modulo = record.modulo_id
        vals = {
            "nota": nota,
            "intentos": record.intentos + 1,
            "fecha_prueba": record.company_id._hoy(),
            "resultado": "aprobado" if nota >= modulo.nota_minima else "reprobado",
        }
        if vals["resultado"] == "aprobado":
            vals["folio"] = f"{modulo.codigo}-{vals['fecha_prueba']:%Y}-{record.id:06d}"
        record.write(vals)
