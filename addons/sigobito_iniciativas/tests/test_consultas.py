from lxml import etree

from odoo import Command
from odoo.tests import tagged, warmup

from .common import IniciativasCommon


@tagged("post_install", "-at_install")
class TestConsultas(IniciativasCommon):
    """A list costs the same queries with one row as with fifty."""

    def _specification(self, model, kind):
        """What the browser asks for that view, many2one names included."""
        arch = etree.fromstring(model.get_view(view_type=kind)["arch"])
        names = {node.get("name") for node in arch.iter("field")}
        if "semaforo" in names:
            names.add("semaforo_motivo")
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].relational
            else {}
            for name in names
            if name in model._fields
        }

    def _queries(self, name, kind, user):
        model = self.env[name].with_user(user)
        specification = self._specification(model, kind)
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        model.web_search_read([], specification, limit=80)
        return self.env.cr.sql_log_count - start

    def _create_fifty(self):
        iniciativas = self.env["sigobito.iniciativa"].create(
            [
                {
                    "name": f"Initiative {numero}",
                    "company_id": self.company_a.id,
                    "responsable_id": (self.gestor if numero % 2 else self.obras).id,
                    "hito_ids": [
                        Command.create(
                            {"name": "One", "date_deadline": self._en(numero - 20)}
                        )
                    ],
                }
                for numero in range(50)
            ]
        )
        self.env["sigobito.aro"].create(
            [
                {"name": "ARO", "hito_id": iniciativa.hito_ids.id}
                for iniciativa in iniciativas
            ]
        )
        self.env["sigobito.indicador"].create(
            [
                {"name": "Families", "iniciativa_id": iniciativa.id}
                for iniciativa in iniciativas
            ]
        )
        self.env["sigobito.hito.reprogramacion"].create(
            [
                {
                    "hito_id": iniciativa.hito_ids.id,
                    "fecha_nueva": self.hoy,
                    "motivo": "Rain",
                }
                for iniciativa in iniciativas
            ]
        )

    @warmup
    def test_lists_and_kanbans(self):
        self.env["sigobito.aro"].create({"name": "A", "hito_id": self.hito_1.id})
        self.env["sigobito.indicador"].create(
            {"name": "I", "iniciativa_id": self.iniciativa_a.id}
        )
        self.env["sigobito.hito.reprogramacion"].create(
            {"hito_id": self.hito_1.id, "fecha_nueva": self.hoy, "motivo": "Rain"}
        )
        cases = [
            (name, kind, user)
            for name in (
                "sigobito.iniciativa",
                "sigobito.hito",
                "sigobito.aro",
                "sigobito.indicador",
                "sigobito.hito.reprogramacion",
            )
            for kind in ("list", "kanban")
            for user in (self.gestor, self.titular)
        ]
        before = {}
        for case in cases:
            self._queries(*case)
            before[case] = self._queries(*case)
        self._create_fifty()
        for case in cases:
            with self.subTest(model=case[0], view=case[1], user=case[2].login):
                self.assertEqual(self._queries(*case), before[case])

    @warmup
    def test_home(self):
        tablero = self.env["sigobito.tablero"].with_user(self.titular)

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            tablero._get_tarjetas_iniciativas()
            tablero._get_listas_iniciativas()
            return self.env.cr.sql_log_count - start

        def more():
            self._create_fifty()
            self.env["sigobito.iniciativa"].search(
                [("company_id", "=", self.company_a.id)]
            ).hito_ids.write({"responsable_id": self.titular.id})

        # With one row of each, some are already in cache when the next list asks.
        more()
        queries()
        before = queries()
        more()
        self.assertEqual(queries(), before)
