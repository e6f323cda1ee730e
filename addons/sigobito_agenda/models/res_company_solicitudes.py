from odoo import api, fields, models


class ResCompany(models.Model):
    """The address to which citizens of a municipality write (R24)."""

    _inherit = "res.company"

    solicitud_alias_id = fields.Many2one(
        "mail.alias",
        string="Mail alias of the requests",
        copy=False,
        ondelete="restrict",
        groups="base.group_system",
    )
    solicitud_correo = fields.Char(
        string="Requests by mail",
        compute="_compute_solicitud_correo",
        compute_sudo=True,
        help="Whatever arrives at this address becomes a request",
    )

    @api.depends("solicitud_alias_id.alias_full_name", "alias_domain_id")
    def _compute_solicitud_correo(self):
        for company in self:
            alias = company.solicitud_alias_id
            completo = alias.alias_full_name if alias.alias_domain_id else ""
            company.solicitud_correo = completo or False

    def _sigobito_post_create(self):
        result = super()._sigobito_post_create()
        self._crear_alias_solicitudes()
        return result

    @api.model
    def _crear_alias_que_faltan(self):
        """Run at each update: municipalities that were there before have one too."""
        self.sudo().search(
            [("es_municipio", "=", True), ("solicitud_alias_id", "=", False)]
        )._crear_alias_solicitudes()

    def _crear_alias_solicitudes(self):
        """One address for each municipality, once."""
        # sudo: aliases belong to the platform
        faltan = self.sudo().filtered(
            lambda c: c.es_municipio and c.slug and not c.solicitud_alias_id
        )
        if not faltan:
            return
        modelo = self.env["ir.model"]._get_id("sigobito.solicitud")
        ocupados = set(
            self.env["mail.alias"]
            .sudo()
            .search([("alias_name", "=like", "solicitudes-%")])
            .mapped("alias_name")
        )
        vals_list = []
        for company in faltan:
            nombre = base = f"solicitudes-{company.slug}"
            numero = 2
            while nombre in ocupados:
                nombre, numero = f"{base}-{numero}", numero + 1
            ocupados.add(nombre)
            vals_list.append(
                {
                    "alias_name": nombre,
                    "alias_domain_id": company.alias_domain_id.id,
                    "alias_model_id": modelo,
                    "alias_contact": "everyone",
                    "alias_defaults": repr(
                        {"company_id": company.id, "canal": "correo"}
                    ),
                }
            )
        for company, alias in zip(
            faltan, self.env["mail.alias"].sudo().create(vals_list), strict=True
        ):
            company.solicitud_alias_id = alias
