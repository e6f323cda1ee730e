from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import implementacion as regla

#: What each side may set on the implementation itself.
CAMPOS_POR_LADO = {
    "asesor_id": "regional",
    "date_start": "regional",
    "contraparte_id": "municipio",
}


class SigobitoImplementacion(models.Model):
    """Where a municipality stands on its way through the seven stages (R13).

    One per municipality, made from the template. Measured steps complete themselves
    (see ``sigobito_implementacion_medicion.py``); the others need both sides.
    """

    _name = "sigobito.implementacion"
    _description = "Implementation"
    _order = "company_id, id"
    _rec_name = "company_id"
    _check_company_auto = True
    _muro_regional = True

    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    plantilla_id = fields.Many2one(
        "sigobito.implementacion.plantilla",
        string="Template",
        required=True,
        default=lambda self: self._default_plantilla_id(),
        ondelete="restrict",
    )
    date_start = fields.Date(
        string="Began on",
        required=True,
        default=lambda self: self.env.company._hoy(),
    )
    asesor_id = fields.Many2one(
        "res.users", string="Adviser", index="btree_not_null", help="Regional team"
    )
    contraparte_id = fields.Many2one(
        "res.users",
        string="Counterpart",
        index="btree_not_null",
        domain="[('company_ids', 'in', company_id), ('share', '=', False)]",
        help="Who leads the implementation in the municipality",
    )
    paso_ids = fields.One2many(
        "sigobito.implementacion.paso", "implementacion_id", string="Steps"
    )
    etapa_id = fields.Many2one(
        "sigobito.implementacion.etapa",
        string="Stage",
        compute="_compute_avance",
        store=True,
        index=True,
        group_expand="_read_group_etapa_id",
    )
    avance = fields.Float(
        string="Progress (%)",
        compute="_compute_avance",
        store=True,
        digits=(5, 1),
        aggregator="avg",
    )
    state = fields.Selection(
        [("open", "In progress"), ("done", "Concluded")],
        compute="_compute_avance",
        store=True,
    )
    atrasado_count = fields.Integer(string="Late steps", compute="_compute_contadores")
    por_aceptar_count = fields.Integer(
        string="Waiting for acceptance", compute="_compute_contadores"
    )
    etapas_resumen = fields.Json(string="Stages", compute="_compute_etapas_resumen")
    completitud = fields.Float(
        string="Set-up complete (%)", digits=(5, 1), readonly=True, aggregator="avg"
    )
    completitud_detalle = fields.Json(string="What is missing", readonly=True)
    fecha_medicion = fields.Datetime(string="Measured on", readonly=True)

    _company_uniq = models.UniqueIndex(
        "(company_id)", "This municipality already has its implementation."
    )

    @api.model
    def _default_plantilla_id(self):
        return self.env["sigobito.implementacion.plantilla"].search([], limit=1)

    @api.model
    def _read_group_etapa_id(self, etapas, domain):
        return etapas._get_todas()

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("paso_ids.state", "paso_ids.etapa_id")
    def _compute_avance(self):
        etapas = self.env["sigobito.implementacion.etapa"]._get_todas()
        cuenta = self._contar_por_etapa()
        for record in self:
            key = record._origin.id or record.id
            cuentas = [tuple(cuenta.get((key, etapa.id), (0, 0))) for etapa in etapas]
            hechos = sum(par[0] for par in cuentas)
            total = sum(par[1] for par in cuentas)
            record.avance = regla.avance(hechos, total)
            record.etapa_id = etapas[regla.etapa_actual(cuentas)] if etapas else False
            record.state = "done" if total and hechos == total else "open"

    def _contar_por_etapa(self):
        """Steps that are done and that apply: ``{(id, stage id): [done, total]}``."""
        cuenta = {}
        for record, etapa, state, number in self.env[
            "sigobito.implementacion.paso"
        ]._read_group(
            Domain("implementacion_id", "in", self.ids)
            & Domain("state", "!=", "no_aplica"),
            ["implementacion_id", "etapa_id", "state"],
            ["__count"],
        ):
            par = cuenta.setdefault((record.id, etapa.id), [0, 0])
            par[0] += number if state == "done" else 0
            par[1] += number
        return cuenta

    @api.depends("paso_ids.state", "paso_ids.date_deadline")
    def _compute_contadores(self):
        Paso = self.env["sigobito.implementacion.paso"]
        suyos = Domain("implementacion_id", "in", self.ids)
        for campo, domain in (
            ("atrasado_count", Paso._get_atrasado_domain()),
            ("por_aceptar_count", Domain("state", "=", "entregado")),
        ):
            counts = dict(
                Paso._read_group(suyos & domain, ["implementacion_id"], ["__count"])
            )
            for record in self:
                record[campo] = counts.get(record, 0)

    @api.depends("paso_ids.state", "paso_ids.etapa_id")
    def _compute_etapas_resumen(self):
        etapas = self.env["sigobito.implementacion.etapa"]._get_todas()
        cuenta = self._contar_por_etapa()
        for record in self:
            resumen = []
            for numero, etapa in enumerate(etapas, 1):
                hechos, total = cuenta.get((record.id, etapa.id), (0, 0))
                resumen.append(
                    {
                        "id": etapa.id,
                        "numero": numero,
                        "name": etapa.name,
                        "hechos": hechos,
                        "total": total,
                        "actual": etapa == record.etapa_id and record.state == "open",
                    }
                )
            record.etapas_resumen = resumen

    # ------------------------------------------------------------
    # CONSTRAINTS AND CRUD
    # ------------------------------------------------------------

    @api.constrains("contraparte_id", "asesor_id", "company_id")
    def _check_personas(self):
        for record in self:
            # sudo: companies and groups of a user are for administrators only
            contraparte, asesor = record.contraparte_id.sudo(), record.asesor_id.sudo()
            if contraparte and record.company_id not in contraparte.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(user)s does not work for %(company)s.",
                        user=contraparte.name,
                        company=record.company_id.name,
                    )
                )
            if asesor and not asesor.has_group("sigobito_base.group_regional"):
                raise ValidationError(
                    self.env._("%s is not of the regional team.", asesor.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._crear_pasos_faltantes()
        return records

    def write(self, vals):
        if not self.env.su:
            self._check_lados(vals)
        corridas = []
        if vals.get("date_start"):
            nueva = fields.Date.to_date(vals["date_start"])
            corridas = [(record, nueva - record.date_start) for record in self]
        result = super().write(vals)
        for record, dias in corridas:
            record._correr_plan(dias)
        return result

    def _check_lados(self, vals):
        """Each side sets its own; nobody the rest."""
        if self.env.user._is_system():
            return
        for record in self:
            lado = record._get_lado_usuario()
            if any(CAMPOS_POR_LADO.get(name) != lado for name in vals):
                raise AccessError(
                    self.env._("Each side changes only its part of the implementation.")
                )

    def _correr_plan(self, dias):
        """Move the planned dates of what is not done yet."""
        if dias:
            # sudo: the plan is of both sides, and whoever moves its start moves it all
            for paso in self.sudo().paso_ids.filtered(lambda p: p.es_abierto):
                paso.write(
                    {
                        "date_start": paso.date_start and paso.date_start + dias,
                        "date_deadline": paso.date_deadline
                        and paso.date_deadline + dias,
                    }
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.model
    def action_open_mia(self):
        """The implementation of the current municipality, measured just now."""
        company = self.env.company
        record = self.search([("company_id", "=", company.id)], limit=1)
        if not record and company.es_municipio:
            # sudo: anybody of the municipality may look; nobody of it may create
            record = self.sudo()._asegurar(company).sudo(self.env.su)
        if not record:
            return self.env["ir.actions.act_window"]._for_xml_id(
                "sigobito_base.sigobito_implementacion_action"
            )
        record._medir_ahora()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Implementation"),
            "res_model": self._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def action_medir(self):
        """Measure now what completes itself."""
        self.check_access("read")
        self._medir_ahora()

    def action_open_pasos(self):
        """The steps, by stage; of one stage if the context says which."""
        self.ensure_one()
        self._medir_ahora()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_implementacion_paso_action"
        )
        action["domain"] = [("implementacion_id", "=", self.id)]
        etapa = self.env.context.get("sigobito_etapa_id")
        context = {"default_implementacion_id": self.id}
        if etapa:
            action["domain"].append(("etapa_id", "=", etapa))
            context["default_etapa_id"] = etapa
        action["context"] = context
        return action

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    def _get_lado_usuario(self):
        """Side of the current user in this implementation: one, never both."""
        self.ensure_one()
        user = self.env.user
        if self.company_id in user.company_ids and any(
            user.has_group(f"sigobito_base.group_{role}")
            for role in ("admin_municipal", "titular")
        ):
            return "municipio"
        if user.has_group("sigobito_base.group_regional"):
            return "regional"
        return ""

    @api.model
    def _asegurar(self, companies):
        """The implementation of each municipality; made where it is missing."""
        municipios = companies.filtered("es_municipio")
        existentes = self.search([("company_id", "in", municipios.ids)])
        nuevas = self.create(
            [
                {"company_id": company.id, "date_start": company._hoy()}
                for company in municipios - existentes.company_id
            ]
        )
        return existentes | nuevas

    def _crear_pasos_faltantes(self):
        """Steps of the template that an implementation does not have, in one go.

        Without records: of all that are under way, as when an addon brings new steps.
        """
        self.env.flush_all()
        solo = SQL("AND i.id IN %s", tuple(self.ids)) if self else SQL()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO sigobito_implementacion_paso (
                    implementacion_id, company_id, plantilla_paso_id, etapa_id,
                    sequence, lado, es_medido, state, es_abierto, medido,
                    date_start, date_deadline,
                    create_uid, write_uid, create_date, write_date
                )
                SELECT i.id, i.company_id, p.id, p.etapa_id,
                    p.sequence, p.lado, p.es_medido, 'pendiente', TRUE, 0,
                    i.date_start + p.dia_inicio, i.date_start + p.dia_inicio + p.dias,
                    %(uid)s, %(uid)s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                FROM sigobito_implementacion i
                JOIN sigobito_implementacion_plantilla_paso p
                    ON p.plantilla_id = i.plantilla_id AND p.active
                LEFT JOIN sigobito_implementacion_paso x
                    ON x.implementacion_id = i.id AND x.plantilla_paso_id = p.id
                WHERE x.id IS NULL %(solo)s
                RETURNING implementacion_id
                """,
                uid=self.env.uid,
                solo=solo,
            )
        )
        tocadas = self.browse({row[0] for row in rows})
        tocadas._recalcular()
        return tocadas

    def _recalcular(self):
        """Recompute what depends on steps that were written by SQL."""
        self.env.invalidate_all(flush=False)
        for name in ("avance", "etapa_id", "state"):
            self.env.add_to_compute(self._fields[name], self)
        self.flush_recordset(["avance", "etapa_id", "state"])
