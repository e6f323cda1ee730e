from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import registros

CLASES = [("audiencia", "Audiences"), ("viaje", "Trips"), ("donativo", "Gifts")]


class SigobitoRegistroTipo(models.Model):
    """A register that a law asks for: what has to be published, and by when (R27).

    Data of each country; without a country, for those whose law asks for none.
    """

    _name = "sigobito.registro.tipo"
    _description = "Legal register"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    clase = fields.Selection(CLASES, string="What it is about", required=True)
    country_id = fields.Many2one(
        "res.country", index="btree_not_null", help="Empty: where no law says otherwise"
    )
    norma = fields.Char(string="Law")
    obligatorios = fields.Char(
        string="Obligatory fields",
        required=True,
        help="Technical names, separated by commas",
    )
    plazo_dias = fields.Integer(
        string="Days to publish", default=30, help="Calendar days after the fact"
    )
    nota = fields.Text(string="Guidance", translate=True)

    _clase_uniq = models.UniqueIndex(
        "(clase, COALESCE(country_id, 0)) WHERE active IS TRUE",
        "The country already has a register of this kind.",
    )

    @api.constrains("clase", "obligatorios")
    def _check_obligatorios(self):
        for tipo in self:
            campos = registros.leer_campos(tipo.obligatorios)
            if malos := registros.desconocidos(tipo.clase, campos):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” has no field %(fields)s.",
                        name=tipo.name,
                        fields=", ".join(malos),
                    )
                )

    @api.model
    def _get_de_pais(self, country):
        """Register of each kind for a country: its own, or the general one."""
        domain = Domain("country_id", "in", [False, *country.ids])
        by_clase = {}
        for tipo in self.search(domain):
            if tipo.country_id or tipo.clase not in by_clase:
                by_clase[tipo.clase] = tipo
        return by_clase
