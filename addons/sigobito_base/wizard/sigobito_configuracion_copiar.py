from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.copia import Nodo, emparejar

#: Never copied, whatever an addon declares: people do not come with a set-up.
PERSONAS = ("res.users", "res.partner", "res.company", "sigobito.actor")


class SigobitoConfiguracionCopiar(models.TransientModel):
    """Copies the set-up of a model municipality: its skeleton, never its data (R16).

    What can be copied is declared by each addon in :meth:`_get_copiables`. It adds what
    is missing and leaves alone what is there, so that it can be done again.
    """

    _name = "sigobito.configuracion.copiar"
    _description = "Copy set-up"
    _muro_regional = True

    company_id = fields.Many2one(
        "res.company",
        string="Municipality",
        required=True,
        default=lambda self: self._default_company_id(),
    )
    # A name to choose from, not a link: nobody reads another municipality's record.
    origen = fields.Selection(
        lambda self: self._selection_origen(),
        string="Model municipality",
        required=True,
        default=lambda self: self._default_origen(),
    )
    linea_ids = fields.One2many(
        "sigobito.configuracion.copiar.linea",
        "wizard_id",
        string="What to copy",
        compute="_compute_linea_ids",
        store=True,
        readonly=False,
    )
    impedimento = fields.Char(string="Why not", compute="_compute_impedimento")
    hay_nuevos = fields.Boolean(
        string="Something to copy", compute="_compute_hay_nuevos"
    )

    # ------------------------------------------------------------
    # DEFAULTS
    # ------------------------------------------------------------

    @api.model
    def _default_company_id(self):
        context = self.env.context
        if context.get("active_model") == "res.company" and context.get("active_id"):
            return self.env["res.company"].browse(context["active_id"])
        company = self.env.company
        return company if company.es_municipio else company.browse()

    @api.model
    def _get_modelos(self):
        # sudo: names of the model municipalities, which the regional team made public
        # to the others by marking them
        return (
            self.env["res.company"]
            .sudo()
            .search([("es_modelo", "=", True), ("es_municipio", "=", True)])
        )

    @api.model
    def _selection_origen(self):
        return [(str(company.id), company.name) for company in self._get_modelos()]

    @api.model
    def _default_origen(self):
        modelos = self._get_modelos() - self._default_company_id()
        return str(modelos.id) if len(modelos) == 1 else False

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("company_id", "origen")
    def _compute_impedimento(self):
        for wizard in self:
            wizard.impedimento = wizard._es_permitido() and wizard._get_impedimento()

    @api.depends("company_id", "origen")
    def _compute_linea_ids(self):
        for wizard in self:
            lineas = [Command.clear()]
            if wizard.origen and not wizard.impedimento and wizard._es_permitido():
                lineas += [Command.create(vals) for vals in wizard._get_vista_previa()]
            wizard.linea_ids = lineas

    @api.depends("linea_ids.nuevos")
    def _compute_hay_nuevos(self):
        for wizard in self:
            wizard.hay_nuevos = any(linea.nuevos for linea in wizard.linea_ids)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_copiar_configuracion(self):
        """Copy what is ticked and tell how much was new."""
        self.ensure_one()
        self._check_permitido()
        claves = self.linea_ids.filtered("copiar").mapped("clave")
        if not claves:
            raise UserError(self.env._("Tick at least one thing to copy."))
        creados = self._copiar(claves)
        total = sum(creados.values())
        nombres = {spec["clave"]: spec["name"] for spec in self._get_copiables()}
        nombres["ajustes"] = self._get_texto_ajustes()
        detalle = ", ".join(
            f"{nombres[clave]}: {numero}" for clave, numero in creados.items() if numero
        )
        mensaje = detalle or self.env._("Everything was there already.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if total else "info",
                "title": self.env._(
                    "Set-up of %(origin)s copied", origin=self._get_origen().name
                ),
                "message": mensaje,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # ------------------------------------------------------------
    # TOOLS
    # ------------------------------------------------------------

    @api.model
    def _get_copiables(self):
        """Hook: what may be copied, in the order it must be made.

        Each is a dict with ``clave``, ``name`` (for people), ``model`` and ``campos``
        (only these are copied; links go to their likeness in the other municipality,
        or are left empty). Optional: ``padre`` (the field it hangs from), ``nombre``
        (the field people know it by), ``domain`` and ``vals`` (what is the same for
        all that are made, for example paused).
        """
        return [
            {
                "clave": "areas",
                "name": self.env._("Areas"),
                "model": "sigobito.area",
                "campos": ("name", "codigo", "sequence", "parent_id"),
                "padre": "parent_id",
            },
            {
                "clave": "cargos",
                "name": self.env._("Posts and their access"),
                "model": "sigobito.cargo",
                "campos": ("name", "codigo", "sequence", "area_id", "group_ids"),
                "padre": "area_id",
            },
            {
                "clave": "temas",
                "name": self.env._("Axes and themes"),
                "model": "sigobito.tema",
                "campos": (
                    *("name", "codigo", "sequence", "color", "peso", "parent_id"),
                    "area_id",
                ),
                "padre": "parent_id",
            },
            {
                "clave": "lugar_tipos",
                "name": self.env._("Kinds of place"),
                "model": "sigobito.lugar.tipo",
                "campos": ("name", "sequence"),
            },
        ]

    def _check_permitido(self):
        """The regional team in every municipality, the administrator in his own."""
        if not self._es_permitido():
            raise AccessError(
                self.env._(
                    "Only the administrator of the municipality or the regional team "
                    "may do this."
                )
            )
        if self.impedimento:
            raise UserError(self.impedimento)

    def _es_permitido(self):
        user = self.env.user
        if user.has_group("sigobito_base.group_regional") or user._is_system():
            return self.company_id.has_access("read")
        return (
            user.has_group("sigobito_base.group_admin_municipal")
            and self.company_id in user.company_ids
        )

    def _get_impedimento(self):
        """Why this cannot be copied, in words; empty if it can."""
        if not self.company_id.es_municipio:
            return self.env._("Choose the municipality to set up.")
        origen = self._get_origen()
        if self.origen and not origen:
            return self.env._("That is not a model municipality.")
        if origen == self.company_id:
            return self.env._("A municipality cannot copy from itself: choose another.")
        if not self._get_modelos() - self.company_id:
            return self.env._(
                "There is no other model municipality to copy from yet. The regional "
                "team makes one on its record, with “Make it a model”."
            )
        return False

    def _get_origen(self):
        """The model municipality, in sudo; empty if it is not one."""
        return self._get_modelos().filtered(lambda c: str(c.id) == self.origen)

    def _get_vista_previa(self):
        """One line for each thing that the model has."""
        mapas, lineas = {}, []
        for spec in self._get_copiables():
            registros = self._get_registros(spec)
            mapa = self._emparejar(spec, registros, mapas)
            if registros:
                lineas.append(
                    {
                        "clave": spec["clave"],
                        "name": spec["name"],
                        "total": len(registros),
                        "existentes": len(mapa),
                        "nuevos": len(registros) - len(mapa),
                        "copiar": len(registros) > len(mapa),
                    }
                )
        ajustes = self._get_ajustes()
        if ajustes:
            distintos = self._get_ajustes_distintos()
            lineas.append(
                {
                    "clave": "ajustes",
                    "name": self._get_texto_ajustes(),
                    "total": len(ajustes),
                    "existentes": len(ajustes) - len(distintos),
                    "nuevos": len(distintos),
                    # it replaces what is there: only if somebody asks for it
                    "copiar": False,
                }
            )
        return lineas

    @api.model
    def _get_ajustes(self):
        """Hook: fields of the municipality that are set-up, not identity."""
        return []

    @api.model
    def _get_texto_ajustes(self):
        return self.env._("Settings (they replace yours)")

    def _get_ajustes_distintos(self):
        """Values of the model that differ from those of the municipality."""
        # sudo: only the declared settings; who may is checked in _check_permitido
        origen, destino = self._get_origen(), self.company_id.sudo()
        return {
            name: origen[name]
            for name in self._get_ajustes()
            if origen[name] != destino[name]
        }

    def _copiar(self, claves):
        """Make what is missing of each: ``{clave: how many were made}``."""
        mapas, creados = {}, {}
        for spec in self._get_copiables():
            registros = self._get_registros(spec)
            mapa = self._emparejar(spec, registros, mapas)
            if spec["clave"] in claves:
                antes = len(mapa)
                self._crear(spec, registros, mapa, mapas)
                creados[spec["clave"]] = len(mapa) - antes
        if "ajustes" in claves:
            distintos = self._get_ajustes_distintos()
            # sudo: the municipal administrator has no rights on companies
            self.company_id.sudo().write(distintos)
            creados["ajustes"] = len(distintos)
        return creados

    def _get_model(self, spec):
        # sudo: the set-up of another municipality, only the fields that are declared;
        # who may is checked in _check_permitido
        return (
            self.env[spec["model"]]
            .sudo()
            .with_company(self.company_id)
            .with_context(active_test=False, tracking_disable=True)
        )

    def _get_registros(self, spec, company=None):
        """What the model has of one thing, parents first."""
        Model = self._get_model(spec)
        domain = [
            ("company_id", "=", self._get_origen().id),
            *spec.get("domain", []),
        ]
        if "active" in Model._fields:
            domain.append(("active", "=", True))
        order = "parent_path" if "parent_path" in Model._fields else None
        return Model.search(domain, order=order)

    def _emparejar(self, spec, registros, mapas):
        """Which record of the municipality each of the model is; kept in ``mapas``."""
        Model = self._get_model(spec)
        propios = Model.search([("company_id", "=", self.company_id.id)])
        padre = spec.get("padre")
        nombre = spec.get("nombre", "name")

        def nodos(records):
            return [
                Nodo(
                    record.id,
                    record[nombre] or "",
                    ("codigo" in Model._fields and record["codigo"]) or "",
                    padre and record[padre].id or 0,
                )
                for record in records
            ]

        comodel = Model._fields[padre].comodel_name if padre else None
        padres = None if comodel == spec["model"] else mapas.get(comodel, {})
        mapa = emparejar(nodos(registros), nodos(propios), padres)
        mapas[spec["model"]] = mapa
        return mapa

    def _crear(self, spec, registros, mapa, mapas):
        """Create those without a likeness, level by level, and add them to ``mapa``."""
        Model = self._get_model(spec)
        padre = spec.get("padre")
        comodel = Model._fields[padre].comodel_name if padre else None
        pendientes = registros.filtered(lambda r: r.id not in mapa)
        while pendientes:
            listos = pendientes.filtered(
                lambda r: (
                    not padre or not r[padre] or r[padre].id in mapas.get(comodel, {})
                )
            )
            if not listos:
                break
            nuevos = Model.create(
                [self._prepare_copia_vals(spec, record, mapas) for record in listos]
            )
            mapa.update(zip(listos.ids, nuevos.ids, strict=True))
            pendientes -= listos

    def _prepare_copia_vals(self, spec, record, mapas):
        vals = {"company_id": self.company_id.id, **spec.get("vals", {})}
        for name in spec["campos"]:
            field = record._fields[name]
            if field.comodel_name in PERSONAS:
                raise UserError(
                    self.env._("People are never copied: %s", f"{record._name}.{name}")
                )
            if field.type == "many2one":
                vals[name] = self._get_semejante(record[name], mapas)
            elif field.type == "many2many":
                ids = [self._get_semejante(linked, mapas) for linked in record[name]]
                vals[name] = [Command.set([i for i in ids if i])]
            elif field.type == "one2many":
                raise UserError(
                    self.env._("Lines are copied apart: %s", f"{record._name}.{name}")
                )
            else:
                vals[name] = record[name]
        return vals

    def _get_semejante(self, linked, mapas):
        """Id of what the municipality has like ``linked``; itself if all share it."""
        if linked._name in mapas:
            mapa = mapas[linked._name]
            if linked.id in mapa:
                return mapa[linked.id]
        if "company_id" in linked._fields and linked.company_id:
            return False
        return linked.id


class SigobitoConfiguracionCopiarLinea(models.TransientModel):
    _name = "sigobito.configuracion.copiar.linea"
    _description = "What to copy"
    _order = "id"

    wizard_id = fields.Many2one(
        "sigobito.configuracion.copiar",
        string="Wizard",
        required=True,
        index=True,
        ondelete="cascade",
    )
    clave = fields.Char(string="Key", required=True)
    name = fields.Char(string="What")
    total = fields.Integer(string="In the model")
    existentes = fields.Integer(string="Already here")
    nuevos = fields.Integer(string="New")
    copiar = fields.Boolean(string="Copy", default=True)
