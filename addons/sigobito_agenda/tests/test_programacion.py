"""Properties of the interval logic, on whatever hypothesis thinks of."""

import doctest
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import programacion
from ..tools.programacion import Bloque, Bloqueo, Cupo, Reglas, Sitio, revisar

#: The machine that runs this may be busy with something else.
propiedad = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)
BASE = datetime(2026, 11, 23)
HOGAR = [
    (BASE + timedelta(days=d, hours=a), BASE + timedelta(days=d, hours=b))
    for d in range(5)
    for a, b in ((8, 12), (13, 17))
]
JORNADA = {
    (BASE + timedelta(days=d)).date(): (
        BASE + timedelta(days=d, hours=8),
        BASE + timedelta(days=d, hours=17),
    )
    for d in range(5)
}
minutos = st.integers(min_value=0, max_value=7 * 24 * 60)
sitios = st.lists(
    st.builds(
        Sitio,
        st.integers(1, 6),
        st.floats(-60, 60, allow_nan=False),
        st.floats(-80, -30, allow_nan=False),
    ),
    max_size=2,
).map(tuple)


@st.composite
def bloques(draw):
    inicio = BASE + timedelta(minutes=draw(minutos))
    fin = inicio + timedelta(minutes=draw(st.integers(0, 600)))
    ultimo = max(inicio, fin - timedelta(seconds=1)).date()
    dias, dia = [], inicio.date()
    while dia <= ultimo:
        dias.append(dia)
        dia += timedelta(days=1)
    return Bloque(inicio, fin, 0, draw(st.integers(0, 3)), draw(sitios), tuple(dias))


@st.composite
def varios(draw):
    lista = draw(st.lists(bloques(), max_size=12))
    return [replace(bloque, ident=n + 1) for n, bloque in enumerate(lista)]


reglas = st.builds(
    Reglas,
    velocidad=st.floats(0, 120, allow_nan=False),
    factor=st.floats(1, 3, allow_nan=False),
    descanso=st.integers(0, 60),
    turnos=st.just(HOGAR),
    jornada=st.just(JORNADA),
    feriados=st.sets(st.sampled_from(sorted(JORNADA)), max_size=2),
    cupos=st.lists(
        st.builds(
            Cupo,
            st.integers(1, 9),
            st.integers(1, 3),
            st.integers(1, 4),
            st.sampled_from(["dia", "semana"]),
        ),
        max_size=3,
    ),
    libres=st.sets(st.integers(1, 3), max_size=2),
)


class TestProgramacion(BaseCase):
    def test_doctests(self):
        result = doctest.testmod(programacion)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    @propiedad
    @given(bloques(), bloques())
    def test_overlap_is_symmetric(self, uno, otro):
        a, b = (uno.inicio, uno.fin), (otro.inicio, otro.fin)
        self.assertEqual(programacion.se_cruzan(a, b), programacion.se_cruzan(b, a))

    @propiedad
    @given(bloques(), bloques())
    def test_overlap_is_a_minute_in_common(self, uno, otro):
        """Against the definition, minute by minute: everything falls on a minute."""

        def minutos_de(b):
            largo = max(1, int((b.fin - b.inicio).total_seconds() // 60))
            return {b.inicio + timedelta(minutes=n) for n in range(largo)}

        self.assertEqual(
            programacion.se_cruzan((uno.inicio, uno.fin), (otro.inicio, otro.fin)),
            bool(minutos_de(uno) & minutos_de(otro)),
        )

    @propiedad
    @given(bloques(), st.integers(1, 600))
    def test_what_touches_does_not_overlap(self, uno, largo):
        despues = (uno.fin, uno.fin + timedelta(minutes=largo))
        antes = (uno.inicio - timedelta(minutes=largo), uno.inicio)
        propio = (uno.inicio, uno.fin)
        if uno.inicio != uno.fin:
            self.assertFalse(programacion.se_cruzan(propio, despues))
        self.assertFalse(programacion.se_cruzan(propio, antes))

    @propiedad
    @given(bloques(), varios())
    def test_clashes_are_all_of_them_and_only_them(self, bloque, otros):
        dichos = {a.otro for a in revisar(bloque, otros) if a.clase == "cruce"}
        ciertos = {
            o.ident
            for o in otros
            if programacion.se_cruzan((bloque.inicio, bloque.fin), (o.inicio, o.fin))
        }
        self.assertEqual(dichos, ciertos)

    @propiedad
    @given(bloques(), varios(), reglas)
    def test_the_order_of_the_others_does_not_matter(self, bloque, otros, regla):
        self.assertEqual(
            {a.clave for a in revisar(bloque, otros, regla)},
            {a.clave for a in revisar(bloque, otros[::-1], regla)},
        )

    @propiedad
    @given(bloques(), varios(), reglas)
    def test_it_never_clashes_with_itself(self, bloque, otros, regla):
        propio = replace(bloque, ident=99)
        self.assertEqual(
            {a.clave for a in revisar(propio, [*otros, propio], regla)},
            {a.clave for a in revisar(propio, otros, regla)},
        )

    @propiedad
    @given(bloques(), varios(), bloques(), reglas)
    def test_one_more_act_never_makes_it_easier(self, bloque, otros, otro, regla):
        antes = {a.clave for a in revisar(bloque, otros, regla)}
        despues = {
            a.clave for a in revisar(bloque, [*otros, replace(otro, ident=99)], regla)
        }
        self.assertLessEqual(antes, despues)

    @propiedad
    @given(bloques(), varios(), reglas, st.integers(-5000, 5000))
    def test_moving_everything_together_changes_nothing(
        self, bloque, otros, regla, salto
    ):
        """Overlap, trip and rest are about differences, not about dates."""
        salto = timedelta(minutes=salto)

        def mover(b):
            return replace(b, inicio=b.inicio + salto, fin=b.fin + salto)

        regla = replace(regla, turnos=None, feriados=(), cupos=())
        self.assertEqual(
            revisar(bloque, otros, regla),
            revisar(mover(bloque), [mover(o) for o in otros], regla),
        )

    @propiedad
    @given(bloques(), bloques(), reglas)
    def test_overlap_and_trip_are_mutual(self, uno, otro, regla):
        uno, otro = replace(uno, ident=1), replace(otro, ident=2)
        regla = replace(regla, turnos=None, feriados=(), cupos=())
        clases = [
            [a.clase for a in revisar(a, [b], regla)]
            for a, b in ((uno, otro), (otro, uno))
        ]
        self.assertEqual(*clases)

    @propiedad
    @given(bloques(), varios(), reglas)
    def test_what_is_proposed_is_really_free(self, bloque, otros, regla):
        desde = BASE
        for inicio, fin in programacion.alternativas(bloque, otros, regla, desde):
            self.assertEqual(fin - inicio, bloque.fin - bloque.inicio)
            self.assertGreaterEqual(inicio, desde)
            self.assertNotEqual(inicio, bloque.inicio)
            dias = (inicio.date(),)
            libre = replace(bloque, inicio=inicio, fin=fin, dias=dias)
            self.assertEqual(revisar(libre, otros, regla), [])
            self.assertTrue(any(a <= inicio and fin <= b for a, b in HOGAR))

    @propiedad
    @given(sitios, sitios, reglas)
    def test_the_way_back_takes_as_long(self, ida, vuelta, regla):
        self.assertEqual(
            programacion.minutos_traslado(ida, vuelta, regla),
            programacion.minutos_traslado(vuelta, ida, regla),
        )

    def test_quota_counts_the_week_over_new_year(self):
        def acto(dia, ident=0):
            inicio = datetime.combine(dia, datetime.min.time()) + timedelta(hours=9)
            return Bloque(inicio, inicio + timedelta(hours=1), ident, 1, (), (dia,))

        otros = [acto(date(2026, 12, 29), 1), acto(date(2026, 12, 31), 2)]
        regla = Reglas(cupos=[Cupo(5, 1, 2, "semana")])
        self.assertEqual(
            [a.clave for a in revisar(acto(date(2027, 1, 2)), otros, regla)], ["cupo:5"]
        )
        self.assertEqual(revisar(acto(date(2027, 1, 4)), otros, regla), [])

    def test_blocked_hours(self):
        bloqueo = Bloqueo(BASE + timedelta(hours=12), BASE + timedelta(hours=14), 3)
        regla = Reglas(bloqueos=[bloqueo])
        hora = timedelta(hours=1)
        for inicio, avisa in ((10, False), (11, False), (13, True), (14, False)):
            bloque = Bloque(BASE + inicio * hora, BASE + (inicio + 1) * hora)
            self.assertEqual(bool(revisar(bloque, [], regla)), avisa, inicio)
