from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase

from .common import AgendaFixtures


class TestDuplicados(AgendaFixtures, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Parecido = cls.env["sigobito.solicitud.parecido"]
        cls.primera = cls._new_solicitud(
            name="Arreglo del puente de La Ribera",
            solicitante="Ana Torres Peña",
            phone="+51 999 111 222",
        )

    def _nueva(self, **vals):
        return self._new_solicitud(
            **{
                "name": "Arreglo de puente La Ribera",
                "solicitante": "TORRES PEÑA, Ana",
                "phone": "999111222",
                **vals,
            }
        )

    def _pares(self, solicitud):
        return self.Parecido.search([("solicitud_id", "=", solicitud.id)])

    def test_same_person_and_subject(self):
        segunda = self._nueva()
        par = self._pares(segunda)
        self.assertEqual(par.otra_id, self.primera)
        self.assertEqual(par.company_id, self.company_a)
        self.assertEqual(par.motivos, "persona,asunto")
        self.assertTrue(segunda.with_user(self.despacho).tiene_parecidas)
        found = (
            self.env["sigobito.solicitud"]
            .with_user(self.despacho)
            .search([("tiene_parecidas", "=", True)])
        )
        self.assertEqual(found, self.primera | segunda)

    def test_what_is_not_the_same(self):
        for vals in (
            {"name": "Becas para la escuela"},
            {"solicitante": "Luis Quispe", "phone": "988777666"},
            {"fecha_recepcion": fields.Datetime.now() - timedelta(days=200)},
            {"company_id": self.company_b.id},
        ):
            with self.subTest(vals=vals):
                self.assertFalse(self._pares(self._nueva(**vals)))

    def test_two_invite_to_the_same_act(self):
        dia = self.inicio + timedelta(days=9)
        base = {"name": "Aniversario de la comunidad", "fecha_propuesta": dia}
        una = self._new_solicitud(solicitante="Rosa", **base)
        otra = self._new_solicitud(
            solicitante="Hilario", **{**base, "fecha_propuesta": dia.replace(hour=20)}
        )
        self.assertEqual(self._pares(otra).otra_id, una)

    def test_a_correction_is_compared_again(self):
        segunda = self._nueva(name="Otra cosa")
        self.assertFalse(self._pares(segunda))
        segunda.name = "Arreglo puente La Ribera"
        self.assertTrue(self._pares(segunda))
        self._pares(segunda).with_user(self.despacho).action_descartar()
        segunda.name = "Arreglo del puente La Ribera"
        self.assertEqual(self._pares(segunda).state, "descartado")

    def test_told_while_it_is_keyed_in(self):
        nueva = (
            self.env["sigobito.solicitud"]
            .with_user(self.despacho)
            .new({"name": "Puente de La Ribera: arreglo", "phone": "999-111-222"})
        )
        self.assertIn(self.primera.folio, nueva.aviso_parecidas)
        ajena = (
            self.env["sigobito.solicitud"]
            .with_user(self.ajeno)
            .new({"name": "Arreglo del puente de La Ribera", "phone": "999-111-222"})
        )
        self.assertFalse(ajena.aviso_parecidas)

    def test_walls(self):
        par = self._pares(self._nueva())
        self.assertWalled(par, campo="state")
        for user in (self.colega, self.gestor, self.regional, self.comunicacion):
            with self.assertRaises(AccessError):
                par.with_user(user).read(["motivos"])
        with self.assertRaises(AccessError):
            self.Parecido.with_user(self.despacho).create(
                {"solicitud_id": self.primera.id, "otra_id": self.solicitud.id}
            )

    def test_one_query_for_a_batch(self):
        lote = self.env["sigobito.solicitud"].create(
            [
                {
                    "name": f"Pedido {n} sobre el parque",
                    "solicitante": f"Vecino {n}",
                    "company_id": self.company_a.id,
                }
                for n in range(50)
            ]
        )
        Solicitud = self.env["sigobito.solicitud"]
        uno = self._contar_consultas(lambda: Solicitud._buscar_parecidas(lote[:1].ids))
        todas = self._contar_consultas(lambda: Solicitud._buscar_parecidas(lote.ids))
        self.assertEqual(uno, todas)


class TestUnion(AgendaFixtures, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.primera = cls.solicitud
        cls.segunda = cls._new_solicitud(
            email="ana@example.com",
            phone="999111222",
            description="Tampoco hay luz en la vereda",
            tema_id=cls.tema_a.id,
        )
        cls.segunda.message_post(body="Vino al despacho")
        cls.interna.solicitud_id = cls.segunda
        cls.compromiso.solicitud_id = cls.segunda
        cls.env["ir.attachment"].create(
            {
                "name": "foto.jpg",
                "raw": b"x",
                "res_model": "sigobito.solicitud",
                "res_id": cls.segunda.id,
            }
        )
        cls.plazo = cls.company_a._hoy() + timedelta(days=2)
        cls.segunda.date_deadline = cls.plazo

    def _unir(self, user=None):
        user = user or self.despacho
        self.segunda.with_user(user)._unir_a(self.primera.with_user(user))
        self.env.flush_all()
        self.env.invalidate_all()

    def test_both_histories_stay(self):
        mensajes = self.segunda.message_ids
        antes = self.primera.date_deadline
        self._unir()
        self.assertRecordValues(
            self.primera,
            [
                {
                    "email": "ana@example.com",
                    "phone": "999111222",
                    "tema_id": self.tema_a.id,
                    "date_deadline": self.plazo,
                    "event_ids": self.interna.ids,
                    "compromiso_ids": self.compromiso.ids,
                }
            ],
        )
        self.assertEqual(self.primera.unida_ids, self.segunda)
        self.assertFalse(self.segunda.active)
        self.assertLessEqual(mensajes, self.segunda.message_ids)
        self.assertIn(self.segunda.folio, self.primera.message_ids[0].body)
        self.assertEqual(self.segunda.description, "Tampoco hay luz en la vereda")
        self.segunda.with_user(self.despacho).action_separar()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertRecordValues(
            self.primera,
            [
                {
                    "email": False,
                    "phone": False,
                    "tema_id": False,
                    "date_deadline": antes,
                    "event_ids": [],
                    "compromiso_ids": [],
                }
            ],
        )
        self.assertRecordValues(
            self.segunda,
            [
                {
                    "active": True,
                    "unida_a_id": False,
                    "state": "recibida",
                    "event_ids": self.interna.ids,
                    "compromiso_ids": self.compromiso.ids,
                    "date_deadline": self.plazo,
                }
            ],
        )
        self.assertIn(self.primera.folio, self.segunda.message_ids[0].body)

    def test_what_was_changed_since_stays_changed(self):
        self._unir()
        self.primera.phone = "988000111"
        self.compromiso.solicitud_id = False
        self.segunda.with_user(self.despacho).action_separar()
        self.assertEqual(self.primera.phone, "988000111")
        self.assertFalse(self.compromiso.solicitud_id)

    def test_they_go_together(self):
        self.primera.email = "otra@example.com"
        self._unir()
        self.primera.with_user(self.despacho).write(
            {"state": "analisis", "recomendacion": "declinar"}
        )
        self.primera.with_user(self.despacho).action_recomendar()
        self.primera.with_user(self.titular).action_aprobar()
        self.primera.with_user(self.despacho)._responder("Se atenderá en enero")
        self.assertRecordValues(
            self.segunda,
            [
                {
                    "state": "respondida",
                    "decision": "declinar",
                    "respuesta_publica": "Se atenderá en enero",
                }
            ],
        )
        correos = self.env["mail.mail"].search(
            [("email_to", "in", ("ana@example.com", "otra@example.com"))]
        )
        self.assertEqual(len(correos), 2)
        # the code she was given still answers
        found = self.env["sigobito.solicitud"]._get_by_codigo(self.segunda.codigo)
        self.assertEqual(found, self.segunda)
        self.assertTrue(found._get_estado_publico()["answered"])
        self.primera.with_user(self.despacho).action_cerrar()
        self.assertTrue(self.segunda.fecha_cierre)
        # separated later, it is still to be answered
        self.segunda.with_user(self.despacho).action_separar()
        self.assertRecordValues(
            self.segunda,
            [{"state": "recibida", "decision": False, "respuesta_publica": False}],
        )

    def test_chain(self):
        tercera = self._new_solicitud()
        self._unir()
        self.primera.with_user(self.despacho)._unir_a(tercera.with_user(self.despacho))
        self.assertEqual(tercera.unida_ids, self.primera | self.segunda)
        self.primera.with_user(self.despacho).action_separar()
        self.assertEqual(self.primera.unida_ids, self.segunda)

    def test_who_may(self):
        for user in (self.colega, self.gestor, self.regional, self.ajeno):
            with self.assertRaises(AccessError):
                self._unir(user)
        self._unir()
        with self.assertRaises(AccessError):
            self.segunda.with_user(self.colega).action_separar()
        with self.assertRaises(UserError):
            self._unir()
        ajena = self._new_solicitud(company_id=self.company_b.id)
        with self.assertRaises(UserError):
            ajena._unir_a(self.primera)
        with self.assertRaises(UserError):
            self.primera._unir_a(self.primera)

    def test_wizard(self):
        Unir = self.env["sigobito.solicitud.unir"].with_user(self.despacho)
        wizard = Unir.with_context(
            active_model="sigobito.solicitud",
            active_ids=(self.primera | self.segunda).ids,
        ).create({})
        self.assertEqual(wizard.principal_id, self.primera)
        wizard.action_unir()
        self.assertEqual(self.segunda.unida_a_id, self.primera)
        with self.assertRaises(AccessError):
            wizard.with_user(self.otra_secretaria).read(["principal_id"])
        with self.assertRaises(AccessError):
            self.env["sigobito.solicitud.unir"].with_user(self.colega).create({})

    def test_purge_forgets_what_was_kept_aside(self):
        self._unir()
        self.segunda._anonimizar()
        self.assertFalse(self.segunda.union_datos)
