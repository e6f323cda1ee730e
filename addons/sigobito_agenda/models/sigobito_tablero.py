from odoo import api, fields, models
from odoo.fields import Domain

#: Rows of a list of the home.
MAXIMO = 6


class SigobitoTablero(models.AbstractModel):
    """What the agenda adds to the home of each role (R41)."""

    _inherit = "sigobito.tablero"

    @api.model
    def _get_tarjetas(self):
        user = self.env.user
        tarjetas = super()._get_tarjetas()
        titular = user.has_group("sigobito_base.group_titular")
        despacho = user.has_group("sigobito_base.group_despacho")
        if titular or despacho:
            tarjetas += self._get_tarjetas_despacho(titular, despacho)
        if user.has_group("sigobito_base.group_funcionario"):
            tarjetas += self._get_tarjetas_propias()
        return tarjetas

    @api.model
    def _tarjeta_agenda(self, key, model, domain, **card):
        """A card of this municipality's agenda."""
        company = Domain("company_id", "=", self.env.company.id)
        card.setdefault("section", self.env._("Agenda"))
        return self._tarjeta(key, model, company & Domain(domain), **card)

    @api.model
    def _get_tarjetas_despacho(self, titular, despacho):
        solicitud, compromiso = "sigobito.solicitud", "sigobito.compromiso"
        action = "sigobito_agenda.sigobito_solicitud_action"
        tarjetas = [
            self._tarjeta_agenda(
                "requiere_decision",
                solicitud,
                [("requiere_decision", "=", True)],
                title=self.env._("Requires your decision")
                if titular
                else self.env._("Wait for a decision"),
                subtitle=self.env._("Approve or decide otherwise") if titular else "",
                icon="fa-gavel",
                color="amarillo",
                sequence=10,
                action="sigobito_agenda.sigobito_solicitud_action_decision",
            ),
            self._tarjeta_agenda(
                "compromisos_vencidos",
                compromiso,
                [
                    ("state", "in", ("pendiente", "aceptado", "en_curso")),
                    (
                        "date_deadline",
                        "<",
                        fields.Date.to_string(self.env.company._hoy()),
                    ),
                ],
                title=self.env._("Overdue commitments"),
                icon="fa-handshake-o",
                color="rojo",
                sequence=14,
                action="sigobito_agenda.sigobito_compromiso_action",
            ),
        ]
        if despacho:
            tarjetas += [
                self._tarjeta_agenda(
                    "solicitudes_nuevas",
                    solicitud,
                    [("state", "=", "recibida")],
                    title=self.env._("New requests"),
                    subtitle=self.env._("Nobody has looked at them yet"),
                    icon="fa-inbox",
                    sequence=11,
                    action=action,
                ),
                self._tarjeta_agenda(
                    "por_agendar",
                    solicitud,
                    [("por_agendar", "=", True)],
                    title=self.env._("To be scheduled"),
                    subtitle=self.env._("Accepted, without a date"),
                    icon="fa-calendar-plus-o",
                    sequence=12,
                    action=action,
                ),
                self._tarjeta_agenda(
                    "por_responder",
                    solicitud,
                    [("state", "=", "decidida")],
                    title=self.env._("To be answered"),
                    subtitle=self.env._("Decided; the requester does not know"),
                    icon="fa-reply",
                    sequence=13,
                    action=action,
                ),
                self._tarjeta_agenda(
                    "por_cerrar",
                    "calendar.event",
                    [("por_cerrar", "=", True)],
                    title=self.env._("Activities to be closed"),
                    subtitle=self.env._("What came of them?"),
                    icon="fa-check-square-o",
                    sequence=15,
                    action="sigobito_agenda.calendar_event_action_lista",
                    context={"sigobito_agenda": True},
                ),
                self._tarjeta_agenda(
                    "por_verificar",
                    compromiso,
                    [("state", "=", "cumplido")],
                    title=self.env._("Commitments to be verified"),
                    icon="fa-check-circle-o",
                    sequence=16,
                    action="sigobito_agenda.sigobito_compromiso_action",
                ),
            ]
        return tarjetas

    @api.model
    def _get_mios_domain(self):
        uid = self.env.uid
        return Domain("state", "in", ("pendiente", "aceptado", "en_curso")) & (
            Domain("responsable_id", "=", uid)
            | Domain("corresponsable_ids", "in", uid)
            | Domain("area_id.responsable_id", "=", uid)
        )

    @api.model
    def _get_tarjetas_propias(self):
        return [
            self._tarjeta_agenda(
                "compromisos_mios",
                "sigobito.compromiso",
                self._get_mios_domain(),
                title=self.env._("Commitments in my name"),
                icon="fa-hand-o-right",
                sequence=20,
                action="sigobito_agenda.sigobito_compromiso_action",
            )
        ]

    # ------------------------------------------------------------
    # LISTS
    # ------------------------------------------------------------

    @api.model
    def _get_listas(self):
        listas = super()._get_listas()
        user = self.env.user
        if not user.has_group("sigobito_base.group_funcionario"):
            return listas
        if user.has_group("sigobito_base.group_titular") or user.has_group(
            "sigobito_base.group_despacho"
        ):
            listas += [self._get_lista_hoy(), self._get_lista_decisiones()]
        return [*listas, self._get_lista_compromisos()]

    @api.model
    def _get_lista_hoy(self):
        company = self.env.company
        hoy = company._hoy()
        inicio = fields.Datetime.to_datetime(hoy)
        domain = (
            Domain("company_id", "=", company.id)
            & Domain("agenda_id", "!=", False)
            & Domain("stop", ">=", company._a_utc(inicio))
            & Domain("start", "<", company._a_utc(inicio.replace(hour=23, minute=59)))
            & Domain("estado", "in", ("tentativa", "confirmada", "realizada"))
        )
        events = self.env["calendar.event"].search_fetch(
            domain,
            ["name", "start", "allday", "location", "estado", "company_id"],
            order="start, id",
            limit=MAXIMO,
        )
        estados = dict(events._fields["estado"]._description_selection(self.env))
        items = []
        for event in events:
            hora = self.env._("All day") if event.allday else ""
            if not event.allday:
                hora = company._a_local(event.start).strftime("%H:%M")
            lugar = event.location or estados.get(event.estado, "")
            items.append(
                {
                    "model": "calendar.event",
                    "res_id": event.id,
                    "title": f"{hora} · {event.display_name}",
                    "subtitle": lugar,
                    "date": False,
                    "semaforo": False,
                }
            )
        return {
            "key": "agenda_hoy",
            "title": self.env._("Today"),
            "icon": "fa-calendar",
            "sequence": 10,
            "action": "sigobito_agenda.calendar_event_action",
            "empty": self.env._("Nothing in the agenda today."),
            "items": items,
        }

    @api.model
    def _get_lista_decisiones(self):
        Solicitud = self.env["sigobito.solicitud"]
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Solicitud._get_requiere_decision_domain()
        solicitudes = Solicitud.search_fetch(
            domain,
            ["name", "solicitante", "recomendacion", "date_deadline", "semaforo"],
            order="priority desc, date_deadline, id",
            limit=MAXIMO,
        )
        labels = dict(
            Solicitud._fields["recomendacion"]._description_selection(self.env)
        )
        return {
            "key": "decisiones",
            "title": self.env._("Requires a decision"),
            "icon": "fa-gavel",
            "sequence": 20,
            "action": "sigobito_agenda.sigobito_solicitud_action_decision",
            "empty": self.env._("Nothing waits for a decision."),
            "items": [
                {
                    "model": Solicitud._name,
                    "res_id": solicitud.id,
                    "title": solicitud.name,
                    "subtitle": " · ".join(
                        part
                        for part in (
                            solicitud.solicitante,
                            labels.get(solicitud.recomendacion),
                        )
                        if part
                    ),
                    "date": fields.Date.to_string(solicitud.date_deadline),
                    "semaforo": solicitud.semaforo,
                }
                for solicitud in solicitudes
            ],
        }

    @api.model
    def _get_lista_compromisos(self):
        Compromiso = self.env["sigobito.compromiso"]
        domain = (
            Domain("company_id", "=", self.env.company.id) & self._get_mios_domain()
        )
        compromisos = Compromiso.search_fetch(
            domain,
            ["name", "state", "date_deadline", "semaforo"],
            order="date_deadline, id",
            limit=MAXIMO,
        )
        labels = dict(Compromiso._fields["state"]._description_selection(self.env))
        return {
            "key": "compromisos",
            "title": self.env._("Commitments in my name"),
            "icon": "fa-handshake-o",
            "sequence": 30,
            "action": "sigobito_agenda.sigobito_compromiso_action",
            "empty": self.env._("You owe nothing today."),
            "items": [
                {
                    "model": Compromiso._name,
                    "res_id": compromiso.id,
                    "title": compromiso.name,
                    "subtitle": labels[compromiso.state],
                    "date": fields.Date.to_string(compromiso.date_deadline),
                    "semaforo": compromiso.semaforo,
                }
                for compromiso in compromisos
            ],
        }
