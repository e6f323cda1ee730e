"""Calendars and open data: valid for real clients, and only what is public leaves."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch

import icalendar
import recurring_ical_events
import vobject
from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, TransactionCase, tagged

from ..controllers import feeds
from ..tools import icalendario
from .common import AgendaFixtures

SECRETOS = (
    "Staff meeting",
    "Secret talks",
    "Hidden house",
    "Secret result",
    "Secret guest",
    "Maybe act",
)
RARO = 'Feria; "papa", ñandú\\ y\nqueso 🧀 ' + "largo " * 30


def leer(texto):
    """The calendar as two clients read it: they have to agree on what is in it."""
    calendar = icalendar.Calendar.from_ical(texto)
    other = vobject.readOne(texto)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == len(other.contents.get("vevent", []))
    for event, twin in zip(events, other.contents.get("vevent", []), strict=True):
        assert str(event["SUMMARY"]) == twin.summary.value
    for line in texto.split("\r\n"):
        assert len(line.encode()) <= 75, line
    return events


def ocurrencias(texto, desde, hasta):
    """What a client shows between two days: (title, local start), in order."""
    calendar = icalendar.Calendar.from_ical(texto)
    found = recurring_ical_events.of(calendar).between(desde, hasta)
    return sorted(
        (str(event["SUMMARY"]), event["DTSTART"].dt.replace(tzinfo=None))
        for event in found
        if event.get("STATUS") != "CANCELLED"
    )


KHAL = """
[calendars]
[[agenda]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zona}
default_timezone = {zona}
[default]
default_calendar = agenda
[sqlite]
path = {folder}/khal.db
"""


def en_khal(texto, desde, hasta, zona="America/Lima"):
    """What the calendar program khal shows of it: lines "start title", in order."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "calendar").mkdir()
        (base / "conf").write_text(KHAL.format(folder=folder, zona=zona))
        (base / "feed.ics").write_text(texto, newline="")
        khal = [sys.executable, "-m", "khal", "-c", str(base / "conf")]
        options = {"check": True, "text": True, "capture_output": True, "timeout": 60}
        options["env"] = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": folder}
        subprocess.run([*khal, "import", "--batch", str(base / "feed.ics")], **options)
        formato = ["--format", "{start}|{title}|{cancelled}", "--day-format", ""]
        dias = [f"{desde:%Y-%m-%d}", f"{hasta:%Y-%m-%d}"]
        shown = subprocess.run([*khal, "list", *formato, *dias], **options).stdout
    return sorted(
        (title, datetime.strptime(start, "%Y-%m-%d %H:%M"))
        for start, title, cancelled in (
            line.split("|") for line in shown.splitlines() if line.count("|") == 2
        )
        if not cancelled.strip()
    )


class FeedsCase(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_419")
        (cls.publica | cls.interna | cls.reservada).write({"estado": "confirmada"})
        cls._new_actividad("Maybe act", "publica", estado="tentativa")

    @classmethod
    def _serie(cls, visibilidad="publica", cuantas=5, **vals):
        """Every Monday at 10:00 in Lima from the first Monday of next month."""
        hoy = cls.company_a._hoy()
        first = (hoy.replace(day=1) + timedelta(days=32)).replace(day=1)
        monday = first + timedelta(days=(7 - first.weekday()) % 7)
        event = cls.env["calendar.event"].create(
            {
                "name": "Council",
                "agenda_id": cls.agenda_a.id,
                "visibilidad": visibilidad,
                "start": datetime.combine(monday, datetime.min.time())
                + timedelta(hours=15),
                "stop": datetime.combine(monday, datetime.min.time())
                + timedelta(hours=16),
                "recurrency": True,
                "rrule_type": "weekly",
                "mon": monday.weekday() == 0,
                "interval": 1,
                "end_type": "count",
                "count": cuantas,
                "event_tz": "America/Lima",
                **vals,
            }
        )
        return event.recurrence_id.calendar_event_ids.sorted("start"), monday

    def _publico(self, company=None):
        company = company or self.company_a
        Event = self.env["calendar.event"].with_user(self.env.ref("base.public_user"))
        company = self.env["res.company"].sudo().browse(company.id)
        return icalendario.serializar(Event._get_calendario_publico(company))


@tagged("post_install", "-at_install")
class TestCalendario(FeedsCase, TransactionCase):
    def test_only_what_is_public(self):
        texto = self._publico()
        [event] = leer(texto)
        self.assertEqual(event["SUMMARY"], "Opening of the well")
        self.assertEqual(str(event["DTSTART"].params["TZID"]), "America/Lima")
        self.assertEqual(event["DTSTART"].dt.utcoffset(), timedelta(hours=-5))
        for secret in SECRETOS:
            self.assertNotIn(secret, texto)
        self.assertFalse(leer(self._publico(self.company_b)))

    def test_a_calendar_program_shows_the_same(self):
        serie, lunes = self._serie()
        (self.publica | serie[1]).unlink()
        serie[2].with_context(no_mail_to_attendees=True).write(
            {
                "start": serie[2].start + timedelta(days=1, hours=3),
                "stop": serie[2].stop + timedelta(days=1, hours=3),
                "recurrence_update": "self_only",
            }
        )
        serie[3].write({"estado": "cancelada", "recurrence_update": "self_only"})
        texto = self._publico()
        dias = lunes - timedelta(days=1), lunes + timedelta(days=60)
        shown = en_khal(texto, *dias)
        self.assertEqual(shown, ocurrencias(texto, *dias))
        diez = datetime.combine(lunes, time(10))
        self.assertEqual(
            shown,
            [
                ("Council", diez),
                ("Council", diez + timedelta(days=15, hours=3)),
                ("Council", diez + timedelta(weeks=4)),
            ],
        )

    def test_withdrawn_disappears_and_called_off_is_cancelled(self):
        never = self._new_actividad("Never announced", "publica", estado="tentativa")
        (self.publica | never).action_cancelar()
        [event] = leer(self._publico())
        self.assertEqual(event["STATUS"], "CANCELLED")
        self.assertEqual(event["SUMMARY"], "Opening of the well")
        self.publica.visibilidad = "interna"
        self.assertFalse(leer(self._publico()))
        # called off in secret stays a secret, also if it is made public later
        self.publica.visibilidad = "publica"
        self.assertFalse(leer(self._publico()))
        self.publica.estado = "confirmada"
        self.assertTrue(leer(self._publico()))
        self.publica.privacy = "private"
        self.assertFalse(leer(self._publico()))
        self.publica.visibilidad = "publica"
        self.agenda_a.active = False
        self.assertFalse(leer(self._publico()))
        self.agenda_a.active = True
        self.assertTrue(leer(self._publico()))
        self.publica.unlink()
        self.assertFalse(leer(self._publico()))

    def test_delay_and_redaction(self):
        company = self.company_a
        self.publica.write(
            {
                "location": "Calle Luna 5",
                "lugar_ids": [Command.set(self.lugar_a.ids)],
                "actividad_tipo_id": self.env.ref(
                    "sigobito_agenda.sigobito_actividad_tipo_acto"
                ).id,
            }
        )
        company.agenda_publica_demora = 3
        self.assertFalse(leer(self._publico()))
        with freeze_time(fields.Datetime.now() + timedelta(hours=4)):
            self.assertTrue(leer(self._publico()))
        company.write({"agenda_publica_momento": "despues", "agenda_publica_demora": 2})
        for hours, found in ((0, 0), (2, 0), (3.5, 1)):
            with freeze_time(self.publica.start + timedelta(hours=hours)):
                self.assertEqual(len(leer(self._publico())), found)
        company.write(
            {
                "agenda_publica_momento": "antes",
                "agenda_publica_demora": 0,
                "agenda_publica_titulo": False,
                "agenda_publica_hora": False,
                "agenda_publica_lugar": "sector",
            }
        )
        [event] = leer(self._publico())
        self.assertEqual(event["SUMMARY"], "Public event")
        self.assertEqual(event["LOCATION"], self.lugar_a.name)
        self.assertEqual(event["DTSTART"].dt, self.inicio.date())
        self.assertEqual(event["DTEND"].dt, self.inicio.date() + timedelta(days=1))
        company.agenda_publica_lugar = "no"
        self.publica.nombre_publico = "Works of the water"
        [event] = leer(self._publico())
        self.assertNotIn("LOCATION", event)
        self.assertEqual(event["SUMMARY"], "Works of the water")
        company.agenda_publica = False
        self.assertFalse(leer(self._publico()))

    def test_text_is_escaped_and_folded(self):
        self.publica.write({"name": RARO, "location": RARO})
        [event] = leer(self._publico())
        self.assertEqual(str(event["SUMMARY"]), RARO)
        self.publica.name = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Secret"
        [event] = leer(self._publico())
        self.assertEqual(str(event["SUMMARY"]).split("\n")[1], "END:VEVENT")

    def test_all_day_ends_the_day_after(self):
        day = self.inicio.date()
        self.publica.write(
            {
                "allday": True,
                "start_date": day,
                "stop_date": day + timedelta(days=1),
            }
        )
        [event] = leer(self._publico())
        self.assertEqual(event["DTSTART"].dt, day)
        self.assertEqual(event["DTEND"].dt, day + timedelta(days=2))
        self.assertIsInstance(event["DTSTART"].dt, date)

    def test_uid_is_stable(self):
        [before] = leer(self._publico())
        self.publica.write({"name": "Other", "start": self.inicio})
        [after] = leer(self._publico())
        self.assertEqual(before["UID"], after["UID"])
        self.assertEqual(self._publico(), self._publico())

    def test_series(self):
        self.publica.unlink()
        events, monday = self._serie()
        until = monday + timedelta(days=60)
        texto = self._publico()
        [master] = leer(texto)
        self.assertEqual(master["RRULE"]["FREQ"], ["WEEKLY"])
        slots = [
            ("Council", datetime.combine(monday, datetime.min.time()))
            for _n in range(5)
        ]
        slots = [
            (name, start + timedelta(hours=10, days=7 * n))
            for n, (name, start) in enumerate(slots)
        ]
        self.assertEqual(ocurrencias(texto, monday, until), slots)

        # one left out, one moved, one called other, one called off, one reserved
        events[1].with_context(dont_notify=True).unlink()
        moved = events[2].start + timedelta(days=1, hours=2)
        events[2].write({"start": moved, "stop": moved + timedelta(hours=1)})
        events[3].name = "Open council"
        events[4].visibilidad = "reservada"
        texto = self._publico()
        master, *others = leer(texto)
        self.assertEqual({e["UID"] for e in others}, {master["UID"]})
        self.assertTrue(all("RECURRENCE-ID" in e for e in others))
        expected = sorted(
            [
                slots[0],
                ("Council", moved - timedelta(hours=5)),
                ("Open council", slots[3][1]),
            ]
        )
        self.assertEqual(ocurrencias(texto, monday, until), expected)
        self.assertIn("EXDATE;TZID=America/Lima:", texto)
        events[3].action_cancelar()
        texto = self._publico()
        self.assertEqual(
            [e["STATUS"] for e in leer(texto) if e.get("STATUS") == "CANCELLED"],
            ["CANCELLED"],
        )
        self.assertNotIn(expected[-1], ocurrencias(texto, monday, until))

    def test_series_over_a_change_of_the_clocks(self):
        """In Santiago the clocks change in April and September; ten o'clock stays."""
        self.publica.unlink()
        self.company_a.tz = "America/Santiago"
        with freeze_time("2026-03-20 12:00:00"):
            self._serie(event_tz="America/Santiago", cuantas=4)
            texto = self._publico()
            found = ocurrencias(texto, date(2026, 4, 1), date(2026, 5, 30))
        leer(texto)
        self.assertEqual(len(found), 4)
        self.assertEqual({start.hour for _name, start in found}, {11})
        self.assertIn("TZOFFSETTO:-0400", texto)

    def test_secret_calendar_says_busy(self):
        for user in (self.titular, self.despacho, self.colega):
            suscripcion, secreto = (
                self.env["sigobito.agenda.suscripcion"]
                .with_user(user)
                ._crear(self.agenda_a.with_user(user), "Phone")
            )
            self.assertNotIn(secreto, str(suscripcion.sudo().read()))
            opened = self.env["sigobito.agenda.suscripcion"]._abrir(secreto)
            self.assertEqual(opened, suscripcion)
            texto = icalendario.serializar(opened._get_calendario())
            names = sorted(str(event["SUMMARY"]) for event in leer(texto))
            self.assertEqual(
                [name for name in names if name not in ("Busy", "Ocupado")],
                ["Maybe act", "Opening of the well", "Staff meeting"],
            )
            self.assertEqual(len(names), 4)
            for secret in ("Secret", "Hidden"):
                self.assertNotIn(secret, texto)

    def test_links_are_walled(self):
        Suscripcion = self.env["sigobito.agenda.suscripcion"]
        suscripcion, secreto = Suscripcion.with_user(self.colega)._crear(
            self.agenda_a.with_user(self.colega), "Phone"
        )
        self.assertWalled(suscripcion)
        for user in (self.despacho, self.funcionario):
            self.assertFalse(suscripcion.with_user(user).has_access("read"))
            with self.assertRaises(AccessError):
                suscripcion.with_user(user).action_revocar()
        for user in (self.colega, self.titular, self.admin_municipal):
            self.assertTrue(suscripcion.with_user(user).has_access("read"))
            for operation in ("write", "create", "unlink"):
                self.assertFalse(suscripcion.with_user(user).has_access(operation))
            with self.assertRaises(AccessError):
                suscripcion.with_user(user).read(["huella"])
        with self.assertRaises(AccessError):
            Suscripcion.with_user(self.ajeno)._crear(
                self.agenda_a.with_user(self.ajeno), "Phone"
            )
        self.assertEqual(Suscripcion._abrir(secreto), suscripcion)
        for guess in ("", secreto[:-1], suscripcion.sudo().huella, "%"):
            self.assertFalse(Suscripcion._abrir(guess))
        # who leaves takes nothing along
        self.colega.active = False
        self.assertFalse(Suscripcion._abrir(secreto))
        self.colega.active = True
        self.colega.group_ids = self.env.ref("base.group_user")
        self.assertFalse(Suscripcion._abrir(secreto))

    def test_wizard_shows_the_address_once(self):
        Enlace = self.env["sigobito.agenda.enlace"].with_user(self.despacho)
        action = self.agenda_a.with_user(self.despacho).action_open_enlace()
        enlace = Enlace.browse(action["res_id"])
        self.assertFalse(enlace.url)
        enlace.nombre = "Phone of the mayor"
        action = enlace.action_crear()
        secreto = action["context"]["sigobito_enlace"]
        opened = enlace.with_context(**action["context"])
        self.assertTrue(opened.url.endswith(f"/agenda/feed/{secreto}.ics"))
        self.assertTrue(opened.qr)
        self.assertFalse(enlace.url)
        self.assertEqual(enlace.suscripcion_ids.name, "Phone of the mayor")
        enlace.suscripcion_ids.action_revocar()
        enlace.invalidate_recordset()
        self.assertFalse(enlace.suscripcion_ids)
        self.assertFalse(self.env["sigobito.agenda.suscripcion"]._abrir(secreto))

    def test_queries_do_not_grow(self):
        def read():
            self.env.invalidate_all()
            return self._publico()

        one = self._contar_consultas(read)
        for n in range(50):
            self._new_actividad(
                f"Act {n}", "publica", lugar_ids=[Command.set(self.lugar_a.ids)]
            )
        self._serie()
        self.env.flush_all()
        self.assertLessEqual(self._contar_consultas(read), one + 4)


@tagged("post_install", "-at_install")
class TestFeedsPublicos(FeedsCase, HttpCase):
    def _secreto(self, user=None):
        user = user or self.titular
        Suscripcion = self.env["sigobito.agenda.suscripcion"].with_user(user)
        return Suscripcion._crear(self.agenda_a.with_user(user), "Phone")

    def test_formats(self):
        self.publica.name = '=HYPERLINK("http://x")'
        response = self.url_open("/agenda/muni-a.ics")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            response.headers["Content-Type"], "text/calendar; charset=utf-8"
        )
        self.assertNotIn("Set-Cookie", response.headers)
        self.assertEqual(len(leer(response.text)), 1)
        response = self.url_open("/agenda/muni-a.csv")
        self.assertTrue(response.content.startswith(b"\xef\xbb\xbf"))
        [row] = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
        self.assertEqual(row["nombre"], "'" + self.publica.name)
        self.assertEqual(row["inicio"][11:16], "10:00")
        self.assertEqual(row["licencia"], "CC BY 4.0")
        data = json.loads(self.url_open("/agenda/muni-a.json").text)
        self.assertEqual(data["licencia"], "CC BY 4.0")
        self.assertEqual([row["id"] for row in data["datos"]], [self.publica.id])
        for formato in ("ics", "csv", "json"):
            text = self.url_open(f"/agenda/muni-a.{formato}").text
            for secret in (*SECRETOS, self.titular.name):
                self.assertNotIn(secret, text)
            self.assertNotIn(
                "HYPERLINK", self.url_open(f"/agenda/muni-b.{formato}").text
            )
            self.assertEqual(self.url_open(f"/agenda/no.{formato}").status_code, 404)
            self.company_a.agenda_publica = False
            answer = self.url_open(f"/agenda/muni-a.{formato}")
            self.assertEqual(answer.status_code, 404)
            self.company_a.agenda_publica = True
        self.assertEqual(self.url_open("/agenda/muni-a.exe").status_code, 404)

    def test_nothing_new(self):
        for path in (
            "/agenda/muni-a.ics",
            "/agenda/muni-a.csv",
            f"/agenda/feed/{self._secreto()[1]}.ics",
        ):
            with self.subTest(path=path):
                first = self.url_open(path)
                etag = first.headers["ETag"]
                since = first.headers["Last-Modified"]
                for headers in (
                    {"If-None-Match": etag},
                    {"If-None-Match": f"W/{etag}"},
                    {"If-Modified-Since": since},
                ):
                    answer = self.url_open(path, headers=headers)
                    self.assertEqual(answer.status_code, 304)
                    self.assertFalse(answer.content)
                    self.assertEqual(answer.headers["ETag"], etag)
                # withdrawing one changes the version, and its date at least a second
                self.publica.estado = "tentativa"
                for headers in (
                    {"If-None-Match": etag},
                    {"If-Modified-Since": since},
                    {"If-None-Match": etag, "If-Modified-Since": since},
                ):
                    answer = self.url_open(path, headers=headers)
                    self.assertEqual(answer.status_code, 200)
                    self.assertNotEqual(answer.headers["ETag"], etag)
                self.publica.estado = "confirmada"

    def test_secret_address(self):
        suscripcion, secreto = self._secreto()
        response = self.url_open(f"/agenda/feed/{secreto}.ics")
        self.assertEqual(len(leer(response.text)), 4)
        self.assertNotIn("Secret", response.text)
        self.assertEqual(response.headers["Cache-Control"], "private, no-cache")
        self.assertEqual(response.headers["X-Robots-Tag"], "noindex")
        self.assertNotIn("Access-Control-Allow-Origin", response.headers)
        self.assertTrue(suscripcion.sudo().ultimo_uso)
        suscripcion.with_user(self.titular).action_revocar()
        response = self.url_open(f"/agenda/feed/{secreto}.ics")
        self.assertEqual(response.status_code, 404)
        self.assertFalse(response.content)

    def test_limits(self):
        with patch.object(feeds, "LECTURAS_POR_HORA", 2):
            codes = [self.url_open("/agenda/muni-a.ics") for _n in range(3)]
            self.assertEqual([c.status_code for c in codes], [200, 200, 429])
            # who has it already may ask as often as he likes
            headers = {"If-None-Match": codes[0].headers["ETag"]}
            response = self.url_open("/agenda/muni-a.ics", headers=headers)
            self.assertEqual(response.status_code, 304)
        _suscripcion, secreto = self._secreto()
        with patch.object(feeds, "FALLOS_POR_HORA", 2):
            for _n in range(2):
                response = self.url_open("/agenda/feed/guess.ics")
                self.assertEqual(response.status_code, 404)
            # now even the right one waits: a guesser learns nothing
            response = self.url_open(f"/agenda/feed/{secreto}.ics")
            self.assertEqual(response.status_code, 429)

    def test_page(self):
        past = self._new_actividad(
            "Past act",
            "publica",
            estado="realizada",
            start=self.inicio - timedelta(days=9),
        )
        text = self.url_open("/agenda/muni-a").text
        self.assertIn("webcal://", text)
        self.assertIn("CC BY 4.0", text)
        self.assertIn("Opening of the well", text)
        self.assertNotIn(past.name, text)
        text = self.url_open("/agenda/muni-a?vista=realizadas").text
        self.assertIn(past.name, text)
        self.assertNotIn("Opening of the well", text)
        self.company_a.agenda_publica_momento = "despues"
        text = self.url_open("/agenda/muni-a").text
        self.assertIn(past.name, text)
        self.assertNotIn("Opening of the well", text)
        self.company_a.agenda_publica = False
        text = self.url_open("/agenda/muni-a?vista=realizadas").text
        self.assertNotIn(past.name, text)
        self.assertNotIn("webcal://", text)
