from odoo import api, models
from odoo.fields import Domain

from ..tools import implementacion as regla


class SigobitoCompletitud(models.AbstractModel):
    """What a municipality still has to set up, counted (R16).

    Addons add what their rooms need by extending :meth:`_get_completitud`.
    """

    _name = "sigobito.completitud"
    _description = "Completeness of the set-up"

    @api.model
    def _get_completitud(self):
        """Hook: what a municipality that is set up has.

        Each is a dict with ``clave``, ``texto`` (what is missing, to stand before a
        number), ``model``, ``action`` (external id that opens it) and ``peso``; and
        either ``falta``, the domain of those that lack something, or ``minimo``, how
        many there should be. Optional: ``domain`` (of which records) and ``empresa``
        (the field that tells whose they are).
        """
        area, cargo = "sigobito.area", "sigobito.cargo"
        return [
            {
                "clave": "areas",
                "texto": self.env._("Areas to write down"),
                "model": area,
                "minimo": 3,
                "peso": 2,
                "action": "sigobito_base.sigobito_area_action",
            },
            {
                "clave": "areas_responsable",
                "texto": self.env._("Areas without a responsible"),
                "model": area,
                "falta": [("responsable_id", "=", False)],
                "peso": 3,
                "action": "sigobito_base.sigobito_area_action",
            },
            {
                "clave": "cargos_titular",
                "texto": self.env._("Vacant posts"),
                "model": cargo,
                "falta": [("titular_actual_id", "=", False)],
                "peso": 3,
                "action": "sigobito_base.sigobito_cargo_action",
            },
            {
                "clave": "cargos_acceso",
                "texto": self.env._("Posts that give no access"),
                "model": cargo,
                "falta": [("group_ids", "=", False)],
                "peso": 1,
                "action": "sigobito_base.sigobito_cargo_action",
            },
            {
                "clave": "personas",
                "texto": self.env._("Colleagues to add"),
                "model": "res.users",
                "domain": [("share", "=", False)],
                "minimo": 3,
                "peso": 2,
                "action": "sigobito_base.sigobito_usuario_action",
            },
            {
                "clave": "plan",
                "texto": self.env._("Government plan to put in force"),
                "model": "sigobito.plan",
                "domain": [("state", "=", "open")],
                "minimo": 1,
                "peso": 3,
                "action": "sigobito_base.sigobito_plan_action",
            },
            {
                "clave": "temas",
                "texto": self.env._("Themes to write down"),
                "model": "sigobito.tema",
                "minimo": 5,
                "peso": 2,
                "action": "sigobito_base.sigobito_tema_action",
            },
            {
                "clave": "temas_area",
                "texto": self.env._("Themes without a responsible area"),
                "model": "sigobito.tema",
                "falta": [("area_id", "=", False)],
                "peso": 1,
                "action": "sigobito_base.sigobito_tema_action",
            },
            {
                "clave": "lugares",
                "texto": self.env._("Places to write down"),
                "model": "sigobito.lugar",
                "minimo": 5,
                "peso": 2,
                "action": "sigobito_base.sigobito_lugar_action",
            },
            {
                "clave": "lugares_prioritarios",
                "texto": self.env._("Priority places to mark"),
                "model": "sigobito.lugar",
                "domain": [("prioritario", "=", True)],
                "minimo": 1,
                "peso": 1,
                "action": "sigobito_base.sigobito_lugar_action",
            },
            {
                "clave": "actores",
                "texto": self.env._("Stakeholders to write down"),
                "model": "sigobito.actor",
                "minimo": 10,
                "peso": 2,
                "action": "sigobito_base.sigobito_actor_action",
            },
            {
                "clave": "actores_lugar",
                "texto": self.env._("Stakeholders without theme or place"),
                "model": "sigobito.actor",
                "falta": [("tema_ids", "=", False), ("lugar_ids", "=", False)],
                "peso": 1,
                "action": "sigobito_base.sigobito_actor_action",
            },
        ]

    @api.model
    def _medir(self, companies):
        """Figures of each municipality: ``{company_id: {clave: [total, lacking]}}``.

        One or two queries for each thing, however many municipalities.
        """
        cifras = {company_id: {} for company_id in companies.ids}
        for spec in self._get_completitud():
            total = self._contar(spec, companies, [])
            faltan = self._contar(spec, companies, spec.get("falta"))
            for company_id, cifra in cifras.items():
                cifra[spec["clave"]] = [
                    total.get(company_id, 0),
                    faltan.get(company_id, 0),
                ]
        return cifras

    @api.model
    def _contar(self, spec, companies, extra):
        if extra is None:
            return {}
        empresa = spec.get("empresa", "company_id")
        # sudo: only figures leave this method; the regional team reads no more
        Model = self.env[spec["model"]].sudo()
        domain = (
            Domain(empresa, "in", companies.ids)
            & Domain(spec.get("domain", []))
            & Domain(extra)
        )
        return {
            company.id: numero
            for company, numero in Model._read_group(domain, [empresa], ["__count"])
        }

    @api.model
    def _evaluar(self, cifra):
        """Score and what is missing, worst first, from the figures of one."""
        partes, faltas = [], []
        for spec in self._get_completitud():
            total, faltan = cifra.get(spec["clave"], (0, 0))
            minimo = spec.get("minimo", 0)
            parte = regla.parte(total, faltan, minimo)
            partes.append((parte, spec["peso"]))
            numero = max(minimo - total, 0) if minimo else faltan
            if parte < 1 and numero:
                faltas.append((spec["peso"] * (1 - parte), spec, numero))
        faltas.sort(key=lambda falta: -falta[0])
        return regla.completitud(partes), [(spec, n) for _peso, spec, n in faltas]
