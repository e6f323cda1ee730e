import json

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SigobitoLugarTipo(models.Model):
    _name = "sigobito.lugar.tipo"
    _description = "Kind of place"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: shared by all municipalities"
    )


class SigobitoLugar(models.Model):
    """Place where the government acts: district, barrio, community… (R7)."""

    _name = "sigobito.lugar"
    _description = "Place"
    _inherit = ["sigobito.jerarquia.mixin"]
    _order = "complete_name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    codigo = fields.Char(string="Code")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    tipo_id = fields.Many2one("sigobito.lugar.tipo", string="Kind", index=True)
    parent_id = fields.Many2one(
        "sigobito.lugar",
        string="Inside",
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    child_ids = fields.One2many("sigobito.lugar", "parent_id", string="Places inside")
    poblacion = fields.Integer(string="Population")
    latitud = fields.Float(string="Latitude", digits=(9, 6))
    longitud = fields.Float(string="Longitude", digits=(9, 6))
    geojson = fields.Text(string="Shape (GeoJSON)")
    prioritario = fields.Boolean(string="Priority", index=True)
    lider_ids = fields.Many2many(
        "sigobito.actor",
        "sigobito_lugar_lider_rel",
        "lugar_id",
        "actor_id",
        string="Leaders",
        check_company=True,
        # The regional team reads places, never who is who in them.
        groups="sigobito_base.group_funcionario",
        help="Who speaks for the place: those to call before going there",
    )

    _codigo_uniq = models.UniqueIndex(
        "(company_id, codigo) WHERE codigo IS NOT NULL",
        "Another place has this code.",
    )
    _poblacion_ok = models.Constraint(
        "CHECK (poblacion >= 0)", "The population of a place cannot be negative."
    )
    _coordenadas_ok = models.Constraint(
        "CHECK (latitud BETWEEN -90 AND 90 AND longitud BETWEEN -180 AND 180)",
        "Latitude goes from -90 to 90 and longitude from -180 to 180.",
    )

    @api.constrains("geojson")
    def _check_geojson(self):
        kinds = {"Point", "Polygon", "MultiPolygon", "Feature", "FeatureCollection"}
        for lugar in self.filtered("geojson"):
            try:
                shape = json.loads(lugar.geojson)
                valid = isinstance(shape, dict) and shape.get("type") in kinds
            except ValueError:
                valid = False
            if not valid:
                raise ValidationError(
                    self.env._(
                        "The shape of “%s” is not GeoJSON: paste a Point, a Polygon or "
                        "a Feature.",
                        lugar.name,
                    )
                )
