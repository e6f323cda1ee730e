import logging

from psycopg2 import Error as PsycopgError
from psycopg2.errors import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools import calidad

_logger = logging.getLogger(__name__)

#: What makes a rule another rule: changing it tries the rule again.
CAMPOS_DE_PRUEBA = (
    "model_id",
    "universo",
    "domain",
    "dias",
    "campo_responsable",
    "campo_area",
    "campo_corregir",
)


class SigobitoCalidadRegla(models.Model):
    """What information should look like: a rule as data (R19).

    Platform-wide: every addon ships its own in ``data/sigobito_calidad_regla_data.xml``.
    A municipality may turn one off or change its days (``sigobito.calidad.ajuste``).
    How it is evaluated is in ``sigobito_calidad_evaluacion.py``.
    """

    _name = "sigobito.calidad.regla"
    _description = "Quality rule"
    _order = "sequence, model, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=50)
    model_id = fields.Many2one(
        "ir.model",
        string="Model",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('transient', '=', False)]",
    )
    model = fields.Char(
        related="model_id.model", string="Technical name", store=True, index=True
    )
    mira = fields.Char(string="Looks at", compute="_compute_mira")
    universo = fields.Char(
        string="Which records",
        default="[]",
        help="Domain of the records the rule looks at. Empty: all of them.",
    )
    domain = fields.Char(
        string="What is wrong",
        required=True,
        help="Domain of the records to mend. Dates relative to today are welcome "
        "('today -30d'); {dias} stands for the days of the rule.",
    )
    dias = fields.Integer(string="Days", help="Used where the domain says {dias}")
    usa_dias = fields.Boolean(string="Uses days", compute="_compute_usa_dias")
    mensaje = fields.Text(
        string="What to do",
        required=True,
        translate=True,
        help="Said to whoever mends it: what is missing and why it matters.",
    )
    peso = fields.Integer(
        string="Weight", default=3, required=True, help="From 1 (detail) to 10"
    )
    campo_responsable = fields.Char(
        string="Who mends it",
        help="Path of fields to a user; several, separated by commas, in order",
    )
    campo_area = fields.Char(string="Area", help="Path of fields to an area")
    campo_corregir = fields.Char(
        string="Field to mend", help="Where the form opens when mending"
    )
    es_regional = fields.Boolean(
        string="Findings for the regional team",
        help="Only for what the regional team reads anyway, as initiatives. The team "
        "always sees scores and counts.",
    )
    rota = fields.Boolean(string="Broken", readonly=True, copy=False, index=True)
    error = fields.Text(string="Why it does not work", readonly=True, copy=False)
    fecha_evaluacion = fields.Datetime(
        string="Last run", readonly=True, copy=False, index=True
    )
    ajuste_ids = fields.One2many(
        "sigobito.calidad.ajuste", "regla_id", string="Changes per municipality"
    )
    activa_aqui = fields.Boolean(string="On here", compute="_compute_aqui")
    dias_aqui = fields.Integer(string="Days here", compute="_compute_aqui")
    hallazgo_count = fields.Integer(
        string="Open findings", compute="_compute_hallazgo_count"
    )

    _peso_ok = models.Constraint(
        "CHECK (peso BETWEEN 1 AND 10)", "The weight of a rule goes from 1 to 10."
    )
    _dias_ok = models.Constraint(
        "CHECK (dias >= 0)", "The days of a rule cannot be negative."
    )

    @api.depends("model_id")
    @api.depends_context("lang")
    def _compute_mira(self):
        for regla in self:
            # sudo: a translated label, not data
            nombre = regla.model_id.sudo().name
            model = self.env.get(regla.model)
            if hasattr(model, "_get_hilo_kind"):
                # The word people know it by, as in the thread.
                nombre = model._get_hilo_kind()
            regla.mira = nombre

    @api.depends("domain", "universo")
    def _compute_usa_dias(self):
        for regla in self:
            texto = (regla.domain or "") + (regla.universo or "")
            regla.usa_dias = calidad.MARCA_DIAS in texto

    @api.depends("active", "dias", "rota", "ajuste_ids.activa", "ajuste_ids.dias")
    @api.depends_context("company")
    def _compute_aqui(self):
        ajustes = {
            ajuste.regla_id: ajuste
            for ajuste in self.env["sigobito.calidad.ajuste"].search(
                [
                    ("company_id", "=", self.env.company.id),
                    ("regla_id", "in", self.ids),
                ]
            )
        }
        for regla in self:
            ajuste = ajustes.get(regla._origin)
            regla.activa_aqui = (
                regla.active and not regla.rota and (not ajuste or ajuste.activa)
            )
            regla.dias_aqui = (ajuste and ajuste.dias) or regla.dias

    @api.depends_context("company", "uid")
    def _compute_hallazgo_count(self):
        counts = dict(
            self.env["sigobito.calidad.hallazgo"]._read_group(
                [
                    ("regla_id", "in", self.ids),
                    ("state", "=", "abierto"),
                    ("company_id", "=", self.env.company.id),
                ],
                ["regla_id"],
                ["__count"],
            )
        )
        for regla in self:
            regla.hallazgo_count = counts.get(regla._origin, 0)

    @api.constrains(*CAMPOS_DE_PRUEBA)
    def _check_funciona(self):
        for regla in self:
            try:
                regla._probar()
            except (ValueError, KeyError, TypeError, AssertionError) as error:
                regla._rechazar(error)
            except PsycopgError as error:
                if isinstance(error, OperationalError):
                    raise
                regla._rechazar(error)
            except UserError as error:
                regla._rechazar(error)

    def _rechazar(self, error):
        raise ValidationError(
            self.env._(
                "The rule “%(rule)s” does not work: %(reason)s",
                rule=self.name,
                reason=self._texto_error(error),
            )
        ) from None

    @api.model
    def _texto_error(self, error):
        return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]

    def write(self, vals):
        result = super().write(vals)
        if set(CAMPOS_DE_PRUEBA) & vals.keys() and "rota" not in vals:
            # The constraint has just tried it.
            self.filtered("rota").write({"rota": False, "error": False})
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_probar(self):
        """Try a broken rule again."""
        self._check_funciona()
        self.write({"rota": False, "error": False})
        return True

    def action_encender_aqui(self):
        return self._ajustar_aqui({"activa": True})

    def action_apagar_aqui(self):
        return self._ajustar_aqui({"activa": False})

    def _ajustar_aqui(self, vals):
        """Change the rules for the current municipality only."""
        Ajuste = self.env["sigobito.calidad.ajuste"]
        company = self.env.company
        if not company.es_municipio:
            raise UserError(
                self.env._("Rules are turned on and off in a municipality.")
            )
        ajustes = Ajuste.search(
            [("company_id", "=", company.id), ("regla_id", "in", self.ids)]
        )
        ajustes.write(vals)
        faltan = self - ajustes.regla_id
        Ajuste.create(
            [{"regla_id": r.id, "company_id": company.id, **vals} for r in faltan]
        )
        return True

    def action_ajustar_aqui(self):
        """Open what this municipality changes of the rule."""
        self.ensure_one()
        ajuste = self.env["sigobito.calidad.ajuste"].search(
            [("company_id", "=", self.env.company.id), ("regla_id", "=", self.id)]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "sigobito.calidad.ajuste",
            "res_id": ajuste.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_regla_id": self.id},
        }

    def action_ver_hallazgos(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sigobito_base.sigobito_calidad_hallazgo_action_todos"
        )
        return dict(
            action,
            domain=[("regla_id", "=", self.id)],
            context={"search_default_abiertos": 1},
        )

    # ------------------------------------------------------------
    # QUERIES OF ONE RULE
    # ------------------------------------------------------------

    def _modelo(self):
        """Model of the rule, as the platform reads it, or a ``ValueError``."""
        self.ensure_one()
        model = self.env.get(self.model_id.model)
        if model is None:
            raise ValueError(f"the model {self.model} does not exist")
        field = model._fields.get("company_id")
        if (
            model._abstract
            or model._transient
            or not model._auto
            or field is None
            or not field.store
        ):
            raise ValueError(f"{model._name} has no municipality")
        # Whole municipalities are looked at, whoever asks for it.
        return model.with_user(SUPERUSER_ID)

    def _get_dominios(self, dias=None):
        """``(records looked at, records to mend)`` as domains."""
        dias = self.dias if dias is None else dias
        universo = Domain(calidad.leer_dominio(self.universo, dias))
        return universo, universo & Domain(calidad.leer_dominio(self.domain, dias))

    def _camino_sql(self, model, query, camino, destino):
        """Column at the end of a path of many2one fields, joined to ``query``."""
        alias = query.table
        for name in camino[:-1]:
            field = self._campo(model, name, None)
            alias = query.left_join(
                alias, name, self.env[field.comodel_name]._table, "id", name
            )
            model = self.env[field.comodel_name]
        if camino[-1] == "id" and model._name == destino:
            return SQL.identifier(alias, "id")
        self._campo(model, camino[-1], destino)
        return SQL.identifier(alias, camino[-1])

    @api.model
    def _campo(self, model, name, destino):
        field = model._fields.get(name)
        if field is None or field.type != "many2one" or not field.store:
            raise ValueError(f"{model._name}.{name} is not a stored link")
        if destino and field.comodel_name != destino:
            raise ValueError(f"{model._name}.{name} does not lead to {destino}")
        return field

    def _responsable_sql(self, model, query):
        """First active user at the end of the paths."""
        usuarios = []
        for camino in calidad.leer_caminos(self.campo_responsable):
            columna = self._camino_sql(model, query, camino, "res.users")
            alias = query.make_alias(query.table, "_".join(camino) + "_activo")
            query.add_join(
                "LEFT JOIN",
                alias,
                "res_users",
                SQL(
                    "%s = %s AND %s",
                    columna,
                    SQL.identifier(alias, "id"),
                    SQL.identifier(alias, "active"),
                ),
            )
            usuarios.append(SQL.identifier(alias, "id"))
        if not usuarios:
            return SQL("NULL::int")
        return SQL("COALESCE(%s)", SQL(", ").join(usuarios))

    def _get_consultas(self, companies, dias=None, ids=None):
        """SELECTs of the records looked at (with area and responsible) and to mend."""
        model = self._modelo()
        muestra = companies[:1]
        if muestra:
            # The day of the municipality, not of the server.
            model = model.with_company(muestra).with_context(tz=muestra._tz())
        universo, malos = self._get_dominios(dias)
        limite = Domain("company_id", "in", companies.ids)
        if ids is not None:
            limite &= Domain("id", "in", ids)
        query = model._search(limite & universo)
        caminos = calidad.leer_caminos(self.campo_area)
        areas = [self._camino_sql(model, query, c, "sigobito.area") for c in caminos]
        revisados = query.select(
            SQL.identifier(query.table, "id"),
            SQL.identifier(query.table, "company_id"),
            SQL(
                "%s AS area_id",
                SQL("COALESCE(%s)", SQL(", ").join(areas))
                if areas
                else SQL("NULL::int"),
            ),
            SQL("%s AS responsable_id", self._responsable_sql(model, query)),
        )
        return revisados, model._search(limite & malos).subselect()

    def _probar(self):
        """Run the rule on one municipality; an exception says what is wrong."""
        model = self._modelo()
        if self.campo_corregir and self.campo_corregir not in model._fields:
            raise ValueError(f"{model._name} has no field {self.campo_corregir}")
        # sudo: any municipality will do, only the wording of the rule is tried
        company = self.env["res.company"].sudo().search([], order="id", limit=1)
        revisados, malos = self._get_consultas(company)
        with self.env.cr.savepoint(flush=False):
            self.env.execute_query(
                SQL("SELECT id FROM (%s) r WHERE id IN %s LIMIT 1", revisados, malos)
            )

    def _romper(self, error):
        """The rule does not work any more: it leaves the night, with the reason."""
        self.ensure_one()
        texto = self._texto_error(error)
        _logger.warning(
            "Quality rule %s (%s) turned off: %s", self.id, self.name, texto
        )
        self.write({"rota": True, "error": texto})
