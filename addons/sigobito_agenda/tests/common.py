from datetime import datetime, timedelta

from odoo import Command

from odoo.addons.sigobito_base.tests.common import SigobitoFixtures


class AgendaFixtures(SigobitoFixtures):
    """The agenda of municipality A with an entry of each visibility.

    ``despacho`` is its delegate; ``colega`` is another staff member and
    ``otra_secretaria`` of the cabinet office without being a delegate.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(cls.env.context, no_mail_to_attendees=True, dont_notify=True)
        )
        cls.colega = cls._new_user(
            "colega", cls.company_a, "sigobito_base.group_funcionario"
        )
        cls.otra_secretaria = cls._new_user(
            "otra_secretaria", cls.company_a, "sigobito_base.group_despacho"
        )
        cls.agenda_a = cls.env["sigobito.agenda"].create(
            {
                "name": "Agenda A",
                "titular_id": cls.titular.id,
                "company_id": cls.company_a.id,
                "delegado_ids": [Command.set(cls.despacho.ids)],
            }
        )
        cls.agenda_b = cls.env["sigobito.agenda"].create(
            {
                "name": "Agenda B",
                "titular_id": cls.ajeno.id,
                "company_id": cls.company_b.id,
            }
        )
        cls.invitado = cls.env["res.partner"].create(
            {"name": "Secret guest", "company_id": cls.company_a.id}
        )
        cls.inicio = datetime.now().replace(
            hour=15, minute=0, second=0, microsecond=0
        ) + timedelta(days=2)
        cls.publica = cls._new_actividad("Opening of the well", "publica")
        cls.interna = cls._new_actividad("Staff meeting", "interna")
        cls.reservada = cls._new_actividad(
            "Secret talks",
            "reservada",
            location="Hidden house",
            resultado="Secret result",
            partner_ids=[
                Command.set((cls.titular.partner_id | cls.invitado).ids),
            ],
            tema_id=cls.tema_a.id,
            actor_ids=[Command.set(cls.actor_a.ids)],
        )
        cls.solicitud = cls._new_solicitud()
        cls.compromiso = cls.env["sigobito.compromiso"].create(
            {
                "name": "Repair the pump",
                "company_id": cls.company_a.id,
                "responsable_id": cls.funcionario.id,
                "event_id": cls.interna.id,
                "date_deadline": cls.company_a._hoy() + timedelta(days=20),
            }
        )
        cls.env.flush_all()
        cls.env.invalidate_all()

    @classmethod
    def _new_actividad(cls, name, visibilidad, **vals):
        inicio = vals.pop("start", cls.inicio)
        return cls.env["calendar.event"].create(
            {
                "name": name,
                "agenda_id": cls.agenda_a.id,
                "visibilidad": visibilidad,
                "start": inicio,
                "stop": inicio + timedelta(hours=1),
                **vals,
            }
        )

    @classmethod
    def _new_solicitud(cls, **vals):
        return cls.env["sigobito.solicitud"].create(
            {
                "name": "Light in the park",
                "solicitante": "Ana Torres",
                "company_id": cls.company_a.id,
                **vals,
            }
        )
