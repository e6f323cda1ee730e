import base64
from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, TransactionCase, tagged

from .common import AgendaFixtures

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
SECRETOS = (
    "Secret talks",
    "Hidden house",
    "Secret result",
    "Secret guest",
    "Secret aim",
    "Secret task",
    "secret_speech",
)


class FichaFixtures(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reservada.write(
            {
                "objetivo": "Secret aim",
                "mensajes": "Secret aim",
                "protocolo": "Secret aim",
            }
        )
        cls.tarea_reservada = cls.env["sigobito.preparacion"].create(
            {
                "name": "Secret task",
                "event_id": cls.reservada.id,
                "responsable_id": cls.titular.id,
            }
        )
        cls.discurso = cls.env["ir.attachment"].create(
            {
                "name": "secret_speech.txt",
                "raw": b"secret_speech",
                "res_model": "calendar.event",
                "res_id": cls.reservada.id,
            }
        )
        cls.reservada.discurso_ids = cls.discurso
        cls.contacto = cls.env["res.partner"].create(
            {
                "name": "Ana Torres",
                "company_id": cls.company_a.id,
                "image_1920": PIXEL,
            }
        )
        cls.actor_a.write(
            {"postura": "opositor", "partner_id": cls.contacto.id, "rol": "Leader"}
        )
        cls.acto = cls.env.ref("sigobito_agenda.sigobito_actividad_tipo_acto")
        cls.pasada = cls._new_actividad(
            "Earlier visit",
            "interna",
            start=datetime.now() - timedelta(days=30),
            estado="realizada",
            resultado="They asked for water",
            actor_ids=[Command.set(cls.actor_a.ids)],
        )
        cls.interna.write(
            {
                "actor_ids": [Command.set(cls.actor_a.ids)],
                "lugar_ids": [Command.set(cls.lugar_a.ids)],
            }
        )
        cls.compromiso.actor_id = cls.actor_a
        cls.solicitud.actor_id = cls.actor_a
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _ficha(self, event, user):
        self.env.invalidate_all()
        return str(event.with_user(user).with_context(lang="en_US")._render_ficha())


class TestFicha(FichaFixtures, TransactionCase):
    def test_it_fills_itself(self):
        ficha = self._ficha(self.interna, self.despacho)
        for text in (
            "Staff meeting",
            "Stakeholder A",
            "Leader",
            "Opposed",
            "data:image/",
            "Earlier visit",
            "They asked for water",
            "Repair the pump",
            "Light in the park",
            "Ana Torres",
        ):
            self.assertIn(text, ficha)

    def test_who_asked_for_it_comes_first(self):
        self.solicitud.write({"actor_id": False, "solicitante": "Juana Mamani"})
        self.interna.solicitud_id = self.solicitud
        self.assertIn("Juana Mamani", self._ficha(self.interna, self.despacho))
        # who may not read the request does not learn who made it
        self.assertNotIn("Juana Mamani", self._ficha(self.interna, self.colega))
        self.solicitud.actor_id = self.actor_a
        self.assertNotIn("Asked for it", self._ficha(self.interna, self.despacho))

    def test_everyone_reads_his_own_sheet(self):
        """Stance, requests and commitments only for those who may know them."""
        ficha = self._ficha(self.interna, self.colega)
        self.assertIn("Stakeholder A", ficha)
        for text in ("Opposed", "Repair the pump", "Light in the park"):
            self.assertNotIn(text, ficha)
        self.assertIn("Repair the pump", self._ficha(self.interna, self.funcionario))

    def test_earlier_reserved_meetings_stay_hidden(self):
        self.reservada.write(
            {
                "start": datetime.now() - timedelta(days=3),
                "stop": datetime.now() - timedelta(days=3, hours=-1),
                "estado": "realizada",
            }
        )
        self.assertIn("Secret talks", self._ficha(self.interna, self.despacho))
        ficha = self._ficha(self.interna, self.colega)
        for text in (*SECRETOS, "Busy"):
            self.assertNotIn(text, ficha)

    def test_what_is_known_is_written_down(self):
        self.solicitud.description = "They want lamps"
        self.interna.write(
            {"solicitud_id": self.solicitud.id, "actividad_tipo_id": self.acto.id}
        )
        self.acto.protocolo = "Anthem\nSpeech"
        self.assertIn("They want lamps", self._ficha(self.interna, self.despacho))
        # What is only proposed comes from a request he may not read.
        self.assertNotIn("They want lamps", self._ficha(self.interna, self.colega))
        self.interna.mensajes = "Water first"
        self.interna.with_user(self.despacho).action_llenar_ficha()
        self.assertRecordValues(
            self.interna,
            [
                {
                    "objetivo": "They want lamps",
                    "mensajes": "Water first",
                    "protocolo": "Anthem\nSpeech",
                }
            ],
        )
        with self.assertRaises(AccessError):
            self.interna.with_user(self.colega).action_llenar_ficha()

    def test_forgotten_with_the_requester(self):
        self.interna.write({"solicitud_id": self.solicitud.id, "objetivo": False})
        self.interna.with_user(self.despacho).action_llenar_ficha()
        self.assertIn("Ana Torres", self.interna.objetivo)
        self.solicitud._privacidad_antes()
        self.assertFalse(self.interna.objetivo)

    def test_hostile_text_is_text(self):
        self.interna.write({"objetivo": "<script>alert(1)</script>", "name": "<b>x"})
        ficha = self._ficha(self.interna, self.despacho)
        self.assertNotIn("<script>", ficha)
        self.assertIn("&lt;script&gt;", ficha)

    def test_reserved_by_every_door(self):
        doors = {
            "body": lambda e: e._render_ficha(),
            "fill": lambda e: e.action_llenar_ficha(),
            "page": lambda e: e.action_open_ficha(),
            "delegate": lambda e: e.action_delegar(),
            "checklist": lambda e: e.action_cargar_preparacion(),
            "report": lambda e: e.env["ir.actions.report"]._render_qweb_html(
                "sigobito_agenda.report_ficha", e.ids
            ),
            "pocket": lambda e: e.env["ir.actions.report"]._render_qweb_html(
                "sigobito_agenda.report_ficha_bolsillo", e.ids
            ),
            "minutes": lambda e: e.env["ir.actions.report"]._render_qweb_html(
                "sigobito_agenda.report_acta", e.ids
            ),
            "write": lambda e: e.write({"objetivo": "x"}),
            "close": lambda e: e._cerrar({"estado": "realizada"}, []),
        }
        for user in (self.colega, self.otra_secretaria, self.ajeno, self.regional):
            for name, door in doors.items():
                self.env.invalidate_all()
                with self.subTest(door=name, user=user.login):
                    with self.assertRaises(AccessError):
                        door(self.reservada.with_user(user))
        for user in (self.colega, self.otra_secretaria):
            self.env.invalidate_all()
            seen = self.reservada.with_user(user)
            fields = [
                "objetivo",
                "mensajes",
                "protocolo",
                "discurso_ids",
                "foto_ids",
                "decisiones",
                "comunicar",
                "preparacion_ids",
                "preparacion_count",
                "ficha_html",
                "puede_cerrar",
                "ficha_legible",
            ]
            for value in (
                seen.read(fields)[0],
                seen.web_read(dict.fromkeys(fields, {}))[0],
            ):
                self.assertFalse(any(v for k, v in value.items() if k != "id"), value)
            with self.assertRaises(AccessError):
                self.discurso.with_user(user).read(["raw"])
            Event = self.env["calendar.event"].with_user(user)
            for domain in (
                [("objetivo", "ilike", "secret")],
                [("preparacion_ids.name", "ilike", "secret")],
                [("discurso_ids.name", "ilike", "secret")],
            ):
                self.assertFalse(Event.search(domain))
            self.assertWalled(self.tarea_reservada, user)
            self.assertFalse(
                self.env["sigobito.preparacion"]
                .with_user(user)
                .search([("event_id.objetivo", "ilike", "secret")])
            )

    def test_other_municipality(self):
        tarea = self.env["sigobito.preparacion"].create(
            {"name": "Flags", "event_id": self.publica.id}
        )
        self.assertWalled(tarea)
        plantilla = (
            self.env["sigobito.preparacion.plantilla"]
            .with_user(self.despacho)
            .create({"name": "Flags", "tipo_id": self.acto.id})
        )
        self.assertEqual(plantilla.company_id, self.company_a)
        self.assertWalled(plantilla)
        for user in (self.ajeno, self.regional):
            with self.assertRaises(AccessError):
                self.publica.with_user(user)._render_ficha()

    def test_files_uploaded_before_saving(self):
        suelto = (
            self.env["ir.attachment"]
            .with_user(self.despacho)
            .create({"name": "speech.txt", "raw": b"x", "res_model": "calendar.event"})
        )
        event = self._new_actividad("New", "reservada")
        event.with_user(self.despacho).discurso_ids = suelto
        self.assertEqual(
            (suelto.res_model, suelto.res_id), ("calendar.event", event.id)
        )
        ajeno = self.env["ir.attachment"].create({"name": "other.txt", "raw": b"x"})
        with self.assertRaises(AccessError):
            event.with_user(self.despacho).discurso_ids = [Command.link(ajeno.id)]

    def test_same_queries_whatever_was_promised(self):
        def leer():
            self.interna.with_user(self.despacho)._render_ficha()

        pocas = self._contar_consultas(leer)
        for n in range(6):
            self.compromiso.copy({"name": f"C{n}", "actor_id": self.actor_a.id})
            self.pasada.copy({"estado": "realizada", "resultado": f"R{n}"})
        self.assertLessEqual(self._contar_consultas(leer), pocas + 2)


class TestPreparacion(FichaFixtures, TransactionCase):
    def _new(self, **vals):
        return self._new_actividad(
            "Act", "interna", actividad_tipo_id=self.acto.id, **vals
        )

    def test_checklist_of_the_kind(self):
        self.env["sigobito.preparacion.plantilla"].create(
            [
                {"name": "Own", "tipo_id": self.acto.id, "company_id": company.id}
                for company in self.company_a | self.company_b
            ]
        )
        event = self._new()
        lineas = event.preparacion_ids
        self.assertEqual(
            set(lineas.mapped("area")),
            {"protocolo", "seguridad", "prensa", "logistica"},
        )
        self.assertEqual(len(lineas.filtered(lambda x: x.name == "Own")), 1)
        dia = event._get_dia()
        for linea in lineas:
            self.assertEqual(
                linea.date_deadline, dia - timedelta(days=linea.dias_antes)
            )
        event.with_user(self.despacho).action_cargar_preparacion()
        self.assertEqual(event.preparacion_ids, lineas)
        event.write(
            {
                "start": event.start + timedelta(days=7),
                "stop": event.stop + timedelta(days=7),
            }
        )
        self.assertEqual(
            lineas[0].date_deadline, dia + timedelta(days=7 - lineas[0].dias_antes)
        )

    def test_changing_the_kind_of_an_empty_list(self):
        self.assertFalse(self.interna.preparacion_ids)
        self.interna.with_user(self.despacho).actividad_tipo_id = self.acto
        self.assertTrue(self.interna.preparacion_ids)
        antes = self.interna.preparacion_ids
        self.interna.actividad_tipo_id = self.env.ref(
            "sigobito_agenda.sigobito_actividad_tipo_visita"
        )
        self.assertEqual(self.interna.preparacion_ids, antes)

    def test_series_and_past_bring_none(self):
        self.assertFalse(
            self._new(start=datetime.now() - timedelta(days=2)).preparacion_ids
        )

    def test_who_writes_what(self):
        linea = self._new().preparacion_ids[0]
        linea.responsable_id = self.funcionario
        propia = linea.with_user(self.funcionario)
        propia.write({"hecho": True, "nota": "Done"})
        self.assertEqual(linea.hecho_por_id, self.funcionario)
        self.assertTrue(linea.hecho_el)
        for door in (
            lambda: propia.write({"name": "x"}),
            lambda: propia.write({"responsable_id": self.colega.id}),
            lambda: propia.unlink(),
            lambda: propia.copy(),
            lambda: linea.with_user(self.colega).write({"hecho": False}),
            lambda: linea.with_user(self.colega).create(
                {"name": "x", "event_id": linea.event_id.id}
            ),
        ):
            with self.assertRaises(AccessError):
                door()
        prensa = linea.event_id.preparacion_ids.filtered(lambda x: x.area == "prensa")
        prensa.with_user(self.comunicacion).write({"hecho": True})
        linea.with_user(self.despacho).write({"name": "Renamed"})
        linea.with_user(self.despacho).unlink()

    def test_nobody_prepares_what_he_may_not_know(self):
        with self.assertRaises(ValidationError):
            self.tarea_reservada.responsable_id = self.colega
        with self.assertRaises(ValidationError):
            self.tarea_reservada.responsable_id = self.ajeno
        self.tarea_reservada.responsable_id = self.despacho

    def test_home(self):
        linea = self._new().preparacion_ids[0]
        linea.responsable_id = self.funcionario
        tarjetas = {
            t["key"]: t
            for t in self.env["sigobito.tablero"]
            .with_user(self.funcionario)
            .with_company(self.company_a)
            .get_tablero()["tarjetas"]
        }
        self.assertEqual(tarjetas["por_preparar"]["value"], 1)


class TestCierre(FichaFixtures, TransactionCase):
    def _past(self, visibilidad="interna", **vals):
        return self._new_actividad(
            "Past meeting",
            visibilidad,
            start=datetime.now() - timedelta(days=1),
            **vals,
        )

    def _wizard(self, event, user=None, **vals):
        return (
            self.env["sigobito.actividad.cerrar"]
            .with_user(user or self.despacho)
            .create({"event_id": event.id, "resultado": "Agreed", **vals})
        )

    def test_everything_in_one_go(self):
        event = self._past(actor_ids=[Command.set(self.actor_a.ids)])
        foto = (
            self.env["ir.attachment"]
            .with_user(self.despacho)
            .create({"name": "a.png", "raw": base64.b64decode(PIXEL)})
        )
        ajena = self.env["ir.attachment"].create({"name": "b.png", "raw": b"x"})
        with self.assertRaises(AccessError):
            self._wizard(event, foto_ids=[Command.set(ajena.ids)])
        self._wizard(
            event,
            decisiones="Buy a pump",
            promesas="- Repair the pump @funcionario 15/12\n- Call them\n- Ask @nobody",
            foto_ids=[Command.set(foto.ids)],
            comunicar=True,
        ).action_cerrar()
        self.assertRecordValues(
            event,
            [
                {
                    "estado": "realizada",
                    "resultado": "Agreed",
                    "decisiones": "Buy a pump",
                    "comunicar": True,
                    "cerrado_por_id": self.despacho.id,
                    "foto_ids": foto.ids,
                    "por_cerrar": False,
                }
            ],
        )
        self.assertEqual((foto.res_model, foto.res_id), ("calendar.event", event.id))
        self.assertFalse(ajena.res_id)
        compromisos = event.compromiso_ids.sorted("id")
        self.assertEqual(
            compromisos.mapped("name"), ["Repair the pump", "Call them", "Ask @nobody"]
        )
        self.assertEqual(compromisos[0].responsable_id, self.funcionario)
        self.assertEqual(compromisos[0].date_deadline.strftime("%d/%m"), "15/12")
        self.assertEqual(compromisos.actor_id, self.actor_a)

    def test_typed_lines_become_rows(self):
        event = self._past()
        form = Form(
            self.env["sigobito.actividad.cerrar"]
            .with_user(self.despacho)
            .with_context(default_event_id=event.id)
        )
        form.resultado = "Agreed"
        form.promesas = "One\nTwo @funcionario"
        self.assertEqual(len(form.linea_ids), 2)
        self.assertFalse(form.promesas)
        form.save().action_cerrar()
        self.assertEqual(event.compromiso_count, 2)

    def test_twice_counts_once(self):
        event = self._past()
        wizard = self._wizard(event, promesas="One\nTwo", clave="a1")
        wizard.action_cerrar()
        cierre = event.fecha_cierre
        # The same button again, and the same page sent again after a lost connection.
        wizard.action_cerrar()
        self._wizard(event, promesas="One\nTwo", clave="a1").action_cerrar()
        self.assertEqual(event.compromiso_count, 2)
        self.assertEqual(event.fecha_cierre, cierre)

    def test_second_person_is_told(self):
        event = self._past()
        self._wizard(event).action_cerrar()
        tarde = self._wizard(event, self.titular, resultado="Other", promesas="Three")
        with self.assertRaisesRegex(UserError, "already closed"):
            tarde.action_cerrar()
        self.assertEqual(event.resultado, "Agreed")
        self.assertFalse(event.compromiso_ids)
        event.with_user(self.despacho).action_reabrir()
        tarde.action_cerrar()
        self.assertEqual(event.resultado, "Other")
        self.assertEqual(event.compromiso_count, 1)

    def test_whoever_attended_closes(self):
        event = self._past(estado="delegada", delegado_a_id=self.funcionario.id)
        self.assertTrue(event.por_cerrar)
        Event = self.env["calendar.event"]
        self.assertIn(event, Event.search([("por_cerrar", "=", True)]))
        self.assertNotIn(event, Event.search([("por_cerrar", "=", False)]))
        tarjetas = {
            t["key"]: t
            for t in self.env["sigobito.tablero"]
            .with_user(self.funcionario)
            .with_company(self.company_a)
            .get_tablero()["tarjetas"]
        }
        self.assertEqual(tarjetas["por_contar"]["value"], 1)
        self.assertNotIn("por_cerrar", tarjetas)
        self.assertTrue(event.with_user(self.funcionario).puede_cerrar)
        self.assertFalse(event.with_user(self.colega).puede_cerrar)
        with self.assertRaises(AccessError):
            self._wizard(event, self.colega).action_cerrar()
        self._wizard(
            event,
            self.funcionario,
            desenlace="delegada",
            delegado_a_id=self.funcionario.id,
            promesas="Send the file",
        ).action_cerrar()
        self.assertEqual(event.estado, "delegada")
        self.assertFalse(event.por_cerrar)
        self.assertEqual(event.cerrado_por_id, self.funcionario)
        self.assertEqual(event.compromiso_count, 1)
        self.assertNotIn(event, Event.search([("por_cerrar", "=", True)]))

    def test_minutes(self):
        event = self._past(actor_ids=[Command.set(self.actor_a.ids)])
        self._wizard(
            event, decisiones="Buy a pump", promesas="Call them"
        ).action_cerrar()
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.despacho)
            ._render_qweb_html("sigobito_agenda.report_acta", event.ids)
        )
        for text in (b"Agreed", b"Buy a pump", b"Call them", b"Stakeholder A"):
            self.assertIn(text, html)

    def test_titular_home(self):
        self._past()
        tarjetas = {
            t["key"]: t
            for t in self.env["sigobito.tablero"]
            .with_user(self.titular)
            .with_company(self.company_a)
            .get_tablero()["tarjetas"]
        }
        self.assertEqual(tarjetas["por_cerrar"]["value"], 1)

    def test_list_costs_the_same_for_fifty(self):
        spec = {
            "name": {},
            "estado": {},
            "puede_cerrar": {},
            "delegado_a_id": {"fields": {"display_name": {}}},
        }
        Event = self.env["calendar.event"].with_user(self.despacho)

        def leer():
            Event.web_search_read([("por_cerrar", "=", True)], spec, limit=80)

        self._past()
        una = self._contar_consultas(leer)
        for _n in range(49):
            self._past()
        self.assertEqual(self._contar_consultas(leer), una)


class TestDelegacion(FichaFixtures, TransactionCase):
    def _mails(self):
        return self.env["mail.mail"].search([("body_html", "like", "/sigobito/ficha/")])

    def _delegar(self, event, user, **vals):
        self.env["sigobito.actividad.delegar"].with_user(self.despacho).create(
            {"event_id": event.id, "delegado_a_id": user.id, **vals}
        ).action_delegar()

    def setUp(self):
        super().setUp()
        self.funcionario.email = "funcionario@example.org"
        self.colega.email = "colega@example.org"

    def test_briefing_is_queued_for_the_delegate(self):
        self._delegar(self.interna, self.funcionario, nota="Bring the map")
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.state, "outgoing")
        self.assertEqual(mail.recipient_ids, self.funcionario.partner_id)
        for text in (
            "Staff meeting",
            "Bring the map",
            "Repair the pump",
            "/sigobito/ficha/",
        ):
            self.assertIn(text, mail.body_html)
        # with his rights, not with those of whoever delegates
        for text in ("Opposed", "Light in the park"):
            self.assertNotIn(text, mail.body_html)
        self.assertEqual(self.interna.estado, "delegada")
        self.interna.with_user(self.despacho).write({"location": "Elsewhere"})
        self.assertEqual(len(self._mails()), 1)
        self._delegar(self.interna, self.colega)
        self.assertEqual(len(self._mails()), 2)

    def test_reserved_is_sent_only_to_who_may_read_it(self):
        wizard = self.env["sigobito.actividad.delegar"].with_user(self.despacho)
        self.assertTrue(
            wizard.new(
                {"event_id": self.reservada.id, "delegado_a_id": self.colega.id}
            ).pide_invitar
        )
        self._delegar(self.reservada, self.colega)
        self.assertFalse(self._mails())
        self.assertFalse(self.reservada._es_legible_para(self.colega))
        self.assertIn("not sent", self.reservada.message_ids[0].body)
        self.reservada.estado = "confirmada"
        self._delegar(self.reservada, self.colega, invitar=True)
        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertTrue(self.reservada._es_legible_para(self.colega))
        # What is reserved does not travel by mail: only that it waits, and where.
        self.assertIn("/sigobito/ficha/", mail.body_html)
        for secret in SECRETOS:
            self.assertNotIn(secret, mail.body_html + mail.subject)

    def test_nobody_of_another_municipality(self):
        with self.assertRaises(AccessError):
            self._delegar(self.interna, self.ajeno)
        self.interna.write({"estado": "delegada", "delegado_a_id": self.ajeno.id})
        self.assertFalse(self._mails())
        with self.assertRaises(AccessError):
            self.interna.with_user(self.colega).action_delegar()

    def test_what_is_over_sends_nothing(self):
        event = self._new_actividad(
            "Past", "interna", start=datetime.now() - timedelta(days=1)
        )
        event.write({"estado": "delegada", "delegado_a_id": self.funcionario.id})
        self.assertFalse(self._mails())


class TestResumenCierre(FichaFixtures, TransactionCase):
    def test_the_morning_after(self):
        """Each of what he may close; of a reserved one only the people of the agenda."""
        ayer = datetime.now() - timedelta(days=1)
        interna = self._new_actividad("Past internal", "interna", start=ayer)
        delegada = self._new_actividad(
            "Past delegated",
            "interna",
            start=ayer,
            estado="delegada",
            delegado_a_id=self.funcionario.id,
        )
        reservada = self._new_actividad(
            "Past reserved",
            "reservada",
            start=ayer,
            estado="delegada",
            delegado_a_id=self.funcionario.id,
        )
        vieja = self._new_actividad(
            "Old", "interna", start=datetime.now() - timedelta(days=20)
        )
        cerrada = self._new_actividad("Told", "interna", start=ayer, estado="realizada")
        tarea = self.env["sigobito.preparacion"].create(
            {
                "name": "Flags",
                "event_id": self.interna.id,
                "responsable_id": self.funcionario.id,
                "dias_antes": 2,
            }
        )
        hoy = self.company_a._hoy()
        tarea.dias_antes = (self.interna._get_dia() - hoy).days
        Resumen = self.env["sigobito.resumen"].with_context(sigobito_resumen_dia=True)
        users = self.despacho | self.funcionario | self.colega | self.ajeno
        contenido = {
            user: {fuente["clave"]: records for fuente, records in secciones}
            for user, secciones in Resumen._get_contenido(users, hoy).items()
        }
        todas = interna | delegada | reservada
        vistas = contenido[self.despacho]["por_cerrar"]
        self.assertEqual(vistas & (todas | vieja | cerrada), todas)
        propias = contenido[self.funcionario]
        self.assertEqual(propias["por_contar"] & (todas | vieja), delegada)
        self.assertNotIn("por_cerrar", propias)
        self.assertEqual(propias["preparacion"], tarea)
        for user in (self.colega, self.ajeno):
            self.assertNotIn("por_cerrar", contenido.get(user, {}))
            self.assertNotIn("por_contar", contenido.get(user, {}))
        self.agenda_a.delegado_ids = False
        contenido = Resumen._get_contenido(self.titular, hoy)[self.titular]
        self.assertIn(
            "por_cerrar_titular", [fuente["clave"] for fuente, _r in contenido]
        )


@tagged("post_install", "-at_install")
class TestFichaPaginas(FichaFixtures, HttpCase):
    def test_page(self):
        self.authenticate("despacho", "despacho-password")
        page = self.url_open(f"/sigobito/ficha/{self.interna.id}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Stakeholder A", page.text)
        self.assertLess(len(page.content), 60000)
        self.assertEqual(page.headers["X-Sigobito-Guardar"], "1")
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        # a page that asks nobody for anything more
        for tag in ("<link", "http://", 'src="/web'):
            self.assertNotIn(tag, page.text)
        reservada = self.url_open(f"/sigobito/ficha/{self.reservada.id}")
        self.assertIn("Secret aim", reservada.text)
        self.assertEqual(reservada.headers["X-Sigobito-Guardar"], "0")
        worker = self.url_open("/sigobito/ficha/guardar.js")
        self.assertIn("javascript", worker.headers["Content-Type"])
        self.assertEqual(self.url_open("/sigobito/ficha/vivo").status_code, 204)

    def test_walls_of_the_pages(self):
        ids = (self.reservada.id, self.pasada.id + 1000)
        for login, cerradas in (("colega", ids), ("ajeno", (*ids, self.interna.id))):
            self.authenticate(login, f"{login}-password")
            for event_id in cerradas:
                for path in (
                    f"/sigobito/ficha/{event_id}",
                    f"/sigobito/ficha/{event_id}/cerrar",
                ):
                    response = self.url_open(path)
                    self.assertEqual(response.status_code, 404, path)
                    self.assertNotIn("X-Sigobito-Quien", response.headers)
            for report in ("report_ficha", "report_ficha_bolsillo", "report_acta"):
                path = f"/report/html/sigobito_agenda.{report}/{self.reservada.id}"
                response = self.url_open(path)
                self.assertNotEqual(response.status_code, 200)
                for secret in SECRETOS:
                    self.assertNotIn(secret, response.text)
            for path in (
                f"/web/content/{self.discurso.id}",
                f"/web/content/calendar.event/{self.reservada.id}/discurso_ids",
            ):
                self.assertNotIn(b"secret_speech", self.url_open(path).content)
        self.authenticate(None, None)
        response = self.url_open(
            f"/sigobito/ficha/{self.interna.id}", allow_redirects=False
        )
        self.assertEqual(response.status_code, 303)

    def test_close_from_the_phone(self):
        event = self._new_actividad(
            "Past meeting", "interna", start=datetime.now() - timedelta(days=1)
        )
        self.authenticate("despacho", "despacho-password")
        url = f"/sigobito/ficha/{event.id}/cerrar"
        page = self.url_open(url).text
        token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
        clave = page.split('name="clave"')[1].split('value="')[1].split('"')[0]
        data = {
            "csrf_token": token,
            "clave": clave,
            "desenlace": "realizada",
            "resultado": "Agreed",
            "promesas": "One\r\nTwo",
        }
        bad = {"fotos": ("x.png", b"<svg onload=alert(1)>", "image/png")}
        answer = self.url_open(url, data=data, files=bad).json()
        self.assertIn("x.png", answer["error"])
        self.assertFalse(event.fecha_cierre)
        good = {"fotos": ("x.png", base64.b64decode(PIXEL), "image/png")}
        for _click in range(2):
            answer = self.url_open(url, data=data, files=good).json()
            self.assertEqual(answer, {"url": f"/sigobito/ficha/{event.id}"})
        event.invalidate_recordset()
        self.assertEqual(event.estado, "realizada")
        self.assertEqual(event.compromiso_count, 2)
        self.assertEqual(len(event.foto_ids), 1)
        # somebody else, with another page
        answer = self.url_open(url, data={**data, "clave": "ff"}).json()
        self.assertIn("Agreed", answer["error"])  # what the first one wrote
        self.assertNotIn("o_realizada", self.url_open(url).text)
        data.pop("csrf_token")
        self.assertNotEqual(self.url_open(url, data=data).status_code, 200)
