from odoo import api, models

#: With fewer the strategy says little; they are advice, never an obligation.
META_TEMAS = 5
META_LUGARES = 5
META_ACTORES = 20
META_CANDIDATAS = 8


class SigobitoEstrategia(models.AbstractModel):
    """The way from the strategy to the operation, step by step (R14)."""

    _name = "sigobito.estrategia"
    _description = "Strategy"

    @api.model
    @api.readonly
    def get_guia(self):
        """The whole page in one call.

        :return: ``{"municipio", "hechos", "total", "plan_id", "pasos": [...]}``
        """
        pasos = sorted(self._get_pasos(), key=lambda paso: paso["sequence"])
        return {
            "municipio": self.env.company.name,
            "hechos": sum(paso["hecho"] for paso in pasos),
            "total": len(pasos),
            "plan_id": self._get_plan().id,
            "pasos": pasos,
        }

    @api.model
    def _get_plan(self):
        """The plan in force, or the one being prepared."""
        planes = self.env["sigobito.plan"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("state", "in", ("open", "draft")),
            ]
        )
        return planes.filtered(lambda plan: plan.state == "open")[:1] or planes[:1]

    @api.model
    def _get_pasos(self):
        """Steps of the guide; an addon adds its own.

        Each: ``key, sequence, title, texto`` (what for), ``valor`` and ``meta``
        (figures), ``detalle`` (what is missing, in words), ``hecho``, ``model``,
        ``action`` (external id), ``domain``, ``puede`` (the reader may add) and
        ``extras`` (other ways in: ``[{"title", "action"}]``).
        """
        return [
            *self._get_pasos_plan(),
            *self._get_pasos_terreno(),
            *self._get_pasos_seleccion(),
        ]

    @api.model
    def _paso(self, key, model, valor, meta=1, **paso):
        return {
            "key": key,
            "model": model,
            "valor": valor,
            "meta": meta,
            "hecho": valor >= meta,
            "detalle": "",
            "domain": False,
            "puede": self.env[model].has_access("create"),
            "extras": [],
            **paso,
        }

    @api.model
    def _get_pasos_plan(self):
        plan = self._get_plan()
        temas = self.env["sigobito.tema"].search_fetch(
            [("plan_id", "=", plan.id), ("plan_id", "!=", False)],
            ["parent_id", "area_id"],
        )
        ejes = temas.filtered(lambda tema: not tema.parent_id)
        sin_area = (temas - ejes).filtered(lambda tema: not tema.area_id)
        avisos = (plan.avisos_pesos or "").splitlines()
        listos = bool(temas) and not avisos
        return [
            self._paso(
                "plan",
                "sigobito.plan",
                int(plan.state == "open"),
                sequence=10,
                title=self.env._("Government plan"),
                texto=self.env._("What was promised and for which period."),
                detalle=plan.name or self.env._("Register it and put it in force."),
                action="sigobito_base.sigobito_plan_action",
            ),
            self._paso(
                "temas",
                "sigobito.tema",
                len(temas - ejes),
                META_TEMAS,
                sequence=20,
                title=self.env._("Axes and themes"),
                texto=self.env._("Everything that is done is classified by them."),
                detalle=self.env._(
                    "%(ejes)s axes; %(sin)s themes without a responsible area",
                    ejes=len(ejes),
                    sin=len(sin_area),
                ),
                action="sigobito_base.sigobito_tema_action",
                extras=self._get_extras_importar(),
            ),
            self._paso(
                "pesos",
                "sigobito.tema",
                int(listos),
                sequence=30,
                title=self.env._("Weights"),
                texto=self.env._("How much each theme matters in the plan."),
                detalle=avisos[0] if avisos else "",
                action="sigobito_base.sigobito_tema_action_pesos",
                domain=[("plan_id", "=", plan.id)],
                puede=False,
            ),
        ]

    @api.model
    def _get_pasos_terreno(self):
        company = [("company_id", "=", self.env.company.id)]
        Lugar = self.env["sigobito.lugar"]
        Actor = self.env["sigobito.actor"]
        lugares, prioritarios = 0, 0
        for es_prioritario, cuenta in Lugar._read_group(
            company, ["prioritario"], ["__count"]
        ):
            lugares += cuenta
            prioritarios += cuenta if es_prioritario else 0
        con_lider = Lugar.search_count(
            [*company, ("prioritario", "=", True), ("lider_ids", "!=", False)]
        )
        actores, con_enlace = Actor._read_group(
            company, [], ["__count", "enlace_id:count"]
        )[0]
        return [
            self._paso(
                "lugares",
                "sigobito.lugar",
                lugares,
                META_LUGARES,
                sequence=40,
                title=self.env._("Places"),
                texto=self.env._("Where the government acts, and where first."),
                detalle=self.env._("%s marked as priority", prioritarios),
                action="sigobito_base.sigobito_lugar_action",
                extras=self._get_extras_importar(),
            ),
            self._paso(
                "actores",
                "sigobito.actor",
                actores,
                META_ACTORES,
                sequence=50,
                title=self.env._("Stakeholders"),
                texto=self.env._("With whom: people, institutions and groups."),
                detalle=self.env._("%s without a liaison", actores - con_enlace),
                action="sigobito_base.sigobito_actor_action",
                extras=self._get_extras_actores(),
            ),
            self._paso(
                "lideres",
                "sigobito.lugar",
                con_lider,
                max(prioritarios, 1),
                sequence=60,
                title=self.env._("Leaders of the priority places"),
                texto=self.env._("Whom to call before going there."),
                detalle=self.env._(
                    "%(con)s of %(total)s priority places have someone",
                    con=con_lider,
                    total=prioritarios,
                ),
                action="sigobito_base.sigobito_lugar_action",
                domain=[*company, ("prioritario", "=", True)],
                puede=False,
            ),
        ]

    @api.model
    def _get_pasos_seleccion(self):
        company = [("company_id", "=", self.env.company.id)]
        Candidata = self.env["sigobito.priorizacion.candidata"]
        por_decision = dict(Candidata._read_group(company, ["decision"], ["__count"]))
        elegidas = Candidata.search_count(
            [*company, ("decision", "=", "elegida"), ("state", "=", "done")]
        )
        return [
            self._paso(
                "candidatas",
                "sigobito.priorizacion",
                sum(por_decision.values()),
                META_CANDIDATAS,
                sequence=70,
                title=self.env._("Candidate initiatives"),
                texto=self.env._("Everything that could be done, before choosing."),
                detalle=self.env._(
                    "%s to be decided", por_decision.get("pendiente", 0)
                ),
                action="sigobito_base.sigobito_priorizacion_action",
            ),
            self._paso(
                "elegidas",
                "sigobito.priorizacion.candidata",
                elegidas,
                sequence=80,
                title=self.env._("What was chosen"),
                texto=self.env._(
                    "Scored by the team, with the reason of each decision."
                ),
                detalle=self.env._(
                    "Close a workshop: what was not chosen stays, with why."
                )
                if not elegidas
                else "",
                action="sigobito_base.sigobito_priorizacion_candidata_action",
                domain=[*company, ("decision", "=", "elegida")],
                puede=False,
            ),
        ]

    @api.model
    def _get_extras_importar(self):
        if not self.env["sigobito.importacion"].has_access("create"):
            return []
        return [
            {
                "title": self.env._("Import from a spreadsheet"),
                "action": "sigobito_base.sigobito_importacion_action",
            }
        ]

    @api.model
    def _get_extras_actores(self):
        extras = self._get_extras_importar()
        if self.env["sigobito.actor.contactos"].has_access("create"):
            extras.append(
                {
                    "title": self.env._("Take from the contacts"),
                    "action": "sigobito_base.sigobito_actor_contactos_action",
                }
            )
        return extras
