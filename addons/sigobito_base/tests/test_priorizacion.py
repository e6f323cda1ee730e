from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import SigobitoCommon, SigobitoFixtures


class Taller:
    """A workshop of municipality A, facilitated by its cabinet office."""

    @classmethod
    def _new_taller(cls, **vals):
        return (
            cls.env["sigobito.priorizacion"]
            .with_user(cls.despacho)
            .create(
                {
                    "name": "Priorities",
                    "cupo": 1,
                    "participante_ids": [
                        (6, 0, (cls.funcionario | cls.gestor | cls.titular).ids)
                    ],
                    "candidata_ids": [
                        (0, 0, {"name": name}) for name in ("Water", "Road", "Market")
                    ],
                    **vals,
                }
            )
        )

    def _puntuar(self, user, candidata, *marcas):
        for criterio, marca in zip(
            candidata.priorizacion_id.criterio_ids, marcas, strict=True
        ):
            candidata.with_user(user).puntuar(criterio.id, marca)


@tagged("post_install", "-at_install")
class TestPriorizacion(Taller, SigobitoCommon):
    """The team scores, somebody chooses, and what was said stays (R14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.taller = cls._new_taller()
        cls.agua, cls.via, cls.mercado = cls.taller.candidata_ids.sorted("id")

    def _abierto(self):
        self.taller.action_abrir()
        self._puntuar(self.funcionario, self.agua, 5, 5, 5)
        self._puntuar(self.gestor, self.agua, 3, 5, 5)
        self._puntuar(self.funcionario, self.via, 1, 1, 1)

    def test_defaults(self):
        self.assertEqual(self.taller.plan_id, self.plan_a)
        self.assertEqual(self.taller.criterio_ids.mapped("peso"), [40, 30, 30])
        self.assertEqual(self.taller.criterio_ids.mapped("cuota"), [40, 30, 30])
        self.assertEqual(self.taller.state, "draft")

    def test_scores_and_places(self):
        self._abierto()
        self.assertRecordValues(
            self.agua | self.via | self.mercado,
            [
                {"puntaje": 90.0, "personas": 2, "puesto": 1, "acuerdo": "alto"},
                {"puntaje": 0.0, "personas": 1, "puesto": 2, "acuerdo": "sin_datos"},
                {"puntaje": 0.0, "personas": 0, "puesto": 0, "acuerdo": "sin_datos"},
            ],
        )
        self.assertEqual(self.agua.completo, 67)
        self._puntuar(self.funcionario, self.agua, 0, 0, 0)
        self._puntuar(self.gestor, self.agua, 1, 1, 1)
        self.assertEqual(self.agua.puntaje, 0)
        self.taller.criterio_ids[0].peso = 80
        self.assertAlmostEqual(self.taller.criterio_ids[0].cuota, 57.14, 1)

    def test_places_of_marks_kept_all_at_once(self):
        """As an import or the demonstration does: nothing is read in between."""
        self.taller.sudo().state = "open"
        self.env["sigobito.priorizacion.puntaje"].create(
            [
                {
                    "candidata_id": candidata.id,
                    "criterio_id": self.taller.criterio_ids[0].id,
                    "user_id": self.gestor.id,
                    "valor": valor,
                }
                for candidata, valor in ((self.agua, 2), (self.via, 4))
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((self.agua | self.via).mapped("puesto"), [2, 1])

    def test_weight_changes_the_score(self):
        self.taller.action_abrir()
        self._puntuar(self.gestor, self.agua, 5, 1, 1)
        self.assertEqual(self.agua.puntaje, 40)
        self.taller.criterio_ids[0].peso = 60
        self.assertEqual(self.agua.puntaje, 50)

    def test_each_gives_only_his_own_marks(self):
        self._abierto()
        mia = self.env["sigobito.priorizacion.puntaje"].search(
            [("candidata_id", "=", self.agua.id), ("user_id", "=", self.gestor.id)]
        )[0]
        for user in (self.funcionario, self.titular, self.admin_municipal):
            with self.subTest(user=user.login):
                self.assertNotIn(mia, mia.with_user(user).search([]))
                with self.assertRaises(AccessError):
                    mia.with_user(user).read(["valor"])
                with self.assertRaises(AccessError):
                    mia.with_user(user).write({"valor": 1})
                with self.assertRaises(AccessError):
                    mia.with_user(user).unlink()
        # the facilitator sees who gave which, and changes none
        self.assertEqual(mia.with_user(self.despacho).valor, mia.valor)
        with self.assertRaises(AccessError):
            mia.with_user(self.despacho).write({"valor": 1})
        with self.assertRaises(AccessError):
            self.env["sigobito.priorizacion.puntaje"].with_user(self.gestor).create(
                {
                    "candidata_id": self.via.id,
                    "criterio_id": self.taller.criterio_ids[0].id,
                    "user_id": self.titular.id,
                    "valor": 5,
                }
            )
        with self.assertRaises(AccessError):
            mia.with_user(self.gestor).write({"user_id": self.titular.id})

    def test_only_participants_and_only_while_open(self):
        criterio = self.taller.criterio_ids[0]
        with self.assertRaises(AccessError):
            self.agua.with_user(self.gestor).puntuar(criterio.id, 5)
        self.taller.action_abrir()
        with self.assertRaises(AccessError):
            self.agua.with_user(self.comunicacion).puntuar(criterio.id, 5)
        self.agua.with_user(self.gestor).puntuar(criterio.id, 5)
        otro = self._new_taller(name="Other")
        with self.assertRaises(UserError):
            self.agua.with_user(self.gestor).puntuar(otro.criterio_ids[0].id, 5)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.agua.with_user(self.gestor).puntuar(self.taller.criterio_ids[1].id, 9)

    def test_closing(self):
        self._abierto()
        with self.assertRaisesRegex(AccessError, "head of government"):
            self.taller.with_user(self.gestor).action_cerrar()
        with self.assertRaises(AccessError):
            self.taller.with_user(self.gestor).write({"state": "done"})
        taller = self.taller.with_user(self.titular)
        with self.assertRaisesRegex(UserError, "Decide on every candidate"):
            taller.action_cerrar()
        taller.action_elegir_mejores()
        self.assertEqual(self.agua.decision, "elegida")
        self.assertEqual(self.agua.decidida_por_id, self.titular)
        (self.via | self.mercado).with_user(self.despacho).action_no_elegir()
        with self.assertRaisesRegex(UserError, "why these were not chosen"):
            taller.action_cerrar()
        (self.via | self.mercado).with_user(self.despacho).motivo = "No land yet"
        taller.action_cerrar()
        self.assertEqual(taller.state, "done")
        self.assertEqual(taller.cerrada_por_id, self.titular)
        self.assertEqual(taller.elegida_count, 1)

    def _cerrado(self):
        self._abierto()
        self.taller.candidata_ids.write({"decision": "no_elegida", "motivo": "Later"})
        self.taller.with_user(self.titular).action_cerrar()

    def test_closed_is_a_record(self):
        self._cerrado()
        for cambio in (
            lambda: self.agua.with_user(self.titular).write({"decision": "elegida"}),
            lambda: self.agua.with_user(self.gestor).write({"motivo": "Other"}),
            lambda: self.agua.with_user(self.gestor).unlink(),
            lambda: (
                self.taller.criterio_ids[0].with_user(self.gestor).write({"peso": 1})
            ),
            lambda: self.taller.criterio_ids.with_user(self.gestor).unlink(),
            lambda: self.taller.with_user(self.titular).write({"name": "Other"}),
            lambda: self.taller.with_user(self.admin_municipal).unlink(),
            lambda: self.taller.with_user(self.despacho).write(
                {"candidata_ids": [(0, 0, {"name": "Late"})]}
            ),
            lambda: self.agua.with_user(self.gestor).puntuar(
                self.taller.criterio_ids[0].id, 1
            ),
        ):
            with self.assertRaises(UserError):  # and those of access, below it
                cambio()
        with self.assertRaises(AccessError):
            self.taller.with_user(self.gestor).action_reabrir()
        with self.assertRaises(AccessError):
            self.taller.with_user(self.despacho).action_preparar()
        self.taller.with_user(self.admin_municipal).action_reabrir()
        self.agua.with_user(self.gestor).motivo = "Other"

    def test_who_decided_is_not_written_by_hand(self):
        with self.assertRaises(AccessError):
            self.agua.with_user(self.gestor).write({"decidida_por_id": self.titular.id})
        with self.assertRaises(AccessError):
            self.taller.with_user(self.titular).write(
                {"cerrada_por_id": self.gestor.id}
            )
        Taller = self.env["sigobito.priorizacion"].with_user(self.gestor)
        with self.assertRaises(UserError):
            Taller.create({"name": "X", "state": "done"})
        with self.assertRaises(UserError):
            Taller.with_context(default_state="done").create({"name": "X"})
        with self.assertRaises(UserError):
            Taller.with_context(default_cerrada_por_id=self.titular.id).create(
                {"name": "X"}
            )

    def test_funcionario_and_press_read_only(self):
        for user in (self.funcionario, self.comunicacion):
            self.assertTrue(self.taller.with_user(user).name)
            for record in (self.taller, self.agua, self.taller.criterio_ids[0]):
                with self.assertRaises(AccessError):
                    record.with_user(user).write({"name": "Mine"})

    def test_walls(self):
        self._abierto()
        puntaje = self.agua.puntaje_ids[0]
        for user in (self.ajeno, self.regional):
            for record in (self.taller, self.agua, self.taller.criterio_ids[0]):
                self.assertWalled(record, user=user)
            self.assertWalled(puntaje, user=user, campo="valor")

    def test_opening_needs_what_to_score(self):
        vacio = self._new_taller(name="Empty", candidata_ids=False)
        with self.assertRaises(UserError):
            vacio.action_abrir()

    def test_sheet_shows_only_own_marks(self):
        self._abierto()
        hoja = self.taller.with_user(self.gestor).get_hoja()
        self.assertTrue(hoja["puedo"])
        self.assertEqual(sorted(hoja["puntajes"].values()), [3, 5, 5])
        self.assertEqual(len(hoja["candidatas"]), 3)
        self.assertFalse(self.taller.with_user(self.comunicacion).get_hoja()["puedo"])

    def test_queries(self):
        def leer():
            modelo = self.env["sigobito.priorizacion"].with_user(self.despacho)
            modelo.web_search_read(
                [],
                {
                    "name": {},
                    "candidata_count": {},
                    "elegida_count": {},
                    "avance": {},
                    "state": {},
                },
            )
            self.env["sigobito.priorizacion.candidata"].with_user(
                self.despacho
            ).web_search_read(
                [],
                {
                    "name": {},
                    "puntaje": {},
                    "tema_id": {"fields": {"display_name": {}}},
                    "priorizacion_id": {"fields": {"display_name": {}}},
                },
            )

        uno = self._contar_consultas(leer)
        for n in range(50):
            self._new_taller(name=f"Workshop {n}")
        self.assertEqual(self._contar_consultas(leer), uno)

    def test_printed(self):
        self._cerrado()
        html = (
            self.env["ir.actions.report"]
            .with_user(self.funcionario)
            ._render_qweb_html("sigobito_base.report_priorizacion", self.taller.ids)[0]
            .decode()
        )
        for texto in ("Water", "Later", self.titular.name):
            self.assertIn(texto, html)


@tagged("post_install", "-at_install")
class TestPuntuarScreen(Taller, SigobitoFixtures, HttpCase):
    def test_home_card(self):
        taller = self._new_taller()
        taller.action_abrir()
        Tablero = self.env["sigobito.tablero"]
        for user, key in (
            (self.gestor, "priorizaciones_por_puntuar"),
            (self.titular, "priorizaciones_por_cerrar"),
        ):
            tarjetas = {
                t["key"]: t["value"]
                for t in Tablero.with_user(user).get_tablero()["tarjetas"]
            }
            self.assertEqual(tarjetas.get(key), 1)
        claves = [
            t["key"]
            for t in Tablero.with_user(self.comunicacion).get_tablero()["tarjetas"]
        ]
        self.assertNotIn("priorizaciones_por_puntuar", claves)
