"""Deciding from a mail: a signed link, a page that asks, one use (R25)."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

#: Purpose of the links, days they work, and requests in one mail.
PROPOSITO, DIAS, MAXIMO = "decidir", 7, 30


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") and vals["state"] != "recomendada":
            # Decided, or taken back: what was asked by mail is settled.
            self.env["sigobito.enlace"]._anular(PROPOSITO, self)
        return result

    def action_pedir_decision(self):
        """Mail the marked requests to the head of government, each with its link."""
        if not self._es_despacho():
            raise UserError(self.env._("Only the cabinet office asks for decisions."))
        self.check_access("write")
        pendientes = self.filtered("requiere_decision")
        if not pendientes:
            raise UserError(
                self.env._(
                    "None of these requests waits for a decision. Recommend first what "
                    "to do with them."
                )
            )
        if len(pendientes) > MAXIMO:
            raise UserError(
                self.env._(
                    "%(count)s requests are too many for one mail. Mark up to "
                    "%(limit)s.",
                    count=len(pendientes),
                    limit=MAXIMO,
                )
            )
        for company in pendientes.company_id:
            pendientes.filtered(
                lambda s, company=company: s.company_id == company
            )._enviar_a_decidir(company.titular_id)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The head of government gets a mail with %(count)s requests.",
                    count=len(pendientes),
                ),
            },
        }

    def _enviar_a_decidir(self, titular):
        """One mail for all of them; it leaves with the next round of the queue."""
        company = self.company_id
        if not titular.email:
            raise UserError(
                self.env._(
                    "The head of government of %(company)s has no e-mail.",
                    company=company.name,
                )
            )
        Enlace = self.env["sigobito.enlace"]
        Enlace._anular(PROPOSITO, self)
        tokens = Enlace._crear(PROPOSITO, self, titular, DIAS)
        base = self[:1].get_base_url()
        registros = self.with_context(lang=titular.lang)
        cuerpo = registros.env["ir.qweb"]._render(
            "sigobito_agenda.correo_pedir_decision",
            {
                "titular": titular,
                "company": company,
                "dias": DIAS,
                "filas": [
                    {
                        **solicitud._get_resumen_decision(),
                        "url": f"{base}/decidir/{tokens[solicitud.id]}",
                    }
                    for solicitud in registros
                ],
            },
        )
        # sudo: mails are the platform's
        self.env["mail.mail"].sudo().create(
            {
                "subject": registros.env._(
                    "%(count)s requests wait for your decision", count=len(self)
                ),
                "body_html": cuerpo,
                "email_from": company.email_formatted or False,
                "email_to": titular.email_formatted,
                "auto_delete": True,
            }
        )
        for solicitud in self:
            solicitud._anotar_interno(
                self.env._("Sent to %s by mail, to be decided.", titular.name)
            )

    def _get_resumen_decision(self):
        """What one must know to decide, in words: for the mail and for its page."""
        self.ensure_one()
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("recomendacion", "tipo", "decision")
        }
        detalle = {
            "delegar": self.delegado_id.name,
            "derivar": self.area_id.name,
            "posponer": self.posponer_hasta
            and format_date(self.env, self.posponer_hasta),
        }
        recomendacion = labels["recomendacion"].get(self.recomendacion, "")
        if recomendacion and detalle.get(self.recomendacion):
            recomendacion = f"{recomendacion}: {detalle[self.recomendacion]}"
        return {
            "folio": self.folio,
            "name": self.name,
            "tipo": labels["tipo"].get(self.tipo, ""),
            "solicitante": " · ".join(
                parte for parte in (self.solicitante, self.organizacion) if parte
            ),
            "cuando": self.fecha_propuesta
            and format_datetime(
                self.env,
                self.fecha_propuesta,
                tz=self.company_id.tz,
                dt_format="EEE d MMM, HH:mm",
            ),
            "donde": self.lugar_propuesto,
            "plazo": self.date_deadline
            and format_date(self.env, self.date_deadline, date_format="EEE d MMM"),
            "description": self.description or "",
            "recomendacion": recomendacion,
            "nota": self.recomendacion_nota or "",
            "informe": self.informe or "",
            "decision": labels["decision"].get(self.decision, ""),
        }

    @api.model
    def _decidir_por_enlace(self, enlace, decision, nota="", hasta=None):
        """Decide with a link, with the rights its addressee has now.

        :param decision: ``aprobar``, ``declinar`` or ``posponer``
        :raises UserError: with what is missing; the link is not spent then
        """
        solicitud = enlace._get_registro()
        solicitud.check_access("write")
        solicitud._check_puede_decidir()
        if not solicitud.requiere_decision:
            raise UserError(self.env._("This request was already settled."))
        if not enlace._usar():
            raise UserError(self.env._("This link was already used."))
        solicitud._aplicar_decision(decision, nota, hasta)
        solicitud._anotar_interno(
            self.env._("Decided by %s with the link of a mail.", enlace.user_id.name)
        )
        return solicitud
