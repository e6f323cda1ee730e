from odoo.tests import tagged, warmup

from .common import SigobitoCommon

LISTAS = {
    "sigobito.area": {"complete_name": {}, "codigo": {}},
    "sigobito.tema": {"complete_name": {}, "peso": {}},
    "sigobito.lugar": {"complete_name": {}, "poblacion": {}, "prioritario": {}},
    "sigobito.actor": {"name": {}, "tipo": {}, "rol": {}, "ultimo_contacto": {}},
}


@tagged("post_install", "-at_install")
class TestConsultas(SigobitoCommon):
    """A list costs the same queries with one row as with fifty."""

    def _queries(self, model, specification):
        user_model = self.env[model].with_user(self.despacho)
        specification = {
            **specification,
            **{
                name: {"fields": {"display_name": {}}}
                for name in ("area_id", "tipo_id", "responsable_id", "enlace_id")
                if name in user_model._fields
            },
        }
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        user_model.web_search_read([], specification, limit=80)
        return self.env.cr.sql_log_count - start

    @warmup
    def test_lists(self):
        for model, specification in LISTAS.items():
            with self.subTest(model=model):
                self._queries(model, specification)
                one = self._queries(model, specification)
                self.env[model].create(
                    [
                        {"name": f"Row {n}", "company_id": self.company_a.id}
                        for n in range(50)
                    ]
                )
                self.assertEqual(self._queries(model, specification), one)
