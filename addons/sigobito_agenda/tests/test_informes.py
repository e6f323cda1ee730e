import io
import json
from datetime import date, datetime, timedelta

import openpyxl

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, TransactionCase, tagged

from odoo.addons.sigobito_agenda.wizard.sigobito_informe import DE_AGENDA

from .common import AgendaFixtures

SECRETOS = ("Secret talks", "Hidden house", "Secret result", "Secret guest")
CIFRAS = ("solicitudes", "compromisos", "tiempo", "audiencias")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(1)")


class InformeFixtures(AgendaFixtures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dia = cls.company_a._a_local(cls.inicio).date()

    def _pedir(self, tipo, user=None, **vals):
        self.env.flush_all()
        self.env.invalidate_all()
        vals = {
            "tipo": tipo,
            "periodo": "otro",
            "date_start": self.dia - timedelta(days=3),
            "date_end": self.dia + timedelta(days=3),
            **vals,
        }
        Informe = self.env["sigobito.informe"].with_user(user or self.despacho)
        return Informe.with_context(lang="en_US").create(vals)

    def _datos(self, tipo, user=None, **vals):
        return self._pedir(tipo, user, **vals)._get_informe()

    def _titulos(self, tipo, user=None, **vals):
        datos = self._datos(tipo, user, **vals)
        return [t["titulo"] for dia in datos["dias"] for t in dia["tarjetas"]]

    def _html(self, informe, nombre="report_informe"):
        Report = self.env["ir.actions.report"].with_env(informe.env)
        nombre = f"sigobito_agenda.{nombre}"
        return Report._render_qweb_html(nombre, informe.ids)[0].decode()

    def _xlsx(self, informe):
        Report = self.env["ir.actions.report"].with_env(informe.env)
        raw = Report._render_xlsx("sigobito_agenda.informe_xlsx", informe.ids, {})[0]
        return openpyxl.load_workbook(io.BytesIO(raw))

    def assertNoSecret(self, text):
        for secret in SECRETOS:
            self.assertNotIn(secret, text)

    def _celdas(self, libro):
        return [c for hoja in libro for fila in hoja.iter_rows() for c in fila]


class TestInformes(InformeFixtures, TransactionCase):
    def test_pocket_agenda_for_each_reader(self):
        todo = {"Opening of the well", "Staff meeting", "Secret talks"}
        ocupado = {"Opening of the well", "Staff meeting", "Busy"}
        for user, esperado in (
            (self.titular, todo),
            (self.despacho, todo),
            (self.otra_secretaria, ocupado),
            (self.funcionario, ocupado),
            (self.comunicacion, ocupado),
            (self.admin_municipal, ocupado),
        ):
            with self.subTest(user=user.login):
                titulos = self._titulos("bolsillo", user, agenda_id=self.agenda_a.id)
                self.assertEqual(set(titulos), esperado)
                informe = self._pedir("bolsillo", user, agenda_id=self.agenda_a.id)
                avisos = informe._get_informe()["avisos"]
                self.assertEqual(bool(avisos), "Secret talks" in esperado)
                if "Busy" in esperado:
                    self.assertNoSecret(self._html(informe))
                    self.assertNoSecret(self._html(informe, "report_informe_bolsillo"))
                    libro = self._xlsx(informe)
                    self.assertNoSecret(str([c.value for c in self._celdas(libro)]))

    def test_filters_are_no_oracle(self):
        """Asked by place or stakeholder, "Busy" does not answer."""
        self.reservada.lugar_ids = self.lugar_a
        for vals in ({"actor_id": self.actor_a.id}, {"lugar_id": self.lugar_a.id}):
            titulos = self._titulos("bolsillo", self.funcionario, **vals)
            self.assertFalse(titulos)
            self.assertEqual(self._titulos("bolsillo", **vals), ["Secret talks"])

    def test_lists_tell_each_his_part(self):
        self.publica.write({"location": "Main square", "estado": "confirmada"})
        self.interna.location = "Town hall"
        for user in (self.despacho, self.titular, self.funcionario):
            with self.subTest(user=user.login):
                self.assertEqual(
                    set(self._titulos("choferes", user)),
                    {"Main square", "Town hall", "Busy"},
                )
                html = self._html(self._pedir("choferes", user))
                self.assertNotIn("Staff meeting", html)
                self.assertNoSecret(html)
                self.assertNoSecret(self._html(self._pedir("seguridad", user)))
                self.assertEqual(
                    set(self._titulos("seguridad", user)),
                    {"Opening of the well", "Staff meeting", "Busy"},
                )
                self.assertEqual(self._titulos("prensa", user), ["Opening of the well"])
        self.publica.nombre_publico = "A new well"
        self.assertEqual(self._titulos("prensa"), ["A new well"])
        self.publica.estado = "tentativa"
        self.assertFalse(self._titulos("prensa"))

    def test_minutes(self):
        (self.interna | self.reservada).write({"estado": "realizada"})
        self.interna.write({"resultado": "Agreed", "decisiones": "Pay by Friday"})
        for user in (self.despacho, self.funcionario):
            html = self._html(self._pedir("actas", user))
            for texto in ("Agreed", "Pay by Friday", "Repair the pump"):
                self.assertIn(texto, html)
        self.assertNoSecret(html)
        self.assertNotIn("Busy", html)
        # A commitment is told to those who may read it.
        datos = self._datos("actas", self.colega)
        self.assertIn("Agreed", str(datos))
        self.assertNotIn("Repair the pump", str(datos))
        self.assertIn("Secret talks", self._titulos("actas", self.titular))
        self.assertNotIn("Opening of the well", self._titulos("actas", self.titular))

    def test_security_knows_how_many_are_expected(self):
        self.solicitud.asistentes = 321
        self.publica.solicitud_id = self.solicitud
        self.assertIn("321", self._html(self._pedir("seguridad")))
        # The request is not the staff's to read, nor what it says.
        self.assertNotIn("321", self._html(self._pedir("seguridad", self.funcionario)))

    def test_cancelled_ones_are_left_out_for_everybody(self):
        (self.interna | self.reservada).write({"estado": "cancelada"})
        for user in (self.despacho, self.funcionario):
            self.assertEqual(self._titulos("bolsillo", user), ["Opening of the well"])

    def test_days_are_those_of_the_municipality(self):
        """At nine in the evening in Lima it is already tomorrow in UTC."""
        noche = datetime.combine(self.dia, datetime.min.time()) + timedelta(hours=26)
        self._new_actividad("Late", "interna", start=noche)
        entero = self._new_actividad("Whole day", "interna")
        entero.write({"allday": True, "start_date": self.dia, "stop_date": self.dia})
        vals = {"date_start": self.dia, "date_end": self.dia}
        titulos = self._titulos("bolsillo", **vals)
        self.assertIn("Late", titulos)
        self.assertIn("Whole day", titulos)
        manana = self.dia + timedelta(days=1)
        titulos = self._titulos("bolsillo", date_start=manana, date_end=manana)
        self.assertNotIn("Late", titulos)
        self.assertNotIn("Whole day", titulos)

    def test_one_click(self):
        Informe = self.env["sigobito.informe"].with_user(self.despacho)
        for escala, dias in (("dia", 0), ("semana", 6)):
            for papel, nombre in (
                ("a6", "report_informe_bolsillo"),
                ("a4", "report_informe"),
            ):
                accion = Informe.action_imprimir_agenda(str(self.dia), escala, papel)
                self.assertEqual(accion["report_name"], f"sigobito_agenda.{nombre}")
                informe = Informe.browse(accion["context"]["active_ids"])
                self.assertEqual((informe.date_end - informe.date_start).days, dias)
                self.assertEqual(informe.agenda_id, self.agenda_a)
        with self.assertRaises(AccessError):
            Informe.action_imprimir_agenda(agenda=self.agenda_b.id)

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def test_figures_only_for_who_sees_everything(self):
        for user in (self.despacho, self.otra_secretaria, self.titular):
            for tipo in CIFRAS:
                self.assertTrue(self._datos(tipo, user)["tablas"])
        for user in (
            self.funcionario,
            self.gestor,
            self.comunicacion,
            self.admin_municipal,
        ):
            for tipo in CIFRAS:
                with self.subTest(user=user.login, tipo=tipo):
                    with self.assertRaises(AccessError):
                        self._pedir(tipo, user)
                    informe = self._pedir("bolsillo", user)
                    with self.assertRaises(AccessError):
                        informe.tipo = tipo
                    # Even if it were written behind the back of the check.
                    self.env.invalidate_all()
                    self.env.cr.execute(
                        "UPDATE sigobito_informe SET tipo = %s WHERE id = %s",
                        [tipo, informe.id],
                    )
                    with self.assertRaises(AccessError):
                        informe.action_imprimir()
                    with self.assertRaises(AccessError):
                        self._html(informe)
                    with self.assertRaises(AccessError):
                        self._xlsx(informe)
            ofrecidos = (
                self.env["sigobito.informe"].with_user(user).fields_get(["tipo"])
            )
            claves = [clave for clave, _n in ofrecidos["tipo"]["selection"]]
            self.assertEqual(claves, list(DE_AGENDA))

    def test_requests(self):
        hoy = self.company_a._hoy()
        ahora = self.company_a._a_utc(datetime.combine(hoy, datetime.min.time()))
        self.solicitud.write(
            {
                "area_id": self.area_a.id,
                "actor_id": self.actor_a.id,
                "lugar_ids": [Command.set(self.lugar_a.ids)],
                "fecha_recepcion": ahora - timedelta(days=40),
            }
        )
        self.solicitud.date_deadline = hoy - timedelta(days=5)
        hecha = self._new_solicitud(
            fecha_recepcion=ahora + timedelta(hours=1), area_id=self.area_a.id
        )
        hecha.write(
            {
                "state": "respondida",
                "decision": "aceptar",
                "decision_fecha": ahora + timedelta(hours=2),
                "fecha_respuesta": ahora + timedelta(hours=3),
            }
        )
        self.env["sigobito.solicitud"].create(
            {"name": "Foreign", "solicitante": "B", "company_id": self.company_b.id}
        )
        vals = {"date_start": hoy, "date_end": hoy}
        datos = self._datos("solicitudes", **vals)
        self.assertEqual([v for _n, v in datos["cifras"]], [1, 1, 1, 1, 0])
        area, lugar, actor, vencidas = datos["tablas"]
        self.assertEqual(area["filas"], [["Area A", 1, 1, 1, 1, 0]])
        self.assertIn(["Place A", 0, 0, 0, 1, None], lugar["filas"])
        self.assertIn(["Stakeholder A", 0, 0, 0, 1, None], actor["filas"])
        [vencida] = vencidas["filas"]
        self.assertEqual(vencida[0], self.solicitud.folio)
        self.assertEqual(vencida[-1], 5)
        self.assertEqual(len(datos["hojas"][0]["filas"]), 2)
        # filters
        datos = self._datos("solicitudes", lugar_id=self.lugar_a.id, **vals)
        self.assertEqual([v for _n, v in datos["cifras"]], [0, 0, 0, 1, None])
        datos = self._datos("solicitudes", actor_id=self.actor_a.id, **vals)
        self.assertEqual(len(datos["hojas"][0]["filas"]), 1)

    def test_commitments(self):
        hoy = self.company_a._hoy()
        self.compromiso.write({"area_id": self.area_a.id, "state": "en_curso"})
        tarde = self.compromiso.copy(
            {"name": "Late", "date_deadline": hoy - timedelta(days=3)}
        )
        tarde.write({"state": "en_curso"})
        tarde.write({"state": "cumplido", "fecha_cumplido": hoy})
        self.compromiso.copy({"name": "Due", "date_deadline": hoy - timedelta(days=1)})
        datos = self._datos("compromisos", date_start=hoy, date_end=hoy)
        self.assertEqual([v for _n, v in datos["cifras"]], [3, 1, 1, 0, 1, 3, 0])
        self.assertEqual(datos["tablas"][0]["filas"], [["Area A", 3, 1, 1, 0, 1, 3, 0]])
        [vencido] = datos["tablas"][-1]["filas"]
        self.assertEqual((vencido[0], vencido[-1]), ("Due", 1))

    def test_an_extension_hides_nothing(self):
        """Kept before the new deadline is late all the same, and it was put off."""
        hoy = self.company_a._hoy()
        primero = hoy - timedelta(days=4)
        self.compromiso.write({"date_deadline": primero})
        self.compromiso.write({"state": "en_curso"})
        self.assertEqual(self.compromiso.date_original, primero)
        self.compromiso.write({"date_deadline": hoy + timedelta(days=9)})
        self.compromiso.write({"state": "cumplido", "fecha_cumplido": hoy})
        datos = self._datos("compromisos", date_start=primero, date_end=hoy)
        self.assertEqual([v for _n, v in datos["cifras"]][1:], [1, 1, 0, 0, 4, 1])

    def test_use_of_time(self):
        self.publica.write(
            {"tema_id": self.tema_a.id, "lugar_ids": [Command.set(self.lugar_a.ids)]}
        )
        self.interna.write({"estado": "delegada"})
        datos = self._datos("tiempo")
        cifras = [v for _n, v in datos["cifras"]]
        self.assertEqual((cifras[0], cifras[1], cifras[3]), (2.0, 2, 1))
        plan, tema, lugar = datos["tablas"][:3]
        self.assertEqual(plan["filas"], [["Theme A", 2.0, 100.0, 100.0, 0.0]])
        self.assertEqual(lugar["total"][1], 2.0)
        self.assertEqual(sum(fila[1] for fila in lugar["filas"]), 2.0)
        # For who sees "Busy", its hour has no theme and no name.
        datos = self._datos("tiempo", self.otra_secretaria)
        tema = datos["tablas"][1]
        self.assertIn(["Reserved activities", 1.0, 50.0], tema["filas"])
        self.assertNoSecret(str(datos))

    def test_equal_treatment_names_nobody(self):
        for n in range(6):
            solicitud = self._new_solicitud(
                solicitante="Ana Torres",
                sexo="mujer" if n < 5 else "hombre",
                actor_id=self.actor_a.id if n else False,
            )
            if n < 3:
                solicitud.write(
                    {
                        "state": "decidida",
                        "decision": ("aceptar", "delegar", "declinar")[n],
                        "decision_fecha": datetime.now(),
                    }
                )
        self.solicitud.tipo = "invitacion"
        hoy = self.company_a._hoy()
        vals = {"date_start": hoy - timedelta(days=1), "date_end": hoy}
        informe = self._pedir("audiencias", **vals)
        datos = informe._get_informe()
        cifras = [v for _n, v in datos["cifras"]]
        self.assertEqual(cifras[:2], [6, 2])
        sexo = datos["tablas"][1]["filas"]
        self.assertEqual(sexo[0][:6], ["Woman", 5, 2, 1, 2, 40.0])
        # One man alone: no percentage that points at him.
        self.assertEqual(sexo[1][5:7], [None, None])
        self.assertNotIn("Ana Torres", str(datos))
        self.assertNotIn("Ana Torres", self._html(informe))
        libro = self._xlsx(informe)
        self.assertNotIn("Ana Torres", str([c.value for c in self._celdas(libro)]))

    def test_equal_treatment_uses_nothing_reserved(self):
        self.solicitud.fecha_recepcion = self.inicio - timedelta(days=9)
        vals = {
            "date_start": self.dia - timedelta(days=30),
            "date_end": self.dia + timedelta(days=1),
        }
        self.interna.solicitud_id = self.solicitud
        dias = self._datos("audiencias", **vals)["cifras"][-1][1]
        self.assertIsNotNone(dias)
        self.interna.solicitud_id = False
        self.reservada.solicitud_id = self.solicitud
        for user in (self.despacho, self.titular, self.otra_secretaria):
            dias = self._datos("audiencias", user, **vals)["cifras"][-1][1]
            self.assertIsNone(dias)

    # ------------------------------------------------------------
    # PAPER AND WORKBOOK
    # ------------------------------------------------------------

    def test_every_report_in_both_forms(self):
        for tipo in (*DE_AGENDA, *CIFRAS):
            for user in (self.despacho, self.titular):
                with self.subTest(tipo=tipo, user=user.login):
                    informe = self._pedir(tipo, user)
                    html = self._html(informe)
                    self.assertIn("Muni A", html)
                    self.assertNotIn("Muni B", html)
                    libro = self._xlsx(informe)
                    self.assertGreaterEqual(len(libro.worksheets), 2)

    def test_what_somebody_typed_stays_a_text(self):
        for n, formula in enumerate(FORMULAS):
            self._new_actividad(formula, "publica", location=f"{formula} there")
            self._new_solicitud(name=formula, solicitante=formula)
            self.compromiso.copy({"name": formula})
            self.lugar_a.copy({"name": f"{formula}{n}"})
        self.area_a.name = "=cmd|' /C calc'!A0"
        self.solicitud.area_id = self.area_a
        for tipo in (*DE_AGENDA, *CIFRAS):
            libro = self._xlsx(
                self._pedir(tipo, date_start=self.dia - timedelta(days=20))
            )
            for celda in self._celdas(libro):
                self.assertNotEqual(celda.data_type, "f", celda.value)
            self.assertFalse([h for hoja in libro for h in hoja._hyperlinks])

    def test_periods(self):
        Informe = self.env["sigobito.informe"].with_user(self.despacho)
        informe = Informe.create({"tipo": "bolsillo", "periodo": "hoy"})
        hoy = self.company_a._hoy()
        self.assertEqual((informe.date_start, informe.date_end), (hoy, hoy))
        with self.assertRaises(ValidationError):
            self._pedir("bolsillo", date_end=self.dia - timedelta(days=30))
        with self.assertRaises(ValidationError):
            self._pedir("bolsillo", date_start=date(2020, 1, 1))
        with self.assertRaises(ValidationError):
            self._pedir("solicitudes", date_start=date(2000, 1, 1))

    def test_queries_do_not_grow(self):
        def crear(n):
            for k in range(n):
                inicio = self.inicio + timedelta(minutes=k)
                self._new_actividad(
                    f"Activity {k}",
                    ("publica", "interna", "reservada")[k % 3],
                    start=inicio,
                    lugar_ids=[Command.set(self.lugar_a.ids)],
                    actor_ids=[Command.set(self.actor_a.ids)],
                    tema_id=self.tema_a.id,
                )
                self._new_solicitud(
                    area_id=self.area_a.id,
                    actor_id=self.actor_a.id,
                    lugar_ids=[Command.set(self.lugar_a.ids)],
                )
                self.compromiso.copy(
                    {
                        "area_id": self.area_a.id,
                        "actor_id": self.actor_a.id,
                        "lugar_ids": [Command.set(self.lugar_a.ids)],
                    }
                )

        crear(1)
        pedidos = [(t, u) for t in DE_AGENDA for u in (self.despacho, self.funcionario)]
        pedidos += [(t, self.despacho) for t in CIFRAS]

        def medir():
            return [
                self._contar_consultas(self._pedir(tipo, user)._get_informe)
                for tipo, user in pedidos
            ]

        pocos = medir()
        crear(50)
        self.assertEqual(medir(), pocos)


class TestInformesMuro(InformeFixtures, TransactionCase):
    """The question is its asker's; other municipalities and the region get nothing."""

    def test_question_is_walled(self):
        informe = self._pedir("bolsillo")
        self.assertWalled(informe, campo="tipo")
        # Not even the titular reads what his secretary asked.
        for user in (self.titular, self.funcionario):
            with self.assertRaises(AccessError):
                informe.with_user(user).read(["tipo"])
            with self.assertRaises(AccessError):
                self._html(informe.with_user(user))
            with self.assertRaises(AccessError):
                self._xlsx(informe.with_user(user))

    def test_other_municipality(self):
        Informe = self.env["sigobito.informe"].with_user(self.ajeno)
        for vals in (
            {"company_id": self.company_a.id},
            {"agenda_id": self.agenda_a.id},
            {"area_id": self.area_a.id},
            {"lugar_id": self.lugar_a.id},
            {"actor_id": self.actor_a.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                Informe.create({"tipo": "solicitudes", **vals})
            propia = Informe.create({"tipo": "solicitudes"})
            with self.subTest(write=vals), self.assertRaises(UserError):
                propia.write(vals)
        self.solicitud.area_id = self.area_a
        for tipo in (*DE_AGENDA, *CIFRAS):
            datos = self._datos(tipo, self.ajeno)
            for ajeno in ("Area A", "Light in the park", "Opening of the well"):
                self.assertNotIn(ajeno, str(datos))
            self.assertFalse([t for dia in datos["dias"] for t in dia["tarjetas"]])

    def test_regional_team(self):
        Informe = self.env["sigobito.informe"].with_user(self.regional)
        for llamada in (
            lambda: Informe.create({"tipo": "bolsillo"}),
            lambda: Informe.action_imprimir_agenda(),
            lambda: Informe.search([]),
            lambda: self._html(self._pedir("bolsillo").with_user(self.regional)),
            lambda: self._xlsx(self._pedir("bolsillo").with_user(self.regional)),
        ):
            with self.assertRaises(AccessError):
                llamada()

    def test_no_longer_of_the_municipality(self):
        informe = self._pedir("bolsillo")
        self.despacho.write(
            {
                "company_ids": [Command.set(self.company_b.ids)],
                "company_id": self.company_b.id,
            }
        )
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self._html(informe)


@tagged("post_install", "-at_install")
class TestInformesHttp(InformeFixtures, HttpCase):
    """The same, by the addresses of the reports."""

    def _direcciones(self, informe):
        nombre = "/report/%s/sigobito_agenda.%s/%s"
        return [
            nombre % ("html", "report_informe", informe.id),
            nombre % ("pdf", "report_informe", informe.id),
            nombre % ("text", "report_informe", informe.id),
            nombre % ("html", "report_informe_bolsillo", informe.id),
            nombre % ("xlsx", "informe_xlsx", informe.id),
        ]

    def test_doors(self):
        informe = self._pedir("bolsillo")
        figuras = self._pedir("solicitudes")
        self.env.flush_all()
        self.authenticate("despacho", "despacho-password")
        for direccion in (*self._direcciones(informe), *self._direcciones(figuras)):
            respuesta = self.url_open(direccion)
            self.assertEqual(respuesta.status_code, 200, direccion)
        for login in ("titular", "funcionario", "ajeno", "regional_team"):
            self.authenticate(login, f"{login}-password")
            for direccion in (
                *self._direcciones(informe),
                *self._direcciones(figuras),
                # What the address adds changes nothing.
                self._direcciones(informe)[0] + "?options={}&uid=1",
            ):
                with self.subTest(login=login, direccion=direccion):
                    respuesta = self.url_open(direccion)
                    self.assertNotEqual(respuesta.status_code, 200)
                    self.assertNoSecret(respuesta.text)
                    self.assertNotIn("Opening of the well", respuesta.text)

    def test_pdf_and_no_trace(self):
        informe = self._pedir("bolsillo")
        self.env.flush_all()
        self.authenticate("despacho", "despacho-password")
        Adjunto = self.env["ir.attachment"]
        domain = [("res_model", "=", "sigobito.informe")]
        for direccion in self._direcciones(informe):
            self.url_open(direccion)
        # Nothing is kept of it that somebody else could ask for.
        self.assertFalse(Adjunto.search_count(domain))

    def test_question_by_rpc(self):
        for login, permitido in (
            ("despacho", True),
            ("funcionario", False),
            ("regional_team", False),
        ):
            self.authenticate(login, f"{login}-password")
            respuesta = self.url_open(
                "/web/dataset/call_kw/sigobito.informe/create",
                data=json.dumps(
                    {
                        "jsonrpc": "2.0",
                        "method": "call",
                        "params": {
                            "model": "sigobito.informe",
                            "method": "create",
                            "args": [[{"tipo": "solicitudes"}]],
                            "kwargs": {},
                        },
                    }
                ),
                headers={"Content-Type": "application/json"},
            ).json()
            self.assertEqual("result" in respuesta, permitido, login)
