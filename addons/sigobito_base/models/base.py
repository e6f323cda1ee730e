from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import ormcache

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
            por_defecto = self._get_por_defecto()
            self._check_muro([*vals_list, por_defecto])
            calculados = self._get_calculados()
            if calculados:
                vals_list = [
                    {name: v for name, v in vals.items() if name not in calculados}
                    for vals in vals_list
                ]
            if calculados & por_defecto.keys():
                quitar = {f"default_{name}" for name in calculados}
                context = self.env.context.items()
                limpia = self.with_env(
                    self.env(context={k: v for k, v in context if k not in quitar})
                )
                return super(Base, limpia).create(vals_list).with_env(self.env)
        return super().create(vals_list)

    def write(self, vals):
        if self._tiene_muro():
            self._check_muro([vals])
            self._check_calculados(vals)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        if self._tiene_muro():
            self._check_muro_escrito(values)
            if not field_names:
                self.browse()._check_muro_escrito(self._get_por_defecto())
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _get_por_defecto(self):
        """What the context says for the fields that nobody fills in."""
        return {
            name.removeprefix("default_"): value
            for name, value in self.env.context.items()
            if name.startswith("default_")
        }

    @api.model
    @ormcache("self._name")
    def _get_calculados(self):
        """Stored fields that the system works out and nobody writes by hand."""
        if not self._name.startswith("sigobito."):
            return frozenset()
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly and not field.inverse
        )

    def _check_calculados(self, vals):
        """A figure that was worked out is not corrected by hand."""
        ajenos = [
            name
            for name in self._get_calculados() & vals.keys()
            if any(
                self._fields[name].convert_to_cache(vals[name], record, validate=False)
                != self._fields[name].convert_to_cache(
                    record[name], record, validate=False
                )
                # sudo: only to compare
                for record in self.sudo()
            )
        ]
        if ajenos:
            raise AccessError(
                self.env._(
                    "The system keeps this by itself: %s.",
                    ", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in sorted(ajenos)
                    ),
                )
            )

    def _check_muro_escrito(self, vals):
        """The wall for what is on the screen and not saved yet: its names are read in
        sudo, too. What the record already had is left alone."""
        # sudo: only to compare with what was saved
        actual = self.sudo() if len(self) == 1 and self.id else None
        nuevos = {}
        for name, value in vals.items():
            field = self._fields.get(name)
            if not value or field is None or not field.comodel_name:
                continue
            if field.type == "many2one":
                if isinstance(value, dict):
                    value = value.get("id")
                if not actual or actual[name].id != value:
                    nuevos[name] = value
            elif isinstance(value, list | tuple):
                lineas = self.env[field.comodel_name]
                if not lineas._tiene_muro():
                    continue
                for command in value:
                    if (
                        isinstance(command, list | tuple)
                        and len(command) == 3
                        and command[0] in (Command.CREATE, Command.UPDATE)
                        and isinstance(command[2], dict)
                    ):
                        es_linea = isinstance(command[1], int) and command[1]
                        linea = lineas.browse(es_linea or ()).exists()
                        linea._check_muro_escrito(command[2])
        for name, res_id in nuevos.items():
            comodel = self.env[self._fields[name].comodel_name]
            # What one chooses on the screen, one has seen.
            if comodel._tiene_muro() and isinstance(res_id, int):
                comodel.browse(res_id).check_access("read")
        self._check_muro([nuevos])

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
