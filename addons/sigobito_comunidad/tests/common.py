from odoo.addons.sigobito_base.tests.common import SigobitoCommon


class ComunidadCommon(SigobitoCommon):
    """An SDG specialist and an initiative in each municipality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.especialista = cls._new_user(
            "especialista",
            cls.company_regional,
            "sigobito_comunidad.group_especialista_ods",
        )
        cls.company_a.poblacion = 18_000
        cls.meta_agua = cls.env.ref("sigobito_comunidad.ods_meta_6_1")
        cls.meta_salud = cls.env.ref("sigobito_comunidad.ods_meta_3_9")
        cls.iniciativa_a = cls._new_iniciativa("Agua para El Mirador")
        cls.iniciativa_b = cls.env["sigobito.iniciativa"].create(
            {"name": "Parque de la ribera", "company_id": cls.company_b.id}
        )
        cls.env.flush_all()

    @classmethod
    def _new_iniciativa(cls, name, **vals):
        return cls.env["sigobito.iniciativa"].create(
            {
                "name": name,
                "company_id": cls.company_a.id,
                "problema": "El agua llega dos horas al día.",
                "resultado": "Agua todo el día.",
                "tema_id": cls.tema_a.id,
                "lugar_ids": [(6, 0, cls.lugar_a.ids)],
                **vals,
            }
        )

    def _alinear(self, iniciativa=None, user=None, **vals):
        return (
            self.env["sigobito.ods.alineacion"]
            .with_user(user or self.gestor)
            .create(
                {
                    "iniciativa_id": (iniciativa or self.iniciativa_a).id,
                    "meta_id": self.meta_agua.id,
                    "justificacion": "Lleva agua a 120 hogares.",
                    **vals,
                }
            )
        )

    def _ficha(self, iniciativa=None):
        return self.env["sigobito.ficha"].search(
            [("iniciativa_id", "=", (iniciativa or self.iniciativa_a).id)]
        )

    def _count_queries(self, model, user, spec):
        seen = self.env[model].with_user(user)
        return self._contar_consultas(lambda: seen.web_search_read([], spec))
