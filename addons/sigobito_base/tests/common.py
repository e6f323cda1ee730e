from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user

ROLES = "funcionario despacho gestor comunicacion titular admin_municipal".split()


class SigobitoFixtures:
    """Two municipalities with their people, and the regional team; once per class.

    Mix it into any Odoo test case: ``class X(SigobitoFixtures, HttpCase)``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context=dict(cls.env.context, tracking_disable=True, no_reset_password=True)
        )
        # Workers of one run share the folder of files, and what one rolls back another
        # may sweep away: in the tests, files stay in the transaction.
        cls.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        cls.company_regional = cls.env["res.company"].create({"name": "Regional team"})
        cls.company_a = cls._new_municipio("Muni A", "muni-a")
        cls.company_b = cls._new_municipio("Muni B", "muni-b")
        for role in ROLES:
            user = cls._new_user(role, cls.company_a, f"sigobito_base.group_{role}")
            setattr(cls, role, user)
        cls.ajeno = cls._new_user(
            "ajeno", cls.company_b, *(f"sigobito_base.group_{role}" for role in ROLES)
        )
        cls.regional = cls._new_user(
            "regional_team", cls.company_regional, "sigobito_base.group_regional"
        )
        cls.company_a.titular_id = cls.titular
        cls.company_b.titular_id = cls.ajeno
        for letter, company in (("a", cls.company_a), ("b", cls.company_b)):
            cls._new_clasificacion(letter, company)
        cls.env.flush_all()

    @classmethod
    def _new_municipio(cls, name, slug):
        return cls.env["res.company"].create(
            {
                "name": name,
                "slug": slug,
                "es_municipio": True,
                "country_id": cls.env.ref("base.pe").id,
                "tz": "America/Lima",
            }
        )

    @classmethod
    def _new_user(cls, login, company, *groups):
        return new_test_user(
            cls.env,
            login=login,
            password=f"{login}-password",
            groups=",".join(groups),
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            tz="America/Lima",
        )

    @classmethod
    def _new_clasificacion(cls, letter, company):
        def new(model, **vals):
            return cls.env[model].create({"company_id": company.id, **vals})

        suffix = letter.upper()
        plan = new("sigobito.plan", name=f"Plan {suffix}", state="open")
        area = new("sigobito.area", name=f"Area {suffix}")
        tema = new("sigobito.tema", name=f"Theme {suffix}", plan_id=plan.id)
        lugar = new("sigobito.lugar", name=f"Place {suffix}")
        actor = new("sigobito.actor", name=f"Stakeholder {suffix}")
        setattr(cls, f"plan_{letter}", plan)
        setattr(cls, f"area_{letter}", area)
        setattr(cls, f"tema_{letter}", tema)
        setattr(cls, f"lugar_{letter}", lugar)
        setattr(cls, f"actor_{letter}", actor)

    def _contar_consultas(self, leer):
        """Queries that ``leer()`` needs with nothing read yet but rules already known.

        The least of three turns: what another test emptied of the shared caches (rules,
        groups) is filled again in the first.
        """
        cuentas = []
        for _turno in range(3):
            self.env.flush_all()
            self.env.invalidate_all()
            antes = self.env.cr.sql_log_count
            leer()
            cuentas.append(self.env.cr.sql_log_count - antes)
        return min(cuentas)

    def assertWalled(self, record, user=None, campo="name"):
        """``user`` (of another municipality by default) gets nothing of ``record``.

        Tries search, count, read, name search, grouping, export, web search and the
        three ways of changing it. A model he may not touch at all is walled too.
        """
        user = user or self.ajeno
        record.env.flush_all()
        model = self.env[record._name].with_user(user)
        seen = record.with_user(user)
        only = [("id", "in", record.ids)]
        with self.subTest(model=record._name, user=user.login):
            doors = {
                "search": lambda: model.search(only).ids,
                "search_count": lambda: model.search_count(only),
                "name_search": lambda: [
                    r
                    for r in model.name_search(record.display_name)
                    if r[0] in record.ids
                ],
                "_read_group": lambda: sum(
                    n for (n,) in model._read_group(only, [], ["__count"])
                ),
                "formatted_read_group": lambda: model.formatted_read_group(
                    only, [campo], ["__count"]
                ),
                "web_search_read": lambda: model.web_search_read(only, {campo: {}})[
                    "length"
                ],
            }
            for name, door in doors.items():
                try:
                    self.assertFalse(door(), f"{name} of {record._name} leaks")
                except AccessError:
                    continue
            for name, door in {
                "read": lambda: seen.read([campo]),
                "export_data": lambda: seen.export_data([campo]),
                "write": lambda: seen.write({campo: record[campo]}),
                "unlink": lambda: seen.unlink(),
                "copy": lambda: seen.copy(),
            }.items():
                # Who may not export anything is told so before the record is looked at.
                refusal = UserError if name == "export_data" else AccessError
                with self.assertRaises(refusal, msg=f"{name} of {record._name}"):
                    door()


class SigobitoCommon(SigobitoFixtures, TransactionCase):
    """Model tests of all the addons start here."""
