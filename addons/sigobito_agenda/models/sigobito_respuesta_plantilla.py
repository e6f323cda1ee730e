from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import respuesta as respuestas
from .sigobito_solicitud_decision import DECISIONES


class SigobitoRespuestaPlantilla(models.Model):
    """An answer that is written once: letter, mail or text to paste (R25)."""

    _name = "sigobito.respuesta.plantilla"
    _description = "Answer template"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        default=lambda self: self.env.company,
        help="Empty: for every municipality",
    )
    tipo = fields.Selection(
        lambda self: self.env["sigobito.solicitud"]._fields["tipo"].selection,
        string="Type of request",
        help="Empty: for all of them",
    )
    decision = fields.Selection(
        DECISIONES, string="Decision", help="Empty: for all of them"
    )
    texto = fields.Text(
        string="Text",
        required=True,
        translate=True,
        help="Between braces, what is filled in: {solicitante} {asunto} {folio} {codigo} "
        "{fecha} {lugar} {area} {delegado} {hasta} {motivo} {municipio} {titular} {cargo}",
    )

    @api.constrains("texto")
    def _check_texto(self):
        for plantilla in self:
            desconocidas = respuestas.desconocidas(plantilla.texto)
            if desconocidas:
                raise ValidationError(
                    self.env._(
                        "“%(name)s”: nobody knows what to put in the place of "
                        "%(words)s. Use one of these: %(known)s",
                        name=plantilla.name,
                        words=", ".join(f"{{{p}}}" for p in desconocidas),
                        known=", ".join(f"{{{p}}}" for p in respuestas.PALABRAS),
                    )
                )


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    def _get_plantillas_domain(self):
        self.ensure_one()
        return [
            ("company_id", "in", (self.company_id.id, False)),
            ("tipo", "in", (self.tipo, False)),
            ("decision", "in", (self.decision or False, False)),
        ]

    def _get_datos_respuesta(self):
        """Words of a template for this request, in the language of the municipality."""
        self.ensure_one()
        company = self.company_id
        evento = self.event_ids.filtered(lambda e: e.estado != "cancelada")[:1]
        return {
            "solicitante": self.solicitante,
            "asunto": self.name,
            "folio": self.folio,
            "codigo": self.codigo,
            "fecha": evento
            and self._formatear_fecha(company._a_local(evento.start), hora=True),
            "lugar": evento.location or self.lugar_propuesto,
            "area": self.area_id.name,
            "delegado": self.delegado_id.name,
            "hasta": self._formatear_fecha(self.posponer_hasta),
            "motivo": self.decision == "declinar" and self.decision_nota,
            "municipio": company.name,
            "titular": company.titular_id.name,
            "cargo": company.titular_denominacion,
        }

    def _completar_plantilla(self, plantilla):
        lang = self.company_id._get_lang_publico()
        return respuestas.completar(
            plantilla.with_context(lang=lang).texto,
            self.with_context(lang=lang)._get_datos_respuesta(),
        )

    def action_imprimir_carta(self):
        self.ensure_one()
        return self.env.ref("sigobito_agenda.action_report_carta").report_action(self)

    def _get_texto_carta(self):
        """Answer of the letter, or its draft while nothing was answered."""
        self.ensure_one()
        return self.respuesta_publica or self._get_respuesta_sugerida() or ""

    def action_whatsapp(self):
        """Open the messenger of whoever taps, with the answer written in it."""
        self.ensure_one()
        self.check_access("write")
        url = respuestas.whatsapp(
            self.phone, self.company_id.country_id.phone_code, self._get_texto_carta()
        )
        if not url:
            raise ValidationError(self.env._("There is no phone to write to."))
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}
