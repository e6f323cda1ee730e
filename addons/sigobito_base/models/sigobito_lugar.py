from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import geo

#: Places drawn on one map.
MAXIMO_MAPA = 3000


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
        for lugar in self.filtered("geojson"):
            if not geo.leer(lugar.geojson):
                raise ValidationError(
                    self.env._(
                        "The shape of “%s” is not GeoJSON: paste a Point, a Polygon or "
                        "a Feature.",
                        lugar.name,
                    )
                )

    def action_open_mapa(self):
        """Open the map of all the places."""
        return self.env["ir.actions.client"]._for_xml_id("sigobito_base.mapa_action")

    @api.model
    @api.readonly
    def get_mapa_fondo(self):
        """Where the tiles come from, and where an empty map starts."""
        # sudo: two public parameters of the map
        get_param = self.env["ir.config_parameter"].sudo().get_param
        tiles = get_param("leaflet.tile_url") or ""
        company = self.env.company
        return {
            "tiles": tiles if tiles.startswith(("http://", "https://", "/")) else "",
            "copyright": (get_param("leaflet.copyright") or "").strip(),
            "centro": [company.latitud, company.longitud]
            if company.latitud or company.longitud
            else False,
        }

    @api.model
    @api.readonly
    def get_mapa(self):
        """The whole map of the municipality in one call, for the screen."""
        lugares = self.search_fetch(
            [("company_id", "=", self.env.company.id)],
            [
                "name",
                "complete_name",
                "tipo_id",
                "poblacion",
                "prioritario",
                "latitud",
                "longitud",
                "geojson",
            ],
            limit=MAXIMO_MAPA,
        )
        contactos = self._get_mapa_contactos(lugares)
        tipos = lugares.tipo_id.sorted(lambda tipo: (tipo.sequence, tipo.id))
        cuentas = Counter(lugar.tipo_id.id for lugar in lugares)
        return {
            **self.get_mapa_fondo(),
            "puede_crear": self.has_access("create"),
            "proximidad": contactos is not None,
            "tipos": [
                {"id": t.id, "name": t.name, "count": cuentas[t.id]} for t in tipos
            ],
            "lugares": [
                lugar._get_mapa_lugar((contactos or {}).get(lugar.id))
                for lugar in lugares
            ],
        }

    @api.model
    def _get_mapa_contactos(self, lugares):
        """Last night's row of each place, for those who may see them."""
        Proximidad = self.env["sigobito.proximidad"]
        if not Proximidad.has_access("read"):
            return None
        rows = Proximidad.search_fetch(
            [("lugar_id", "in", lugares.ids)],
            ["lugar_id", "dias_sin_contacto", "olvidado", "ultimo_contacto"],
        )
        return {row.lugar_id.id: row for row in rows}

    def _get_mapa_lugar(self, row):
        forma = geo.leer(self.geojson) if self.geojson else None
        punto = False
        if self.latitud or self.longitud:
            punto = [self.latitud, self.longitud]
        elif forma:
            punto = list(geo.centro(forma))
        return {
            "id": self.id,
            "name": self.name,
            "ruta": self.complete_name,
            "tipo_id": self.tipo_id.id,
            "tipo": self.tipo_id.name or "",
            "poblacion": self.poblacion,
            "prioritario": self.prioritario,
            "punto": punto,
            "forma": forma or False,
            "contacto": bool(row and row.ultimo_contacto),
            "dias": row.dias_sin_contacto if row else 0,
            "olvidado": bool(row and row.olvidado),
        }
