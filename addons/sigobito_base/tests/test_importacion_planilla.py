import ast
import doctest
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter

from odoo.tests import BaseCase, tagged

from ..tools import (
    arbol,
    celdas,
    existente,
    hojas,
    lectura,
    nombres,
    planilla,
    plantilla,
)
from ..tools.analisis import analizar
from ..tools.lectura import leer
from ..tools.planilla import (
    AVISO,
    ERROR,
    Columna,
    ErrorArchivo,
    Hoja,
    Limites,
)

HOJA = Hoja(
    "cosa",
    "Cosas",
    "x.cosa",
    (
        Columna("codigo", "Código", requerida=True, alias=("Cod",)),
        Columna("name", "Nombre", requerida=True, largo=80),
        Columna("padre", "Padre", "referencia", ref="cosa", padre=True),
        Columna("cantidad", "Cantidad", "entero", minimo=0),
        Columna("peso", "Peso", "decimal"),
        Columna("fecha", "Fecha", "fecha"),
        Columna("clase", "Clase", "lista", opciones=(("a", "Alta"), ("b", "Baja"))),
        Columna("correo", "Correo", "correo"),
        Columna("latitud", "Latitud", "coordenada", minimo=-90, maximo=90),
        Columna("notas", "Notas", parrafo=True),
    ),
    alias=("Cosillas",),
)
HOJAS = (HOJA, Hoja("otra", "Otras", "x.otra", HOJA.columnas[:2]))


def libro(hojas_, preparar=None, **opciones):
    """An xlsx with rows per sheet; a tuple (value, format) sets the cell's format."""
    salida = io.BytesIO()
    with xlsxwriter.Workbook(
        salida, {"in_memory": True, "strings_to_formulas": False, **opciones}
    ) as archivo:
        for titulo, filas in hojas_.items():
            pestana = archivo.add_worksheet(titulo)
            for f, fila in enumerate(filas):
                for c, celda in enumerate(fila):
                    valor, formato = (
                        celda if isinstance(celda, tuple) else (celda, None)
                    )
                    estilo = archivo.add_format({"num_format": formato or "General"})
                    if isinstance(valor, (date, datetime)):
                        pestana.write_datetime(f, c, valor, estilo)
                    elif isinstance(valor, str) and valor.startswith("{="):
                        pestana.write_formula(f, c, valor[1:-1], estilo, 7)
                    elif valor is not None:
                        pestana.write(f, c, valor, estilo)
            if preparar:
                preparar(archivo, pestana)
    return salida.getvalue()


def csv_de(*filas, sep=";", codificacion="utf-8"):
    return "\n".join(sep.join(fila) for fila in filas).encode(codificacion)


@tagged("post_install", "-at_install")
class TestPlanilla(BaseCase):
    """What a file says, without a database."""

    def _analizar(self, contenido, nombre="cosas.xlsx", **opciones):
        return analizar(HOJA, leer(contenido, nombre, (HOJA,), **opciones).hojas[0])

    def _fallas(self, analisis, nivel=ERROR):
        return [
            (f.fila, f.columna, f.clave) for f in analisis.fallas if f.nivel == nivel
        ]

    def _una(self, titulo, valor, nombre="cosas.xlsx"):
        """Value and faults of a single cell."""
        analisis = self._analizar(
            libro({"Cosas": [["Código", "Nombre", titulo], ["C1", "Uno", valor]]}),
            nombre,
        )
        clave = next(c.clave for c in HOJA.columnas if c.titulo == titulo)
        valores = analisis.filas[0].valores if analisis.filas else {}
        return valores.get(clave), [f.clave for f in analisis.fallas]

    def test_doctests(self):
        for module in (
            arbol,
            celdas,
            lectura,
            planilla,
            plantilla,
            existente,
            nombres,
        ):
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertGreater(result.attempted, 0)
                self.assertFalse(result.failed)

    def test_pure(self):
        """The tools work without Odoo: the scripts of data/ rely on it."""
        for module in (arbol, celdas, lectura, planilla, plantilla, hojas, nombres):
            tree = ast.parse(Path(module.__file__).read_text())
            for node in ast.walk(tree):
                names = [a.name for a in getattr(node, "names", [])]
                names.append(getattr(node, "module", None) or "")
                self.assertFalse([n for n in names if n.split(".")[0] == "odoo"])

    # Files ---------------------------------------------------------------------------
    def _error(self, contenido, nombre="x.xlsx", **opciones):
        with self.assertRaises(ErrorArchivo) as caught:
            leer(contenido, nombre, HOJAS, **opciones)
        return caught.exception

    def test_not_a_workbook(self):
        self.assertEqual(self._error(b"").clave, "archivo_vacio")
        self.assertEqual(self._error(b"hola, mundo").clave, "no_es_planilla")
        self.assertEqual(self._error(b"%PDF-1.7 ...", "x.csv").clave, "no_es_planilla")
        self.assertEqual(self._error(bytes(range(9)) * 90, "x").clave, "no_es_planilla")
        antiguo = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        self.assertEqual(self._error(antiguo, "x.xls").clave, "xls_antiguo")
        bueno = libro({"Cosas": [["Código", "Nombre"], ["1", "a"]]})
        self.assertEqual(self._error(bueno[:-40]).clave, "archivo_danado")
        roto = io.BytesIO()
        with zipfile.ZipFile(roto, "w") as archivo:
            archivo.writestr("[Content_Types].xml", "<x/>")
            archivo.writestr("xl/workbook.xml", "<no")
        self.assertEqual(self._error(roto.getvalue()).clave, "archivo_danado")
        otro = io.BytesIO()
        with zipfile.ZipFile(otro, "w") as archivo:
            archivo.writestr("word/document.xml", "<x/>")
        self.assertEqual(self._error(otro.getvalue()).clave, "no_es_planilla")

    def test_too_big(self):
        error = self._error(b"a;b\n" * (10 * 2**20 // 4), "x.csv")
        self.assertEqual(error.clave, "archivo_grande")
        self.assertEqual(error.datos, {"tamano": "10", "limite": "5"})
        filas = [["Código", "Nombre"]] + [[f"C{n}", "x"] for n in range(50)]
        error = self._error(libro({"Cosas": filas}), limites=Limites(filas=20))
        self.assertEqual(error.clave, "muchas_filas")
        error = self._error(csv_de(*filas), "x.csv", limites=Limites(filas=20))
        self.assertEqual(error.clave, "muchas_filas")

    def test_zip_bomb(self):
        bueno = libro({"Cosas": [["Código", "Nombre"], ["1", "a"]]})
        bomba = io.BytesIO(bueno)
        with zipfile.ZipFile(bomba, "a", zipfile.ZIP_DEFLATED) as archivo:
            archivo.writestr("xl/media/x.xml", b"0" * (200 * 2**20))
        self.assertLess(len(bomba.getvalue()), 2**20)
        self.assertEqual(self._error(bomba.getvalue()).clave, "archivo_comprimido")

    def test_entities_are_refused(self):
        bueno = libro({"Cosas": [["Código", "Nombre"], ["1", "a"]]})
        salida = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(bueno)) as de,
            zipfile.ZipFile(salida, "w") as a,
        ):
            for nombre in de.namelist():
                texto = de.read(nombre)
                if nombre == "xl/sharedStrings.xml":
                    texto = texto.replace(
                        b"<sst", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst', 1
                    )
                a.writestr(nombre, texto)
        self.assertEqual(self._error(salida.getvalue()).clave, "archivo_inseguro")

    def test_sheets(self):
        filas = [["Código", "Nombre"], ["1", "a"]]
        leido = leer(libro({"Lugare": filas, "Cosa": filas}), "x.xlsx", HOJAS)
        self.assertEqual([f.clave for f in leido.fallas], ["hoja_desconocida"])
        self.assertEqual(leido.fallas[0].datos["aceptadas"], "Cosas, Otras")
        leido = leer(libro({"Cozas": filas}), "x.xlsx", HOJAS)
        self.assertEqual(leido.fallas[0].datos["parecida"], "Cosas")
        leido = leer(
            libro({"COSILLAS": filas, "Cosas": filas, "Hoja3": []}), "x.xlsx", HOJAS
        )
        self.assertEqual([f.clave for f in leido.fallas], ["hoja_repetida"])
        self.assertEqual(
            self._error(libro({"Hoja1": [], "Léame": filas})).clave, "archivo_sin_filas"
        )

    def test_hidden_sheets(self):
        filas = [["Código", "Nombre"], ["1", "a"]]

        def ocultar(_archivo, pestana):
            if pestana.name == "Otras":
                pestana.hide()

        leido = leer(libro({"Cosas": filas, "Otras": filas}, ocultar), "x", HOJAS)
        self.assertEqual([h.clave for h in leido.hojas], ["cosa"])
        self.assertEqual(
            [(f.clave, f.nivel) for f in leido.fallas], [("hoja_oculta", AVISO)]
        )

    # Headers -------------------------------------------------------------------------
    def test_missing_and_renamed_columns(self):
        analisis = self._analizar(libro({"Cosas": [["Código", "Nonbre"], ["1", "a"]]}))
        self.assertFalse(analisis.filas)
        self.assertEqual(self._fallas(analisis), [(1, "Nombre", "falta_columna")])
        self.assertEqual(analisis.fallas[0].datos["parecida"], "Nonbre")
        self.assertEqual(
            self._fallas(analisis, AVISO), [(1, "B", "columna_desconocida")]
        )

    def test_repeated_column(self):
        analisis = self._analizar(
            libro({"Cosas": [["Código", "Nombre", "cod"], ["1", "a", "2"]]})
        )
        self.assertFalse(analisis.filas)
        self.assertEqual(self._fallas(analisis), [(1, "C", "columna_repetida")])

    def test_header_may_come_later(self):
        filas = [["Municipalidad X"], [], ["NOMBRE *", "código"], ["a", "1"]]
        analisis = self._analizar(libro({"Cosas": filas}))
        self.assertEqual(analisis.filas[0].valores, {"codigo": "1", "name": "a"})
        self.assertEqual(analisis.filas[0].numero, 4)

    # Cells ---------------------------------------------------------------------------
    def test_dates(self):
        bien = date(2026, 3, 9)
        for valor in (
            "09/03/2026",
            "9/3/2026",
            "9-3-2026",
            "2026-03-09",
            "2026-03-09 00:00:00",
            46090,
            "46090",
            "9 de marzo de 2026",
            (datetime(2026, 3, 9, 15, 30), "dd/mm/yyyy hh:mm"),
        ):
            with self.subTest(valor=valor):
                self.assertEqual(self._una("Fecha", valor), (bien, []))
        for valor, motivo in {
            "31/02/2026": "fecha_inexistente",
            "2026-02-30": "fecha_inexistente",
            "03/09/26": "fecha_mala",
            "pronto": "fecha_mala",
            "01/01/0026": "fecha_lejana",
            7: "fecha_mala",
        }.items():
            with self.subTest(valor=valor):
                self.assertEqual(self._una("Fecha", valor), (None, [motivo]))

    def test_numbers(self):
        self.assertEqual(self._una("Cantidad", 12.0), (12, []))
        self.assertEqual(self._una("Cantidad", "1 250"), (1250, []))
        self.assertEqual(self._una("Cantidad", 1.5), (None, ["entero_malo"]))
        self.assertEqual(self._una("Cantidad", -1), (None, ["fuera_de_rango"]))
        self.assertEqual(self._una("Cantidad", True), (None, ["entero_malo"]))
        self.assertEqual(self._una("Peso", "0,5"), (0.5, []))
        self.assertEqual(self._una("Peso", "1.234"), (None, ["decimal_ambiguo"]))
        self.assertEqual(self._una("Peso", "nan"), (None, ["decimal_malo"]))
        self.assertEqual(self._una("Peso", "1e400"), (None, ["decimal_malo"]))
        self.assertEqual(self._una("Latitud", "-12,046"), (-12.046, []))
        self.assertEqual(self._una("Latitud", 95), (None, ["fuera_de_rango"]))

    def test_codes(self):
        def codigos(*valores):
            filas = [["Código", "Nombre"]] + [[v, "x"] for v in valores]
            analisis = self._analizar(libro({"Cosas": filas}))
            return [f.valores["codigo"] for f in analisis.filas], self._fallas(analisis)

        self.assertEqual(codigos("001", 1, (2, "000")), (["001", "1", "002"], []))
        self.assertEqual(codigos((8.1, "0.00"), "8.1"), (["8.10", "8.1"], []))
        self.assertEqual(codigos(2094811.0, 1e15)[0][0], "2094811")
        self.assertEqual(
            codigos("A", " A "), (["A"], [(3, "Código (A)", "codigo_repetido")])
        )
        analisis = self._analizar(
            libro(
                {"Cosas": [["Código", "Nombre"], [8.1, "x"], [date(2026, 4, 3), "y"]]}
            )
        )
        self.assertEqual(self._fallas(analisis, AVISO)[0][2], "codigo_numerico")
        # written without a date format a date is just a number, with one it is not
        analisis = self._analizar(
            libro(
                {
                    "Cosas": [
                        ["Código", "Nombre"],
                        [(date(2026, 4, 3), "dd/mm/yyyy"), "y"],
                    ]
                }
            )
        )
        self.assertEqual(self._fallas(analisis), [(2, "Código (A)", "texto_es_fecha")])

    def test_formulas_and_errors(self):
        for valor in ("{=SUM(1,2)}", "{=B2}", "=SUM(A1:A2)", "=HYPERLINK(1)"):
            with self.subTest(valor=valor):
                self.assertEqual(self._una("Notas", valor), (None, ["formula"]))

        def con_error(_archivo, pestana):
            pestana.write_formula(1, 2, "=1/0", None, "#DIV/0!")

        contenido = libro(
            {"Cosas": [["Código", "Nombre", "Notas"], ["1", "a"]]}, con_error
        )
        self.assertEqual(
            self._fallas(self._analizar(contenido)), [(2, "Notas (C)", "formula")]
        )

    def test_hostile_text(self):
        for valor in (
            "=cmd|' /C calc'!A0",
            "@SUM(1)",
            "+cmd|'/C calc'!A0",
            "<script>alert(1)</script>",
            '<img src=x onerror="alert(1)">',
        ):
            with self.subTest(valor=valor):
                self.assertEqual(self._una("Notas", valor)[1], ["texto_sospechoso"])
        self.assertEqual(self._una("Notas", "+51 987 654 321"), ("+51 987 654 321", []))

    def test_text_repair(self):
        casos = {
            "ReparaciÃ³n": "Reparación",
            "  a \t b\u00a0 c  ": "a b c",
            "a\u200bb\x0b": "ab",
            "\u202eoirav": "oirav",
            "Nin\u0303o": "Niño",
        }
        for sucio, limpio in casos.items():
            contenido = csv_de(["Código", "Nombre"], ["1", sucio])
            analisis = self._analizar(contenido, "x.csv")
            self.assertEqual(analisis.filas[0].valores["name"], limpio)
        analisis = self._analizar(b"codigo,nombre\n1,a\x00b\x01\n", "x.csv")
        self.assertEqual(analisis.filas[0].valores["name"], "ab")

    def test_long_text(self):
        for nombre, contenido in (
            ("x.xlsx", libro({"Cosas": [["Código", "Nombre"], ["1", "x" * 32_000]]})),
            ("x.csv", csv_de(["Código", "Nombre"], ["1", "x" * 100_000])),
        ):
            analisis = self._analizar(contenido, nombre)
            self.assertEqual(self._fallas(analisis), [(2, "Nombre (B)", "texto_largo")])
            self.assertEqual(analisis.fallas[0].datos["limite"], 80)
            self.assertLess(len(analisis.fallas[0].valor), 200)

    def test_other_values(self):
        self.assertEqual(self._una("Clase", " ALTA"), ("a", []))
        self.assertEqual(self._una("Clase", "Media"), (None, ["lista_mala"]))
        self.assertEqual(
            self._una("Correo", "A.B@Muni.gob.pe"), ("a.b@muni.gob.pe", [])
        )
        self.assertEqual(self._una("Correo", "a@b"), (None, ["correo_malo"]))
        self.assertEqual(self._una("Correo", "a@b.pe; c@d.pe"), (None, ["correo_malo"]))
        self.assertEqual(self._una("Notas", "(borrar)"), (None, []))

    def test_rows_that_do_not_count(self):
        filas = [
            ["Código", "Nombre"],
            ["» explica", "cosas"],
            ["EJEMPLO-1", "a"],
            [None, " "],
            [],
            ["1", "a"],
            [None, "sin código"],
            [None, None, None, "fuera"],
        ]
        analisis = self._analizar(libro({"Cosas": filas}))
        self.assertEqual(analisis.omitidas, 2)
        self.assertEqual([f.numero for f in analisis.filas], [6])
        self.assertEqual(self._fallas(analisis), [(7, "Código (A)", "falta_valor")])

    def test_merged_cells(self):
        def combinar(archivo, pestana):
            pestana.merge_range("B3:B4", "dos filas", archivo.add_format())

        filas = [["Código", "Nombre"], ["1", "a"], ["2"], ["3"]]
        analisis = self._analizar(libro({"Cosas": filas}, combinar))
        self.assertEqual([f.numero for f in analisis.filas], [2])
        self.assertIn((3, "", "celdas_combinadas"), self._fallas(analisis))

    def test_far_away_cells(self):
        """A format painted to the last row and column costs nothing."""

        def lejos(_archivo, pestana):
            pestana.write_string(1_048_575, 16_383, " ")

        filas = [["Código", "Nombre"], ["1", "a"]]
        analisis = self._analizar(libro({"Cosas": filas}, lejos))
        self.assertEqual(len(analisis.filas), 1)

    # CSV -----------------------------------------------------------------------------
    def test_csv_encodings_and_separators(self):
        filas = (["Código", "Nombre", "Peso"], ["Ñ1", "Cañón", "2"])
        for codificacion in ("utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"):
            for sep in ",;\t|":
                with self.subTest(codificacion=codificacion, sep=sep):
                    contenido = csv_de(*filas, sep=sep, codificacion=codificacion)
                    analisis = self._analizar(contenido, "x.csv")
                    self.assertEqual(
                        analisis.filas[0].valores,
                        {"codigo": "Ñ1", "name": "Cañón", "peso": 2.0},
                    )
        contenido = b'sep=;\r\ncodigo;nombre\r\n1;"a; ""b"""\r\n'
        analisis = self._analizar(contenido, "x.csv")
        self.assertEqual(analisis.filas[0].valores["name"], 'a; "b"')

    def test_csv_which_sheet(self):
        contenido = csv_de(["a", "b"], ["1", "2"])
        self.assertEqual(self._error(contenido, "x.csv").clave, "hoja_sin_adivinar")
        # both sheets fit: the name of the file says it, or a person does
        contenido = csv_de(["Código", "Nombre"], ["1", "2"])
        self.assertEqual(self._error(contenido, "x.csv").clave, "hoja_sin_adivinar")
        leido = leer(contenido, "mis_cosas-2026.csv", HOJAS[::-1])
        self.assertEqual(leido.hojas[0].clave, "cosa")
        leido = leer(contenido, "x.csv", HOJAS[::-1], hoja_csv="cosa")
        self.assertEqual(leido.hojas[0].clave, "cosa")


@tagged("post_install", "-at_install")
class TestPlantilla(BaseCase):
    """The template and the importer say the same."""

    def _leer(self, contenido):
        return openpyxl.load_workbook(io.BytesIO(contenido))

    def test_template_matches_the_sheets(self):
        contenido = plantilla.hacer_plantilla(hojas.HOJAS)
        self.assertEqual(contenido, plantilla.hacer_plantilla(hojas.HOJAS))
        archivo = self._leer(contenido)
        self.assertEqual(
            archivo.sheetnames, [plantilla.LEAME, *(h.titulo for h in hojas.HOJAS)]
        )
        leido = leer(contenido, "plantilla.xlsx", hojas.HOJAS)
        self.assertFalse(leido.fallas)
        for hoja, una in zip(hojas.HOJAS, leido.hojas, strict=True):
            pestana = archivo[hoja.titulo]
            titulos = [celda.value for celda in pestana[1]]
            self.assertEqual(titulos, [c.titulo for c in hoja.columnas])
            self.assertTrue(all(celda.comment for celda in pestana[1]))
            analisis = analizar(hoja, una)
            self.assertFalse(analisis.fallas)
            self.assertFalse(analisis.filas, "examples are never imported")
            self.assertEqual(analisis.omitidas, 1 + len(hoja.ejemplos))
            self.assertTrue(hoja.ejemplos)

    def test_examples_are_good_rows(self):
        """Without their mark, the examples would be accepted."""
        for hoja in hojas.HOJAS:
            filas = [
                {
                    clave: v.replace("EJEMPLO-", "X") if isinstance(v, str) else v
                    for clave, v in ejemplo.items()
                }
                for ejemplo in hoja.ejemplos
            ]
            contenido = plantilla.hacer_plantilla((hoja,), {hoja.clave: filas})
            analisis = analizar(hoja, leer(contenido, "x", (hoja,)).hojas[0])
            self.assertFalse(analisis.fallas)
            self.assertEqual(len(analisis.filas), len(filas))

    def test_headers_do_not_clash(self):
        for hoja in hojas.HOJAS:
            vistos = {}
            for columna in hoja.columnas:
                for titulo in (columna.titulo, columna.clave, *columna.alias):
                    otra = vistos.setdefault(celdas.plano(titulo), columna.clave)
                    self.assertEqual(otra, columna.clave, f"{hoja.titulo}: {titulo}")

    def test_hostile_text_leaves_as_text(self):
        malo = "=cmd|' /C calc'!A0"
        contenido = plantilla.hacer_plantilla(
            (HOJA,),
            {"cosa": [{"codigo": "=1+1", "name": malo, "notas": "http://x.pe"}]},
        )
        pestana = self._leer(contenido)["Cosas"]
        for celda in pestana[3]:
            if celda.value:
                self.assertEqual(celda.data_type, "s")
                self.assertFalse(celda.hyperlink)
        self.assertEqual(pestana["B3"].value, malo)

    def test_repository_template(self):
        """data/plantilla_municipio.xlsx is what data/hacer_plantilla.py makes today."""
        data = Path(__file__).resolve().parents[3] / "data"
        guardada = data / "plantilla_municipio.xlsx"
        if not guardada.is_file():
            self.skipTest("the addon is installed elsewhere, without the repository")
        archivo = openpyxl.load_workbook(guardada)
        for hoja in hojas.HOJAS:
            pestana = archivo[hoja.titulo]
            titulos = [celda.value for celda in pestana[1]]
            self.assertEqual(titulos, [c.titulo for c in hoja.columnas])
            ayudas = [celda.comment.text for celda in pestana[1]]
            self.assertEqual(
                ayudas, [plantilla.ayuda_de(hoja, c) for c in hoja.columnas]
            )
