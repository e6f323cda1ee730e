"""Personal data of requesters: purged some months after closing (R58)."""

from datetime import datetime, time, timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class SigobitoSolicitud(models.Model):
    """A request whose requester is no longer in it still counts.

    Folio, type, channel, dates, area, themes, places and decision stay.
    """

    _name = "sigobito.solicitud"
    _inherit = ["sigobito.solicitud", "sigobito.privacidad.mixin"]

    _por_purgar_idx = models.Index(
        "(company_id, fecha_cierre) WHERE anonimizado_el IS NULL"
    )

    @api.model
    def _get_privacidad_busqueda(self):
        return ["solicitante", "email", "phone", "documento", "acompanantes"]

    @api.model
    def _get_privacidad_entrega(self):
        return [
            "folio",
            "fecha_recepcion",
            "tipo",
            "name",
            "description",
            "solicitante",
            "email",
            "phone",
            "documento",
            "organizacion",
            "direccion",
            "state",
            "respuesta_publica",
        ]

    def _get_privacidad_linea(self):
        self.ensure_one()
        local = self.company_id._a_local(self.fecha_recepcion)
        return self.folio, self.solicitante, local.date()

    def _get_privacidad_impedimento(self):
        if self.state not in ("respondida", "cerrada"):
            return self.env._("The request is still open: answer it first.")
        if any(compromiso.reloj_abierto for compromiso in self.compromiso_ids):
            return self.env._("A commitment of it is still open.")
        return ""

    @api.model
    def _get_purga_domain(self, limite):
        """Closed by then, or answered by then and forgotten; nothing open hangs on it.

        One that was postponed comes back, so it waits until somebody closes it.
        """
        fin = datetime.combine(limite + timedelta(days=1), time.min)
        cerrada = Domain("state", "=", "cerrada") & (
            Domain("fecha_cierre", "<", fields.Datetime.to_string(fin))
            | (Domain("fecha_cierre", "=", False) & Domain("reloj_fin", "<=", limite))
        )
        respondida = (
            Domain("state", "=", "respondida")
            & Domain("decision", "!=", "posponer")
            & Domain("reloj_fin", "<=", limite)
        )
        return (cerrada | respondida) & Domain(
            "compromiso_ids", "not any", [("reloj_abierto", "=", True)]
        )

    def _get_privacidad_vals(self):
        tipos = dict(self._fields["tipo"]._description_selection(self.env))
        # Someone registered with consent stays linked; anybody else goes.
        personas = (self.actor_id | self.actor_ids).filtered(
            lambda a: a.tipo == "individuo" and not a.consentimiento
        )
        vacios = (
            "email",
            "phone",
            "documento",
            "organizacion",
            "description",
            "lugar_propuesto",
            "acompanantes",
            "direccion",
            "informe",
            "recomendacion_nota",
            "decision_nota",
            "respuesta_publica",
            # The link with which the requester followed it shows nothing any more.
            "codigo",
        )
        return {
            **{name: False for name in vacios},
            "name": self.env._("%s (data deleted)", tipos[self.tipo]),
            "solicitante": self.env._("Data deleted"),
            "actor_id": (self.actor_id - personas).id,
            "actor_ids": [Command.set((self.actor_ids - personas).ids)],
        }

    def _privacidad_antes(self):
        """The activity made of it has its name and its place."""
        result = super()._privacidad_antes()
        silencio = {"dont_notify": True, "no_mail_to_attendees": True}
        for solicitud in self:
            eventos = solicitud.event_ids.filtered(
                lambda e, solicitud=solicitud: e.name == solicitud.name
            )
            if eventos:
                idioma = self._get_privacidad_lang(solicitud)
                nombre = solicitud.with_context(lang=idioma)._get_privacidad_vals()
                eventos.with_context(**silencio).write({"name": nombre["name"]})
        return result

    def _check_escritura(self, vals):
        result = super()._check_escritura(vals)
        # A message or an activity may still be written; the request may not.
        if any(s.anonimizado_el for s in self) and vals.keys() & self._get_cerrados():
            raise UserError(
                self.env._(
                    "The personal data of this request were deleted, so it stays as it "
                    "is. If the person comes back, register a new request."
                )
            )
        return result

    @api.model
    def _get_cerrados(self):
        """Fields nobody fills in again once the data are gone."""
        return {"state", *self._get_privacidad_entrega()}
