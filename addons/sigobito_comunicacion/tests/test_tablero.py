from odoo.tests import tagged, warmup

from .common import ComunicacionCommon


@tagged("post_install", "-at_install")
class TestTablero(ComunicacionCommon):
    def _tarjetas(self, user):
        datos = self.env["sigobito.tablero"].with_user(user).get_tablero()
        return (
            {t["key"]: t for t in datos["tarjetas"]},
            {x["key"]: x for x in datos["listas"]},
        )

    def test_cards_of_each_role(self):
        pieza = self._new_pieza()
        pieza.action_enviar_revision()
        self._new_accion(name="Propuesta")
        for user in (self.titular, self.despacho, self.aprobador):
            tarjetas, listas = self._tarjetas(user)
            self.assertEqual(tarjetas["comunicacion_visto_bueno"]["value"], 1)
            items = listas["comunicacion_visto_bueno"]["items"]
            self.assertEqual([i["res_id"] for i in items], pieza.ids)
            self.assertNotIn("comunicacion_propuestas", tarjetas)
        tarjetas, listas = self._tarjetas(self.comunicacion)
        self.assertEqual(tarjetas["comunicacion_propuestas"]["value"], 1)
        self.assertNotIn("comunicacion_visto_bueno", tarjetas)
        self.assertEqual(
            listas["comunicacion_propuestas"]["items"][0]["title"], "Propuesta"
        )
        for user in (self.funcionario, self.regional):
            tarjetas, _listas = self._tarjetas(user)
            self.assertFalse([k for k in tarjetas if k.startswith("comunicacion")])

    def test_figures_open_their_records(self):
        self._new_pieza().action_enviar_revision()
        for user in (self.titular, self.comunicacion):
            tarjetas, _listas = self._tarjetas(user)
            for key, tarjeta in tarjetas.items():
                if not key.startswith("comunicacion"):
                    continue
                action = self.env.ref(tarjeta["action"])
                count = (
                    self.env[action.res_model]
                    .with_user(user)
                    .search_count(tarjeta["domain"])
                )
                self.assertEqual(count, tarjeta["value"], key)

    @warmup
    def test_home_query_count(self):
        def measure():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["sigobito.tablero"].with_user(self.comunicacion).get_tablero()
            return self.env.cr.sql_log_count - before

        self._new_accion()
        measure()
        one = measure()
        for number in range(50):
            self._new_accion(name=f"n{number}")
        self.assertEqual(measure(), one)

    @warmup
    def test_piece_lists_query_count(self):
        spec = {
            "titulo": {},
            "canal_id": {"fields": {"display_name": {}}},
            "accion_id": {"fields": {"display_name": {}}},
            "state": {},
            "fecha_calendario": {},
            "aprobada_por_id": {"fields": {"display_name": {}}},
            "url": {},
        }

        def measure(model, spec):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env[model].with_user(self.comunicacion).web_search_read([], spec)
            return self.env.cr.sql_log_count - before

        fila_spec = {
            "titulo": {},
            "canal_id": {"fields": {"display_name": {}}},
            "state": {},
            "error": {},
            "fecha_programada": {},
        }
        self._new_pieza_aprobada().action_publicar()
        specs = {"sigobito.pieza": spec, "sigobito.publicacion": fila_spec}
        for model, one_spec in specs.items():
            measure(model, one_spec)
        one = {model: measure(model, s) for model, s in specs.items()}
        for number in range(20):
            self._new_pieza_aprobada(titulo=f"n{number}").action_publicar()
        for model, one_spec in specs.items():
            self.assertEqual(measure(model, one_spec), one[model], model)
