from odoo import api, fields, models, tools


class SigobitoNormaPlazo(models.Model):
    """Term that the law of a country gives to answer a type of request (R25).

    Data that the platform keeps up to date: the municipality may promise less, and the
    deadline of a request is the sooner of both.
    """

    _name = "sigobito.norma.plazo"
    _description = "Legal term"
    _order = "country_id, tipo, id"

    country_id = fields.Many2one("res.country", required=True, ondelete="cascade")
    tipo = fields.Selection(
        lambda self: self.env["sigobito.solicitud"]._fields["tipo"].selection,
        string="Type of request",
        required=True,
    )
    dias = fields.Integer(string="Days", required=True)
    habiles = fields.Boolean(
        string="Working days", default=True, help="Otherwise all days count"
    )
    norma = fields.Char(string="Law", required=True)
    articulo = fields.Char(string="Article")
    enlace = fields.Char(string="Text of the law", help="Address of the official text")
    nota = fields.Text(string="Note")
    active = fields.Boolean(default=True)

    _dias_ok = models.Constraint("CHECK (dias > 0)", "A term has at least one day.")
    _caso_uniq = models.UniqueIndex(
        "(country_id, tipo) WHERE active",
        "This country already has a term for this type of request.",
    )

    @api.depends("norma", "articulo", "dias", "habiles")
    def _compute_display_name(self):
        for norma in self:
            clase = self.env._("working days") if norma.habiles else self.env._("days")
            fuente = ", ".join(
                parte for parte in (norma.norma, norma.articulo) if parte
            )
            norma.display_name = f"{norma.dias} {clase} ({fuente})"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    @tools.ormcache("country_id", "tipo")
    def _get_regla(self, country_id, tipo):
        """``(id, days, working)`` of a country and type, or nothing."""
        # sudo: a law is no secret; also for the visitor of the public form
        norma = self.sudo().search(
            [("country_id", "=", country_id), ("tipo", "=", tipo)], limit=1
        )
        return (norma.id, norma.dias, norma.habiles) if norma else None


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_vencimiento_legal(self, tipo, desde):
        """Day until which the law of the country gives to answer, or nothing."""
        self.ensure_one()
        regla = self.env["sigobito.norma.plazo"]._get_regla(self.country_id.id, tipo)
        if not regla:
            return False
        _id, dias, habiles = regla
        if habiles:
            return self._sumar_habiles(desde, dias)
        return fields.Date.add(desde, days=dias)

    def _get_vencimiento(self, tipo, desde):
        """Day before which a request that came in on ``desde`` must be answered."""
        self.ensure_one()
        propio = self._sumar_habiles(desde, self._get_plazo(tipo))
        legal = self._get_vencimiento_legal(tipo, desde)
        return min(propio, legal) if legal else propio


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    norma_plazo_id = fields.Many2one(
        "sigobito.norma.plazo", string="Legal term", compute="_compute_norma_plazo"
    )
    fecha_legal = fields.Date(string="Limit of the law", compute="_compute_norma_plazo")

    @api.depends("tipo", "fecha_recepcion", "company_id")
    def _compute_norma_plazo(self):
        Norma = self.env["sigobito.norma.plazo"]
        for solicitud in self:
            company = solicitud.company_id
            regla = company and Norma._get_regla(company.country_id.id, solicitud.tipo)
            solicitud.norma_plazo_id = Norma.browse(regla[0] if regla else ())
            solicitud.fecha_legal = (
                regla
                and solicitud.fecha_recepcion
                and company._get_vencimiento_legal(
                    solicitud.tipo, company._a_local(solicitud.fecha_recepcion).date()
                )
            )
