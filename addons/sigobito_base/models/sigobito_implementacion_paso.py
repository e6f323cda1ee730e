from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .sigobito_implementacion_plantilla import LADOS

#: Written by the actions below and by the nightly measuring, never by hand.
CAMPOS_DEL_SISTEMA = {
    "state",
    "fecha_real",
    "medido",
    "es_medido",
    "motivo",
    "plantilla_paso_id",
    "company_id",
    "acepta_municipio_id",
    "acepta_municipio_fecha",
    "acepta_regional_id",
    "acepta_regional_fecha",
}
#: What a person who is only responsible for the step may write.
CAMPOS_RESPONSABLE = {"evidencia_nota", "evidencia_ids"}


class SigobitoImplementacionPaso(models.Model):
    """Step of the implementation: who, until when, what it leaves, who accepted it."""

    _name = "sigobito.implementacion.paso"
    _description = "Step of the implementation"
    _order = "etapa_id, sequence, id"
    _check_company_auto = True
    _muro_regional = True

    implementacion_id = fields.Many2one(
        "sigobito.implementacion",
        string="Implementation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="implementacion_id.company_id",
        string="Municipality",
        store=True,
        index=True,
        precompute=True,
    )
    plantilla_paso_id = fields.Many2one(
        "sigobito.implementacion.plantilla.paso",
        string="Step of the template",
        index=True,
        readonly=True,
        ondelete="set null",
    )
    nombre_propio = fields.Char(string="Own name")
    name = fields.Char(
        string="Step",
        compute="_compute_name",
        inverse="_inverse_name",
        search="_search_name",
    )
    sequence = fields.Integer(default=100)
    etapa_id = fields.Many2one(
        "sigobito.implementacion.etapa",
        string="Stage",
        required=True,
        index=True,
        ondelete="restrict",
    )
    lado = fields.Selection(
        LADOS, string="Responsible side", required=True, default="municipio"
    )
    responsable_id = fields.Many2one(
        "res.users", string="Responsible", index="btree_not_null"
    )
    date_start = fields.Date(string="Planned from")
    date_deadline = fields.Date(string="Planned until", index=True)
    fecha_real = fields.Date(string="Done on", readonly=True)
    descripcion = fields.Text(related="plantilla_paso_id.descripcion")
    entregable = fields.Char(related="plantilla_paso_id.entregable")
    detalle = fields.Text(string="Details")
    evidencia_nota = fields.Text(string="What was delivered")
    evidencia_ids = fields.Many2many("ir.attachment", string="Evidence")
    state = fields.Selection(
        [
            ("pendiente", "To do"),
            ("en_curso", "In progress"),
            ("entregado", "Delivered"),
            ("done", "Accepted"),
            ("no_aplica", "Does not apply"),
        ],
        required=True,
        default="pendiente",
        index=True,
        readonly=True,
    )
    es_abierto = fields.Boolean(
        string="Open", compute="_compute_es_abierto", store=True
    )
    motivo = fields.Char(string="Why", readonly=True)
    acepta_municipio_id = fields.Many2one(
        "res.users", string="Accepted by the municipality", readonly=True
    )
    acepta_municipio_fecha = fields.Date(string="Municipality on", readonly=True)
    acepta_regional_id = fields.Many2one(
        "res.users", string="Accepted by the regional team", readonly=True
    )
    acepta_regional_fecha = fields.Date(string="Regional team on", readonly=True)
    es_medido = fields.Boolean(
        string="Measured",
        compute="_compute_es_medido",
        store=True,
        help="Completes itself from the data",
    )
    medido = fields.Integer(string="Measure", readonly=True)
    medida_texto = fields.Char(string="Criterion", compute="_compute_medida_texto")
    es_atrasado = fields.Boolean(string="Late", compute="_compute_es_atrasado")
    lado_usuario = fields.Char(string="Your side", compute="_compute_lado_usuario")
    puede_entregar = fields.Boolean(
        string="You may deliver", compute="_compute_lado_usuario"
    )
    puede_aceptar = fields.Boolean(
        string="You may accept", compute="_compute_lado_usuario"
    )

    _plantilla_uniq = models.UniqueIndex(
        "(implementacion_id, plantilla_paso_id) WHERE plantilla_paso_id IS NOT NULL",
        "This step is already there.",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("nombre_propio", "plantilla_paso_id.name")
    def _compute_name(self):
        for paso in self:
            paso.name = paso.nombre_propio or paso.plantilla_paso_id.name

    def _inverse_name(self):
        for paso in self:
            paso.nombre_propio = paso.name

    @api.model
    def _search_name(self, operator, value):
        return Domain("nombre_propio", operator, value) | (
            Domain("nombre_propio", "=", False)
            & Domain("plantilla_paso_id.name", operator, value)
        )

    @api.depends("state")
    def _compute_es_abierto(self):
        for paso in self:
            paso.es_abierto = paso.state in ("pendiente", "en_curso", "entregado")

    @api.depends("plantilla_paso_id.es_medido")
    def _compute_es_medido(self):
        for paso in self:
            paso.es_medido = paso.plantilla_paso_id.es_medido

    @api.depends("medido", "plantilla_paso_id.criterio_umbral")
    def _compute_medida_texto(self):
        for paso in self:
            plantilla = paso.plantilla_paso_id
            if not plantilla.es_medido:
                paso.medida_texto = False
            elif plantilla.criterio_tipo == "minimo":
                paso.medida_texto = self.env._(
                    "%(now)s of %(wanted)s",
                    now=paso.medido,
                    wanted=plantilla.criterio_umbral,
                )
            elif not plantilla.criterio_umbral:
                paso.medida_texto = self.env._("Still to solve: %s", paso.medido)
            else:
                paso.medida_texto = self.env._(
                    "%(now)s, at most %(wanted)s",
                    now=paso.medido,
                    wanted=plantilla.criterio_umbral,
                )

    @api.depends("date_deadline", "es_abierto", "company_id")
    def _compute_es_atrasado(self):
        hoy = {company: company._hoy() for company in self.company_id}
        for paso in self:
            paso.es_atrasado = bool(
                paso.es_abierto
                and paso.date_deadline
                and paso.date_deadline < hoy.get(paso.company_id, paso.date_deadline)
            )

    @api.model
    def _get_atrasado_domain(self):
        return Domain("es_abierto", "=", True) & Domain(
            "date_deadline", "<", self.env.company._hoy()
        )

    @api.depends("state", "lado", "responsable_id")
    @api.depends_context("uid")
    def _compute_lado_usuario(self):
        for paso in self:
            lado = paso.implementacion_id and paso._get_lado_usuario()
            suyo = paso._es_de_su_lado(lado)
            paso.lado_usuario = lado
            paso.puede_entregar = (
                suyo
                and not paso.es_medido
                and (paso.state in ("pendiente", "en_curso"))
            )
            paso.puede_aceptar = (
                bool(lado)
                and paso.state == "entregado"
                and not paso[f"acepta_{lado}_id"]
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            por_defecto = self._get_por_defecto().keys() - {"company_id"}
            for nombres in (*(vals.keys() for vals in vals_list), por_defecto):
                if CAMPOS_DEL_SISTEMA & nombres:
                    raise AccessError(self._get_texto_del_sistema())
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            if (CAMPOS_DEL_SISTEMA | {"implementacion_id"}) & vals.keys():
                raise AccessError(self._get_texto_del_sistema())
            if any(paso.lado != vals.get("lado", paso.lado) for paso in self):
                self._check_reparte()
            for paso in self:
                if not paso._get_lado_usuario() and vals.keys() - CAMPOS_RESPONSABLE:
                    raise AccessError(
                        self.env._(
                            "Of this step you only write what was delivered: “%s”",
                            paso.name,
                        )
                    )
                if not paso.es_abierto:
                    raise UserError(
                        self.env._("“%s” is closed. Reopen it first.", paso.name)
                    )
        return super().write(vals)

    @api.model
    def _get_texto_del_sistema(self):
        return self.env._(
            "State, measure and acceptance are set by the buttons of the step."
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_propios(self):
        for paso in self:
            if paso.plantilla_paso_id or paso.state != "pendiente":
                raise UserError(
                    self.env._(
                        "“%s” cannot be deleted: mark that it does not apply.",
                        paso.name,
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_iniciar(self):
        """Somebody of the responsible side takes it up."""
        for paso in self:
            paso._check_suyo()
            if paso.state == "pendiente":
                paso._escribir(state="en_curso")

    def action_entregar(self):
        """The responsible side delivers, with something to show for it."""
        self.ensure_one()
        self._check_suyo()
        if self.es_medido:
            raise UserError(
                self.env._("“%s” completes itself from the data.", self.name)
            )
        if self.state not in ("pendiente", "en_curso"):
            raise UserError(self.env._("“%s” is already delivered.", self.name))
        if not (self.evidencia_nota or self.evidencia_ids):
            raise UserError(
                self.env._(
                    "Write what was delivered in “%s”, or attach a file.", self.name
                )
            )
        self._escribir(
            state="entregado", fecha_real=self.company_id._hoy(), motivo=False
        )
        if self._get_lado_usuario():
            self._aceptar()

    def action_aceptar(self):
        """Accept what was delivered; with both sides it is done."""
        self.ensure_one()
        if not self._get_lado_usuario():
            raise AccessError(
                self.env._(
                    "It is accepted by the administrator or the head of the "
                    "municipality, and by the regional team."
                )
            )
        if self.state != "entregado":
            raise UserError(self.env._("“%s” is not delivered.", self.name))
        self._aceptar()

    def action_devolver(self):
        """Ask why, and give it back to who delivered it."""
        return self._preguntar_motivo("devolver")

    def action_no_aplica(self):
        """Ask why, and take it out of the count."""
        return self._preguntar_motivo("no_aplica")

    def action_reabrir(self):
        """The regional team opens it again."""
        self.ensure_one()
        self._check_regional()
        self._escribir(state="pendiente", fecha_real=False, **self._sin_aceptar())
