# Doors are tried in the turn in which they are made.
# ruff: noqa: B023
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SigobitoCommon

NEGADO = UserError


@tagged("post_install", "-at_install")
class TestAtaques(SigobitoCommon):
    """What a hostile reader of the code tried, and no longer gets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cargo_b = cls.env["sigobito.cargo"].create(
            {
                "name": "Secret post",
                "area_id": cls.area_b.id,
                "company_id": cls.company_b.id,
                "group_ids": [
                    Command.link(cls.env.ref("sigobito_base.group_titular").id)
                ],
            }
        )
        cls.nombramiento_b = cls.env["sigobito.nombramiento"].create(
            {"cargo_id": cls.cargo_b.id, "user_id": cls.ajeno.id}
        )

    # ONCHANGE: what is not saved yet is not behind the wall either

    def test_onchange_of_a_wizard(self):
        wizard = self.env["sigobito.nombramiento.relevo"].with_user(
            self.admin_municipal
        )
        spec = {
            "nombramiento_id": {"fields": {"display_name": {}}},
            "saliente_id": {"fields": {"display_name": {}}},
            "roles_texto": {},
        }
        with self.assertRaises(AccessError):
            wizard.onchange(
                {"nombramiento_id": self.nombramiento_b.id},
                ["nombramiento_id"],
                spec,
            )

    def test_onchange_by_default(self):
        wizard = self.env["sigobito.nombramiento.relevo"].with_user(
            self.admin_municipal
        )
        with self.assertRaises(AccessError):
            wizard.with_context(
                default_nombramiento_id=self.nombramiento_b.id,
                default_cargo_id=self.cargo_b.id,
            ).onchange(
                {},
                [],
                {
                    "nombramiento_id": {"fields": {"display_name": {}}},
                    "saliente_id": {"fields": {"display_name": {}}},
                    "cargo_id": {"fields": {"display_name": {}}},
                    "roles_texto": {},
                },
            )

    def test_onchange_roles_of_a_foreigner(self):
        wizard = self.env["sigobito.usuario.crear"].with_user(self.admin_municipal)
        with self.assertRaises(AccessError):
            wizard.onchange(
                {"user_id": self.ajeno.id},
                ["user_id"],
                {"user_id": {"fields": {"display_name": {}}}, "roles_del_cargo": {}},
            )

    def test_onchange_of_a_line(self):
        model = self.env["sigobito.actor"].with_user(self.despacho)
        with self.assertRaises(AccessError):
            model.onchange(
                {"relacion_ids": [Command.create({"otro_id": self.actor_b.id})]},
                ["relacion_ids"],
                {
                    "relacion_ids": {
                        "fields": {"otro_id": {"fields": {"display_name": {}}}}
                    }
                },
            )

    # PRIORITISATION

    def _taller(self):
        taller = (
            self.env["sigobito.priorizacion"]
            .with_user(self.titular)
            .create(
                {
                    "name": "Workshop",
                    "participante_ids": [Command.set((self.gestor | self.titular).ids)],
                    "candidata_ids": [
                        Command.create({"name": "Bridge"}),
                        Command.create({"name": "Park"}),
                    ],
                }
            )
        )
        taller.action_abrir()
        return taller

    def test_marks_by_becoming_facilitator(self):
        taller = self._taller()
        taller.candidata_ids[0].puntuar(taller.criterio_ids[0].id, 1)
        suyo = taller.with_user(self.gestor)
        Puntaje = self.env["sigobito.priorizacion.puntaje"].with_user(self.gestor)
        self.assertFalse(Puntaje.search([]))
        with self.assertRaises(AccessError):
            suyo.user_id = self.gestor
        self.assertFalse(Puntaje.search([]), "LEAK marks")

    def test_score_by_hand(self):
        taller = self._taller()
        candidata = taller.candidata_ids[0].with_user(self.gestor)
        for vals in (
            {"puntaje": 100.0},
            {"puesto": 1},
            {"personas": 9},
            {"orden": 1},
            {"acuerdo": "alto"},
            {"completo": 100},
        ):
            with self.subTest(vals=vals), self.assertRaises(NEGADO):
                candidata.write(vals)

    def test_cuota_by_hand(self):
        taller = self._taller()
        with self.assertRaises(NEGADO):
            taller.criterio_ids[0].with_user(self.gestor).write({"cuota": 99})

    def test_default_decision(self):
        taller = self._taller()
        Candidata = self.env["sigobito.priorizacion.candidata"].with_user(self.gestor)
        vals = {"name": "Road", "priorizacion_id": taller.id}
        with self.assertRaises(NEGADO):
            Candidata.with_context(
                default_decidida_por_id=self.titular.id, default_decision="elegida"
            ).create(vals)
        otra = Candidata.with_context(default_decision="elegida").create(vals)
        self.assertEqual(otra.decidida_por_id, self.gestor)

    def test_participants_are_of_here(self):
        with self.assertRaises(UserError):
            self._taller().participante_ids = self.gestor | self.ajeno

    def test_marks_by_moving_a_candidate(self):
        taller = self._taller()
        candidata = taller.candidata_ids[0]
        candidata.puntuar(taller.criterio_ids[0].id, 1)
        otro = (
            self.env["sigobito.priorizacion"]
            .with_user(self.gestor)
            .create({"name": "Mine"})
        )
        with self.assertRaises(NEGADO):
            candidata.with_user(self.gestor).priorizacion_id = otro

    def test_marks_of_others_are_not_swept_away(self):
        taller = self._taller()
        taller.candidata_ids[0].puntuar(taller.criterio_ids[0].id, 1)
        suyo = taller.with_user(self.gestor)
        for name, door in {
            "participant": lambda: suyo.write(
                {"participante_ids": [Command.unlink(self.titular.id)]}
            ),
            "candidate": lambda: suyo.candidata_ids[0].unlink(),
            "criterion": lambda: suyo.criterio_ids[0].unlink(),
            "weight": lambda: suyo.criterio_ids[0].write({"peso": 90}),
            "workshop": lambda: suyo.unlink(),
        }.items():
            with self.subTest(door=name), self.assertRaises(AccessError):
                door()
        suyo.candidata_ids.filtered(lambda c: not c.personas)[:1].unlink()

    # TRAINING

    def _sesion(self):
        modulo = self.env["sigobito.capacitacion.modulo"].search([], limit=1)
        return self.env["sigobito.capacitacion"].create(
            {
                "company_id": self.company_a.id,
                "modulo_id": modulo.id,
                "fecha": "2026-01-05 10:00:00",
            }
        )

    def test_certificate_by_default(self):
        Participante = self.env["sigobito.capacitacion.participante"]
        with self.assertRaises(AccessError):
            Participante.with_user(self.admin_municipal).with_context(
                default_resultado="aprobado", default_nota=100, default_folio="X-1"
            ).create(
                {"capacitacion_id": self._sesion().id, "user_id": self.funcionario.id}
            )

    def test_certificate_of_another_module(self):
        sesion = self._sesion()
        otra = self._sesion()
        otra.modulo_id = self.env["sigobito.capacitacion.modulo"].search([], limit=2)[1]
        p = self.env["sigobito.capacitacion.participante"].create(
            {
                "capacitacion_id": sesion.id,
                "user_id": self.funcionario.id,
                "asistio": True,
            }
        )
        p._anotar_prueba(100)
        self.assertTrue(p.folio)
        with self.assertRaises(NEGADO):
            p.with_user(self.admin_municipal).capacitacion_id = otra
        with self.assertRaises(NEGADO):
            sesion.with_user(self.admin_municipal).modulo_id = otra.modulo_id
        with self.assertRaises(NEGADO):
            sesion.with_user(self.admin_municipal).horas = 400
        with self.assertRaises(NEGADO):
            p.with_user(self.admin_municipal).modulo_id = otra.modulo_id

    # IMPLEMENTATION

    def test_step_accepted_by_default(self):
        impl = self.env["sigobito.implementacion"]._asegurar(self.company_a)
        etapa = impl.paso_ids[:1].etapa_id
        Paso = self.env["sigobito.implementacion.paso"].with_user(self.admin_municipal)
        with self.assertRaises(AccessError):
            Paso.with_context(default_state="done").create(
                {"name": "Own", "implementacion_id": impl.id, "etapa_id": etapa.id}
            )

    def test_step_fields(self):
        impl = self.env["sigobito.implementacion"]._asegurar(self.company_a)
        paso = impl.paso_ids.filtered(lambda p: p.lado == "municipio")[:1].with_user(
            self.admin_municipal
        )
        for vals in ({"es_abierto": False},):
            with self.subTest(vals=vals), self.assertRaises(NEGADO):
                paso.write(vals)
        # regional moves a step
        otra = self.env["sigobito.implementacion"]._asegurar(self.company_b)
        reg = impl.paso_ids.filtered(lambda p: p.lado in ("regional", "ambos"))[
            :1
        ].with_user(self.regional)
        with self.assertRaises(NEGADO):
            reg.write({"implementacion_id": otra.id})

    def test_side_of_a_step(self):
        impl = self.env["sigobito.implementacion"]._asegurar(self.company_a)
        paso = impl.paso_ids.filtered(lambda p: p.lado == "municipio")[:1]
        with self.assertRaises(AccessError):
            paso.with_user(self.admin_municipal).lado = "ambos"

    def test_session_of_the_routine_of_another(self):
        rutina = self.env["sigobito.rutina"].create(
            {
                "name": "Cabinet",
                "company_id": self.company_a.id,
                "responsable_id": self.despacho.id,
            }
        )
        with self.assertRaises(AccessError):
            self.env["sigobito.rutina.sesion"].with_user(self.gestor).create(
                {
                    "rutina_id": rutina.id,
                    "date": "2026-01-05",
                    "responsable_id": self.gestor.id,
                }
            )

    # MY MUNICIPALITY

    def test_colour(self):
        Editar = self.env["sigobito.municipio.editar"].with_user(self.admin_municipal)
        with self.assertRaises(NEGADO):
            Editar.create(
                {
                    **{
                        k: v
                        for k, v in Editar.default_get(list(Editar._fields)).items()
                    },
                    "primary_color": "red;} body{display:none",
                }
            ).action_save()

    # STANCE

    def test_stance_by_default(self):
        actores = self.env["sigobito.actor"].with_user(self.comunicacion)
        try:
            actor = actores.with_context(default_postura="opositor").create(
                {"name": "Q"}
            )
        except AccessError:
            return
        self.assertFalse(actor.sudo().postura, "stance set by default")

    def test_stance_paths(self):
        """From whatever points at a stakeholder, by whatever path."""
        self.actor_a.postura = "opositor"
        otro = self.env["sigobito.actor"].create(
            {"name": "Other", "company_id": self.company_a.id}
        )
        self.lugar_a.lider_ids = self.actor_a
        self.env["sigobito.actor.relacion"].create(
            {"actor_id": self.actor_a.id, "otro_id": otro.id}
        )
        for model, path in (
            ("sigobito.actor.relacion", "actor_id"),
            ("sigobito.lugar", "lider_ids"),
            ("sigobito.solicitud", "actor_id"),
            ("calendar.event", "actor_ids"),
            ("sigobito.iniciativa", "actor_ids"),
        ):
            if model not in self.env or path not in self.env[model]._fields:
                continue
            Model = self.env[model].with_user(self.comunicacion)
            campo = f"{path}.postura"
            doors = {
                "search": lambda: Model.search([(campo, "=", "opositor")]),
                "any": lambda: Model.search([(path, "any", [("postura", "!=", 0)])]),
                "group": lambda: Model._read_group([], [campo], ["__count"]),
                "web group": lambda: Model.formatted_read_group(
                    [], [campo], ["__count"]
                ),
                "having": lambda: Model._read_group(
                    [], ["create_uid"], [f"{campo}:array_agg"]
                ),
                "export": lambda: Model.search([]).export_data([f"{path}/postura"]),
                "order": lambda: Model.search([], order=campo),
                "web": lambda: Model.web_search_read(
                    [], {path: {"fields": {"postura": {}}}}
                ),
            }
            for name, door in doors.items():
                with self.subTest(model=model, door=name):
                    try:
                        result = door()
                    except (UserError, ValueError):
                        continue
                    self.assertNotIn("opositor", str(result))

    # WORDS OF A SESSION

    def test_session_defaults(self):
        rutina = self.env["sigobito.rutina"].create(
            {
                "name": "R",
                "company_id": self.company_a.id,
                "responsable_id": self.gestor.id,
            }
        )
        Sesion = self.env["sigobito.rutina.sesion"].with_user(self.gestor)
        sesion = Sesion.with_context(default_cumplimiento=100.0).create(
            {"rutina_id": rutina.id, "date": "2026-01-05", "cumplimiento": 100.0}
        )
        self.assertFalse(sesion.cumplimiento)

    def test_regional_reads(self):
        rutina = self.env["sigobito.rutina"].create(
            {
                "name": "R",
                "company_id": self.company_a.id,
                "responsable_id": self.gestor.id,
                "tipo_cadencia": "semanal",
            }
        )
        s = self.env["sigobito.rutina.sesion"].create(
            {"rutina_id": rutina.id, "date": "2026-01-05", "notas": "secret"}
        )
        R = s.with_user(self.regional)
        for f in (
            "notas",
            "acuerdo_ids",
            "asistencia_ids",
            "motivo",
            "acta",
            "invitados",
        ):
            with self.subTest(f=f), self.assertRaises(AccessError):
                R.read([f])
            with self.subTest(f=f), self.assertRaises(AccessError):
                R.search([(f, "!=", False)])
        for m in (
            "sigobito.rutina.sesion.paso",
            "sigobito.rutina.acuerdo",
            "sigobito.nombramiento",
            "sigobito.cargo",
            "sigobito.actor",
            "sigobito.priorizacion",
        ):
            with self.subTest(m=m), self.assertRaises(AccessError):
                self.env[m].with_user(self.regional).search([])
        self.assertFalse(self.env["sigobito.area"].with_user(self.regional).search([]))

    # HIS OWN ACCESS

    def test_nobody_raises_himself(self):
        cargo = self.env["sigobito.cargo"].create(
            {
                "name": "Boss",
                "area_id": self.area_a.id,
                "company_id": self.company_a.id,
                "group_ids": [
                    Command.link(self.env.ref("sigobito_base.group_admin_municipal").id)
                ],
            }
        )
        nombramiento = self.env["sigobito.nombramiento"].create(
            {"cargo_id": cargo.id, "user_id": self.admin_municipal.id}
        )
        for user in (self.funcionario, self.despacho, self.gestor, self.regional):
            Nombramiento = self.env["sigobito.nombramiento"].with_user(user)
            suyo = nombramiento.with_user(user)
            vals = {"cargo_id": cargo.id, "user_id": user.id}
            doors = {
                "create": lambda N=Nombramiento, v=vals: N.create(v),
                "default": lambda N=Nombramiento, v=vals: N.with_context(
                    **{f"default_{k}": value for k, value in v.items()}
                ).create({}),
                "suplente": lambda n=suyo, u=user: n.write({"suplente_id": u.id}),
                "copy": lambda n=suyo, u=user: n.copy({"user_id": u.id}),
                "cargo": lambda u=user: cargo.with_user(u).write(
                    {"nombramiento_ids": [Command.create({"user_id": u.id})]}
                ),
                "area": lambda u=user: self.area_a.with_user(u).write(
                    {"responsable_id": u.id}
                ),
                "own groups": lambda u=user: u.with_user(u).write(
                    {"group_ids": [Command.link(cargo.group_ids.id)]}
                ),
                "own appointments": lambda u=user: u.with_user(u).write(
                    {"sigobito_nombramiento_ids": [Command.create(vals)]}
                ),
                "relevo": lambda u=user, v=vals: (
                    self.env["sigobito.nombramiento.relevo"]
                    .with_user(u)
                    .create({**v, "hay_sucesor": True})
                    .action_save()
                ),
                "usuario": lambda u=user: (
                    self.env["sigobito.usuario.crear"]
                    .with_user(u)
                    .create({"user_id": u.id, "name": "x", "correo": "x@example.org"})
                    .action_save()
                ),
                "acceso": lambda u=user: (
                    self.env["sigobito.acceso"]
                    .with_user(u)
                    .create(
                        {
                            "user_id": u.id,
                            "group_id": cargo.group_ids.id,
                            "como": "titular",
                        }
                    )
                ),
                "forged key": lambda u=user: (
                    u.with_user(u)
                    .with_context(sigobito_acceso="POR_CARGO")
                    .write({"group_ids": [Command.link(cargo.group_ids.id)]})
                ),
            }
            for name, door in doors.items():
                with self.subTest(user=user.login, door=name):
                    with self.assertRaises(AccessError):
                        door()

    def test_load_raises_nobody(self):
        cargo = self.env["sigobito.cargo"].create(
            {"name": "P", "area_id": self.area_a.id, "company_id": self.company_a.id}
        )
        result = (
            self.env["sigobito.nombramiento"]
            .with_user(self.despacho)
            .load(
                ["cargo_id/.id", "user_id/.id"],
                [[str(cargo.id), str(self.despacho.id)]],
            )
        )
        self.assertFalse(result["ids"])
        self.assertFalse(cargo.nombramiento_ids)

    def test_colleague_is_staff(self):
        """A citizen with a portal account is nobody's colleague."""
        vecino = self._new_user("vecino", self.company_a, "base.group_portal")
        Crear = self.env["sigobito.usuario.crear"].with_user(self.admin_municipal)
        with self.assertRaises(AccessError):
            Crear.create(
                {
                    "user_id": vecino.id,
                    "name": "Taken over",
                    "correo": "mine@example.org",
                }
            ).action_save()
        self.assertEqual(vecino.login, "vecino")

    # THE RIGHT ANSWERS

    def test_right_answers(self):
        Opcion = self.env["sigobito.capacitacion.opcion"].with_user(self.funcionario)
        self.assertTrue(Opcion.search([]))
        Modulo = self.env["sigobito.capacitacion.modulo"].with_user(self.funcionario)
        for name, door in {
            "read": lambda: Opcion.search([], limit=1).read(["correcta"]),
            "search": lambda: Opcion.search([("correcta", "=", True)]),
            "order": lambda: Opcion.search([], order="correcta"),
            "group": lambda: Opcion._read_group([], ["correcta"], ["__count"]),
            "having": lambda: Opcion._read_group(
                [], ["pregunta_id"], ["correcta:bool_or"]
            ),
            "path": lambda: Modulo.search(
                [("pregunta_ids.opcion_ids.correcta", "=", True)]
            ),
        }.items():
            with self.subTest(door=name), self.assertRaises(AccessError):
                door()

    # FINDINGS AND RULES

    def test_rules_are_of_the_platform(self):
        regla = self.env["sigobito.calidad.regla"].search([], limit=1)
        for user in (self.admin_municipal, self.titular, self.regional):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                regla.with_user(user).write({"domain": "[(1, '=', 1)]"})
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                regla.with_user(user).copy()
        ajuste = self.env["sigobito.calidad.ajuste"]
        with self.assertRaises(AccessError):
            ajuste.with_user(self.admin_municipal).create(
                {"regla_id": regla.id, "company_id": self.company_b.id}
            )
        with self.assertRaises(AccessError):
            ajuste.with_user(self.admin_municipal).create(
                {
                    "company_id": self.company_a.id,
                    "regla_id": regla.id,
                }
            ).regla_id.write({"dias": 1})
