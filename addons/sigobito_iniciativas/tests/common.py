from datetime import timedelta

from odoo import Command

from odoo.addons.sigobito_base.tests.common import SigobitoCommon, SigobitoFixtures


class IniciativasFixtures(SigobitoFixtures):
    """One initiative with three milestones in each municipality."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hoy = cls.company_a._hoy()
        cls.obras = cls._new_user(
            "obras", cls.company_a, "sigobito_base.group_funcionario"
        )
        cls.iniciativa_a = cls._new_iniciativa(
            cls.company_a,
            name="Water in El Mirador",
            responsable_id=cls.gestor.id,
            tema_id=cls.tema_a.id,
            lugar_ids=[Command.set(cls.lugar_a.ids)],
        )
        cls.hito_1, cls.hito_2, cls.hito_3 = cls.iniciativa_a.hito_ids
        cls.hito_1.responsable_id = cls.funcionario
        cls.iniciativa_b = cls._new_iniciativa(
            cls.company_b, name="Road to the port", responsable_id=cls.ajeno.id
        )
        cls.env.flush_all()

    @classmethod
    def _en(cls, dias):
        return cls.hoy + timedelta(days=dias)

    @classmethod
    def _new_iniciativa(cls, company, pesos=(50, 30, 20), **vals):
        hitos = [
            Command.create(
                {
                    "name": f"Milestone {numero}",
                    "peso": peso,
                    "date_deadline": cls._en(30 * numero),
                }
            )
            for numero, peso in enumerate(pesos, start=1)
        ]
        return cls.env["sigobito.iniciativa"].create(
            {"company_id": company.id, "hito_ids": hitos, **vals}
        )

    @classmethod
    def _aprobar(cls, iniciativa):
        if iniciativa.state == "candidata":
            iniciativa.with_user(cls.gestor).action_programar()
        iniciativa.with_user(cls.titular).action_aprobar()
        return iniciativa


class IniciativasCommon(IniciativasFixtures, SigobitoCommon):
    """Model tests of initiatives start here."""
