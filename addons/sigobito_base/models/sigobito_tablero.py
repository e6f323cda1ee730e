from odoo import api, models


class SigobitoTablero(models.AbstractModel):
    """Home of each role: what needs him today (R41).

    Addons add cards and lists by extending :meth:`_get_tarjetas` and
    :meth:`_get_listas`; each shows only what its reader has to act on.
    """

    _name = "sigobito.tablero"
    _description = "Home"

    @api.model
    @api.readonly
    def get_tablero(self):
        """The whole home of the current user in one call.

        :return: ``{"saludo", "municipio", "tarjetas": [...], "listas": [...]}``, both
            in their order.
        """
        company = self.env.company
        return {
            "usuario": self.env.user.name,
            "municipio": company.name,
            "tarjetas": sorted(self._get_tarjetas(), key=lambda t: t["sequence"]),
            "listas": sorted(self._get_listas(), key=lambda t: t["sequence"]),
        }

    @api.model
    def _get_tarjetas(self):
        """Cards with a figure that opens the records behind it.

        Each: ``key, title, value, subtitle, icon, color, sequence, section, action``
        (external id of a window action), ``domain`` and ``context`` for it.
        """
        if not self.env.user.has_group("sigobito_base.group_admin_municipal"):
            return []
        return self._get_tarjetas_organizacion()

    @api.model
    def _get_tarjetas_organizacion(self):
        Area, Cargo = self.env["sigobito.area"], self.env["sigobito.cargo"]
        company = [("company_id", "=", self.env.company.id)]
        sin_responsable = [*company, ("responsable_id", "=", False)]
        vacantes = [*company, ("titular_actual_id", "=", False)]
        section = self.env._("Government")
        return [
            {
                "key": "areas_sin_responsable",
                "title": self.env._("Areas without a responsible"),
                "value": Area.search_count(sin_responsable),
                "subtitle": self.env._("Name one for each"),
                "icon": "fa-sitemap",
                "color": "",
                "sequence": 80,
                "section": section,
                "action": "sigobito_base.sigobito_area_action",
                "domain": sin_responsable,
                "context": {},
            },
            {
                "key": "cargos_vacantes",
                "title": self.env._("Vacant posts"),
                "value": Cargo.search_count(vacantes),
                "subtitle": self.env._("Appoint a holder"),
                "icon": "fa-id-badge",
                "color": "",
                "sequence": 81,
                "section": section,
                "action": "sigobito_base.sigobito_cargo_action",
                "domain": vacantes,
                "context": {},
            },
        ]

    @api.model
    def _get_listas(self):
        """Short lists, most urgent first.

        Each: ``key, title, icon, sequence, action, empty`` (what to do next) and
        ``items`` (at most six): ``model, res_id, title, subtitle, date, semaforo``.
        """
        return []
