import base64
import csv
import io
import time
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged, users
from odoo.tools import mute_logger

from ..tools.importador import Importador
from ..tools.plantilla import hacer_plantilla
from .common import SigobitoCommon, SigobitoFixtures
from .test_importacion_planilla import csv_de, libro

LUGARES = [
    ["Código", "Nombre", "Tipo", "Está en", "Población", "Latitud", "Longitud"],
    ["B1", "El Molino", "Barrio", "D1", 2150, -12.0464321, -77.0428],
    ["D1", "Distrito Uno", "distrito", None, 18400, None, None],
    ["B2", "La Ribera", "BARRIO", "D1", None, None, None],
]
COMPLETO = {
    "Lugares": LUGARES,
    "Áreas y cargos": [
        ["Tipo", "Código", "Nombre", "Depende de", "Responsable", "Orden"],
        ["Cargo", "J1", "Jefa de obras", "OP", None, 10],
        ["Área", "OP", "Obras públicas", "GM", "funcionario", 20],
        ["Área", "GM", "Gerencia municipal", None, None, 10],
    ],
    "Temas": [
        ["Código", "Nombre", "Eje", "Peso", "Área responsable"],
        ["T1", "Agua", "E1", 2, "OP"],
        ["E1", "Territorio", None, 1.5, None],
    ],
    "Actores": [
        ["Código", "Nombre", "Tipo", "Correo", "Influencia", "Temas", "Lugares"],
        ["A1", "Junta vecinal", "Institución", "j@x.pe", "Alta", "T1", "B1; B2"],
    ],
}


class ImportacionComun(SigobitoCommon):
    def _nueva(self, contenido, nombre="datos.xlsx", user=None, **vals):
        return (
            self.env["sigobito.importacion"]
            .with_user(user or self.admin_municipal)
            .create(
                {
                    "archivo": base64.b64encode(contenido),
                    "archivo_nombre": nombre,
                    **vals,
                }
            )
        )

    def _revisar(self, contenido, nombre="datos.xlsx", user=None, **vals):
        importacion = self._nueva(contenido, nombre, user, **vals)
        importacion.action_revisar()
        return importacion

    def _errores(self, importacion):
        return [(e.hoja, e.fila, e.columna) for e in importacion.error_ids]

    def _foto(self):
        """Everything an import could write, to prove that it did not."""
        self.env.flush_all()
        return {
            modelo: self.env[modelo].with_context(active_test=False).search_count([])
            for modelo in (
                "sigobito.lugar",
                "sigobito.area",
                "sigobito.cargo",
                "sigobito.tema",
                "sigobito.actor",
            )
        }

    def _buscar(self, modelo, *codigos):
        return self.env[modelo].search(
            [("codigo", "in", codigos), ("company_id", "=", self.company_a.id)]
        )

    def _cuentas(self, importacion):
        return importacion.nuevas, importacion.cambiadas, importacion.iguales


@tagged("post_install", "-at_install")
class TestImportacion(ImportacionComun):
    """Look first, write afterwards; all or nothing; twice is once."""

    def test_review_then_import(self):
        antes = self._foto()
        importacion = self._revisar(libro(COMPLETO))
        self.assertFalse(importacion.error_ids.mapped("motivo"))
        self.assertEqual(self._cuentas(importacion), (9, 0, 0))
        self.assertEqual(self._foto(), antes, "a review writes nothing")
        importacion.action_importar()
        self.assertEqual(importacion.state, "done")
        lugar = self._buscar("sigobito.lugar", "B1")
        self.assertEqual(lugar.parent_id.codigo, "D1")
        self.assertEqual(
            lugar.tipo_id, self.env.ref("sigobito_base.sigobito_lugar_tipo_barrio")
        )
        self.assertEqual(lugar.company_id, self.company_a)
        area = self._buscar("sigobito.area", "OP")
        self.assertEqual(area.responsable_id, self.funcionario)
        self.assertEqual(area.parent_id.codigo, "GM")
        cargo = self._buscar("sigobito.cargo", "J1")
        self.assertEqual(cargo.area_id, area)
        tema = self._buscar("sigobito.tema", "T1")
        self.assertEqual((tema.nivel, tema.parent_id.codigo), ("tema", "E1"))
        self.assertEqual((tema.plan_id, tema.area_id), (self.plan_a, area))
        actor = self._buscar("sigobito.actor", "A1")
        self.assertEqual(actor.lugar_ids.mapped("codigo"), ["B1", "B2"])
        self.assertEqual((actor.tipo, actor.influencia), ("institucion", "3"))

    def test_twice_is_once(self):
        self._revisar(libro(COMPLETO)).action_importar()
        despues = self._foto()
        importacion = self._revisar(libro(COMPLETO))
        self.assertEqual(self._cuentas(importacion), (0, 0, 9))
        importacion.action_importar()
        self.assertEqual(self._foto(), despues)

    def test_changes_are_shown_field_by_field(self):
        self._revisar(libro(COMPLETO)).action_importar()
        filas = [
            LUGARES[0],
            ["B1", "El Molino Viejo", "Comunidad", "D1", 2150, -12.0464321, -77.0428],
            ["B2", "La Ribera", "Barrio", "B1", "(borrar)", None, None],
        ]
        importacion = self._revisar(libro({"Lugares": filas}))
        self.assertEqual(self._cuentas(importacion), (0, 2, 0))
        cambios = {
            (c.codigo, c.columna): (c.valor, c.valor_nuevo)
            for c in importacion.cambio_ids
        }
        self.assertEqual(cambios["B1", "Nombre"], ("El Molino", "El Molino Viejo"))
        self.assertEqual(cambios["B2", "Está en"], ("D1", "B1"))
        self.assertEqual(len(cambios), 3)
        importacion.action_importar()
        lugar = self._buscar("sigobito.lugar", "B2")
        self.assertEqual(lugar.parent_id.name, "El Molino Viejo")
        self.assertEqual(
            self._cuentas(self._revisar(libro({"Lugares": filas})))[:2], (0, 0)
        )

    def test_tree_turned_upside_down(self):
        titulos = ["Código", "Nombre", "Está en"]
        filas = [titulos, ["A", "a", None], ["B", "b", "A"], ["C", "c", "B"]]
        self._revisar(libro({"Lugares": filas})).action_importar()
        filas = [titulos, ["A", "a", "B"], ["B", "b", "C"], ["C", "c", "(borrar)"]]
        importacion = self._revisar(libro({"Lugares": filas}))
        importacion.action_importar()
        self.assertEqual(importacion.state, "done")
        lugar = self._buscar("sigobito.lugar", "A")
        self.assertEqual(lugar.complete_name, "c / b / a")

    def test_same_code_in_another_municipality(self):
        otro = self.env["sigobito.lugar"].create(
            {"name": "Otro", "codigo": "B1", "company_id": self.company_b.id}
        )
        self._revisar(libro(COMPLETO)).action_importar()
        self.assertEqual(otro.name, "Otro")

    # Bad input -----------------------------------------------------------------------
    def _rechazado(self, contenido, nombre="datos.xlsx", **vals):
        """Nothing is written, not even if somebody insists; the errors."""
        antes = self._foto()
        importacion = self._revisar(contenido, nombre, **vals)
        self.assertTrue(importacion.error_count)
        with self.assertRaises(UserError):
            importacion.action_importar()
        self.assertEqual(self._foto(), antes)
        return importacion

    def test_bad_rows(self):
        filas = [
            ["Código", "Nombre", "Tipo", "Está en", "Población", "Latitud", "Longitud"],
            ["X1", "Bien", None, None, 5, None, None],
            ["X2", "", None, None, None, None, None],
            ["X1", "Repetido", None, None, None, None, None],
            ["X3", "Huérfano", None, "NADIE", None, None, None],
            ["X4", "Ciclo", None, "X5", None, None, None],
            ["X5", "Ciclo", None, "X4", None, None, None],
            ["X6", "Suyo", None, "X6", None, None, None],
            ["X7", "Tipo", "Galaxia", None, "muchos", 10, None],
            ["X8", "=SUM(A1:A9)", None, None, None, None, None],
        ]
        importacion = self._rechazado(libro({"Lugares": filas}))
        self.assertEqual(
            self._errores(importacion),
            [
                ("Lugares", 3, "Nombre (B)"),
                ("Lugares", 4, "Código (A)"),
                ("Lugares", 5, "Está en (D)"),
                ("Lugares", 6, "Está en (D)"),
                ("Lugares", 7, "Está en (D)"),
                ("Lugares", 8, "Está en (D)"),
                ("Lugares", 9, "Población (E)"),
                ("Lugares", 10, "Nombre (B)"),
            ],
        )
        self.assertTrue(all(importacion.error_ids.mapped("motivo")))
        self.assertEqual(importacion.hoja_ids.con_error, 8)

    def test_all_or_nothing_across_sheets(self):
        malo = {
            **COMPLETO,
            "Temas": [["Código", "Nombre", "Eje"], ["T1", "Agua", "E9"]],
        }
        importacion = self._rechazado(libro(malo))
        self.assertEqual(self._errores(importacion), [("Temas", 2, "Eje (C)")])

    def test_suggestions(self):
        filas = [["Código", "Nombre", "Está en"], ["001", "a"], ["2", "b", 1]]
        importacion = self._rechazado(libro({"Lugares": filas}))
        self.assertIn("001", importacion.error_ids.motivo)

    def test_bad_files(self):
        for nombre, contenido in {
            "nota.pdf": b"%PDF-1.7",
            "roto.xlsx": b"PK\x03\x04 roto",
            "grande.csv": b"Codigo;Nombre\n" + b"1;x\n" * (10 * 2**20 // 4),
            "raro.csv": b"uno;dos\n1;2\n",
        }.items():
            with self.subTest(nombre=nombre):
                importacion = self._rechazado(contenido, nombre)
                self.assertEqual(importacion.error_count, 1)
                self.assertTrue(importacion.error_ids.motivo)

    def test_wrong_sheet_name(self):
        importacion = self._rechazado(libro({"Lugarez": LUGARES}))
        self.assertIn("Lugares", importacion.error_ids.motivo)
        self.assertIn("Temas", importacion.error_ids.motivo)

    def test_size_limit_is_a_parameter(self):
        clave = "sigobito_base.importacion_max_mb"
        self.env["ir.config_parameter"].set_param(clave, "0.001")
        self._rechazado(libro(COMPLETO))

    def test_csv_cp1252(self):
        contenido = csv_de(
            ["Código", "Nombre", "Está en"],
            ["Ñ1", "Cañón"],
            ["Ñ2", "Peña", "Ñ1"],
            codificacion="cp1252",
        )
        self._revisar(contenido, "lugares.csv", hoja_csv="lugar").action_importar()
        lugar = self._buscar("sigobito.lugar", "Ñ2")
        self.assertEqual(lugar.complete_name, "Cañón / Peña")

    def test_hostile_text_is_an_error_of_its_row(self):
        malo = "=cmd|' /C calc'!A0"
        script = "<script>alert(1)</script>"
        filas = [["Código", "Nombre"], ["H1", malo], ["H2", script], ["@H3", "+x|y"]]
        antes = self._foto()
        importacion = self._revisar(libro({"Lugares": filas}))
        self.assertEqual(importacion.error_ids.mapped("fila"), [2, 3, 4, 4])
        with self.assertRaises(UserError):
            importacion.action_importar()
        self.assertEqual(self._foto(), antes)

    def test_hostile_text_typed_elsewhere_leaves_as_text(self):
        malo = "=cmd|' /C calc'!A0"
        self.lugar_a.write({"name": malo, "codigo": "H1"})
        exportado = self.env["sigobito.importacion"].with_user(self.admin_municipal)
        archivo = openpyxl.load_workbook(
            io.BytesIO(exportado._get_plantilla(con_datos=True))
        )
        celdas = [c for fila in archivo["Lugares"].iter_rows() for c in fila if c.value]
        self.assertIn(malo, [c.value for c in celdas])
        self.assertFalse([c for c in celdas if c.data_type == "f"])

    # Changes in between --------------------------------------------------------------
    def test_data_changed_after_the_review(self):
        importacion = self._revisar(libro(COMPLETO))
        self.env["sigobito.lugar"].create(
            {"name": "El Molino", "codigo": "B1", "company_id": self.company_a.id}
        )
        importacion.action_importar()
        self.assertEqual(importacion.state, "revisado", "it asks to look again")
        self.assertEqual(self._cuentas(importacion), (8, 1, 0))
        self.assertTrue(importacion.aviso_count)
        importacion.action_importar()
        self.assertEqual(importacion.state, "done")

    def test_refused_by_a_rule_of_the_model(self):
        antes = self._foto()
        importacion = self._revisar(libro(COMPLETO))
        Actor = self.env.registry["sigobito.actor"]
        with patch.object(Actor, "create", side_effect=UserError("No hoy.")):
            importacion.action_importar()
        self.assertEqual(importacion.state, "revisado")
        self.assertIn("No hoy.", importacion.error_ids.motivo)
        self.assertEqual(self._foto(), antes, "the sheets before it were undone")

    def test_file_cannot_change_under_our_feet(self):
        importacion = self._revisar(libro(COMPLETO))
        importacion.archivo = base64.b64encode(libro({"Lugares": LUGARES}))
        self.assertEqual(importacion.state, "draft")
        with self.assertRaises(UserError):
            importacion.action_importar()
        importacion.action_revisar()
        importacion.action_importar()
        with self.assertRaises(UserError):
            importacion.archivo = False

    # Round trip ----------------------------------------------------------------------
    def test_own_data_come_back_equal(self):
        self._revisar(libro(COMPLETO)).action_importar()
        Importacion = self.env["sigobito.importacion"].with_user(self.admin_municipal)
        contenido = Importacion._get_plantilla(con_datos=True)
        importacion = self._revisar(contenido)
        self.assertEqual([li._como_texto() for li in importacion.linea_ids], [])
        self.assertEqual(self._cuentas(importacion), (0, 0, 9))

    def test_template_fits(self):
        contenido = self.env["sigobito.importacion"]._get_plantilla()
        importacion = self._revisar(contenido)
        self.assertEqual(self._cuentas(importacion), (0, 0, 0))
        self.assertFalse(importacion.error_count)

    # Access --------------------------------------------------------------------------
    def test_walls(self):
        importacion = self._revisar(libro({"Lugares": [*LUGARES, ["Z", ""]]}))
        self.assertWalled(importacion)
        self.assertWalled(importacion.hoja_ids)
        self.assertWalled(importacion.linea_ids[0], campo="motivo")
        adjunto = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", importacion._name),
                    ("res_id", "=", importacion.id),
                    ("res_field", "=", "archivo"),
                ]
            )
        )
        self.assertTrue(adjunto)
        for user in (self.ajeno, self.funcionario, self.gestor):
            with self.assertRaises(AccessError):
                adjunto.with_user(user).read(["datas"])

    def test_progress_is_walled(self):
        avance = self.env["sigobito.importacion.avance"].create(
            {"importacion": 1, "company_id": self.company_a.id}
        )
        self.assertWalled(avance, campo="texto")

    @users("funcionario", "gestor", "comunicacion", "titular", "regional_team")
    def test_other_roles_do_not_import(self):
        with self.assertRaises(AccessError):
            self._nueva(libro(COMPLETO), user=self.env.user)
        with self.assertRaises(AccessError):
            self.env["sigobito.importacion"].search([])

    def test_a_role_imports_only_what_it_may_write(self):
        antes = self._foto()
        importacion = self._revisar(libro(COMPLETO), user=self.despacho)
        self.assertEqual(importacion.error_ids.mapped("hoja"), ["Áreas y cargos"])
        self.assertEqual(self._foto(), antes)
        importacion = self._revisar(libro({"Lugares": LUGARES}), user=self.despacho)
        importacion.action_importar()
        self.assertEqual(importacion.state, "done")

    def test_codes_of_others_are_unknown(self):
        self.lugar_b.codigo = "LB"
        filas = [["Código", "Nombre", "Está en"], ["1", "a", "LB"]]
        self._rechazado(libro({"Lugares": filas}))
        filas = [
            ["Tipo", "Código", "Nombre", "Responsable"],
            ["Área", "1", "a", "ajeno"],
        ]
        self._rechazado(libro({"Áreas y cargos": filas}))

    # Size ----------------------------------------------------------------------------
    def _muchos(self, cantidad):
        filas = [["Código", "Nombre", "Tipo", "Está en", "Población"]]
        for n in range(cantidad):
            padre = f"L{n // 10:05d}" if n % 10 else ""
            filas.append([f"L{n:05d}", f"Lugar {n}", "Barrio", padre, str(n)])
        return csv_de(*filas)

    def test_queries_do_not_grow_with_rows(self):
        importacion = self._nueva(self._muchos(2000), "x.csv", hoja_csv="lugar")
        cuentas = []
        for cantidad in (20, 2000):
            importacion.archivo = base64.b64encode(self._muchos(cantidad))
            importador = importacion._get_importador()
            self.env.flush_all()
            self.env.invalidate_all()
            inicio = self.env.cr.sql_log_count
            importacion._revisar(importador)
            cuentas.append(self.env.cr.sql_log_count - inicio)
        self.assertLessEqual(cuentas[1], cuentas[0] + 2)

    def test_five_thousand_rows(self):
        importacion = self._nueva(self._muchos(5000), "x.csv", hoja_csv="lugar")
        inicio = time.monotonic()
        importacion.action_revisar()
        self.assertEqual(self._cuentas(importacion), (5000, 0, 0))
        pasos = []
        importacion._importar(lambda *paso: pasos.append(paso))
        self.assertEqual(importacion.state, "done")
        self.assertLess(time.monotonic() - inicio, 30)
        self.assertGreater(len(pasos), 10)
        self.assertEqual(pasos[-1][:2], (5000, 5000))
        self.assertEqual(
            self._cuentas(self._revisar(self._muchos(5000), "x.csv", hoja_csv="lugar")),
            (0, 0, 5000),
        )

    def test_deep_chain(self):
        """A list that hangs one row from the other does not exhaust the stack."""
        filas = [["Código", "Nombre", "Está en"]]
        filas += [[f"C{n}", "x", f"C{n + 1}" if n < 3000 else ""] for n in range(3000)]
        filas[-1][2] = ""
        importacion = self._revisar(csv_de(*filas), "x.csv", hoja_csv="lugar")
        self.assertFalse(importacion.error_count)
        filas[-1][2] = "C0"
        importacion = self._revisar(csv_de(*filas), "x.csv", hoja_csv="lugar")
        self.assertEqual(importacion.error_count, 3000)
        self.assertEqual(len(importacion.error_ids), 1000, "what is kept has a limit")


@tagged("post_install", "-at_install")
class TestImportacionSegundoPlano(ImportacionComun):
    """Large files: a job, progress that is seen, and a word when it ends."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param(
            "sigobito_base.importacion_filas_en_linea", "5"
        )
        self.cron = self.env.ref("sigobito_base.ir_cron_importar")

    def _correr(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()

    def test_background(self):
        importacion = self._revisar(libro(COMPLETO))
        importacion.action_importar()
        self.assertEqual(importacion.state, "pending")
        self.assertFalse(self._buscar("sigobito.lugar", "B1"))
        with self.assertRaises(UserError):
            importacion.unlink()
        self._correr()
        self.assertEqual(importacion.state, "done")
        self.assertEqual(importacion.progreso, 100)
        avance = self.env["sigobito.importacion.avance"].search(
            [("importacion", "=", importacion.id)]
        )
        self.assertEqual((avance.hechas, avance.total), (9, 9))
        actividad = importacion.sudo().activity_ids
        self.assertEqual(actividad.user_id, self.admin_municipal)
        lugar = self._buscar("sigobito.lugar", "B1")
        self.assertEqual(lugar.create_uid, self.admin_municipal, "with his rights")
        self.assertEqual(lugar.company_id, self.company_a)

    def test_failure_in_the_background(self):
        antes = self._foto()
        importacion = self._revisar(libro(COMPLETO))
        importacion.action_importar()
        Actor = self.env.registry["sigobito.actor"]
        with (
            patch.object(Actor, "create", side_effect=ZeroDivisionError("boom")),
            mute_logger(
                "odoo.addons.sigobito_base.models.sigobito_importacion_segundo_plano"
            ),
        ):
            self._correr()
        self.assertEqual(importacion.state, "revisado")
        self.assertTrue(importacion.error_count)
        self.assertTrue(importacion.sudo().activity_ids)
        self.assertEqual(self._foto(), antes)

    def test_gives_up_after_crashes(self):
        """A job that kills its process is not tried for ever."""
        importacion = self._revisar(libro(COMPLETO))
        importacion.action_importar()
        self.env["sigobito.importacion.avance"].create(
            {
                "importacion": importacion.id,
                "company_id": self.company_a.id,
                "intentos": 3,
            }
        )
        self._correr()
        self.assertEqual(importacion.state, "revisado")
        self.assertFalse(self._buscar("sigobito.lugar", "B1"))

    def test_user_who_lost_his_rights(self):
        antes = self._foto()
        importacion = self._revisar(libro(COMPLETO))
        importacion.action_importar()
        self.admin_municipal.group_ids = self.env.ref("sigobito_base.group_funcionario")
        with mute_logger(
            "odoo.addons.sigobito_base.models.sigobito_importacion_segundo_plano"
        ):
            self._correr()
        self.assertEqual(importacion.sudo().state, "revisado")
        self.assertEqual(self._foto(), antes)


@tagged("post_install", "-at_install")
class TestImportacionConsola(ImportacionComun):
    """The command: looks unless told to write."""

    def _consola(self, contenido, **opciones):
        opciones = {"municipio": "muni-a", **opciones}
        return self.env["sigobito.importacion"]._importar_desde_consola(
            "datos.xlsx", contenido, **opciones
        )

    def test_dry_run_and_confirm(self):
        antes = self._foto()
        estado, informe = self._consola(libro(COMPLETO))
        self.assertEqual(estado, 0)
        self.assertIn("Lugares", informe[0])
        self.assertEqual(self._foto(), antes)
        estado, _informe = self._consola(libro(COMPLETO), confirmar=True)
        self.assertEqual(estado, 0)
        lugar = self._buscar("sigobito.lugar", "B1")
        self.assertEqual(lugar.company_id, self.company_a)

    def test_errors(self):
        antes = self._foto()
        malo = libro({"Lugares": [["Código", "Nombre"], ["1", ""]]})
        estado, informe = self._consola(malo, confirmar=True)
        self.assertEqual(estado, 1)
        self.assertIn("Nombre (B)", "\n".join(informe))
        self.assertEqual(self._foto(), antes)
        self.assertEqual(self._consola(malo, municipio="no-hay")[0], 2)
        self.assertEqual(self._consola(malo, hoja="cosas")[0], 2)
        self.assertEqual(self._consola(malo, login="ajeno")[0], 2)

    def test_official_code_and_user(self):
        self.company_a.codigo_oficial = "150101"
        estado, _informe = self._consola(
            libro(COMPLETO), municipio="150101", login="admin_municipal", confirmar=True
        )
        self.assertEqual(estado, 0)
        lugar = self._buscar("sigobito.lugar", "B1")
        self.assertEqual(lugar.create_uid, self.admin_municipal)


@tagged("post_install", "-at_install")
class TestImportacionHttp(SigobitoFixtures, HttpCase):
    """The template by the browser; lists that leave for a spreadsheet."""

    def test_template(self):
        self.authenticate("admin_municipal", "admin_municipal-password")
        respuesta = self.url_open("/sigobito/importacion/plantilla")
        self.assertEqual(respuesta.status_code, 200)
        archivo = openpyxl.load_workbook(io.BytesIO(respuesta.content))
        self.assertIn("Lugares", archivo.sheetnames)
        respuesta = self.url_open("/sigobito/importacion/plantilla?datos=1")
        self.assertEqual(respuesta.status_code, 200)

    @mute_logger("odoo.http")
    def test_template_is_not_for_everybody(self):
        self.authenticate("funcionario", "funcionario-password")
        respuesta = self.url_open("/sigobito/importacion/plantilla?datos=1")
        self.assertEqual(respuesta.status_code, 404)

    def test_only_own_data(self):
        self.lugar_a.codigo, self.lugar_b.codigo = "LA", "LB"
        self.env.flush_all()
        self.authenticate("admin_municipal", "admin_municipal-password")
        self.opener.cookies["cids"] = str(self.company_b.id)
        respuesta = self.url_open("/sigobito/importacion/plantilla?datos=1")
        archivo = openpyxl.load_workbook(io.BytesIO(respuesta.content))
        codigos = [fila[0].value for fila in archivo["Lugares"].iter_rows(min_row=3)]
        self.assertEqual([c for c in codigos if c], ["LA"])

    def test_list_export_writes_text(self):
        """Odoo's own export, on a text that a spreadsheet would run."""
        from odoo.addons.web.controllers.export import ExportXlsxWriter

        malo = "=cmd|' /C calc'!A0"
        self.assertEqual(ExportXlsxWriter.write.__name__, "_write_as_text")
        self.lugar_a.write({"name": malo, "codigo": "H1"})
        self.authenticate("admin_municipal", "admin_municipal-password")
        respuesta = self._exportar("xlsx")
        pestana = openpyxl.load_workbook(io.BytesIO(respuesta.content)).active
        self.assertEqual((pestana["A2"].value, pestana["A2"].data_type), (malo, "s"))
        filas = list(csv.reader(io.StringIO(self._exportar("csv").text)))
        self.assertEqual(filas[1][0], f"'{malo}")

    def _exportar(self, formato):
        import json

        from odoo.http import Request

        data = {
            "model": "sigobito.lugar",
            "fields": [{"name": "name", "label": "Nombre", "type": "char"}],
            "ids": self.lugar_a.ids,
            "domain": [],
            "import_compat": False,
            "context": {},
        }
        return self.url_open(
            f"/web/export/{formato}",
            data={
                "data": json.dumps(data),
                "csrf_token": Request.csrf_token(self),
            },
        )


@tagged("post_install", "-at_install")
class TestImportador(ImportacionComun):
    """The engine, where the screen does not show it."""

    def test_never_writes_a_file_with_errors(self):
        importacion = self._nueva(libro({"Lugares": [["Código", "Nombre"], ["1", ""]]}))
        importador = importacion._get_importador()
        revision = importacion._revisar(importador)
        with self.assertRaises(ValueError):
            importador.aplicar(revision)

    def test_archived_records_are_known(self):
        lugar = self.lugar_a
        lugar.write({"codigo": "V", "active": False})
        filas = [["Código", "Nombre"], ["V", "Nuevo nombre"]]
        importacion = self._revisar(libro({"Lugares": filas}))
        self.assertEqual(self._cuentas(importacion), (0, 1, 0))
        importacion.action_importar()
        self.assertEqual(lugar.name, "Nuevo nombre")

    def test_users_by_login_or_address(self):
        self.gestor.email = "gestora@muni.pe"
        catalogo = (
            self.env["sigobito.importacion"]
            .with_user(self.admin_municipal)
            ._get_catalogo("@usuario")
        )
        self.assertEqual(catalogo["gestor"], self.gestor.id)
        self.assertEqual(catalogo["gestora@muni.pe"], self.gestor.id)
        self.assertNotIn("ajeno", catalogo)

    def test_exports_the_shape_of_the_template(self):
        importacion = self.env["sigobito.importacion"].with_user(self.admin_municipal)
        hojas = importacion._get_hojas()
        self.lugar_a.codigo = "L"
        datos = Importador(importacion.env, hojas, importacion).exportar()
        self.assertEqual([f["codigo"] for f in datos["lugar"]], ["L"])
        self.assertTrue(hacer_plantilla(hojas, datos))
