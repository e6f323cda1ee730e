"""Deciding many with the thumb, and taking a decision back with its trace (R25)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

#: Cards of the page, and decisions of one message.
MAXIMO = 60
#: What a decision changes on the request.
CAMPOS = (
    "state",
    "decision",
    "decision_nota",
    "decision_user_id",
    "decision_fecha",
    "posponer_hasta",
    "delegado_id",
    "area_id",
    "responsable_id",
    "respuesta_publica",
)


class SigobitoSolicitud(models.Model):
    _inherit = "sigobito.solicitud"

    # How it was before the last decision, to be able to take it back.
    decision_previa = fields.Json(
        string="Before the decision", copy=False, groups="base.group_system"
    )
    puede_deshacer = fields.Boolean(
        string="I may take the decision back", compute="_compute_puede_deshacer"
    )

    @api.depends_context("uid")
    @api.depends("state", "decision_previa", "company_id")
    def _compute_puede_deshacer(self):
        for solicitud in self:
            solicitud.puede_deshacer = (
                solicitud.state == "decidida"
                # sudo: only whether there is something to go back to
                and bool(solicitud.sudo().decision_previa)
                and solicitud.puede_decidir
            )

    # ------------------------------------------------------------
    # DECIDE
    # ------------------------------------------------------------

    def _decidir(self, vals, *args, **kwargs):
        self.ensure_one()
        # sudo: to remember how it was, also what the reader does not see
        interno = self.sudo().with_context(active_test=False)
        previa = {
            name: str(value)[:19] if hasattr(value, "isoformat") else value
            for name in CAMPOS
            for value in [self._fields[name].convert_to_write(interno[name], interno)]
        }
        antes = interno.event_ids
        result = super()._decidir(vals, *args, **kwargs)
        interno.invalidate_recordset(["event_ids"])
        previa["eventos"] = (interno.event_ids - antes).ids
        interno.decision_previa = previa
        return result

    @api.model
    @api.readonly
    def get_decisiones(self):
        """Cards of what waits for a decision, for the page of the titular."""
        company = self.env.company
        solicitudes = self.search(
            [
                *self._get_requiere_decision_domain(),
                ("company_id", "=", company.id),
            ],
            limit=MAXIMO + 1,
        )
        mas = len(solicitudes) > MAXIMO
        palabras = dict(self._fields["semaforo"]._description_selection(self.env))
        solicitudes = solicitudes[:MAXIMO]
        return {
            "municipio": company.name,
            "manana": fields.Date.to_string(fields.Date.add(company._hoy(), days=1)),
            "semana": fields.Date.to_string(fields.Date.add(company._hoy(), days=7)),
            "mas": mas,
            "puede": any(solicitudes.mapped("puede_decidir")),
            "tarjetas": [
                {
                    "id": solicitud.id,
                    "urgente": solicitud.priority == "1",
                    "semaforo": solicitud.semaforo,
                    "semaforo_palabra": palabras.get(solicitud.semaforo, ""),
                    "semaforo_motivo": solicitud.semaforo_motivo or "",
                    **solicitud._get_resumen_decision(),
                }
                for solicitud in solicitudes
            ],
        }

    @api.model
    def decidir_lote(self, decisiones):
        """Take several decisions; one that cannot be taken does not stop the others.

        :param decisiones: ``[{"id", "decision", "nota", "hasta"}]`` with ``aprobar``,
            ``declinar`` or ``posponer``
        :return: ``[{"id", "ok", "mensaje"}]``
        """
        resultados = []
        for pedida in list(decisiones)[:MAXIMO]:
            res_id = pedida.get("id")
            try:
                with self.env.cr.savepoint():
                    solicitud = self.browse(int(res_id))
                    solicitud.check_access("write")
                    solicitud._check_puede_decidir()
                    if not solicitud.requiere_decision:
                        raise UserError(self.env._("This request was already settled."))
                    solicitud._aplicar_decision(
                        pedida.get("decision"),
                        pedida.get("nota"),
                        fields.Date.to_date(pedida.get("hasta") or False),
                    )
                    self.env.flush_all()
            except (UserError, AccessError, ValidationError) as error:
                resultados.append({"id": res_id, "ok": False, "mensaje": str(error)})
            except (ValueError, TypeError):
                resultados.append(
                    {
                        "id": res_id,
                        "ok": False,
                        "mensaje": self.env._("Choose what you decide."),
                    }
                )
            else:
                resultados.append({"id": res_id, "ok": True, "mensaje": ""})
        return resultados

    def _aplicar_decision(self, decision, nota="", hasta=None):
        """One of the short decisions: approve what is recommended, decline, postpone."""
        self.ensure_one()
        nota = (nota or "").strip()
        if decision == "aprobar":
            if nota:
                self.decision_nota = nota
            self.action_aprobar()
        elif decision == "declinar":
            if not nota:
                raise UserError(self.env._("Say in one line why it is declined."))
            self._decidir({"decision": "declinar", "decision_nota": nota})
        elif decision == "posponer":
            if not hasta or hasta <= self.company_id._hoy():
                raise UserError(self.env._("Choose a day that is still to come."))
            self._decidir(
                {
                    "decision": "posponer",
                    "posponer_hasta": hasta,
                    "decision_nota": nota or False,
                }
            )
        else:
            raise UserError(self.env._("Choose what you decide."))

    # ------------------------------------------------------------
    # TAKE IT BACK
    # ------------------------------------------------------------

    def action_deshacer_decision(self):
        """As before the decision. What it made is archived, and all of it is told."""
        self.check_access("write")
        self._check_puede_decidir()
        labels = dict(self._fields["decision"]._description_selection(self.env))
        for solicitud in self:
            # sudo: how it was before; who may decide was checked above
            interno = solicitud.sudo()
            previa = dict(interno.decision_previa or {})
            if solicitud.state != "decidida" or not previa:
                raise UserError(
                    self.env._(
                        "“%(name)s” cannot be taken back: it was answered already, or "
                        "nobody has decided it.",
                        name=solicitud.display_name,
                    )
                )
            eventos = (
                self.env["calendar.event"]
                .sudo()  # sudo: only the activity that this decision made
                .browse(previa.pop("eventos", []))
                .exists()
            )
            if any(evento.estado == "realizada" for evento in eventos):
                raise UserError(
                    self.env._(
                        "The activity of “%(name)s” has already taken place.",
                        name=solicitud.display_name,
                    )
                )
            que, quien = labels.get(solicitud.decision), solicitud.decision_user_id
            eventos.with_context(dont_notify=True, no_mail_to_attendees=True).write(
                {"active": False}
            )
            interno.write({**previa, "decision_previa": False})
            solicitud._anotar_interno(
                self.env._(
                    "%(user)s took back the decision “%(decision)s” of %(who)s. "
                    "Activities archived with it: %(count)s.",
                    user=self.env.user.name,
                    decision=que,
                    who=quien.name,
                    count=len(eventos),
                )
            )
        return True

    def _privacidad_antes(self):
        result = super()._privacidad_antes()
        self.write({"decision_previa": False})
        return result
