from datetime import date, timedelta
from itertools import islice, product

import holidays

from odoo.tests import BaseCase, tagged

from ..tools import cadencia as regla
from ..tools.plazos import es_habil, feriados

PAISES = ("CL", "PE", "CO", "MX")


@tagged("post_install", "-at_install")
class TestCadencia(BaseCase):
    """The cadence against the holidays of four countries, as a kept library has them."""

    def _calendario(self, pais):
        return lambda anio: feriados(pais, anio)

    def _cadencias(self):
        inicio = date(2026, 1, 1)
        for ajuste, cada, dia in product(
            ("siguiente", "anterior"), (1, 2, 3), range(7)
        ):
            comun = {"cada": cada, "ajuste": ajuste, "dia_semana": dia}
            yield regla.Cadencia("semanal", inicio, **comun)
            for ordinal in (1, 4, -1):
                yield regla.Cadencia(
                    "mensual_ordinal", inicio, ordinal=ordinal, **comun
                )
        for ajuste, dia in product(("siguiente", "anterior"), (1, 15, 30, 31)):
            yield regla.Cadencia("mensual_dia", inicio, dia_mes=dia, ajuste=ajuste)

    def test_the_calendars_are_those_of_the_library(self):
        for pais in PAISES:
            library = holidays.country_holidays(pais, years=2026)
            self.assertGreater(len(library), 6, pais)
            self.assertLessEqual(set(library), feriados(pais, 2026), pais)

    def test_never_on_a_holiday_and_always_forward(self):
        for pais, cadencia in product(PAISES, self._cadencias()):
            calendario = self._calendario(pais)
            libres = {5, 6}
            if cadencia.tipo != "mensual_dia":
                libres.discard(cadencia.dia_semana)
            anterior = None
            fechas = regla.ocurrencias(cadencia, date(2025, 12, 31), calendario)
            for ocurrencia in islice(fechas, 60):
                fecha = ocurrencia.fecha
                self.assertTrue(es_habil(fecha, calendario(fecha.year), libres))
                if cadencia.ajuste == "siguiente":
                    self.assertGreaterEqual(fecha, ocurrencia.nominal)
                else:
                    self.assertLessEqual(fecha, ocurrencia.nominal)
                self.assertLess(abs((fecha - ocurrencia.nominal).days), 7)
                self.assertTrue(anterior is None or fecha > anterior, (pais, cadencia))
                anterior = fecha

    def test_from_any_day_the_same_days(self):
        """Where one starts to look does not change the days of the rule."""
        for cadencia in self._cadencias():
            todas = list(islice(regla.nominales(cadencia), 30))
            for desde in (todas[0], todas[3], todas[7] + timedelta(days=1)):
                vistas = list(islice(regla.nominales(cadencia, desde), 10))
                self.assertEqual(vistas, [d for d in todas if d >= desde][:10])

    def test_independence_days(self):
        """What each country does with its Monday table when Monday is a holiday."""
        casos = {
            "PE": (date(2026, 6, 29), date(2026, 6, 30)),  # San Pedro y San Pablo
            "CL": (date(2026, 6, 29), date(2026, 6, 30)),
            "CO": (date(2026, 7, 20), date(2026, 7, 21)),  # independence
            "MX": (date(2026, 2, 2), date(2026, 2, 3)),  # constitution, first Monday
        }
        lunes = regla.Cadencia("semanal", date(2026, 1, 5))
        for pais, (nominal, fecha) in casos.items():
            with self.subTest(pais=pais):
                self.assertEqual(
                    regla.fecha_de(lunes, nominal, self._calendario(pais)), fecha
                )
                self.assertEqual(
                    regla.siguiente(
                        lunes, nominal - timedelta(days=1), self._calendario(pais)
                    ),
                    fecha,
                )
