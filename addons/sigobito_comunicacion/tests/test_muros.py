from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ComunicacionCommon


@tagged("post_install", "-at_install")
class TestMuros(ComunicacionCommon):
    def test_walls_between_municipalities(self):
        pieza = self._new_pieza_aprobada()
        pieza.action_publicar()
        fila = pieza.sudo().publicacion_ids
        self.assertWalled(self.accion_a)
        self.assertWalled(pieza.sudo(), campo="titulo")
        self.assertWalled(self.web_a)
        self.assertWalled(fila, campo="state")
        self.assertWalled(fila.intento_ids, campo="resultado")

    def test_nothing_goes_to_another_municipality(self):
        pieza = self._new_pieza()
        ajena = self._new_accion(
            company_id=self.company_b.id, tema_id=False, lugar_ids=False
        )
        for record, vals in (
            (self.accion_a, {"company_id": self.company_b.id}),
            (self.asistido_a, {"company_id": self.company_b.id}),
            (pieza, {"accion_id": ajena.id, "canal_id": self.web_b.id}),
        ):
            record = record.with_user(self.comunicacion)
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.write(vals)

    def test_wizards_are_personal(self):
        pieza = self._new_pieza()
        Motivo = self.env["sigobito.comunicacion.motivo"]
        vals = {"pieza_id": pieza.id, "operacion": "rechazar", "motivo": "Secret"}
        with self.assertRaises(AccessError):
            Motivo.with_user(self.ajeno).create(vals)
        wizard = Motivo.with_user(self.titular).create(vals)
        self.assertWalled(wizard, campo="motivo")

    def test_regional_team_sees_no_communication(self):
        pieza = self._new_pieza()
        for record, campo in ((self.accion_a, "name"), (pieza, "titulo")):
            self.assertWalled(record.sudo(), user=self.regional, campo=campo)

    def test_staff_member_sees_no_drafts(self):
        pieza = self._new_pieza()
        for record in (self.accion_a, pieza):
            with self.assertRaises(AccessError):
                record.with_user(self.funcionario).read(["state"])

    def test_drafts_of_the_page_are_walled(self):
        """Unpublished pages: only their own municipality, and nobody outside."""
        post = self.env["blog.post"].create(
            {"name": "Borrador", "blog_id": self.web_a.blog_id.id}
        )
        public = self.env.ref("base.public_user")
        for user, sees in (
            (self.comunicacion, True),
            (self.ajeno, False),
            (self.regional, False),
            (public, False),
        ):
            with self.subTest(user=user.login):
                found = (
                    self.env["blog.post"].with_user(user).search([("id", "=", post.id)])
                )
                self.assertEqual(bool(found), sees)
        post.is_published = True
        for user in (self.comunicacion, self.ajeno, self.regional, public):
            found = self.env["blog.post"].with_user(user).search([("id", "=", post.id)])
            self.assertTrue(found)

    def test_pages_of_others_are_not_edited(self):
        """Not even with the rights of a web editor."""
        editor = self._new_user(
            "editor_b", self.company_b, "website.group_website_designer"
        )
        post_a, post_b = self.env["blog.post"].create(
            [
                {"name": "A", "blog_id": self.web_a.blog_id.id, "is_published": True},
                {"name": "B", "blog_id": self.web_b.blog_id.id, "is_published": True},
            ]
        )
        post_b.with_user(editor).name = "B2"
        with self.assertRaises(AccessError):
            post_a.with_user(editor).name = "pirata"
        with self.assertRaises(AccessError):
            post_a.with_user(editor).unlink()
        with self.assertRaises(AccessError):
            self.web_a.blog_id.with_user(editor).name = "pirata"
        with self.assertRaises(AccessError):
            post_b.with_user(editor).blog_id = self.web_a.blog_id
        for user in (self.comunicacion, self.titular, self.ajeno):
            with self.assertRaises(AccessError):
                post_b.with_user(user).name = "sin permiso"

    def test_channels_are_set_up_by_their_owners(self):
        for user in (self.comunicacion, self.admin_municipal):
            self.asistido_a.with_user(user).indicaciones = user.login
        for user in (self.despacho, self.titular, self.gestor):
            with self.assertRaises(AccessError):
                self.asistido_a.with_user(user).indicaciones = "x"
