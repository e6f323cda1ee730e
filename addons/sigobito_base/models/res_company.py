import logging
import re
from datetime import datetime

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import plazos

_logger = logging.getLogger(__name__)

COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class ResCompany(models.Model):
    """A municipality is a company: its profile and its clock (R2)."""

    _inherit = "res.company"

    es_municipio = fields.Boolean(string="Is a municipality", index=True)
    codigo_oficial = fields.Char(
        string="Official code", help="Code in the country's register of municipalities"
    )
    slug = fields.Char(
        string="Web name",
        help="Last part of the addresses of its public pages: letters, digits, hyphens",
        copy=False,
    )
    poblacion = fields.Integer(string="Population")
    superficie = fields.Float(string="Surface (km²)")
    tipo_territorio = fields.Selection(
        [("urbano", "Urban"), ("rural", "Rural"), ("mixto", "Mixed")],
        string="Territory",
    )
    latitud = fields.Float(string="Latitude", digits=(9, 6))
    longitud = fields.Float(string="Longitude", digits=(9, 6))
    titular_id = fields.Many2one(
        "res.users", string="Head of government", domain="[('company_ids', 'in', id)]"
    )
    titular_denominacion = fields.Char(
        string="Title of the head of government",
        default=lambda self: self.env._("Mayor"),
        help="The word people use: alcaldesa, intendente, presidente municipal…",
    )
    periodo_inicio = fields.Date(string="Term start")
    periodo_fin = fields.Date(string="Term end")
    tz = fields.Selection(
        lambda self: [(name, name) for name in pytz.common_timezones],
        string="Time zone",
        default="America/Lima",
        required=True,
    )

    _slug_uniq = models.UniqueIndex(
        "(slug) WHERE slug IS NOT NULL", "This web name is already taken."
    )
    _codigo_oficial_uniq = models.UniqueIndex(
        "(country_code_key, codigo_oficial) "
        "WHERE es_municipio AND codigo_oficial IS NOT NULL",
        "Another municipality has this official code.",
    )
    # The country lives on the partner: repeat its key here, where an index can see it.
    country_code_key = fields.Char(
        related="partner_id.country_id.code", store=True, string="Country key"
    )

    @api.constrains("slug")
    def _check_slug(self):
        for company in self:
            if company.slug and company.slug != self._slugify(company.slug):
                raise ValidationError(
                    self.env._(
                        "The web name “%(slug)s” may only have lower-case letters "
                        "without accents, digits and hyphens. For example: %(example)s",
                        slug=company.slug,
                        example=self._slugify(company.slug) or "villa-nueva",
                    )
                )

    @api.constrains("primary_color", "es_municipio")
    def _check_primary_color(self):
        """It goes as it is into the style sheet of everybody's reports."""
        for company in self:
            color = company.primary_color
            if company.es_municipio and color and not COLOR.fullmatch(color):
                raise ValidationError(
                    self.env._("“%s” is not a colour. For example: #1557a5", color)
                )

    @api.constrains("periodo_inicio", "periodo_fin")
    def _check_periodo(self):
        for company in self:
            inicio, fin = company.periodo_inicio, company.periodo_fin
            if inicio and fin and fin < inicio:
                raise ValidationError(
                    self.env._(
                        "The term of %(name)s ends before it starts.",
                        name=company.name,
                    )
                )

    @api.model
    def _slugify(self, text):
        return self.env["ir.http"]._slugify(text or "", max_length=60)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [dict(vals) for vals in vals_list]
        taken = set()
        for vals in vals_list:
            if vals.get("es_municipio") and not vals.get("slug"):
                vals["slug"] = self._get_free_slug(vals.get("name"), taken)
                taken.add(vals["slug"])
        return super().create(vals_list)

    @api.model
    def _get_free_slug(self, name, taken=()):
        """Web name for a municipality called ``name`` that nobody uses yet."""
        base = self._slugify(name) or "municipio"
        used = set(taken) | set(
            # sudo: the name must be free among all municipalities, also unseen ones
            self.sudo().search([("slug", "=like", base + "%")]).mapped("slug")
        )
        slug, number = base, 2
        while slug in used:
            slug, number = f"{base}-{number}", number + 1
        return slug

    @api.model
    def _get_by_slug(self, slug):
        """Municipality of a public address, or an empty set.

        The caller is an anonymous visitor: the result is in sudo, and the route must
        give away only what is published.
        """
        if not slug or "\x00" in slug:
            return self.sudo().browse()
        return self.sudo().search(
            [("slug", "=", slug), ("es_municipio", "=", True)], limit=1
        )

    def _tz(self):
        """Name of the time zone the municipality lives in."""
        self.ensure_one()
        return self.tz or "UTC"

    def _ahora(self):
        """Naive local time of the municipality."""
        now = pytz.utc.localize(fields.Datetime.now())
        return now.astimezone(pytz.timezone(self._tz())).replace(tzinfo=None)

    def _hoy(self):
        """Today in the municipality."""
        # A record that is being typed may have no company yet: use the user's.
        company = self or self.env.company
        return company[:1]._ahora().date()

    def _a_local(self, moment):
        """A naive UTC datetime as naive local time of the municipality."""
        zone = pytz.timezone(self._tz())
        return pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)

    def _a_utc(self, moment: datetime):
        """A naive local datetime of the municipality as naive UTC."""
        zone = pytz.timezone(self._tz())
        return zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None)

    def _feriados(self, anio):
        """Public holidays of the municipality's country: dates of a year and the next."""
        return plazos.feriados(self.country_id.code or "", anio)

    def _sumar_habiles(self, inicio, dias):
        """Date on which a term of working days of this municipality ends."""
        self.ensure_one()
        return plazos.sumar_habiles(inicio, dias, self._feriados(inicio.year))

    def _sigobito_post_create(self):
        """Hook: what each addon prepares for a municipality that has just been made.

        Called once, in sudo, with the titular and the administrator already set.
        """

    @api.model
    def _get_titular_label(self):
        """Word of the current municipality for its head of government."""
        return self.env.company.titular_denominacion or self.env._("Mayor")
