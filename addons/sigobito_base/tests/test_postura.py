from unittest import SkipTest

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import SigobitoCommon, SigobitoFixtures

#: Through which the stance is sought, by whoever may not read it.
DOMINIOS = (
    [("postura", "=", "opositor")],
    [("postura", "!=", False)],
    [("postura_ids.hasta", "=", "opositor")],
    [("postura_ids", "!=", False)],
    ["|", ("name", "ilike", "x"), ("postura", "in", ["opositor"])],
    ["!", ("postura", "=", "aliado")],
)


@tagged("post_install", "-at_install")
class TestPostura(SigobitoCommon):
    """Where a stakeholder stands is known by few, and its history is kept (R5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actor_a.with_user(cls.despacho).with_context(
            sigobito_motivo_postura="Spoke against the works"
        ).postura = "opositor"
        cls.saben = (cls.titular, cls.despacho, cls.gestor)
        cls.ignoran = (cls.funcionario, cls.comunicacion, cls.admin_municipal)

    def test_history_is_kept(self):
        self.actor_a.with_user(self.titular).postura = "neutral"
        self.actor_a.with_user(self.titular).write({"postura": "neutral"})
        self.assertRecordValues(
            self.actor_a.postura_ids.sorted("id"),
            [
                {
                    "desde": False,
                    "hasta": "opositor",
                    "user_id": self.despacho.id,
                    "motivo": "Spoke against the works",
                    "company_id": self.company_a.id,
                },
                {
                    "desde": "opositor",
                    "hasta": "neutral",
                    "user_id": self.titular.id,
                    "motivo": False,
                    "company_id": self.company_a.id,
                },
            ],
        )

    def test_wizard_asks_for_the_reason(self):
        accion = self.actor_a.with_user(self.gestor).action_cambiar_postura()
        cambio = (
            self.env[accion["res_model"]]
            .with_user(self.gestor)
            .with_context(**accion["context"])
            .create({"postura": "aliado", "motivo": "Signed the agreement"})
        )
        cambio.action_save()
        ultima = self.actor_a.postura_ids.sorted("id")[-1]
        self.assertEqual(ultima.motivo, "Signed the agreement")
        self.assertEqual(ultima.desde, "opositor")
        self.assertEqual(ultima.user_id, self.gestor)

    def test_those_who_decide_read_it(self):
        for user in self.saben:
            actor = self.actor_a.with_user(user)
            self.assertEqual(actor.postura, "opositor")
            self.assertEqual(actor.postura_ids.motivo, "Spoke against the works")
            self.assertIn(actor, actor.search(DOMINIOS[0]))

    def test_nobody_rewrites_the_history(self):
        fila = self.actor_a.postura_ids
        for user in (*self.saben, *self.ignoran, self.regional, self.ajeno):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    fila.with_user(user).write({"motivo": "Other"})
                with self.assertRaises(AccessError):
                    fila.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    fila.with_user(user).create(
                        {"actor_id": self.actor_a.id, "hasta": "aliado"}
                    )
                with self.assertRaises(AccessError):
                    self.actor_a.with_user(user).write(
                        {"postura_ids": [(1, fila.id, {"motivo": "Other"})]}
                    )

    def test_walls(self):
        self.assertWalled(self.actor_a.postura_ids, campo="hasta")
        for user in (*self.ignoran, self.regional):
            self.assertWalled(self.actor_a.postura_ids, user=user, campo="hasta")

    def test_every_door_is_closed_to_the_rest(self):
        for user in self.ignoran:
            modelo = self.env["sigobito.actor"].with_user(user)
            actor = self.actor_a.with_user(user)
            for dominio in DOMINIOS:
                self._cerradas(user, self._puertas_dominio(modelo, dominio))
            self._cerradas(user, self._puertas_lectura(modelo, actor))
            self.assertNotIn("postura", modelo.fields_get())
            self.assertNotIn("postura_ids", modelo.fields_get())
            for tipo in ("form", "list", "search", "kanban"):
                arch = modelo.get_view(view_type=tipo)["arch"]
                self.assertNotIn("postura", arch, tipo)

    def _puertas_dominio(self, modelo, dominio):
        return {
            f"search {dominio}": lambda: modelo.search(dominio),
            f"count {dominio}": lambda: modelo.search_count(dominio),
            f"name_search {dominio}": lambda: modelo.name_search("", dominio),
            f"web {dominio}": lambda: modelo.web_search_read(dominio, {"name": {}}),
            f"group {dominio}": lambda: modelo.formatted_read_group(
                dominio, ["tipo"], ["__count"]
            ),
            f"panel {dominio}": lambda: modelo.search_panel_select_multi_range(
                "tipo", search_domain=dominio, enable_counters=True
            ),
            f"filtered {dominio}": lambda: modelo.search([]).filtered_domain(dominio),
        }

    def _puertas_lectura(self, modelo, actor):
        postura = self.env["sigobito.actor.postura"].with_user(actor.env.user)
        relacion = self.env["sigobito.actor.relacion"].with_user(actor.env.user)
        lugar = self.env["sigobito.lugar"].with_user(actor.env.user)
        return {
            "read": lambda: actor.read(["postura"]),
            "read history": lambda: actor.read(["postura_ids"]),
            "field": lambda: actor.postura,
            "mapped": lambda: actor.mapped("postura_ids.hasta"),
            "web_read": lambda: actor.web_read({"postura": {}}),
            "web_read history": lambda: actor.web_read(
                {"postura_ids": {"fields": {"hasta": {}}}}
            ),
            "export": lambda: actor.export_data(["postura"]),
            "export history": lambda: actor.export_data(["postura_ids/hasta"]),
            "order": lambda: modelo.search([], order="postura"),
            "group by": lambda: modelo.formatted_read_group([], ["postura"]),
            "aggregate": lambda: modelo.formatted_read_group([], [], ["postura:count"]),
            "array": lambda: modelo._read_group([], [], ["postura:array_agg"]),
            "history by": lambda: postura.formatted_read_group([], ["hasta"]),
            "panel": lambda: modelo.search_panel_select_multi_range("postura"),
            "by relation": lambda: relacion.search(
                [("actor_id.postura", "=", "opositor")]
            ),
            "group by path": lambda: relacion.formatted_read_group(
                [], ["actor_id.postura"]
            ),
            "by place": lambda: lugar.search([("lider_ids.postura", "=", "opositor")]),
            "any": lambda: lugar.search(
                [("lider_ids", "any", [("postura", "=", "opositor")])]
            ),
            "web by place": lambda: lugar.web_search_read(
                [], {"lider_ids": {"fields": {"postura": {}}}}
            ),
            "write": lambda: actor.write({"postura": "aliado"}),
            "create": lambda: modelo.create({"name": "New", "postura": "aliado"}),
            "default_": lambda: modelo.with_context(default_postura="aliado").create(
                {"name": "New"}
            ),
            "onchange": lambda: self._onchange(actor),
            "web_save": lambda: actor.web_save({"postura": "aliado"}, {"name": {}}),
            "load": lambda: self._load(modelo),
            "wizard": lambda: (
                self.env["sigobito.actor.postura.cambiar"]
                .with_user(actor.env.user)
                .create({"actor_id": actor.id, "postura": "aliado", "motivo": "x"})
            ),
        }

    def _onchange(self, actor):
        valores = actor.onchange({}, [], {"postura": {}, "name": {}})["value"]
        return valores.get("postura")

    def _load(self, modelo):
        """An import says no in its messages."""
        resultado = modelo.load(["name", "postura"], [["Imported", "aliado"]])
        ids = resultado["ids"] or []
        return modelo.sudo().browse(ids).filtered("postura")

    def _cerradas(self, user, puertas):
        """A door is closed when it refuses or gives nothing."""
        for nombre, puerta in puertas.items():
            with self.subTest(user=user.login, door=nombre):
                try:
                    with self.cr.savepoint():
                        abierta = puerta()
                except (AccessError, UserError, ValueError, KeyError):
                    continue
                self.assertFalse(abierta, f"{nombre} leaks to {user.login}")

    def test_other_municipality_and_regional_team(self):
        for user in (self.ajeno, self.regional):
            modelo = self.env["sigobito.actor"].with_user(user)
            actor = self.actor_a.with_user(user)
            with self.assertRaises(AccessError):
                actor.read(["postura"])
            with self.assertRaises(AccessError):
                actor.write({"postura": "aliado"})
            try:
                self.assertNotIn(self.actor_a.id, modelo.search(DOMINIOS[0]).ids)
            except AccessError:
                continue

    def test_chatter_says_nothing(self):
        """Tracked fields leave a trace everybody reads: the stance leaves none."""
        actor = self.actor_a.with_user(self.titular).with_context(
            tracking_disable=False
        )
        self.cr.flush()  # creating without tracking left "do not track" behind
        antes = self.actor_a.message_ids
        actor.write({"postura": "aliado", "name": "Renamed"})
        self.cr.flush()
        self.env.invalidate_all()
        nuevos = self.actor_a.message_ids - antes
        self.assertEqual(nuevos.tracking_value_ids.field_id.mapped("name"), ["name"])
        self.assertNotIn("lly", "".join(map(str, nuevos.mapped("body"))))
        self.assertFalse(self.actor_a.activity_ids)

    def test_copy_does_not_carry_it(self):
        copia = self.actor_a.with_user(self.admin_municipal).copy({"codigo": False})
        self.assertFalse(copia.sudo().postura)


@tagged("post_install", "-at_install")
class TestPosturaHttp(SigobitoFixtures, HttpCase):
    """The same through the network: the client's calls, JSON-2 and the export."""

    def _rpc(self, login, model, method, args, kwargs=None):
        self.authenticate(login, f"{login}-password")
        return self.url_open(
            "/web/dataset/call_kw",
            json={
                "id": 1,
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": model,
                    "method": method,
                    "args": args,
                    "kwargs": kwargs or {},
                },
            },
            timeout=30,
        ).json()

    def test_rpc(self):
        self.actor_a.postura = "opositor"
        ids = self.actor_a.ids
        sabe = self._rpc("despacho", "sigobito.actor", "read", [ids, ["postura"]])
        self.assertEqual(sabe["result"][0]["postura"], "opositor")
        for login in ("funcionario", "comunicacion", "admin_municipal", "ajeno"):
            for method, args in (
                ("read", [ids, ["postura"]]),
                ("search_read", [[("id", "in", ids), ("postura", "!=", False)]]),
                ("export_data", [ids, ["postura"]]),
            ):
                respuesta = self._rpc(login, "sigobito.actor", method, args)
                if login == "ajeno" and method == "search_read":
                    self.assertFalse(respuesta["result"])
                else:
                    self.assertIn("error", respuesta, (login, method))

    def test_json2(self):
        if "rpc" not in self.env.registry._init_modules:
            raise SkipTest("JSON-2 is not installed")
        self.actor_a.postura = "opositor"
        for user, status in ((self.gestor, 200), (self.comunicacion, 403)):
            clave = (
                self.env["res.users.apikeys"]
                .with_user(user)
                .sudo()
                ._generate("rpc", "test", None)
            )
            respuesta = self.url_open(
                "/json/2/sigobito.actor/read",
                json={"ids": self.actor_a.ids, "fields": ["name", "postura"]},
                headers={"Authorization": f"Bearer {clave}"},
                timeout=30,
            )
            self.assertEqual(respuesta.status_code, status, respuesta.text[:300])
