from odoo import api, fields, models


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
        company = [("company_id", "=", self.env.company.id)]
        section = self.env._("Government")
        return [
            self._tarjeta(
                "areas_sin_responsable",
                "sigobito.area",
                [*company, ("responsable_id", "=", False)],
                title=self.env._("Areas without a responsible"),
                subtitle=self.env._("Name one for each"),
                icon="fa-sitemap",
                sequence=80,
                section=section,
                action="sigobito_base.sigobito_area_action",
            ),
            self._tarjeta(
                "cargos_vacantes",
                "sigobito.cargo",
                [*company, ("titular_actual_id", "=", False)],
                title=self.env._("Vacant posts"),
                subtitle=self.env._("Appoint a holder"),
                icon="fa-id-badge",
                sequence=81,
                section=section,
                action="sigobito_base.sigobito_cargo_action",
            ),
        ]

    @api.model
    def _get_listas(self):
        """Short lists, most urgent first.

        Each: ``key, title, icon, sequence, action, empty`` (what to do next) and
        ``items`` (at most six): ``model, res_id, title, subtitle, date, semaforo``.
        """
        return []

    @api.model
    def _tarjeta(self, key, model, domain, **card):
        """A card whose figure is the number of records of ``domain``.

        ``card`` brings the rest: at least ``title, icon, sequence, section, action``.
        """
        domain = list(domain)
        return {
            "key": key,
            "value": self.env[model].search_count(domain),
            "subtitle": "",
            "color": "",
            "domain": domain,
            "context": {},
            **card,
        }

    @api.model
    def _item(self, record, subtitle="", date=False, title=None):
        """A line of a list; ``date`` may be a date, a datetime or nothing."""
        return {
            "model": record._name,
            "res_id": record.id,
            "title": title or record.display_name,
            "subtitle": subtitle or "",
            "date": fields.Date.to_string(date) if date else False,
            "semaforo": record.semaforo if "semaforo" in record._fields else False,
        }
