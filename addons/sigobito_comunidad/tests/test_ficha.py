from odoo.exceptions import AccessError
from odoo.tests import tagged, warmup

from .common import ComunidadCommon

#: Everything the network may learn from an initiative. Adding a name here is a decision.
COMPARTIDO = {
    "iniciativa_id",
    "company_id",
    "municipio",
    "name",
    "texto",
    "tema",
    "eje",
    "lugares",
    "ods_ids",
    "ods_codes",
    "ods_primario_id",
    "alineacion_validada",
    "banda_poblacion",
    "fase",
    "semaforo",
    "semaforo_motivo",
    "avance",
    "date_end",
    "fecha",
    "huella",
}


@tagged("post_install", "-at_install")
class TestFicha(ComunidadCommon):
    def _run_cron(self):
        cron = self.env.ref("sigobito_comunidad.ir_cron_actualizar_fichas")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_tagging_makes_the_card_at_once(self):
        self.assertFalse(self._ficha())
        self._alinear()
        self._alinear(meta_id=self.meta_salud.id, tipo="secundaria")
        ficha = self._ficha()
        self.assertRecordValues(
            ficha,
            [
                {
                    "name": "Agua para El Mirador",
                    "municipio": "Muni A",
                    "company_id": self.company_a.id,
                    "texto": "El agua llega dos horas al día.\n\nAgua todo el día.",
                    "tema": "Theme A",
                    "eje": "Theme A",
                    "lugares": "Place A",
                    "ods_codes": "6.1, 3.9",
                    "ods_primario_id": self.meta_agua.ods_id.id,
                    "banda_poblacion": "b2",
                    "fase": self.iniciativa_a.state,
                    "semaforo": self.iniciativa_a.semaforo,
                    "alineacion_validada": False,
                }
            ],
        )
        self.assertEqual(ficha.ods_ids.mapped("code"), ["3", "6"])

    def test_card_follows_what_changes(self):
        alineacion = self._alinear()
        ficha = self._ficha()
        alineacion.with_user(self.especialista).action_validar()
        self.assertTrue(ficha.alineacion_validada)
        self.iniciativa_a.name = "Agua para todo El Mirador"
        self.tema_a.name = "Agua y saneamiento"
        self.lugar_a.name = "El Mirador"
        self.company_a.name = "Muni A nueva"
        self._run_cron()
        self.assertRecordValues(
            ficha,
            [
                {
                    "name": "Agua para todo El Mirador",
                    "tema": "Agua y saneamiento",
                    "lugares": "El Mirador",
                    "municipio": "Muni A nueva",
                }
            ],
        )
        alineacion.with_user(self.especialista).meta_id = self.meta_salud
        self.assertEqual(ficha.ods_codes, "3.9")
        self.assertEqual(ficha.ods_ids, self.meta_salud.ods_id)

    def test_nothing_to_do_writes_nothing(self):
        self._alinear()
        before = self._ficha().fecha
        self.assertEqual(self.env["sigobito.ficha"]._actualizar(), 0)
        self.assertEqual(self._ficha().fecha, before)

    def test_untagged_candidate_leaves_the_network(self):
        alineacion = self._alinear()
        self.assertTrue(self._ficha())
        alineacion.unlink()
        self.assertFalse(self._ficha())

    def test_approved_and_public_are_in_without_tag(self):
        aprobada = self._new_iniciativa("Aprobada", state="aprobada")
        publica = self._new_iniciativa("Publica", publica=True)
        candidata = self._new_iniciativa("Candidata")
        self._run_cron()
        self.assertTrue(self._ficha(aprobada))
        self.assertTrue(self._ficha(publica))
        self.assertFalse(self._ficha(candidata))
        aprobada.active = False
        publica.publica = False
        self._run_cron()
        self.assertFalse(self._ficha(aprobada))
        self.assertFalse(self._ficha(publica))

    def test_deleted_initiative_takes_its_card_away(self):
        self._alinear()
        ficha = self._ficha()
        self.iniciativa_a.unlink()
        self.assertFalse(ficha.exists())

    def test_regional_reads_all_others_their_own(self):
        self._alinear()
        self._alinear(self.iniciativa_b, user=self.especialista)
        Ficha = self.env["sigobito.ficha"]
        for user, expected in (
            (self.regional, {"Agua para El Mirador", "Parque de la ribera"}),
            (self.especialista, {"Agua para El Mirador", "Parque de la ribera"}),
            (self.gestor, {"Agua para El Mirador"}),
            (self.funcionario, {"Agua para El Mirador"}),
            (self.ajeno, {"Parque de la ribera"}),
        ):
            with self.subTest(user=user.login):
                names = Ficha.with_user(user).search([]).mapped("name")
                self.assertEqual(set(names), expected)
        self.assertWalled(self._ficha())

    def test_nobody_writes_on_a_card(self):
        self._alinear()
        for user in (self.regional, self.especialista, self.gestor, self.titular):
            ficha = self._ficha().with_user(user)
            with self.assertRaises(AccessError):
                ficha.name = "x"
            with self.assertRaises(AccessError):
                ficha.unlink()
            with self.assertRaises(AccessError):
                ficha.copy()

    def test_a_card_says_nothing_else(self):
        automatic = {
            "id",
            "display_name",
            "create_uid",
            "create_date",
            "write_uid",
            "write_date",
        }
        fields = set(self.env["sigobito.ficha"]._fields) - automatic
        self.assertEqual(fields, COMPARTIDO)

    def test_reserved_knowledge_stays_home(self):
        secret = "Oposición del gremio"
        actor = self.env["sigobito.actor"].create(
            {"name": secret, "company_id": self.company_a.id}
        )
        self.iniciativa_a.write(
            {"actor_ids": [(4, actor.id)], "contraparte": secret, "fuente": secret}
        )
        self._alinear()
        values = self._ficha().read()[0]
        self.assertNotIn(secret, str(values))

    def test_thread_reaches_the_card(self):
        self._alinear()
        for record in (self.iniciativa_a, self._ficha()):
            nodes = record.with_user(self.regional).get_hilo()["nodes"]
            models = {node["model"] for node in nodes}
            self.assertLessEqual({"sigobito.iniciativa", "sigobito.ficha"}, models)

    def test_three_hundred_in_the_same_queries(self):
        iniciativas = self.env["sigobito.iniciativa"].create(
            [
                {"name": f"i{n}", "company_id": self.company_a.id, "publica": True}
                for n in range(300)
            ]
        )
        self.env.flush_all()
        Ficha = self.env["sigobito.ficha"]
        before = self.env.cr.sql_log_count
        self.assertEqual(Ficha._actualizar(iniciativas[:10].ids), 10)
        ten = self.env.cr.sql_log_count - before
        before = self.env.cr.sql_log_count
        self.assertEqual(Ficha._actualizar(iniciativas.ids), 290)
        self.assertLessEqual(self.env.cr.sql_log_count - before, ten)

    @warmup
    def test_list_query_count(self):
        spec = {
            "municipio": {},
            "name": {},
            "ods_ids": {"fields": {"code": {}, "color_hex": {}, "color_texto": {}}},
            "eje": {},
            "semaforo": {},
            "semaforo_motivo": {},
            "avance": {},
        }
        model = "sigobito.ficha"
        self._alinear()
        self._count_queries(model, self.regional, spec)
        one = self._count_queries(model, self.regional, spec)
        for number in range(50):
            self._alinear(self._new_iniciativa(f"n{number}"))
        # Creating may empty what is kept of access rules: fill it again before counting.
        self._count_queries(model, self.regional, spec)
        self.assertEqual(self._count_queries(model, self.regional, spec), one)
