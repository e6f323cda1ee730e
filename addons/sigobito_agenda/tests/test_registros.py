"""Legal registers: filled from closed activities, published when complete (R27)."""

import csv
import io
import json
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, TransactionCase, tagged

from .common import AgendaFixtures


class RegistrosCase(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_419")
        cls.company_a.write(
            {"registros_publicos": True, "country_id": cls.env.ref("base.cl").id}
        )
        cls.audiencia = cls.env.ref("sigobito_agenda.sigobito_actividad_tipo_audiencia")
        cls.viaje = cls.env.ref("sigobito_agenda.sigobito_actividad_tipo_viaje")

    def _cerrada(self, visibilidad="interna", **vals):
        return self._new_actividad(
            vals.pop("name", "Audience with the committee"),
            visibilidad,
            start=self.inicio - timedelta(days=5),
            actividad_tipo_id=vals.pop("tipo", self.audiencia).id,
            estado=vals.pop("estado", "realizada"),
            **vals,
        )

    def _registro(self, event):
        return self.env["sigobito.registro"].search([("event_id", "=", event.id)])

    def _completo(self, event=None):
        registro = self._registro(event or self._cerrada())
        registro.write(
            {
                "persona": "Rosa Mamani",
                "organizacion": "Comité de agua",
                "representado": "Sus vecinos",
                "remunerado": "no",
                "asistentes": "Rosa Mamani\nLuis Quispe",
                "materia": "Agua del sector alto",
                "lugar": "Despacho",
            }
        )
        return registro


class TestRegistro(RegistrosCase, TransactionCase):
    def test_closing_prepares_the_line(self):
        self.solicitud.write({"tipo": "audiencia", "organizacion": "Junta"})
        event = self._cerrada(estado="confirmada", solicitud_id=self.solicitud.id)
        self.assertFalse(self._registro(event))
        event.with_user(self.despacho).estado = "realizada"
        registro = self._registro(event)
        self.assertRecordValues(
            registro,
            [
                {
                    "clase": "audiencia",
                    "state": "borrador",
                    "autoridad": self.titular.name,
                    "persona": "Ana Torres",
                    "organizacion": "Junta",
                    "materia": "Light in the park",
                    "tipo_id": self.env.ref(
                        "sigobito_agenda.sigobito_registro_tipo_audiencia_cl"
                    ).id,
                }
            ],
        )
        # only once, whatever is written later
        event.action_reabrir()
        event.estado = "realizada"
        self.assertEqual(len(self._registro(event)), 1)
        trip = self._registro(self._cerrada(tipo=self.viaje))
        self.assertEqual(trip.clase, "viaje")
        event = self._cerrada(
            tipo=self.viaje, estado="delegada", delegado_a_id=self.colega.id
        )
        self.assertEqual(self._registro(event).autoridad, self.colega.name)

    def test_what_is_no_register(self):
        otro = self.env.ref("sigobito_agenda.sigobito_actividad_tipo_reunion")
        for event in (
            self._cerrada(tipo=otro),
            self._cerrada("reservada"),
            self._cerrada(estado="cancelada"),
        ):
            self.assertFalse(self._registro(event))
        self.company_a.registros_publicos = False
        event = self._cerrada()
        self.assertFalse(self._registro(event))
        self.company_a.registros_publicos = True
        Registro = self.env["sigobito.registro"].with_user(self.despacho)
        Registro.action_llenar()
        self.assertTrue(self._registro(event))
        reserved = self.env["calendar.event"].search(
            [("visibilidad", "=", "reservada")]
        )
        self.assertFalse(Registro.search([("event_id", "in", reserved.ids)]))

    def test_what_is_missing_stops_publishing(self):
        registro = self._registro(self._cerrada()).with_user(self.despacho)
        self.assertIn("Is paid for it", registro.falta)
        with self.assertRaisesRegex(UserError, "On whose behalf"):
            registro.action_publicar()
        self._completo(registro.event_id)
        self.assertFalse(registro.falta)
        registro.action_publicar()
        self.assertTrue(registro.fecha_publicacion)
        with self.assertRaises(UserError):
            registro.unlink()
        # each country asks for its own; the rest have the general one
        self.company_b.registros_publicos = True
        general = self.env["sigobito.registro"].create(
            {
                "company_id": self.company_b.id,
                "clase": "viaje",
                "autoridad": "Alcalde",
                "fecha": self.inicio,
                "lugar": "Lima",
                "materia": "Convenio",
            }
        )
        self.assertFalse(general.tipo_id.country_id)
        self.assertEqual(general.falta, "Total cost")
        general.sin_costo = True
        self.assertFalse(general.falta)

    def test_catalogue(self):
        tipo = self.env.ref("sigobito_agenda.sigobito_registro_tipo_viaje")
        with self.assertRaises(ValidationError):
            tipo.obligatorios = "costo,rut"
        with self.assertRaises(AccessError):
            tipo.with_user(self.despacho).obligatorios = "costo"

    def test_walls(self):
        registro = self._completo()
        self.assertWalled(registro, campo="persona")
        for user in (self.colega, self.admin_municipal):
            self.assertFalse(registro.with_user(user).has_access("read"))
        for user in (self.despacho, self.otra_secretaria, self.titular):
            self.assertTrue(registro.with_user(user).has_access("write"))
        # of an activity that became reserved, only its people
        registro.event_id.visibilidad = "reservada"
        self.assertTrue(registro.with_user(self.despacho).has_access("read"))
        self.assertFalse(registro.with_user(self.otra_secretaria).has_access("read"))

    def test_what_becomes_reserved_is_withdrawn(self):
        registro, otro = self._completo(), self._completo(self._cerrada())
        registro.action_publicar()
        otro.action_publicar()
        registro.event_id.visibilidad = "reservada"
        self.assertEqual(registro.state, "retirado")
        # and does not come back without its activity
        (registro.event_id | otro.event_id).unlink()
        self.assertFalse(registro.exists())
        self.assertEqual(otro.state, "publicado")

    def test_queries_do_not_grow(self):
        lista = {
            name: {}
            for name in ("fecha", "clase", "persona", "lugar", "falta", "state")
        }

        def read():
            self.env.invalidate_all()
            Registro = self.env["sigobito.registro"].with_user(self.despacho)
            return Registro.web_search_read([], lista, limit=80)

        self._cerrada()
        one = self._contar_consultas(read)
        for n in range(50):
            self._cerrada(name=f"Audience {n}")
        self.env.flush_all()
        self.assertLessEqual(self._contar_consultas(read), one)

    def test_card_of_the_office(self):
        def tarjetas(user):
            Tablero = self.env["sigobito.tablero"].with_user(user)
            Tablero = Tablero.with_company(self.company_a)
            return {tarjeta["key"]: tarjeta for tarjeta in Tablero._get_tarjetas()}

        self._cerrada()
        self.assertEqual(tarjetas(self.despacho)["registros"]["value"], 1)
        self.assertNotIn("registros", tarjetas(self.colega))
        self.company_a.registros_publicos = False
        self.assertNotIn("registros", tarjetas(self.despacho))


@tagged("post_install", "-at_install")
class TestRegistrosPublicos(RegistrosCase, HttpCase):
    def _textos(self, extra=""):
        for path in ("registros", "registros.csv", "registros.json"):
            yield self.url_open(f"/agenda/muni-a/{path}?clase=audiencia{extra}")

    def test_only_what_is_published(self):
        registro = self._completo()
        anio = f"&anio={registro.fecha.year}"
        for response in self._textos(anio):
            self.assertEqual(response.status_code, 200)
            self.assertNotIn("Rosa Mamani", response.text)
        registro.action_publicar()
        for response in self._textos(anio):
            self.assertIn("Rosa Mamani", response.text)
            self.assertNotIn("Audience with the committee", response.text)
        for response in self._textos("&anio=2001"):
            self.assertNotIn("Rosa Mamani", response.text)
        registro.event_id.visibilidad = "reservada"
        for response in self._textos(anio):
            self.assertNotIn("Rosa Mamani", response.text)
        registro.event_id.visibilidad = "publica"
        for response in self._textos(anio):
            self.assertNotIn("Rosa Mamani", response.text)
        self.company_a.registros_publicos = False
        for response in self._textos(anio):
            self.assertEqual(response.status_code, 404)
        self.assertEqual(self.url_open("/agenda/muni-b/registros").status_code, 404)

    def test_formats(self):
        registro = self._completo()
        registro.write({"persona": "=cmd|' /C calc'!A0", "materia": "<b>Agua</b>"})
        registro.action_publicar()
        anio = registro.fecha.year
        path = f"/agenda/muni-a/registros.csv?clase=audiencia&anio={anio}"
        response = self.url_open(path)
        self.assertTrue(response.content.startswith(b"\xef\xbb\xbf"))
        [row] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
        self.assertTrue(row["persona"].startswith("'="))
        self.assertEqual(row["licencia"], "CC BY 4.0")
        headers = {"If-None-Match": response.headers["ETag"]}
        self.assertEqual(self.url_open(path, headers=headers).status_code, 304)
        data = json.loads(self.url_open(path.replace(".csv", ".json")).text)
        self.assertEqual(data["norma"], "Ley 20.730, art. 8 n.º 1")
        self.assertEqual(data["datos"][0]["materia"], "<b>Agua</b>")
        text = self.url_open(f"/agenda/muni-a/registros?anio={anio}").text
        self.assertIn("&lt;b&gt;Agua", text)
        self.assertIn("Ley 20.730", text)

    def test_hostile_addresses(self):
        for query in (
            "clase=__class__",
            "anio=99999999999999999999",
            "anio=²",
            "anio=-1",
            "pagina=0",
            "pagina=999999999",
            "clase=%27%20OR%201=1&anio=x&pagina=%00",
        ):
            response = self.url_open(f"/agenda/muni-a/registros?{query}")
            self.assertEqual(response.status_code, 200, query)
