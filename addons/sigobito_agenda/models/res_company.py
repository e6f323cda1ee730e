from odoo import fields, models


class ResCompany(models.Model):
    """Terms of the requests, and the agenda a municipality starts with."""

    _inherit = "res.company"

    plazo_invitacion = fields.Integer(
        string="Days to answer an invitation", default=5, help="Working days"
    )
    plazo_audiencia = fields.Integer(
        string="Days to answer an audience request", default=10, help="Working days"
    )
    plazo_requerimiento = fields.Integer(
        string="Days to answer a requirement", default=15, help="Working days"
    )
    solicitud_publica = fields.Boolean(
        string="Receive requests on the web",
        default=True,
        help="Publishes the form at /solicitudes/<web name>",
    )
    sigobito_agenda_ids = fields.One2many(
        "sigobito.agenda", "company_id", string="Agendas"
    )

    _plazos_ok = models.Constraint(
        "CHECK (plazo_invitacion >= 0 AND plazo_audiencia >= 0 "
        "AND plazo_requerimiento >= 0)",
        "A term cannot be negative.",
    )

    def _get_plazo(self, tipo):
        """Working days the municipality has to answer a request of that type."""
        self.ensure_one()
        return self[f"plazo_{tipo or 'requerimiento'}"]

    def _get_lang_publico(self):
        """Language in which the municipality speaks to its citizens."""
        self.ensure_one()
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        own = self.partner_id.lang
        if own in installed and not own.startswith("en"):
            return own
        spanish = [code for code in installed if code.startswith("es")]
        return spanish[0] if spanish else own or installed[0]

    def _sigobito_post_create(self):
        result = super()._sigobito_post_create()
        self._crear_agenda_del_titular()
        return result

    def _crear_agenda_del_titular(self):
        """The agenda of the head of government, once."""
        Agenda = self.env["sigobito.agenda"]
        with_agenda = Agenda.with_context(active_test=False).search(
            [("company_id", "in", self.ids)]
        )
        missing = self.filtered("titular_id") - with_agenda.company_id
        return Agenda.create(
            [
                {
                    "name": self.env._(
                        "Agenda of %(name)s", name=company.titular_id.name
                    ),
                    "titular_id": company.titular_id.id,
                    "company_id": company.id,
                }
                for company in missing
            ]
        )
