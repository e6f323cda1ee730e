import threading
from datetime import datetime

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.orm.environments import Transaction
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .common import AgendaFixtures


class TestFolio(AgendaFixtures, TransactionCase):
    def test_one_series_per_municipality_and_year(self):
        def folios(company, year, count=1):
            return (
                self.env["sigobito.solicitud"]
                .create(
                    [
                        {
                            "name": "x",
                            "solicitante": "y",
                            "company_id": company.id,
                            "fecha_recepcion": datetime(year, 5, 5),
                        }
                        for _n in range(count)
                    ]
                )
                .mapped("folio")
            )

        self.assertEqual(folios(self.company_a, 2019), ["S-2019-00001"])
        self.assertEqual(folios(self.company_b, 2019), ["S-2019-00001"])
        self.assertEqual(
            folios(self.company_a, 2019, 3),
            ["S-2019-00002", "S-2019-00003", "S-2019-00004"],
        )
        self.assertEqual(folios(self.company_a, 2020), ["S-2020-00001"])

    def test_year_of_the_municipality(self):
        """In Lima it is still the old year when it is already the new one in UTC."""
        solicitud = self._new_solicitud(fecha_recepcion=datetime(2021, 1, 1, 3, 0))
        self.assertEqual(solicitud.folio, "S-2020-00001")

    def test_a_cancelled_request_leaves_no_gap(self):
        first = self._new_solicitud(fecha_recepcion=datetime(2018, 5, 5))
        try:
            with self.env.cr.savepoint():
                self._new_solicitud(fecha_recepcion=datetime(2018, 5, 5))
                raise ValueError
        except ValueError:
            self.env.invalidate_all()
        second = self._new_solicitud(fecha_recepcion=datetime(2018, 5, 5))
        self.assertEqual((first.folio, second.folio), ("S-2018-00001", "S-2018-00002"))


@tagged("post_install", "-at_install")
class TestFolioConcurrencia(TransactionCase):
    """Real transactions at the same moment; they write, so they run on their own."""

    CLERKS, EACH = 6, 5

    def test_no_repeated_number_no_gap(self):
        # Real connections: the cursors of the test wait for each other.
        connection = db_connect(self.env.cr.dbname)
        company_id = self.env.ref("base.main_company").id
        registry = self.registry
        numbers, errors = [], []

        def clerk():
            done = 0
            while done < self.EACH:
                try:
                    with connection.cursor() as cr:
                        # Whoever runs the tests may hold the lock of the registry.
                        cr.transaction = Transaction(registry)
                        env = api.Environment(cr, SUPERUSER_ID, {})
                        number = env["sigobito.contador"]._tomar(
                            env["res.company"].browse(company_id), "prueba", 2000
                        )
                    numbers.append(number)
                    done += 1
                except psycopg2.errors.SerializationFailure:
                    continue  # what Odoo does with a request
                except Exception as error:
                    errors.append(error)
                    return

        try:
            with mute_logger("odoo.sql_db"):
                threads = [
                    threading.Thread(target=clerk, daemon=True)
                    for _n in range(self.CLERKS)
                ]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join(20)
            self.assertFalse(errors)
            total = self.CLERKS * self.EACH
            self.assertEqual(sorted(numbers), list(range(1, total + 1)))
        finally:
            with connection.cursor() as cr:
                cr.execute("DELETE FROM sigobito_contador WHERE serie = 'prueba'")
