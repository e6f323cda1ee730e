from datetime import timedelta

from odoo import Command, fields

from .common import IniciativasCommon


class TestFicha(IniciativasCommon):
    """Initiatives and their lights in the briefing sheet of an activity (R22)."""

    def test_initiatives_of_the_place(self):
        agenda = self.env["sigobito.agenda"].create(
            {
                "name": "Agenda A",
                "titular_id": self.titular.id,
                "company_id": self.company_a.id,
            }
        )
        inicio = fields.Datetime.now() + timedelta(days=2)
        event = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "agenda_id": agenda.id,
                "start": inicio,
                "stop": inicio + timedelta(hours=1),
                "lugar_ids": [Command.set(self.lugar_a.ids)],
            }
        )
        for user in (self.despacho, self.funcionario):
            [dato] = event.with_user(user)._get_ficha_iniciativas()
            self.assertEqual(dato["name"], "Water in El Mirador")
            self.assertTrue(dato["motivo"])
            self.assertIn("Water in El Mirador", event.with_user(user)._render_ficha())
        self.iniciativa_a.state = "cancel"
        self.assertFalse(event.with_user(self.despacho)._get_ficha_iniciativas())
        event.iniciativa_ids = self.iniciativa_a
        self.assertTrue(event.with_user(self.despacho)._get_ficha_iniciativas())
