"""Compares the rows of a spreadsheet with the database: asks, writes nothing."""

import difflib
from collections import defaultdict

from .analisis import analizar
from .arbol import en_ciclo, niveles
from .existente import Existente, plano_ref
from .planilla import ERROR, Analisis, Falla, Fila, Hoja, Libro
from .revision import Cambio, PlanHoja, Resumen, Revision

MAX_SUGERENCIAS = 40


class Revisor(Existente):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._sugeridas = 0

    def revisar(self, libro: Libro) -> Revision:
        revision = Revision(fallas=list(libro.fallas))
        por_clave = {leida.clave: leida for leida in libro.hojas}
        analisis = [
            analizar(hoja, por_clave[hoja.clave])
            for hoja in self.hojas
            if hoja.clave in por_clave
        ]
        en_archivo = defaultdict(dict)
        for uno in analisis:
            for entidad, codigos in uno.codigos.items():
                en_archivo[entidad].update(codigos)
        total = sum(len(uno.filas) for uno in analisis) or 1
        hechas = 0
        for uno in analisis:
            self._referencias(uno, en_archivo)
            self._jerarquias(uno)
            self._comparar(uno, revision)
            hechas += len(uno.filas)
            self.avance(hechas, total, uno.hoja.titulo)
        orden = {hoja.titulo: n for n, hoja in enumerate(self.hojas)}
        revision.fallas.sort(
            key=lambda f: (f.nivel != ERROR, orden.get(f.hoja, -1), f.fila)
        )
        return revision

    def _marcar(
        self, analisis: Analisis, fila: Fila, columna, clave, valor="", **datos
    ):
        titulo = analisis.columnas.get(columna.clave, columna.titulo)
        analisis.fallas.append(
            Falla(clave, analisis.hoja.titulo, fila.numero, titulo, str(valor), datos)
        )
        analisis.con_error.add(fila.numero)

    def _referencias(self, analisis: Analisis, en_archivo):
        columnas = [
            c for c in analisis.hoja.columnas if c.tipo in ("referencia", "usuario")
        ]
        for fila in analisis.filas:
            for columna in columnas:
                valor = fila.valores.get(columna.clave)
                if not valor:
                    continue
                if columna.tipo == "usuario" or columna.ref.startswith("@"):
                    self._por_nombre(analisis, fila, columna, valor)
                    continue
                conocidos, nuevos = self.ids(columna.ref), en_archivo[columna.ref]
                for codigo in valor if columna.multiple else (valor,):
                    if codigo not in conocidos and codigo not in nuevos:
                        self._marcar(
                            analisis,
                            fila,
                            columna,
                            "padre_desconocido"
                            if columna.padre
                            else "referencia_desconocida",
                            codigo,
                            hoja=self._titulo(columna.ref),
                            parecida=self._sugerir(codigo, conocidos, nuevos),
                        )
        self._sanear(analisis)

    def _por_nombre(self, analisis, fila, columna, valor):
        catalogo = self.catalogo(columna.ref or "@usuario")
        if plano_ref(valor) in catalogo:
            return
        if columna.tipo == "usuario":
            self._marcar(analisis, fila, columna, "usuario_desconocido", valor)
        else:
            nombres = self.importacion._get_catalogo_nombres(columna.ref)
            self._marcar(
                analisis,
                fila,
                columna,
                "nombre_desconocido",
                valor,
                opciones=", ".join(nombres[:15]),
            )

    def _titulo(self, entidad: str) -> str:
        return next(h.titulo for h in self.hojas if entidad in h.entidades)

    def _sugerir(self, codigo: str, *conjuntos) -> str:
        """A known code that resembles the one given: 1 for 001, A-1 for a-1."""
        if self._sugeridas >= MAX_SUGERENCIAS:
            return ""
        self._sugeridas += 1
        pelado = codigo.lower().lstrip("0")
        conocidos = [c for conjunto in conjuntos for c in conjunto]
        for conocido in conocidos:
            if conocido.lower().lstrip("0") == pelado:
                return conocido
        cercanos = difflib.get_close_matches(codigo, conocidos[:5000], 1, 0.75)
        return cercanos[0] if cercanos else ""

    def _jerarquias(self, analisis: Analisis):
        for columna in analisis.hoja.columnas:
            if not (columna.padre or columna.sin_ciclos):
                continue
            entidad = columna.ref
            if entidad not in analisis.hoja.entidades:
                continue
            filas = {
                f.valores["codigo"]: f for f in analisis.filas if f.entidad == entidad
            }
            grafo = self._grafo(analisis.hoja, entidad, columna)
            for codigo, fila in filas.items():
                if columna.clave in fila.valores:
                    valor = fila.valores[columna.clave] or ()
                    grafo[codigo] = valor if columna.multiple else (valor,)
                else:
                    grafo.setdefault(codigo, ())
            grafo = {n: tuple(p for p in ps if p) for n, ps in grafo.items()}
            for codigo in sorted(en_ciclo(grafo) & filas.keys()):
                fila = filas[codigo]
                valor = "; ".join(grafo[codigo])
                clave = "padre_es_si_mismo" if codigo in grafo[codigo] else "ciclo"
                self._marcar(analisis, fila, columna, clave, valor)
        self._sanear(analisis)

    @staticmethod
    def _sanear(analisis: Analisis):
        analisis.filas = [
            fila for fila in analisis.filas if fila.numero not in analisis.con_error
        ]

    def _comparar(self, analisis: Analisis, revision: Revision):
        hoja = analisis.hoja
        plan = PlanHoja(hoja)
        resumen = Resumen(hoja.clave, hoja.titulo, omitidas=analisis.omitidas)
        for entidad in hoja.entidades:
            filas = [f for f in analisis.filas if f.entidad == entidad]
            actuales = self._actuales(
                hoja, entidad, [f.valores["codigo"] for f in filas]
            )
            cambiadas = []
            for fila in filas:
                if fila.valores["codigo"] not in actuales:
                    plan.nuevas.append(fila)
                    continue
                rid, valores = actuales[fila.valores["codigo"]]
                claves = self._diferencias(analisis, fila, valores, revision)
                if claves:
                    cambiadas.append((rid, fila, claves))
                else:
                    resumen.iguales += 1
            plan.cambiadas += self._permitidas(analisis, entidad, cambiadas)
            plan.niveles.update(self._niveles(hoja, entidad, filas))
        resumen.nuevas, resumen.cambiadas = len(plan.nuevas), len(plan.cambiadas)
        resumen.con_error = len(analisis.con_error)
        self._permisos(analisis, plan)
        revision.fallas += analisis.fallas
        revision.resumenes.append(resumen)
        revision.planes.append(plan)

    def _permitidas(self, analisis: Analisis, entidad: str, cambiadas):
        """The changed rows without those the addon that owns them refuses."""
        filas = {rid: fila for rid, fila, _claves in cambiadas}
        vedados = self.importacion._get_cambios_vedados(
            entidad, {rid: claves for rid, _fila, claves in cambiadas}
        )
        for rid, clave, motivo in vedados:
            columna = analisis.hoja.columna(clave)
            valor = columna.etiqueta(filas[rid].valores[clave])
            self._marcar(analisis, filas[rid], columna, motivo, valor)
        malos = {rid for rid, _clave, _motivo in vedados}
        return [cambio for cambio in cambiadas if cambio[0] not in malos]

    def _diferencias(self, analisis, fila, actuales, revision) -> tuple[str, ...]:
        claves = []
        for columna in analisis.hoja.columnas:
            if columna.clave not in fila.valores or columna.clave not in actuales:
                continue
            if columna.solo_nueva:
                continue
            nuevo = self._comparable(columna, fila.entidad, fila.valores[columna.clave])
            viejo = actuales[columna.clave]
            if columna.tipo in ("decimal", "coordenada"):
                igual = abs((viejo or 0) - (nuevo or 0)) < 1e-9
            else:
                igual = viejo == nuevo
            if igual:
                continue
            claves.append(columna.clave)
            revision.cambios.append(
                Cambio(
                    analisis.hoja.titulo,
                    fila.numero,
                    fila.valores["codigo"],
                    columna.titulo,
                    self._mostrar(columna, viejo),
                    self._mostrar(columna, nuevo),
                )
            )
        return tuple(claves)

    def _niveles(self, hoja: Hoja, entidad: str, filas) -> dict[tuple[str, str], int]:
        """Depth each row will have once everything is written."""
        padre = next((c for c in hoja.columnas if c.es_padre(entidad)), None)
        if not padre:
            return {(entidad, f.valores["codigo"]): 0 for f in filas}
        grafo = self._grafo(hoja, entidad, padre)
        padres = {codigo: next(iter(de), None) for codigo, de in grafo.items()}
        for fila in filas:
            codigo = fila.valores["codigo"]
            if padre.clave in fila.valores or codigo not in padres:
                padres[codigo] = fila.valores.get(padre.clave)
        hondos = niveles(padres)
        return {
            (entidad, f.valores["codigo"]): hondos[f.valores["codigo"]] for f in filas
        }

    def _permisos(self, analisis: Analisis, plan: PlanHoja):
        """One clear error instead of a refusal in the middle of the import."""
        hoja = analisis.hoja
        for operacion, filas in (
            ("create", plan.nuevas),
            ("write", [fila for _rid, fila, _claves in plan.cambiadas]),
        ):
            entidades = {fila.entidad for fila in filas}
            if any(not self.modelos[e].has_access(operacion) for e in entidades):
                analisis.fallas.append(Falla(f"sin_permiso_{operacion}", hoja.titulo))
