from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: What only the technical team decides.
CAMPOS_TECNICOS = {"validada_por_id", "fecha_validacion"}
#: What a validated alignment says; changing it takes the validation away.
CAMPOS_CONTENIDO = {"meta_id", "tipo", "contribucion", "justificacion", "iniciativa_id"}


class SigobitoOdsAlineacion(models.Model):
    """What an initiative does for one target, and who agreed with that (R54).

    The technical team or the municipality proposes; the municipality comments; the
    technical team validates. An alignment keeps the version of the method it was made
    with.
    """

    _name = "sigobito.ods.alineacion"
    _description = "SDG alignment"
    _inherit = ["mail.thread"]
    _order = "iniciativa_id, tipo, meta_id, id"
    _rec_names_search = ["iniciativa_id.name", "meta_id.code"]
    _check_company_auto = True

    iniciativa_id = fields.Many2one(
        "sigobito.iniciativa",
        string="Initiative",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="iniciativa_id.company_id",
        store=True,
        index=True,
        precompute=True,
        string="Municipality",
    )
    meta_id = fields.Many2one(
        "sigobito.ods.meta",
        string="Target",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    ods_id = fields.Many2one(
        related="meta_id.ods_id",
        store=True,
        index=True,
        precompute=True,
        string="SDG",
    )
    tipo = fields.Selection(
        [("primaria", "Primary"), ("secundaria", "Secondary")],
        string="Kind",
        required=True,
        default=lambda self: self._default_tipo(),
        tracking=True,
    )
    contribucion = fields.Selection(
        [("directa", "Direct"), ("indirecta", "Indirect")],
        string="Contribution",
        required=True,
        default="directa",
        tracking=True,
    )
    justificacion = fields.Text(
        string="Justification", help="Why this initiative serves this target"
    )
    observacion = fields.Text(
        string="Comment of the municipality", tracking=True, copy=False
    )
    state = fields.Selection(
        [
            ("propuesta", "Proposed"),
            ("observada", "Commented"),
            ("validada", "Validated"),
        ],
        required=True,
        default="propuesta",
        index=True,
        tracking=True,
        copy=False,
    )
    version_metodo = fields.Char(
        string="Version of the method",
        required=True,
        readonly=True,
        default=lambda self: self._get_version_metodo(),
    )
    validada_por_id = fields.Many2one(
        "res.users", string="Validated by", readonly=True, copy=False
    )
    fecha_validacion = fields.Date(string="Validated on", readonly=True, copy=False)
    es_equipo_tecnico = fields.Boolean(
        string="Technical team", compute="_compute_es_equipo_tecnico"
    )

    _iniciativa_meta_uniq = models.UniqueIndex(
        "(iniciativa_id, meta_id)",
        "This initiative is already aligned with this target.",
    )
    _primaria_uniq = models.UniqueIndex(
        "(iniciativa_id) WHERE tipo = 'primaria'",
        "An initiative has one primary target: mark the others as secondary.",
    )

    # ------------------------------------------------------------------ defaults
    @api.model
    def _default_tipo(self):
        """The first target of an initiative is the primary one."""
        iniciativa_id = self.env.context.get("default_iniciativa_id")
        if iniciativa_id and self.search_count(
            [("iniciativa_id", "=", iniciativa_id), ("tipo", "=", "primaria")], limit=1
        ):
            return "secundaria"
        return "primaria"

    @api.model
    def _get_version_metodo(self):
        # sudo: a setting of the network, not a secret
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("sigobito_comunidad.version_metodo", "1.0")

    # ------------------------------------------------------------------ computes
    @api.depends("meta_id.code", "iniciativa_id.display_name")
    def _compute_display_name(self):
        for alineacion in self:
            partes = (alineacion.meta_id.code, alineacion.iniciativa_id.display_name)
            alineacion.display_name = " · ".join(filter(None, partes))

    @api.depends_context("uid")
    def _compute_es_equipo_tecnico(self):
        self.es_equipo_tecnico = self._es_equipo_tecnico()

    @api.model
    def _es_equipo_tecnico(self):
        return self.env.user.has_group("sigobito_base.group_regional")

    # ------------------------------------------------------------------ CRUD
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_campos_tecnicos(vals)
        alineaciones = super().create(vals_list)
        alineaciones._actualizar_fichas()
        return alineaciones

    def write(self, vals):
        self._check_campos_tecnicos(vals)
        if vals.get("state") == "validada" and not self.env.su:
            vals = dict(
                vals,
                validada_por_id=self.env.uid,
                fecha_validacion=fields.Date.context_today(self),
            )
        elif vals.get("state") in ("propuesta", "observada"):
            vals = dict(vals, validada_por_id=False, fecha_validacion=False)
        elif "state" not in vals and CAMPOS_CONTENIDO & vals.keys():
            self._check_contenido_editable()
        antes = self.iniciativa_id
        result = super().write(vals)
        (antes | self.iniciativa_id)._actualizar_fichas()
        return result

    def unlink(self):
        iniciativas = self.iniciativa_id
        result = super().unlink()
        iniciativas._actualizar_fichas()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_validada(self):
        if self._es_equipo_tecnico() or self.env.su:
            return
        for alineacion in self:
            if alineacion.state == "validada":
                raise UserError(
                    self.env._(
                        "“%s” is validated: write a comment, and the technical team"
                        " reviews it.",
                        alineacion.display_name,
                    )
                )

    def _check_campos_tecnicos(self, vals):
        if self.env.su:
            return
        if CAMPOS_TECNICOS & vals.keys():
            raise AccessError(
                self.env._("Who validates an alignment is kept by the system.")
            )
        if vals.get("state") == "validada" and not self._es_equipo_tecnico():
            raise AccessError(
                self.env._("Only the technical team validates an alignment.")
            )
        if "version_metodo" in vals and not self._es_equipo_tecnico():
            raise AccessError(
                self.env._("The version of the method belongs to the technical team.")
            )

    def _check_contenido_editable(self):
        """A validated alignment is not changed behind the technical team's back."""
        if self._es_equipo_tecnico() or self.env.su:
            return
        for alineacion in self:
            if alineacion.state == "validada":
                raise UserError(
                    self.env._(
                        "“%s” is validated: write a comment, and the technical team"
                        " reviews it.",
                        alineacion.display_name,
                    )
                )

    def _actualizar_fichas(self):
        self.iniciativa_id._actualizar_fichas()

    # ------------------------------------------------------------------ actions
    def action_validar(self):
        for alineacion in self:
            if not alineacion.justificacion:
                raise UserError(
                    self.env._(
                        "Write why “%s” before validating it.", alineacion.display_name
                    )
                )
        self.write({"state": "validada"})

    def action_observar(self):
        for alineacion in self:
            if not alineacion.observacion:
                raise UserError(
                    self.env._(
                        "Write first what the municipality thinks of “%s”.",
                        alineacion.display_name,
                    )
                )
        self.write({"state": "observada"})

    def action_reproponer(self):
        self.write({"state": "propuesta"})
