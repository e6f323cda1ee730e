import base64
import time
from datetime import date
from pathlib import Path

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from odoo.addons.sigobito_base.tests.common import SigobitoCommon
from odoo.addons.sigobito_base.tests.test_importacion_planilla import csv_de, libro
from odoo.addons.sigobito_base.tools import hojas as hojas_base
from odoo.addons.sigobito_base.tools.analisis import analizar
from odoo.addons.sigobito_base.tools.celdas import plano
from odoo.addons.sigobito_base.tools.lectura import leer
from odoo.addons.sigobito_base.tools.nombres import nombre_corto
from odoo.addons.sigobito_base.tools.plantilla import ayuda_de, hacer_plantilla

from ..tools import hojas

DATA = Path(__file__).resolve().parents[3] / "data"
TODO = {
    "Lugares": [["Código", "Nombre"], ["B1", "El Molino"]],
    "Temas": [["Código", "Nombre"], ["T1", "Agua"]],
    "Iniciativas": [
        ["Código", "Nombre", "Estado", "Tema", "Lugares", "Responsable", "Patrocinador",
         "Inicio", "Fin", "Presupuesto", "Problema"],
        ["I1", "Agua en El Molino", "En programación", "T1", "B1", "gestor", "titular",
         "01/03/2026", "2026-12-15", "480000,50", "Dos horas al día.\nNo alcanza."],
        ["I2", "Parque", None, None, None, "gestor@muni.pe", None, None, None, None, None],
    ],
    "Hitos": [
        ["Código", "Iniciativa", "Nombre", "Tipo", "Peso", "Fecha límite", "Espera a"],
        ["H2", "I1", "Reservorio", "Obra", 70, "30/11/2026", "H1"],
        ["H1", "I1", "Expediente", "norma", 30, "30/05/2026", None],
    ],
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestImportacionIniciativas(SigobitoCommon):
    """Initiatives and milestones by the workbook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gestor.email = "gestor@muni.pe"

    def _revisar(self, contenido, nombre="datos.xlsx", user=None, **vals):
        importacion = (
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
        importacion.action_revisar()
        return importacion

    def _buscar(self, modelo, codigo):
        return self.env[modelo].search(
            [("codigo", "=", codigo), ("company_id", "=", self.company_a.id)]
        )

    def _cuentas(self, importacion):
        return importacion.nuevas, importacion.cambiadas, importacion.iguales

    def _informe(self, importacion):
        return [linea._como_texto() for linea in importacion.linea_ids]

    def test_all_sheets(self):
        importacion = self._revisar(libro(TODO))
        self.assertEqual(self._informe(importacion), [])
        importacion.action_importar()
        self.assertEqual(importacion.state, "done")
        una = self._buscar("sigobito.iniciativa", "I1")
        self.assertEqual(una.state, "programacion")
        self.assertEqual((una.tema_id.codigo, una.lugar_ids.codigo), ("T1", "B1"))
        self.assertEqual(una.responsable_id, self.gestor)
        self.assertEqual(una.date_end, date(2026, 12, 15))
        self.assertEqual(una.presupuesto_planificado, 480000.5)
        self.assertIn("\n", una.problema)
        otra = self._buscar("sigobito.iniciativa", "I2")
        self.assertEqual((otra.state, otra.responsable_id), ("candidata", self.gestor))
        hito = self._buscar("sigobito.hito", "H2")
        self.assertEqual((hito.iniciativa_id, hito.tipo), (una, "obra"))
        self.assertEqual(hito.predecesor_ids.codigo, "H1")
        self.assertEqual(hito.company_id, self.company_a)
        self.assertEqual(una.peso_total, 100)

    def test_twice_is_once_and_round_trip(self):
        self._revisar(libro(TODO)).action_importar()
        self.assertEqual(self._cuentas(self._revisar(libro(TODO))), (0, 0, 6))
        Importacion = self.env["sigobito.importacion"].with_user(self.admin_municipal)
        importacion = self._revisar(Importacion._get_plantilla(con_datos=True))
        self.assertEqual(self._informe(importacion), [])
        self.assertEqual(self._cuentas(importacion), (0, 0, 6))

    def test_state_only_when_added(self):
        self._revisar(libro(TODO)).action_importar()
        una = self._buscar("sigobito.iniciativa", "I2")
        una.state = "programacion"
        filas = [["Código", "Nombre", "Estado"], ["I2", "Parque", "Candidata"]]
        importacion = self._revisar(libro({"Iniciativas": filas}))
        self.assertEqual(self._cuentas(importacion), (0, 0, 1))

    def test_bad_rows(self):
        malo = {
            "Iniciativas": [
                ["Código", "Nombre", "Estado", "Responsable", "Inicio", "Fin", "Tema"],
                ["I1", "a", "Aprobada", None, None, None, None],
                ["I2", "b", None, "nadie@x.pe", None, None, None],
                ["I3", "c", None, None, "01/03/2026", "01/02/2026", None],
                ["I4", "d", None, None, "31/02/2026", None, None],
                ["I5", "e", None, None, None, None, "NO"],
            ],
            "Hitos": [
                ["Código", "Iniciativa", "Nombre", "Peso", "Espera a"],
                ["H1", "I1", "a", 101, None],
                ["H2", "I1", "b", 10, "H3"],
                ["H3", "I1", "c", 10, "H2"],
                ["H4", "ZZ", "d", 10, None],
                ["H5", None, "e", 10, "H9"],
            ],
        }
        importacion = self._revisar(libro(malo))
        self.assertEqual(
            [(e.hoja, e.fila, e.columna) for e in importacion.error_ids],
            [
                ("Iniciativas", 2, "Estado (C)"),
                ("Iniciativas", 3, "Responsable (D)"),
                ("Iniciativas", 4, "Fin (F)"),
                ("Iniciativas", 5, "Inicio (E)"),
                ("Iniciativas", 6, "Tema (G)"),
                ("Hitos", 2, "Peso (D)"),
                ("Hitos", 3, "Espera a (E)"),
                ("Hitos", 4, "Espera a (E)"),
                ("Hitos", 5, "Iniciativa (B)"),
                ("Hitos", 6, "Iniciativa (B)"),
            ],
        )
        self.assertTrue(all(importacion.error_ids.mapped("motivo")))
        self.assertFalse(self._buscar("sigobito.iniciativa", "I1"))

    def test_approved_dates_are_not_moved_by_a_file(self):
        self._revisar(libro(TODO)).action_importar()
        hito = self._buscar("sigobito.hito", "H1")
        hito.sudo().fecha_base = hito.date_deadline
        filas = [
            ["Código", "Iniciativa", "Nombre", "Fecha límite"],
            ["H1", "I1", "Expediente", "30/06/2026"],
            ["H2", "I1", "Reservorio", "15/12/2026"],
        ]
        importacion = self._revisar(libro({"Hitos": filas}))
        self.assertEqual(
            [(e.fila, e.columna) for e in importacion.error_ids],
            [(2, "Fecha límite (D)")],
        )
        self.assertEqual(self._cuentas(importacion), (0, 1, 0))

    def test_roles(self):
        """The cabinet office looks after the lists, not after the initiatives."""
        importacion = self._revisar(libro(TODO), user=self.despacho)
        self.assertEqual(importacion.error_ids.mapped("hoja"), ["Iniciativas", "Hitos"])
        importacion = self._revisar(libro(TODO), user=self.ajeno)
        self.assertEqual(importacion.company_id, self.company_b)
        with mute_logger("odoo.sql_db"):
            self.assertTrue(importacion.error_count, "its users are unknown there")

    def test_five_thousand_initiatives(self):
        filas = [["Código", "Nombre", "Tema", "Problema"]]
        filas += [[f"P{n:05d}", f"Obra {n}", "T", "x" * 200] for n in range(5000)]
        self.tema_a.codigo = "T"
        inicio = time.monotonic()
        importacion = self._revisar(csv_de(*filas), "iniciativas.csv")
        self.assertEqual(self._informe(importacion), [])
        importacion._importar()
        self.env.flush_all()
        self.assertEqual(importacion.state, "done")
        self.assertLess(time.monotonic() - inicio, 60)
        importacion = self._revisar(csv_de(*filas), "iniciativas.csv")
        self.assertEqual(self._cuentas(importacion), (0, 0, 5000))


@tagged("post_install", "-at_install")
class TestPlantillaCompleta(BaseCase):
    """What lies in data/ is what the importer reads."""

    def setUp(self):
        super().setUp()
        self.hojas = hojas_base.HOJAS + hojas.HOJAS

    def test_headers_do_not_clash(self):
        for hoja in hojas.HOJAS:
            vistos = {}
            for columna in hoja.columnas:
                for titulo in (columna.titulo, columna.clave, *columna.alias):
                    otra = vistos.setdefault(plano(titulo), columna.clave)
                    self.assertEqual(otra, columna.clave, f"{hoja.titulo}: {titulo}")

    def test_examples_are_good_rows(self):
        for hoja in hojas.HOJAS:
            filas = [
                {
                    clave: v.replace("EJEMPLO-", "X") if isinstance(v, str) else v
                    for clave, v in ejemplo.items()
                }
                for ejemplo in hoja.ejemplos
            ]
            contenido = hacer_plantilla((hoja,), {hoja.clave: filas})
            analisis = analizar(hoja, leer(contenido, "x", (hoja,)).hojas[0])
            self.assertFalse(analisis.fallas)
            self.assertEqual(len(analisis.filas), len(filas))

    def test_repository_template(self):
        import openpyxl

        if not DATA.is_dir():
            self.skipTest("the addon is installed elsewhere, without the repository")
        archivo = openpyxl.load_workbook(DATA / "plantilla_municipio.xlsx")
        self.assertEqual(archivo.sheetnames[1:], [h.titulo for h in self.hojas])
        for hoja in self.hojas:
            pestana = archivo[hoja.titulo]
            self.assertEqual(
                [(c.value, c.comment.text) for c in pestana[1]],
                [(c.titulo, ayuda_de(hoja, c)) for c in hoja.columnas],
                f"{hoja.titulo}: run data/hacer_plantilla.py again",
            )
            for fila, ejemplo in enumerate(hoja.ejemplos, 3):
                self.assertEqual(
                    pestana.cell(
                        fila, 1 + ([c.clave for c in hoja.columnas].index("codigo"))
                    ).value,
                    ejemplo["codigo"],
                )

    def test_names_of_the_sample_list(self):
        """The list of our own invention: readable, shorter, and still telling."""
        import csv

        if not DATA.is_dir():
            self.skipTest("the addon is installed elsewhere, without the repository")
        with (DATA / "proyectos_ejemplo.csv").open(encoding="utf-8") as archivo:
            filas = list(csv.DictReader(archivo))
        cortos = {fila["codigo"]: nombre_corto(fila["nombre"]) for fila in filas}
        self.assertEqual(len(set(cortos.values())), len(filas))
        self.assertLessEqual(max(map(len, cortos.values())), 110)
        self.assertEqual(
            cortos["0001"],
            "Mejoramiento del servicio de agua potable en el barrio El Molino",
        )
        self.assertEqual(
            cortos["0025"], "Recuperación del parque infantil de Santa Rosa"
        )
        self.assertIn("PTAR", cortos["0006"])
        self.assertTrue(cortos["0009"].endswith("S.A.C."))


@tagged("post_install", "-at_install")
class TestListaDeProyectos(BaseCase):
    """data/proyectos_a_plantilla.py, run as people run it."""

    def test_list_to_template(self):
        import subprocess
        import sys
        import tempfile

        if not DATA.is_dir():
            self.skipTest("the addon is installed elsewhere, without the repository")
        with tempfile.TemporaryDirectory() as carpeta:
            salida = Path(carpeta) / "carga.xlsx"
            script = DATA / "proyectos_a_plantilla.py"
            lista = DATA / "proyectos_ejemplo.csv"
            hecho = subprocess.run(
                [sys.executable, str(script), str(lista), str(salida)],
                capture_output=True,
                text=True,
                timeout=60,
                check=True,
            )
            self.assertIn("28 iniciativas", hecho.stdout)
            todas = hojas_base.HOJAS + hojas.HOJAS
            libro_leido = leer(salida.read_bytes(), salida.name, todas)
        self.assertFalse(libro_leido.fallas)
        leida = next(h for h in libro_leido.hojas if h.clave == "iniciativa")
        analisis = analizar(hojas.INICIATIVAS, leida)
        self.assertFalse(analisis.fallas)
        self.assertEqual(len(analisis.filas), 28)
        primera = analisis.filas[0].valores
        self.assertEqual(primera["codigo"], "0001")
        self.assertTrue(primera["problema"].isupper())
