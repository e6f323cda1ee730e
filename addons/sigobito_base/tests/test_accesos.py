from datetime import date, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import ROLES, SigobitoCommon

#: Noon in Lima and in Kiritimati (UTC+14) it is already the next day.
HOY = date(2026, 3, 4)
MEDIODIA = "2026-03-04 17:00:00"


class AccesosCommon(SigobitoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grupo = {role: cls.env.ref(f"sigobito_base.group_{role}") for role in ROLES}
        cls.cargo = cls._new_cargo("Secretary", cls.area_a, "despacho")

    @classmethod
    def _new_cargo(cls, name, area, *roles):
        return cls.env["sigobito.cargo"].create(
            {
                "name": name,
                "area_id": area.id,
                "company_id": area.company_id.id,
                "group_ids": [Command.set([cls.grupo[role].id for role in roles])],
            }
        )

    def _nombrar(self, user, start=0, end=None, cargo=None, env=None, **vals):
        return (env or self.env)["sigobito.nombramiento"].create(
            {
                "cargo_id": (cargo or self.cargo).id,
                "user_id": user.id,
                "date_start": HOY + timedelta(days=start),
                "date_end": end is not None and HOY + timedelta(days=end),
                **vals,
            }
        )

    def _correr(self):
        """The hourly run."""
        with self.enter_registry_test_mode():
            self.env.ref(
                "sigobito_base.ir_cron_sincronizar_accesos"
            ).method_direct_trigger()
        self.env.invalidate_all()

    def _dia(self, days, hour="05:30:00"):
        """Half past midnight in Lima, that many days from today."""
        return freeze_time(f"{HOY + timedelta(days=days)} {hour}")

    def assertTiene(self, user, role="despacho", tiene=True):
        self.assertEqual(self.grupo[role] in user.group_ids, tiene, user.login)

    def assertNoTiene(self, user, role="despacho"):
        self.assertTiene(user, role, False)


@tagged("post_install", "-at_install")
@freeze_time(MEDIODIA)
class TestAccesos(AccesosCommon):
    """Access follows the post: holder, deputy, dates, by hand (R15)."""

    def test_holder_has_it_until_the_last_day(self):
        nombramiento = self._nombrar(self.funcionario)
        self.assertTiene(self.funcionario)
        nombramiento.date_end = HOY + timedelta(days=2)
        self.assertTiene(self.funcionario)
        with self._dia(2):
            self._correr()
            self.assertTiene(self.funcionario)
        with self._dia(3, "04:30:00"):  # still the evening of the last day in Lima
            self._correr()
            self.assertTiene(self.funcionario)
        with self._dia(3):
            self._correr()
            self.assertNoTiene(self.funcionario)
            self.assertTrue(self.funcionario.has_group("base.group_user"))
            self.assertEqual(nombramiento.state, "terminado")
        acceso = self.env["sigobito.acceso"].search(
            [("user_id", "=", self.funcionario.id)]
        )
        self.assertEqual(acceso.cargo_id, self.cargo)
        self.assertTrue(acceso.fecha_baja)

    def test_next_holder(self):
        self._nombrar(self.funcionario, end=5)
        self._nombrar(self.gestor, start=6)
        self.assertNoTiene(self.gestor)
        with self._dia(6):
            self._correr()
            self.assertTiene(self.gestor)
            self.assertNoTiene(self.funcionario)
            self.assertEqual(self.cargo.titular_actual_id, self.gestor)

    def test_deputy_of_next_week(self):
        self._nombrar(
            self.gestor,
            suplente_id=self.funcionario.id,
            suplente_desde=HOY + timedelta(days=5),
            suplente_hasta=HOY + timedelta(days=9),
        )
        self.assertNoTiene(self.funcionario)
        self.assertTiene(self.gestor)
        for day, tiene in ((4, False), (5, True), (9, True), (10, False)):
            with self.subTest(day=day), self._dia(day):
                self._correr()
                self.assertTiene(self.funcionario, tiene=tiene)
                self.assertTiene(self.gestor)
                self.assertEqual(
                    self.cargo.suplente_actual_id == self.funcionario, tiene
                )

    def test_deputy_without_dates_lasts_as_long_as_the_appointment(self):
        nombramiento = self._nombrar(
            self.gestor, end=3, suplente_id=self.funcionario.id
        )
        self.assertTiene(self.funcionario)
        self.assertEqual(nombramiento.suplencia_state, "vigente")
        with self._dia(4):
            self._correr()
            self.assertNoTiene(self.funcionario)

    def test_replaced_and_stopped_deputies(self):
        nombramiento = self._nombrar(self.gestor, suplente_id=self.funcionario.id)
        nombramiento.suplente_id = self.comunicacion
        self.assertNoTiene(self.funcionario)
        self.assertTiene(self.comunicacion)
        nombramiento.action_quitar_suplente()
        self.assertNoTiene(self.comunicacion)
        self.assertFalse(nombramiento.suplente_id)

    def test_midnight_of_each_time_zone(self):
        self.company_b.tz = "Pacific/Kiritimati"
        otro = self._new_user("kiri", self.company_b, "sigobito_base.group_funcionario")
        cargo_b = self._new_cargo("Secretary", self.area_b, "despacho")
        self._nombrar(otro, start=2, cargo=cargo_b)
        self._nombrar(self.funcionario, start=2)
        # 5 March 22:00 UTC: in Kiritimati it is already the 6th, in Lima still the 5th.
        with self._dia(1, "22:00:00"):
            self._correr()
            self.assertTiene(otro)
            self.assertNoTiene(self.funcionario)

    def test_by_hand_is_never_taken(self):
        nombramiento = self._nombrar(self.despacho)
        self.assertTrue(nombramiento.acceso_ids.previo)
        nombramiento.date_start = nombramiento.date_end = HOY - timedelta(days=9)
        self.assertTiene(self.despacho)

    def test_given_by_hand_while_the_post_gives_it(self):
        nombramiento = self._nombrar(self.funcionario)
        self.funcionario.write({"group_ids": [Command.link(self.grupo["despacho"].id)]})
        self.assertTrue(nombramiento.acceso_ids.previo)
        nombramiento.unlink()
        self.assertTiene(self.funcionario)

    def test_taken_by_hand_while_the_post_gives_it(self):
        nombramiento = self._nombrar(self.funcionario)
        self.funcionario.write(
            {"group_ids": [Command.unlink(self.grupo["despacho"].id)]}
        )
        self.assertTrue(nombramiento.acceso_ids.revocado)
        self._correr()
        self.assertNoTiene(self.funcionario)

    def test_two_posts_give_the_same(self):
        otro = self._new_cargo("Another", self.area_a, "despacho", "gestor")
        uno = self._nombrar(self.funcionario)
        dos = self._nombrar(self.funcionario, cargo=otro)
        uno.unlink()
        self.assertTiene(self.funcionario)
        dos.unlink()
        self.assertNoTiene(self.funcionario)
        self.assertNoTiene(self.funcionario, "gestor")

    def test_posts_in_two_municipalities(self):
        self.funcionario.company_ids = self.company_a | self.company_b
        cargo_b = self._new_cargo("Secretary", self.area_b, "despacho")
        uno = self._nombrar(self.funcionario)
        dos = self._nombrar(self.funcionario, cargo=cargo_b)
        uno.unlink()
        self.assertTiene(self.funcionario)
        self.funcionario.company_ids = self.company_a
        self.assertNoTiene(self.funcionario)
        self.assertTrue(dos.exists())

    def test_the_post_changes(self):
        self._nombrar(self.funcionario)
        self.cargo.group_ids = self.grupo["gestor"]
        self.assertNoTiene(self.funcionario)
        self.assertTiene(self.funcionario, "gestor")
        self.cargo.active = False
        self.assertNoTiene(self.funcionario, "gestor")

    def test_somebody_with_nothing_else_stays_staff(self):
        user = self._new_user("solo", self.company_a, "sigobito_base.group_despacho")
        nombramiento = self._nombrar(user)
        self.assertTrue(nombramiento.acceso_ids.previo)
        user._soltar_a_mano(self.grupo["despacho"])
        nombramiento.unlink()
        self.assertNoTiene(user)
        self.assertTiene(user, "funcionario")

    def test_leaving_archives_nothing(self):
        nombramiento = self._nombrar(self.funcionario, start=-3)
        nombramiento.date_end = HOY - timedelta(days=1)
        self.assertTrue(self.funcionario.active)
        self.assertNoTiene(self.funcionario)

    def test_nothing_to_do_costs_little(self):
        self._nombrar(self.funcionario)
        Nombramiento = self.env["sigobito.nombramiento"]
        self.assertEqual(Nombramiento._sincronizar_accesos(), (0, 0))
        self.assertLessEqual(
            self._contar_consultas(Nombramiento._sincronizar_accesos), 6
        )

    def test_same_queries_for_one_and_fifty(self):
        def gente(prefix, n):
            users = self.env["res.users"].create(
                [
                    {
                        "name": f"{prefix} {i}",
                        "login": f"{prefix}-{i}",
                        "company_id": self.company_a.id,
                        "company_ids": [Command.set(self.company_a.ids)],
                        "group_ids": [Command.set(self.grupo["funcionario"].ids)],
                    }
                    for i in range(n)
                ]
            )
            cargos = self.env["sigobito.cargo"].create(
                [
                    {
                        "name": f"{prefix} {i}",
                        "area_id": self.area_a.id,
                        "company_id": self.company_a.id,
                        "group_ids": [Command.set(self.grupo["gestor"].ids)],
                    }
                    for i in range(n)
                ]
            )
            self.env["sigobito.nombramiento"].create(
                [
                    {
                        "cargo_id": cargo.id,
                        "user_id": user.id,
                        "date_start": HOY + timedelta(days=1),
                    }
                    for cargo, user in zip(cargos, users, strict=True)
                ]
            )
            return users

        def costo(dia):
            self.env.flush_all()
            self.env.invalidate_all()
            with self._dia(dia):
                antes = self.env.cr.sql_log_count
                self.env["sigobito.nombramiento"]._sincronizar_accesos()
                self.env.flush_all()
                return self.env.cr.sql_log_count - antes

        gente("warm", 1)
        costo(1)
        gente("uno", 1)
        uno = costo(1)
        muchos = gente("cincuenta", 50)
        self.assertLessEqual(costo(1), uno + 2)
        self.assertTrue(all(self.grupo["gestor"] in u.group_ids for u in muchos))


@tagged("post_install", "-at_install")
@freeze_time(MEDIODIA)
class TestUltimoAdministrador(AccesosCommon):
    """A municipality always has somebody in charge of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cargo_admin = cls._new_cargo("Manager", cls.area_a, "admin_municipal")
        cls.admin_municipal._soltar_a_mano(cls.grupo["admin_municipal"])

    def _solo_por_cargo(self, start=-10):
        nombramiento = self._nombrar(
            self.admin_municipal, start=start, cargo=self.cargo_admin
        )
        self.admin_municipal._soltar_a_mano(self.grupo["admin_municipal"])
        return nombramiento

    def test_not_by_hand(self):
        nombramiento = self._solo_por_cargo()
        for end in (-1, 0, 30):
            with self.subTest(end=end), self.assertRaises(UserError):
                nombramiento.date_end = HOY + timedelta(days=end)
        with self.assertRaises(UserError):
            self.cargo_admin.active = False
        with self.assertRaises(UserError):
            self.cargo_admin.group_ids = self.grupo["gestor"]
        self.assertTiene(self.admin_municipal, "admin_municipal")

    def test_another_one_is_enough(self):
        nombramiento = self._solo_por_cargo()
        self.gestor.group_ids += self.grupo["admin_municipal"]
        nombramiento.date_end = HOY - timedelta(days=1)
        self.assertNoTiene(self.admin_municipal, "admin_municipal")

    def test_relay(self):
        nombramiento = self._solo_por_cargo()
        wizard = (
            self.env["sigobito.nombramiento.relevo"]
            .with_user(self.titular)
            .with_company(self.company_a)
            .create(
                {
                    "cargo_id": self.cargo_admin.id,
                    "nombramiento_id": nombramiento.id,
                    "hay_sucesor": True,
                    "user_id": self.gestor.id,
                    "date_start": HOY,
                }
            )
        )
        self.assertEqual(wizard.ultimo_dia, HOY - timedelta(days=1))
        wizard.action_save()
        self.assertTiene(self.gestor, "admin_municipal")
        self.assertNoTiene(self.admin_municipal, "admin_municipal")
        self.assertEqual(self.cargo_admin.titular_actual_id, self.gestor)

    def test_at_night_the_role_stays_and_somebody_is_told(self):
        nombramiento = self._solo_por_cargo()
        self.env.cr.execute(
            "UPDATE sigobito_nombramiento SET date_end = %s WHERE id = %s",
            (HOY, nombramiento.id),
        )
        self.env.invalidate_all()
        for _turno in range(2):
            with self._dia(1):
                self._correr()
        self.assertTiene(self.admin_municipal, "admin_municipal")
        self.assertEqual(len(nombramiento.activity_ids), 1)
        self.assertEqual(nombramiento.activity_ids.user_id, self.titular)
        self.gestor.group_ids += self.grupo["admin_municipal"]
        with self._dia(1):
            self._correr()
        self.assertNoTiene(self.admin_municipal, "admin_municipal")


@tagged("post_install", "-at_install")
@freeze_time(MEDIODIA)
class TestAccesosNegados(AccesosCommon):
    """Nobody raises himself through posts."""

    def test_who_may_appoint(self):
        for user in (self.admin_municipal, self.titular):
            env = self.env(user=user)
            nombramiento = self._nombrar(self.funcionario, env=env)
            self.assertTiene(self.funcionario)
            nombramiento.unlink()
            self.assertNoTiene(self.funcionario)

    def test_who_may_not(self):
        nombramiento = self._nombrar(self.gestor)
        acceso = nombramiento.acceso_ids
        admin = self.grupo["admin_municipal"]
        for user in (
            self.funcionario,
            self.despacho,
            self.gestor,
            self.comunicacion,
            self.regional,
            self.ajeno,
        ):
            env = self.env(user=user)
            suyo = nombramiento.with_user(user)
            cargo = self.cargo.with_user(user)
            doors = {
                "create": lambda env=env, user=user: self._nombrar(
                    user, start=-400, end=-390, env=env
                ),
                "default": lambda env=env, user=user: (
                    env["sigobito.nombramiento"]
                    .with_context(
                        default_cargo_id=self.cargo.id, default_user_id=user.id
                    )
                    .create({})
                ),
                "deputy": lambda s=suyo, u=user: s.write({"suplente_id": u.id}),
                "dates": lambda s=suyo: s.write({"date_end": HOY}),
                "copy": lambda s=suyo: s.copy({"date_start": HOY}),
                "unlink": lambda s=suyo: s.unlink(),
                "post": lambda c=cargo: c.write({"group_ids": [(4, admin.id)]}),
                "post of the area": lambda u=user: self.area_a.with_user(u).write(
                    {
                        "cargo_ids": [
                            Command.update(
                                self.cargo.id, {"group_ids": [(4, admin.id)]}
                            )
                        ]
                    }
                ),
                "holders of the post": lambda c=cargo, u=user: c.write(
                    {
                        "nombramiento_ids": [
                            Command.update(nombramiento.id, {"suplente_id": u.id})
                        ]
                    }
                ),
                "himself": lambda u=user: u.with_user(u).write(
                    {"group_ids": [(4, admin.id)]}
                ),
                "his appointments": lambda u=user: u.with_user(u).write(
                    {
                        "sigobito_nombramiento_ids": [
                            Command.create({"cargo_id": self.cargo.id})
                        ]
                    }
                ),
                "access": lambda env=env, u=user: env["sigobito.acceso"].create(
                    {
                        "user_id": u.id,
                        "group_id": admin.id,
                        "como": "titular",
                        "company_id": self.company_a.id,
                    }
                ),
                "relay": lambda env=env: env["sigobito.nombramiento.relevo"].create(
                    {"cargo_id": self.cargo.id}
                ),
                "deputy wizard": lambda env=env: env[
                    "sigobito.nombramiento.suplente"
                ].create({"nombramiento_id": nombramiento.id}),
            }
            # The stranger administers his own municipality: the wall refuses him.
            for name, door in doors.items():
                with (
                    self.subTest(user=user.login, door=name),
                    self.assertRaises(UserError),
                ):
                    door()
            result = env["sigobito.nombramiento"].load(
                ["cargo_id/.id", "user_id/.id", "date_start"],
                [[str(self.cargo.id), str(user.id), "2020-01-01"]],
            )
            self.assertFalse(result["ids"], user.login)
        self.assertNoTiene(self.funcionario)
        self.assertEqual(acceso.exists(), acceso)

    def test_the_log_is_written_by_nobody(self):
        nombramiento = self._nombrar(self.funcionario)
        for user in (self.admin_municipal, self.titular):
            acceso = nombramiento.acceso_ids.with_user(user)
            self.assertTrue(acceso.read(["group_nombre", "como"]))
            for door in (
                lambda a=acceso: a.write({"previo": True}),
                lambda a=acceso: a.unlink(),
                lambda a=acceso: a.copy(),
            ):
                with self.assertRaises(AccessError):
                    door()
        for user in (self.funcionario, self.despacho, self.regional):
            with self.assertRaises(AccessError):
                nombramiento.acceso_ids.with_user(user).read(["como"])
        self.assertWalled(nombramiento.acceso_ids, campo="como")
        self.assertWalled(nombramiento, campo="suplente_motivo")

    def test_nobody_is_raised_in_another_municipality(self):
        self.funcionario.company_ids = self.company_a | self.company_b
        env = self.env(user=self.admin_municipal)
        with self.assertRaises(ValidationError):
            self._nombrar(self.funcionario, env=env)
        simple = self._new_cargo("Clerk", self.area_a)
        nombramiento = self._nombrar(self.funcionario, cargo=simple, env=env)
        with self.assertRaises(ValidationError):
            simple.with_user(self.admin_municipal).group_ids = self.grupo["titular"]
        with self.assertRaises(ValidationError):
            self._nombrar(
                self.gestor, start=-9, end=9, env=env, suplente_id=self.funcionario.id
            )
        self.assertTrue(nombramiento)
        self.assertNoTiene(self.funcionario, "titular")
        # The platform may.
        self._nombrar(self.funcionario, start=-9)
        self.assertTiene(self.funcionario)

    def test_history_is_kept(self):
        nombramiento = self._nombrar(self.funcionario, start=-9).with_user(
            self.admin_municipal
        )
        with self.assertRaises(UserError):
            nombramiento.unlink()
        with self.assertRaises(UserError):
            nombramiento.user_id = self.gestor
        with self.assertRaises(UserError):
            self.cargo.with_user(self.admin_municipal).unlink()
        nombramiento.with_context(tracking_disable=False).date_end = HOY
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertIn(
            "date_end",
            nombramiento.message_ids.sudo().tracking_value_ids.field_id.mapped("name"),
        )

    def test_a_mistake_of_today_is_undone(self):
        nombramiento = self._nombrar(self.funcionario)
        nombramiento.with_user(self.admin_municipal).unlink()
        self.assertNoTiene(self.funcionario)
        acceso = self.env["sigobito.acceso"].search(
            [("user_id", "=", self.funcionario.id)]
        )
        self.assertTrue(acceso.fecha_baja, "its trace stays in the log")

    def test_dates_that_make_sense(self):
        with self.assertRaises(ValidationError):
            self._nombrar(self.gestor, suplente_id=self.gestor.id)
        with self.assertRaises(ValidationError):
            self._nombrar(
                self.gestor,
                end=5,
                suplente_id=self.funcionario.id,
                suplente_desde=HOY + timedelta(days=6),
            )
        with self.assertRaises(ValidationError):
            self._nombrar(self.gestor, suplente_id=self.ajeno.id)

    def test_wizard_of_the_deputy(self):
        nombramiento = self._nombrar(self.gestor)
        wizard = (
            self.env["sigobito.nombramiento.suplente"]
            .with_user(self.titular)
            .create(
                {
                    "nombramiento_id": nombramiento.id,
                    "suplente_id": self.funcionario.id,
                    "suplente_desde": HOY,
                    "suplente_hasta": HOY + timedelta(days=4),
                    "suplente_motivo": "Holidays",
                }
            )
        )
        wizard.action_save()
        self.assertTiene(self.funcionario)
        self.assertWalled(wizard, user=self.admin_municipal, campo="suplente_motivo")

    def test_wizard_of_the_relay(self):
        def relevo(**vals):
            return (
                self.env["sigobito.nombramiento.relevo"]
                .with_user(self.admin_municipal)
                .create({"cargo_id": self.cargo.id, **vals})
                .action_save()
            )

        relevo(hay_sucesor=True, user_id=self.funcionario.id, date_start=HOY)
        uno = self.cargo.nombramiento_ids
        self.assertTiene(self.funcionario)
        relevo(
            nombramiento_id=uno.id,
            hay_sucesor=True,
            user_id=self.gestor.id,
            date_start=HOY,
        )
        self.assertFalse(uno.exists(), "the mistake of today never happened")
        self.assertTiene(self.gestor)
        relevo(nombramiento_id=self.cargo.nombramiento_ids.id)
        self.assertEqual(self.cargo.nombramiento_ids.date_end, HOY)
        self.assertTiene(self.gestor)
        with self.assertRaises(UserError):
            relevo()
