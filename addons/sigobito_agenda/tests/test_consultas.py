from datetime import timedelta

from odoo.tests import TransactionCase, warmup

from .common import AgendaFixtures

NOMBRE = {"fields": {"display_name": {}}}
LISTAS = {
    "calendar.event": {
        "name": {},
        "start": {},
        "stop": {},
        "location": {},
        "estado": {},
        "visibilidad": {},
        "user_can_edit": {},
        "compromiso_count": {},
        "agenda_id": NOMBRE,
        "actividad_tipo_id": NOMBRE,
        "tema_id": NOMBRE,
    },
    "sigobito.solicitud": {
        "folio": {},
        "name": {},
        "solicitante": {},
        "state": {},
        "semaforo": {},
        "semaforo_motivo": {},
        "requiere_decision": {},
        "puede_decidir": {},
        "por_agendar": {},
        "responsable_id": NOMBRE,
        "area_id": NOMBRE,
        "tema_id": NOMBRE,
    },
    "sigobito.compromiso": {
        "name": {},
        "state": {},
        "avance": {},
        "semaforo": {},
        "semaforo_motivo": {},
        "es_responsable": {},
        "actor_id": NOMBRE,
        "responsable_id": NOMBRE,
        "area_id": NOMBRE,
    },
}


class TestConsultas(AgendaFixtures, TransactionCase):
    """A list of fifty costs the queries of a short one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        comunes = {
            "company_id": cls.company_a.id,
            "tema_id": cls.tema_a.id,
        }
        tipo = cls.env.ref("sigobito_agenda.sigobito_actividad_tipo_acto")
        hoy = cls.company_a._hoy()
        cls.registros = {
            "calendar.event": cls.env["calendar.event"].create(
                [
                    {
                        **comunes,
                        "name": f"Activity {n}",
                        "agenda_id": cls.agenda_a.id,
                        "actividad_tipo_id": tipo.id,
                        "visibilidad": ("publica", "interna", "reservada")[n % 3],
                        "start": cls.inicio + timedelta(hours=n),
                        "stop": cls.inicio + timedelta(hours=n + 1),
                    }
                    for n in range(50)
                ]
            ),
            "sigobito.solicitud": cls.env["sigobito.solicitud"].create(
                [
                    {
                        **comunes,
                        "name": f"Request {n}",
                        "solicitante": "Ana",
                        "responsable_id": cls.despacho.id,
                        "area_id": cls.area_a.id,
                    }
                    for n in range(50)
                ]
            ),
            "sigobito.compromiso": cls.env["sigobito.compromiso"].create(
                [
                    {
                        **comunes,
                        "name": f"Commitment {n}",
                        "responsable_id": cls.funcionario.id,
                        "actor_id": cls.actor_a.id,
                        "area_id": cls.area_a.id,
                        "date_deadline": hoy + timedelta(days=n),
                    }
                    for n in range(50)
                ]
            ),
        }
        cls.env.flush_all()

    def _count(self, user, model, ids):
        self.env.invalidate_all()
        records = self.env[model].with_user(user)
        before = self.env.cr.sql_log_count
        result = records.web_search_read([("id", "in", ids)], LISTAS[model])
        self.assertEqual(result["length"], len(ids))
        return self.env.cr.sql_log_count - before

    @warmup
    def test_lists(self):
        for model, records in self.registros.items():
            users = [self.despacho]
            if model == "calendar.event":
                users.append(self.colega)  # for him a third of them is "Busy"
            for user in users:
                with self.subTest(model=model, user=user.login):
                    self._count(user, model, records.ids)
                    # two: one everybody reads, and a reserved one
                    few = self._count(user, model, records[1:3].ids)
                    with self.assertQueryCount(few):
                        fifty = self._count(user, model, records.ids)
                    self.assertEqual(few, fifty)

    @warmup
    def test_home(self):
        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["sigobito.tablero"].with_user(self.despacho).get_tablero()
            return self.env.cr.sql_log_count - before

        count()
        fifty = count()
        for records in self.registros.values():
            records[1:].active = False
        self.env.flush_all()
        self.assertEqual(count(), fifty)

    def test_batch_of_requests_takes_one_counter_row(self):
        Solicitud = self.env["sigobito.solicitud"].with_user(self.despacho)

        def count(n):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["sigobito.contador"]._tomar(self.company_a, "prueba", 2000, n)
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(1), count(50))
        folios = Solicitud.create(
            [{"name": "x", "solicitante": "y"} for _n in range(10)]
        ).mapped("folio")
        self.assertEqual(len(set(folios)), 10)
