from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SigobitoCommon


@tagged("post_install", "-at_install")
class TestWalls(SigobitoCommon):
    """A municipality never sees another's data (DESIGN §4.2)."""

    def _cargo(self):
        return self.env["sigobito.cargo"].create(
            {
                "name": "Director",
                "area_id": self.area_a.id,
                "company_id": self.company_a.id,
            }
        )

    def test_other_municipality_gets_nothing(self):
        cargo = self._cargo()
        nombramiento = self.env["sigobito.nombramiento"].create(
            {"cargo_id": cargo.id, "user_id": self.despacho.id}
        )
        for record in (self.area_a, self.plan_a, self.tema_a, self.lugar_a, cargo):
            self.assertWalled(record)
        self.assertWalled(self.actor_a)
        self.assertWalled(nombramiento, campo="user_id")

    def test_regional_team_is_not_staff(self):
        for record in (self.area_a, self.tema_a, self.lugar_a, self.actor_a):
            self.assertWalled(record, user=self.regional)

    def test_own_staff_reads(self):
        for record in (self.area_a, self.tema_a, self.lugar_a, self.actor_a):
            self.assertTrue(record.with_user(self.funcionario).read(["name"]))

    def test_funcionario_changes_nothing_of_the_organisation(self):
        for record in (self.area_a, self._cargo(), self.tema_a, self.lugar_a):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.funcionario).write({"name": "Mine"})

    def test_staff_and_contacts_of_others_are_hidden(self):
        self.assertWalled(self.despacho, campo="name")
        self.assertWalled(self.despacho.partner_id, campo="name")
        contact = (
            self.env["res.partner"]
            .with_user(self.despacho)
            .sudo()
            .with_company(self.company_a)
            .create({"name": "Citizen of A"})
        )
        self.assertEqual(contact.company_id, self.company_a)
        self.assertWalled(contact)

    def test_colleagues_and_the_robot_are_seen(self):
        users = self.env["res.users"].with_user(self.funcionario)
        self.assertIn(self.despacho, users.search([]))
        self.assertNotIn(self.ajeno, users.search([]))
        robot = self.env.ref("base.partner_root").with_user(self.funcionario)
        self.assertTrue(robot.name)

    def test_someone_of_two_municipalities_belongs_to_none(self):
        user = new_test_user(self.env, "adviser", "sigobito_base.group_funcionario")
        user.write(
            {
                "company_ids": [(6, 0, (self.company_a | self.company_b).ids)],
                "company_id": self.company_a.id,
            }
        )
        self.assertFalse(user.partner_id.company_id)
        user.write({"company_ids": [(6, 0, self.company_a.ids)]})
        self.assertEqual(user.partner_id.company_id, self.company_a)

    def test_stance_is_for_those_who_decide(self):
        self.actor_a.postura = "opositor"
        for user in (self.titular, self.despacho, self.gestor):
            self.assertEqual(self.actor_a.with_user(user).postura, "opositor")
        for user in (self.funcionario, self.comunicacion, self.admin_municipal):
            actor = self.actor_a.with_user(user)
            with self.assertRaises(AccessError):
                actor.read(["postura"])
            with self.assertRaises(AccessError):
                actor.search([("postura", "=", "opositor")])
            with self.assertRaises(AccessError):
                actor.formatted_read_group([], ["postura"], ["__count"])
            self.assertNotIn("postura", actor.fields_get())

    def test_links_stay_inside_the_municipality(self):
        with self.assertRaises(UserError):
            self.actor_a.tema_ids = self.tema_b

    def test_regional_team_reads_the_municipalities(self):
        companies = self.env["res.company"].with_user(self.regional).search([])
        self.assertIn(self.company_a, companies)
        with self.assertRaises(AccessError):
            self.company_a.with_user(self.regional).write({"name": "Taken"})
        self.assertNotIn(
            self.company_b, self.env["res.company"].with_user(self.despacho).search([])
        )

    def test_shared_kinds_of_place_are_not_changed_by_one(self):
        shared = self.env.ref("sigobito_base.sigobito_lugar_tipo_barrio")
        admin = shared.with_user(self.admin_municipal)
        self.assertTrue(admin.name)
        with self.assertRaises(AccessError):
            admin.write({"name": "Mine"})
        own = admin.create({"name": "Anexo", "company_id": self.company_a.id})
        own.name = "Anexo rural"
        self.assertWalled(own.with_user(self.env.user))

    def test_nobody_is_put_in_a_room_with_the_others(self):
        channel = self.env.ref("mail.channel_all_employees")
        self.assertFalse(channel.active)
        self.assertNotIn(self.despacho.partner_id, channel.channel_partner_ids)
        members = self.env["discuss.channel.member"].search(
            [("partner_id", "in", (self.despacho | self.ajeno).partner_id.ids)]
        )
        self.assertFalse(
            members.channel_id.filtered(lambda c: c.channel_type != "chat")
        )

    def test_nothing_goes_to_another_municipality(self):
        for record in (
            self.area_a,
            self.plan_a,
            self.tema_a,
            self.lugar_a,
            self.actor_a,
        ):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.admin_municipal).company_id = self.company_b
        nombramiento = self.env["sigobito.nombramiento"].create(
            {"cargo_id": self._cargo().id, "user_id": self.despacho.id}
        )
        ajeno = self.env["sigobito.cargo"].create(
            {
                "name": "Director B",
                "area_id": self.area_b.id,
                "company_id": self.company_b.id,
            }
        )
        with self.assertRaises(AccessError):
            nombramiento.with_user(self.admin_municipal).write(
                {"cargo_id": ajeno.id, "user_id": self.ajeno.id}
            )

    def test_a_link_is_no_way_to_read_a_name(self):
        actors = self.env["sigobito.actor"].with_user(self.despacho)
        partner = self.ajeno.partner_id
        with self.assertRaises(AccessError):
            actors.create({"name": "Spy", "partner_id": partner.id})
        with self.assertRaises(AccessError):
            actors.with_context(default_enlace_id=self.ajeno.id).create({"name": "Spy"})

    def test_wizards_are_personal(self):
        wizard = (
            self.env["sigobito.usuario.crear"]
            .with_user(self.admin_municipal)
            .create({"name": "New colleague", "correo": "new@a.example"})
        )
        self.assertWalled(wizard)

    def test_followers_of_others_are_hidden(self):
        self.actor_a.message_subscribe(self.despacho.partner_id.ids)
        followers = self.actor_a.message_follower_ids
        self.env.flush_all()
        domain = [("res_model", "=", "sigobito.actor")]
        for user, seen in ((self.ajeno, False), (self.funcionario, True)):
            found = self.env["mail.followers"].with_user(user).search(domain)
            self.assertEqual(bool(found & followers), seen)

    def test_roles_of_a_colleague_are_for_the_administrator(self):
        for user, seen in ((self.funcionario, False), (self.admin_municipal, True)):
            vals = (
                self.env["sigobito.usuario.crear"]
                .with_user(user)
                .with_context(default_user_id=self.despacho.id)
                .default_get(["name"])
            )
            self.assertEqual(bool(vals.get("es_despacho")), seen)

    def test_administrator_does_not_take_over_the_regional_team(self):
        self.despacho.group_ids += self.env.ref("sigobito_base.group_regional")
        wizard = (
            self.env["sigobito.usuario.crear"]
            .with_user(self.admin_municipal)
            .create(
                {
                    "user_id": self.despacho.id,
                    "name": "Mine",
                    "correo": "mine@a.example",
                }
            )
        )
        with self.assertRaises(AccessError):
            wizard.action_save()
