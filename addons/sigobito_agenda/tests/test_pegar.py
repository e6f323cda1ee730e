import random
from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, TransactionCase, freeze_time

from .common import AgendaFixtures

CHAT = """12/3/2026, 9:00 a. m. - Los mensajes están cifrados de extremo a extremo.
12/3/2026, 9:01 a. m. - +51 999 111 222: Buenos días, soy Ana Torres Peña.
No hay luz en el parque
12/3/2026, 9:30 a. m. - Junta Los Olivos: Lo invitamos a nuestro aniversario el
20 de marzo a las 5 pm, junta@example.com"""


class TestPegar(AgendaFixtures, TransactionCase):
    def _form(self, texto, user=None):
        form = Form(
            self.env["sigobito.solicitud.pegar"].with_user(user or self.despacho)
        )
        form.texto = texto
        return form

    @freeze_time("2026-03-12 16:00:00")
    def test_chat(self):
        form = self._form(CHAT)
        self.assertEqual(len(form.linea_ids), 2)
        with form.linea_ids.edit(0) as linea:
            linea.name = "Luz en el parque de Los Olivos"
        action = form.save().action_crear()
        ana, junta = self.env["sigobito.solicitud"].search(
            action["domain"], order="fecha_recepcion"
        )
        self.assertRecordValues(
            ana | junta,
            [
                {
                    "name": "Luz en el parque de Los Olivos",
                    "solicitante": "Ana Torres Peña",
                    "phone": "+51 999 111 222",
                    "canal": "whatsapp",
                    "tipo": "requerimiento",
                    "fecha_recepcion": datetime(2026, 3, 12, 14, 1),
                    "fecha_propuesta": False,
                    "state": "recibida",
                    "company_id": self.company_a.id,
                },
                {
                    "name": junta.name,
                    "solicitante": "Junta Los Olivos",
                    "phone": False,
                    "canal": "whatsapp",
                    "tipo": "invitacion",
                    "fecha_recepcion": datetime(2026, 3, 12, 14, 30),
                    "fecha_propuesta": datetime(2026, 3, 20, 22, 0),
                    "state": "recibida",
                    "company_id": self.company_a.id,
                },
            ],
        )

    def test_what_is_not_marked_is_not_created(self):
        form = self._form("Uno\n---\nDos")
        with form.linea_ids.edit(0) as linea:
            linea.incluir = False
        action = form.save().action_crear()
        self.assertEqual(
            self.env["sigobito.solicitud"].browse(action["res_id"]).name, "Dos"
        )
        with self.assertRaises(UserError):
            self._form(" ").save().action_crear()

    def test_two_hundred_hostile_texts(self):
        """None lost, none executed: each text is kept as text."""
        azar = random.Random(7)
        trozos = [
            "<script>alert(1)</script>",
            "No hay agua",
            "\x00",
            "\ud83d",
            '=HYPERLINK("http://malo")',
            "{{ 7*7 }} ${7*7} %(x)s",
            "'; DROP TABLE sigobito_solicitud; --",
            "el 99 de enero a las 77",
            "31/02/2026",
            "a" * 3000,
            "\u202eosrever",
            "Ñandú ñ á \u200b",
            "[99/99/99, 99:99] x: y",
            "12/3/26, 9:00 - <b>Ana</b>: hola",
        ]
        Pegar = self.env["sigobito.solicitud.pegar"].with_user(self.despacho)
        creadas = self.env["sigobito.solicitud"]
        for n in range(200):
            texto = " ".join(azar.choices(trozos, k=4)) + f" texto {n}"
            pegar = Pegar.new({"texto": texto, "canal": "whatsapp"})
            pegar._onchange_texto()
            self.assertTrue(pegar.linea_ids, repr(texto))
            nuevas = self.env["sigobito.solicitud"].create(
                [
                    {**linea._prepare_solicitud_vals(), "canal": "whatsapp"}
                    for linea in pegar.linea_ids
                ]
            )
            self.assertIn(f"texto {n}", " ".join(nuevas.mapped("description")))
            creadas |= nuevas
        self.env.flush_all()
        self.assertGreaterEqual(len(creadas), 200)
        self.assertEqual(set(creadas.mapped("state")), {"recibida"})
        for solicitud in creadas:
            self.assertTrue(solicitud.name and solicitud.solicitante)
            self.assertLessEqual(len(solicitud.name), 150)
            self.assertNotIn("\x00", solicitud.description)

    def test_who_may(self):
        for user in (self.colega, self.gestor, self.regional, self.admin_municipal):
            with self.assertRaises(AccessError):
                self.env["sigobito.solicitud.pegar"].with_user(user).create({})
        pegar = self._form("Uno").save()
        with self.assertRaises(AccessError):
            pegar.with_user(self.otra_secretaria).read(["texto"])


class TestActor(AgendaFixtures, TransactionCase):
    def test_by_phone_or_name(self):
        self.actor_a.write({"name": "Junta Vecinal Los Olivos", "phone": "999 111 222"})
        self.actor_b.write({"name": "Junta Vecinal Los Olivos", "phone": "999 111 222"})
        solicitud = self._new_solicitud(
            solicitante="Junta de Los Olivos", phone="+51999111222"
        )
        self.assertEqual(solicitud.actor_id, self.actor_a)
        # a phone that a family or an office shares says "may be", not "is"
        otra = self._new_solicitud(solicitante="Pedro Quispe", phone="+51999111222")
        self.assertFalse(otra.actor_id)
        self.assertEqual(otra.with_user(self.despacho).actor_sugerido_id, self.actor_a)
        parecida = self._new_solicitud(solicitante="Junta vecinal Los Olivos")
        self.assertFalse(parecida.actor_id)
        vista = parecida.with_user(self.despacho)
        self.assertEqual(vista.actor_sugerido_id, self.actor_a)
        vista.action_vincular_sugerido()
        self.assertEqual(parecida.actor_id, self.actor_a)

    def test_two_with_the_same_phone_are_not_guessed(self):
        self.actor_a.phone = "999111222"
        self.env["sigobito.actor"].create(
            {"name": "Otro", "phone": "999111222", "company_id": self.company_a.id}
        )
        self.assertFalse(self._new_solicitud(phone="999111222").actor_id)

    def test_quick_entry_with_the_keyboard(self):
        self.actor_a.write({"name": "Rosa Meza", "phone": "988000111"})
        form = Form(
            self.env["sigobito.solicitud"].with_user(self.despacho),
            view="sigobito_agenda.sigobito_solicitud_view_form_rapida_dialogo",
        )
        form.name = "Camino a La Ribera"
        form.phone = "988 000 111"
        self.assertEqual(form.solicitante, "Rosa Meza")
        form.canal = "telefono"
        solicitud = form.save()
        self.assertEqual(solicitud.actor_id, self.actor_a)
        action = solicitud.action_guardar_y_otra()
        self.assertEqual(action["context"]["default_canal"], "telefono")

    def test_constant_queries(self):
        solicitudes = (
            self.env["sigobito.solicitud"]
            .create(
                [
                    {
                        "name": f"P {n}",
                        "solicitante": f"Vecino {n}",
                        "company_id": self.company_a.id,
                    }
                    for n in range(50)
                ]
            )
            .with_user(self.despacho)
        )
        uno = self._contar_consultas(
            lambda: solicitudes[:1].mapped("actor_sugerido_id")
        )
        todas = self._contar_consultas(lambda: solicitudes.mapped("actor_sugerido_id"))
        self.assertLessEqual(todas, uno + 1)
