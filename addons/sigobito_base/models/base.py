from odoo import api, models

#: Models with a wall of their own that records of the government point at.
AMURALLADOS = ("calendar.event", "res.company", "res.partner", "res.users")


class Base(models.AbstractModel):
    """The wall for what a record points at.

    Rules are evaluated on a record as it was: they let it go to another municipality.
    And the name behind a link is read in sudo: whoever could link anything could read
    the name of everything. So nobody links what belongs to a municipality he cannot
    read.
    """

    _inherit = "base"

    #: Set by the models in which the regional team writes about a municipality: there
    #: it is enough to be able to read the municipality.
    _muro_regional = False

    @api.model_create_multi
    def create(self, vals_list):
        if self._tiene_muro():
            por_defecto = {
                name.removeprefix("default_"): value
                for name, value in self.env.context.items()
                if name.startswith("default_")
            }
            self._check_muro([*vals_list, por_defecto])
        return super().create(vals_list)

    def write(self, vals):
        if self._tiene_muro():
            self._check_muro([vals])
        return super().write(vals)

    @api.model
    def _tiene_muro(self):
        return not self.env.su and (
            self._name.startswith("sigobito.") or self._name == "calendar.event"
        )

    @api.model
    def _check_muro(self, vals_list):
        """Refuse links to what belongs to a municipality the user cannot read."""
        ids_by_model = {}
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if not value or field is None or field.type != "many2one":
                    continue
                comodel = field.comodel_name
                if comodel.startswith("sigobito.") or comodel in AMURALLADOS:
                    record_id = field.convert_to_cache(value, self, validate=False)
                    if isinstance(record_id, int):
                        ids_by_model.setdefault(comodel, set()).add(record_id)
        for comodel, ids in ids_by_model.items():
            apuntados = self.env[comodel].browse(ids)
            if self._muro_regional and comodel == "res.company":
                apuntados.check_access("read")
            elif self._transient and comodel.startswith("sigobito."):
                # A question is asked about what the user has before him.
                apuntados.check_access("read")
            else:
                apuntados._check_ajenos()

    def _check_ajenos(self):
        """Those of other municipalities must be readable, as they are for a guest."""
        # sudo: only to learn whose they are
        propias = self.env.user.company_ids
        if self._name == "res.company":
            ajenos = self.browse() if self.env.user._is_system() else self - propias
        elif self._name == "res.users":
            ajenos = self.filtered(lambda r: not r.sudo().company_ids & propias)
        elif "company_id" in self._fields:
            ajenos = self.filtered(lambda r: r.sudo().company_id - propias)
        else:
            return
        if not ajenos:
            return
        if self._name == "res.company":
            raise self.env["ir.rule"]._make_access_error("read", ajenos)
        ajenos.check_access("read")
