from datetime import date, datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, freeze_time

from .common import AgendaFixtures

#: A Monday; the municipality of the tests lives in Lima (UTC-5).
HOY = "2026-11-23 12:00:00"
MARTES = datetime(2026, 11, 24, 15)  # 10:00 there


class AvisosFixtures(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        cls.startClassPatcher(freeze_time(HOY))
        super().setUpClass()
        cls.env["calendar.event"].search(
            [("company_id", "in", (cls.company_a | cls.company_b).ids)]
        ).active = False
        cls.company_a.write(
            {"tz": "America/Lima", "descanso_minutos": 0, "country_id": False}
        )
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "company_id": cls.company_a.id,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": f"{dia} {desde}",
                            "dayofweek": str(dia),
                            "hour_from": desde,
                            "hour_to": hasta,
                            "day_period": periodo,
                        }
                    )
                    for dia in range(5)
                    for desde, hasta, periodo in (
                        (8, 12, "morning"),
                        (13, 17, "afternoon"),
                    )
                ],
            }
        )
        cls.company_a.resource_calendar_id = calendar
        cls.tipo = cls.env["sigobito.actividad.tipo"].create(
            {"name": "Hearing", "company_id": cls.company_a.id}
        )
        cls.plaza, cls.playa = cls.env["sigobito.lugar"].create(
            [
                {
                    "name": name,
                    "company_id": cls.company_a.id,
                    "latitud": -12.0,
                    "longitud": lon,
                }
                for name, lon in (("Square", -77.0), ("Beach", -76.9))
            ]
        )

    def acto(self, inicio=MARTES, horas=1, user=None, **vals):
        vals.setdefault("visibilidad", "interna")
        vals.setdefault("name", "Act")
        return (
            self.env["calendar.event"]
            .with_user(user or self.despacho)
            .create(
                {
                    "agenda_id": self.agenda_a.id,
                    "start": inicio,
                    "stop": inicio + timedelta(hours=horas),
                    **vals,
                }
            )
        )

    def avisos(self, event, user=None):
        event = event.with_user(user or self.despacho).with_context(lang="en_US")
        event.invalidate_recordset(["avisos"])
        return (event.avisos or {}).get("avisos", [])

    def clases(self, event, user=None):
        return [aviso["clase"] for aviso in self.avisos(event, user)]


class TestAvisos(AvisosFixtures, TransactionCase):
    def test_free_time_has_no_warning(self):
        event = self.acto()
        self.assertFalse(event.avisos)
        self.assertFalse(event.tiene_conflicto)
        self.assertFalse(self.clases(self.acto(MARTES + timedelta(hours=1))))

    def test_overlap_names_the_other_one(self):
        otro = self.acto(name="Opening of the well")
        event = self.acto(MARTES + timedelta(minutes=30))
        [aviso] = self.avisos(event)
        self.assertEqual(aviso["clase"], "cruce")
        self.assertEqual(aviso["event_id"], otro.id)
        self.assertIn("Opening of the well", aviso["texto"])
        self.assertIn("10:00–11:00", aviso["texto"])

    def test_what_does_not_block(self):
        self.acto(estado="tentativa")
        self.acto(estado="cancelada")
        self.acto(show_as="free")
        self.acto(estado="delegada", delegado_a_id=self.funcionario.id)
        self.acto().active = False
        solicitud = self._new_solicitud(fecha_propuesta=MARTES)
        self.assertEqual(solicitud.state, "recibida")
        self.assertFalse(self.clases(self.acto()))

    def test_other_calendars_of_the_same_person(self):
        Event = self.env["calendar.event"]
        hora = {"start": MARTES, "stop": MARTES + timedelta(hours=1)}
        propio = Event.with_user(self.titular).create({"name": "Dentist", **hora})
        self.assertEqual(self.clases(self.acto()), ["cruce"])
        propio.active = False
        Event.search([("name", "=", "Act")]).active = False
        otra = self.env["sigobito.agenda"].create(
            {
                "name": "Deputy",
                "company_id": self.company_a.id,
                "titular_id": self.gestor.id,
                "delegado_ids": [Command.clear()],
            }
        )
        invitada = self.acto(
            agenda_id=otra.id,
            partner_ids=[Command.set(self.titular.partner_id.ids)],
        )
        self.assertEqual(self.clases(self.acto(name="Mine")), ["cruce"])
        asistente = invitada.attendee_ids.filtered(
            lambda a: a.partner_id == self.titular.partner_id
        )
        asistente.state = "declined"
        Event.search([("name", "=", "Mine")]).active = False
        self.assertFalse(self.clases(self.acto()))

    def test_who_is_sent_is_the_one_who_is_busy(self):
        delegado = self.env["sigobito.agenda"].create(
            {
                "name": "Deputy",
                "company_id": self.company_a.id,
                "titular_id": self.gestor.id,
                "delegado_ids": [Command.clear()],
            }
        )
        self.acto(estado="delegada", delegado_a_id=self.gestor.id)
        self.assertFalse(self.clases(self.acto()))
        self.assertEqual(
            self.clases(self.acto(agenda_id=delegado.id, name="His")), ["cruce"]
        )

    def test_all_day_and_time_zone(self):
        self.acto(
            datetime(2026, 11, 25, 8),
            10,
            allday=True,
            start_date=date(2026, 11, 25),
            stop_date=date(2026, 11, 25),
        )
        # 20:00 of the 24th in Lima is already the 25th in UTC
        noche = self.acto(datetime(2026, 11, 25, 1))
        self.assertEqual(self.clases(noche), ["horario"])
        # 20:00 of the 25th in Lima is the 26th in UTC
        self.assertIn("cruce", self.clases(self.acto(datetime(2026, 11, 26, 1))))

    def test_trip(self):
        lugar = [Command.set(self.plaza.ids)]
        self.acto(lugar_ids=lugar)
        lejos = [Command.set(self.playa.ids)]
        event = self.acto(MARTES + timedelta(minutes=70), lugar_ids=lejos)
        [aviso] = self.avisos(event)
        self.assertEqual(aviso["clase"], "traslado")
        self.assertIn("10 min after “Act”", aviso["texto"])
        # written down by who drives
        self.env["sigobito.lugar.traslado"].with_user(self.despacho).create(
            {"origen_id": self.playa.id, "destino_id": self.plaza.id, "minutos": 5}
        )
        self.assertFalse(self.clases(event))
        self.company_a.traslado_velocidad = 0
        self.assertFalse(self.clases(event))

    def test_rest_hours_holiday_block_and_quota(self):
        self.company_a.descanso_minutos = 15
        self.acto()
        self.assertEqual(
            self.clases(self.acto(MARTES + timedelta(hours=1))), ["descanso"]
        )
        self.company_a.descanso_minutos = 0
        # 18:00
        self.assertEqual(
            self.clases(self.acto(MARTES + timedelta(hours=8))), ["horario"]
        )
        sabado = self.acto(datetime(2026, 11, 28, 15))
        self.assertEqual(self.clases(sabado), ["horario"])
        navidad = self.acto(datetime(2026, 12, 25, 15))
        self.company_a.country_id = self.env.ref("base.pe")
        self.assertEqual(self.clases(navidad), ["feriado"])
        self.tipo.libre_horario = True
        navidad.actividad_tipo_id = self.tipo
        self.assertFalse(self.clases(navidad))
        self.tipo.libre_horario = False
        self.env["sigobito.agenda.bloqueo"].with_user(self.despacho).create(
            {
                "name": "Surgery",
                "agenda_id": self.agenda_a.id,
                "date_start": date(2026, 11, 26),
                "date_end": date(2026, 11, 27),
            }
        )
        jueves = self.acto(datetime(2026, 11, 26, 15))
        [aviso] = self.avisos(jueves)
        self.assertIn("Surgery", aviso["texto"])
        [aviso] = self.avisos(jueves, self.otra_secretaria)
        self.assertNotIn("Surgery", aviso["texto"])
        self.env["sigobito.actividad.cupo"].with_user(self.despacho).create(
            {"actividad_tipo_id": self.tipo.id, "maximo": 1, "periodo": "semana"}
        )
        uno = datetime(2026, 11, 30, 14)
        self.acto(uno, actividad_tipo_id=self.tipo.id)
        dos = self.acto(uno + timedelta(days=2), actividad_tipo_id=self.tipo.id)
        self.assertEqual(self.clases(dos), ["cupo"])

    def test_while_typing_with_free_times(self):
        self.acto(horas=2)
        form = Form(
            self.env["calendar.event"]
            .with_user(self.despacho)
            .with_context(sigobito_agenda=True, lang="en_US"),
            view="sigobito_agenda.calendar_event_view_form",
        )
        form.name = "Visit"
        form.start = MARTES
        form.duration = 1
        self.assertEqual(form.avisos["avisos"][0]["clase"], "cruce")
        self.assertTrue(form.conflicto_pendiente)
        libres = form.avisos["alternativas"]
        self.assertEqual(len(libres), 3)
        with self.assertRaises(AssertionError):
            form.save()  # a reason is asked for
        form.start = datetime.fromisoformat(libres[0]["start"])
        self.assertFalse(form.avisos)
        self.assertFalse(form.conflicto_pendiente)
        form.start = MARTES
        form.conflicto_motivo = "The minister only comes that day"
        event = form.save()
        self.assertTrue(event.conflicto_aceptado)
        self.assertTrue(event.tiene_conflicto)
        nota = event.message_ids.filtered(lambda m: "minister" in (m.body or ""))
        self.assertEqual(len(nota), 1)
        self.assertIn("Act", nota.body)

    def test_saved_without_asking_is_written_down(self):
        """By RPC or import nothing is blocked; it is told."""
        self.acto()
        event = self.acto(name="Imported")
        self.assertTrue(event.tiene_conflicto)
        self.assertFalse(event.conflicto_aceptado)
        self.assertTrue(event.message_ids.filtered(lambda m: "Imported" not in m.body))
        Event = self.env["calendar.event"].with_user(self.despacho)
        self.assertEqual(Event.search([("tiene_conflicto", "=", True)]), event)
        event.start = MARTES + timedelta(hours=2)
        self.assertFalse(event.tiene_conflicto)
        event.write({"start": MARTES, "conflicto_motivo": "Together"})
        self.assertTrue(event.conflicto_aceptado)
        # another clash is not covered by the reason of the first
        self.acto(MARTES + timedelta(hours=3), name="Third")
        event.write({"start": MARTES + timedelta(hours=3)})
        self.assertRecordValues(
            event, [{"conflicto_aceptado": False, "conflicto_motivo": False}]
        )

    def test_the_other_side_is_not_asked_again(self):
        primero = self.acto(name="First")
        self.acto(conflicto_motivo="Both in the same room")
        primero.invalidate_recordset()
        self.assertEqual(self.clases(primero), ["cruce"])
        self.assertFalse(primero.conflicto_pendiente)

    def test_confirming_a_hold_asks_why(self):
        self.acto()
        event = self.acto(estado="tentativa")
        action = event.action_confirmar()
        self.assertEqual(event.estado, "tentativa")
        wizard = (
            self.env["sigobito.actividad.confirmar"]
            .with_user(self.despacho)
            .with_context(**action["context"])
            .create({"motivo": "She asked for it"})
        )
        self.assertTrue(wizard.avisos["avisos"])
        wizard.action_confirmar()
        self.assertRecordValues(
            event, [{"estado": "confirmada", "conflicto_aceptado": True}]
        )
        libre = self.acto(MARTES + timedelta(days=1), estado="tentativa")
        self.assertFalse(libre.action_confirmar())
        self.assertEqual(libre.estado, "confirmada")

    def test_series(self):
        self.acto(MARTES + timedelta(days=2), name="In the way")
        Event = self.env["calendar.event"].with_user(self.despacho)
        form = Form(
            Event.with_context(sigobito_agenda=True, lang="en_US"),
            view="sigobito_agenda.calendar_event_view_form",
        )
        form.name = "Table of the week"
        form.start = MARTES
        form.duration = 1
        form.recurrency = True
        form.rrule_type_ui = "daily"
        form.count = 4
        [aviso] = form.avisos["avisos"]
        self.assertEqual(aviso["clase"], "serie")
        self.assertIn("In the way", aviso["texto"])
        form.conflicto_motivo = "It moves that day"
        events = form.save().recurrence_id.calendar_event_ids
        self.assertEqual(len(events), 4)
        choca = events.filtered("tiene_conflicto")
        self.assertEqual(choca.start, MARTES + timedelta(days=2))
        self.assertEqual(choca.conflicto_motivo, "It moves that day")

    def test_drag(self):
        otro = self.acto()
        event = self.acto(MARTES + timedelta(hours=3), name="Dragged")
        result = event.get_avisos(
            {"start": "2026-11-24 15:30:00", "stop": "2026-11-24 16:30:00"}
        )
        self.assertEqual([a["event_id"] for a in result["avisos"]], otro.ids)
        self.assertTrue(result["pide_motivo"])
        self.assertTrue(result["alternativas"])
        self.assertEqual(event.start, MARTES + timedelta(hours=3))
        libre = event.get_avisos({"start": "2026-11-24 19:00:00"})
        self.assertFalse(libre["avisos"])
        with self.assertRaises(AccessError):
            event.with_user(self.colega).get_avisos({"start": "2026-11-24 15:30:00"})
        with self.assertRaises(AccessError):
            event.with_user(self.ajeno).get_avisos({"start": "2026-11-24 15:30:00"})

    def test_decide_a_request(self):
        self.acto(name="Opening")
        solicitud = self._new_solicitud(
            tipo="audiencia", fecha_propuesta=MARTES, responsable_id=self.despacho.id
        )
        solicitud.write({"state": "analisis"})
        solicitud.write({"state": "recomendada", "recomendacion": "aceptar"})
        form = Form(
            self.env["sigobito.solicitud.decidir"]
            .with_user(self.titular)
            .with_context(default_solicitud_id=solicitud.id, lang="en_US")
        )
        form.agenda_id = self.agenda_a
        self.assertIn("Opening", form.avisos["avisos"][0]["texto"])
        form.firme = True
        form.conflicto_motivo = "It is urgent"
        form.save().action_decidir()
        event = solicitud.event_ids
        self.assertRecordValues(
            event, [{"estado": "confirmada", "conflicto_motivo": "It is urgent"}]
        )


class TestAvisosMuros(AvisosFixtures, TransactionCase):
    """A warning tells nobody what he may not read."""

    def test_reserved_is_busy(self):
        secreta = self.acto(
            name="Secret talks",
            visibilidad="reservada",
            actividad_tipo_id=self.tipo.id,
            lugar_ids=[Command.set(self.plaza.ids)],
        )
        event = self.acto()
        [aviso] = self.avisos(event)
        self.assertIn("Secret talks", aviso["texto"])
        [aviso] = self.avisos(event, self.otra_secretaria)
        self.assertNotIn("Secret", aviso["texto"])
        self.assertIn("Busy", aviso["texto"])
        self.assertFalse(aviso["event_id"])
        # nor in what the thread keeps for everybody
        cuerpos = " ".join(event.message_ids.mapped("body"))
        self.assertIn("Busy", cuerpos)
        self.assertNotIn("Secret", cuerpos)
        # nor where it is, nor of which kind
        self.env["sigobito.actividad.cupo"].create(
            {
                "actividad_tipo_id": self.tipo.id,
                "maximo": 1,
                "company_id": self.company_a.id,
            }
        )
        lejos = self.acto(
            MARTES + timedelta(hours=1),
            lugar_ids=[Command.set(self.playa.ids)],
            actividad_tipo_id=self.tipo.id,
        )
        self.assertEqual(self.clases(lejos), ["traslado", "cupo"])
        self.assertEqual(self.clases(lejos, self.otra_secretaria), [])
        self.assertFalse(lejos.tiene_conflicto)
        self.assertTrue(lejos.sudo().conflictos)
        with self.assertRaises(AccessError):
            lejos.with_user(self.otra_secretaria).read(["conflictos"])
        self.assertTrue(secreta)

    def test_guest_of_a_reserved_entry_is_not_told(self):
        otra = self.env["sigobito.agenda"].create(
            {
                "name": "Deputy",
                "company_id": self.company_a.id,
                "titular_id": self.gestor.id,
                "delegado_ids": [Command.clear()],
            }
        )
        self.env["calendar.event"].create(
            {
                "name": "Secret talks",
                "agenda_id": otra.id,
                "visibilidad": "reservada",
                "start": MARTES,
                "stop": MARTES + timedelta(hours=1),
                "partner_ids": [
                    Command.set((self.gestor | self.titular).partner_id.ids)
                ],
            }
        )
        event = self.acto()
        self.assertFalse(self.clases(event))
        # the head of government is a guest himself: he is told
        self.assertIn("Secret talks", self.avisos(event, self.titular)[0]["texto"])

    def test_masked_fields_of_a_reserved_entry(self):
        self.acto(name="First")
        event = self.acto(
            visibilidad="reservada",
            conflicto_motivo="Secret reason",
            actividad_tipo_id=self.tipo.id,
        )
        self.tipo.color = 7
        self.env.flush_all()
        self.env.invalidate_all()
        seen = event.with_user(self.colega)
        [values] = seen.read(
            ["conflicto_motivo", "avisos", "tiene_conflicto", "tipo_color"]
        )
        self.assertFalse(values["conflicto_motivo"] or values["avisos"])
        self.assertFalse(values["tiene_conflicto"] or values["tipo_color"])
        found = seen.search([("conflicto_motivo", "ilike", "secret")])
        self.assertNotIn(event, found)
        with self.assertRaises(AccessError):
            event.with_user(self.otra_secretaria).get_avisos({"start": str(MARTES)})

    def test_other_municipality(self):
        """Its entries are not looked at, not even the titular's as a guest there."""
        self.env["calendar.event"].create(
            {
                "name": "Of B",
                "agenda_id": self.agenda_b.id,
                "start": MARTES,
                "stop": MARTES + timedelta(hours=1),
                "partner_ids": [
                    Command.set((self.ajeno | self.titular).partner_id.ids)
                ],
            }
        )
        self.assertFalse(self.clases(self.acto()))
        ajena = self.acto(
            agenda_id=self.agenda_b.id,
            user=self.ajeno,
            partner_ids=[Command.set((self.ajeno | self.titular).partner_id.ids)],
        )
        self.assertTrue(self.clases(ajena, self.ajeno))
        self.assertFalse(self.clases(ajena, self.titular))

    def test_walls_of_the_settings(self):
        cupo = self.env["sigobito.actividad.cupo"].create(
            {"actividad_tipo_id": self.tipo.id, "company_id": self.company_a.id}
        )
        traslado = self.env["sigobito.lugar.traslado"].create(
            {
                "origen_id": self.plaza.id,
                "destino_id": self.playa.id,
                "company_id": self.company_a.id,
            }
        )
        bloqueo = self.env["sigobito.agenda.bloqueo"].create(
            {"name": "Surgery", "agenda_id": self.agenda_a.id}
        )
        calendar = self.company_a.resource_calendar_id
        for record, campo in (
            (cupo, "maximo"),
            (traslado, "minutos"),
            (bloqueo, "name"),
        ):
            self.assertWalled(record, campo=campo)
            with self.assertRaises(AccessError):
                record.with_user(self.regional).read(["display_name"])
        self.assertNotIn(
            calendar, self.env["resource.calendar"].with_user(self.ajeno).search([])
        )
        calendar.with_user(self.despacho).name = "Summer hours"
        with self.assertRaises(AccessError):
            calendar.with_user(self.funcionario).name = "Mine"
        for user in (self.otra_secretaria, self.funcionario, self.gestor):
            with self.assertRaises(AccessError):
                bloqueo.with_user(user).read(["name"])
        for record in (cupo, traslado):
            with self.assertRaises(AccessError):
                record.with_user(self.funcionario).unlink()


class TestVersion(AvisosFixtures, TransactionCase):
    def test_the_second_is_told(self):
        event = self.acto()
        vista = event.version
        self.assertTrue(vista)
        suya = event.with_user(self.titular)
        suya.write({"start": MARTES + timedelta(hours=3), "version": vista})
        # the clock of the test does not move: say that some time has passed
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE calendar_event SET write_date = write_date + interval '1 us' "
            "WHERE id = %s",
            [event.id],
        )
        event.invalidate_recordset()
        with self.assertRaises(UserError) as error:
            event.write({"start": MARTES, "version": vista})
        self.assertIn(self.titular.name, str(error.exception))
        self.assertIn("13:00", str(error.exception))
        self.assertEqual(event.start, MARTES + timedelta(hours=3))
        event.write({"start": MARTES, "version": event.version})
        self.assertEqual(event.start, MARTES)

    def test_web_save(self):
        event = self.acto()
        with self.assertRaises(UserError):
            event.web_save({"name": "Mine", "version": "2020-01-01T00:00:00"}, {})
        [values] = event.web_save(
            {"name": "Mine", "version": event.version}, {"version": {}, "name": {}}
        )
        self.assertEqual(values["name"], "Mine")

    def test_a_copy_or_a_new_one_has_no_version_to_match(self):
        event = self.acto(version="whatever")
        self.assertNotEqual(event.version, "whatever")
        self.assertNotEqual(event.copy().version, "x")


class TestPantallas(AvisosFixtures, TransactionCase):
    def test_my_day(self):
        hoy = datetime(2026, 11, 23, 14)
        pasado = self.acto(datetime(2026, 11, 23, 10), name="Breakfast")
        uno = self.acto(hoy, name="Now", lugar_ids=[Command.set(self.plaza.ids)])
        self.acto(hoy, name="Gone", estado="cancelada")
        manana = self.acto(name="Tomorrow")
        self.acto(MARTES + timedelta(days=1), name="Later")
        dia = self.acto(
            hoy,
            allday=True,
            name="All day",
            start_date=date(2026, 11, 23),
            stop_date=date(2026, 11, 24),
        )
        self.acto(hoy, name="Sent", estado="delegada", delegado_a_id=self.colega.id)
        Event = self.env["calendar.event"]
        datos = Event.with_user(self.titular).get_mi_dia()
        hoy_ids = [i["id"] for i in datos["items"] if i["dia"] == "2026-11-23"]
        self.assertEqual(hoy_ids[:3], [dia.id, pasado.id, uno.id])
        self.assertEqual(
            {i["id"] for i in datos["items"] if i["dia"] == "2026-11-24"},
            {manana.id, dia.id},
        )
        self.assertEqual(datos["siguiente"], f"{uno.id}-2026-11-23")
        [item] = [i for i in datos["items"] if i["id"] == uno.id]
        self.assertEqual(item["hora"], "09:00")
        self.assertIn("mlat=-12.0", item["mapa"])
        self.assertEqual(
            [i["nombre"] for i in Event.with_user(self.colega).get_mi_dia()["items"]],
            ["Sent"],
        )
        self.assertFalse(Event.with_user(self.ajeno).get_mi_dia()["items"])
        self.assertFalse(Event.with_user(self.regional).get_mi_dia()["items"])

    def test_my_day_keeps_reserved_entries(self):
        self.acto(
            datetime(2026, 11, 23, 14),
            name="Secret",
            visibilidad="reservada",
            partner_ids=[Command.set(self.titular.partner_id.ids)],
        )
        Event = self.env["calendar.event"]
        self.assertEqual(
            Event.with_user(self.despacho).get_mi_dia()["items"][0]["nombre"], "Secret"
        )
        for user in (self.otra_secretaria, self.colega):
            self.assertFalse(Event.with_user(user).get_mi_dia()["items"])

    def test_hours_and_closed_days(self):
        Event = self.env["calendar.event"].with_user(self.despacho)
        jornada = Event.get_jornada()
        self.assertEqual(len(jornada), 5)
        self.assertEqual(
            jornada[0],
            {"daysOfWeek": [1], "startTime": "08:00:00", "endTime": "17:00:00"},
        )
        self.company_a.country_id = self.env.ref("base.pe")
        self.env["sigobito.agenda.bloqueo"].create(
            {
                "name": "x",
                "agenda_id": self.agenda_a.id,
                "date_start": date(2026, 11, 26),
                "date_end": date(2026, 11, 26),
            }
        )
        dias = Event.get_unusual_days("2026-11-23 05:00:00", "2026-12-26 05:00:00")
        cerrados = {dia for dia, cerrado in dias.items() if cerrado}
        self.assertIn("2026-11-28", cerrados)
        self.assertIn("2026-11-26", cerrados)
        self.assertIn("2026-12-25", cerrados)
        self.assertNotIn("2026-11-24", cerrados)
        self.assertEqual(
            self.env["calendar.event"].with_user(self.regional).get_jornada(), []
        )


class TestAvisosConsultas(AvisosFixtures, TransactionCase):
    def _preparar(self, cuantos):
        self.env["calendar.event"].search([("name", "=", "Mass")]).active = False
        return self.env["calendar.event"].create(
            [
                {
                    "name": "Mass",
                    "agenda_id": self.agenda_a.id,
                    "visibilidad": ("interna", "reservada")[n % 2],
                    "actividad_tipo_id": self.tipo.id,
                    "lugar_ids": [Command.set(self.plaza.ids)],
                    "start": MARTES + timedelta(minutes=20 * n),
                    "stop": MARTES + timedelta(minutes=20 * n + 40),
                }
                for n in range(cuantos)
            ]
        )

    def _contar(self, events, user):
        events = events.with_user(user)

        return self._contar_consultas(
            lambda: events.read(["avisos", "conflicto_pendiente"])
        )

    def test_constant(self):
        for user in (self.despacho, self.otra_secretaria):
            with self.subTest(user=user.login):
                pocas = self._contar(self._preparar(2), user)
                muchas = self._contar(self._preparar(50), user)
                self.assertEqual(pocas, muchas)
                self.assertLess(pocas, 60)

    def test_saving_a_batch_reckons_once(self):
        events = self._preparar(50)
        before = self.env.cr.sql_log_count
        events[:2]._registrar_avisos()
        pocas = self.env.cr.sql_log_count - before
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        events._registrar_avisos()
        self.assertLessEqual(self.env.cr.sql_log_count - before, pocas + 4)

    def test_one_index_serves_it(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'calendar_event' "
            "AND indexname LIKE '%company_stop%'"
        )
        self.assertIn("(company_id, stop)", self.env.cr.fetchone()[0])
