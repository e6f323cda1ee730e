"""Compares the rows of a spreadsheet with the database and writes the difference.

Use::

    importador = Importador(env, hojas, importacion)
    revision = importador.revisar(libro)      # asks the database, writes nothing
    if not revision.errores:
        importador.aplicar(revision)          # writes everything, or raises

``importacion`` (a ``sigobito.importacion`` record or an empty one) answers what depends
on Odoo: catalogues by name, users, last touch on values. A sheet costs one query for
the codes of each entity it mentions and one for the rows it may change, whatever its
number of rows.
"""

import difflib
import hashlib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from .arbol import en_ciclo, niveles
from .celdas import limpiar
from .planilla import (
    ERROR,
    Analisis,
    Columna,
    Falla,
    Fila,
    Hoja,
    Libro,
    analizar,
)

LOTE = 500
MAX_SUGERENCIAS = 40


@dataclass(frozen=True)
class Cambio:
    """A field of an existing record that the file changes."""

    hoja: str
    fila: int
    codigo: str
    columna: str
    antes: str
    despues: str


@dataclass
class Resumen:
    clave: str
    titulo: str
    nuevas: int = 0
    cambiadas: int = 0
    iguales: int = 0
    con_error: int = 0
    omitidas: int = 0

    @property
    def filas(self) -> int:
        return self.nuevas + self.cambiadas + self.iguales + self.con_error


@dataclass
class PlanHoja:
    hoja: Hoja
    nuevas: list[Fila] = field(default_factory=list)
    # (record id, row, keys of the columns that change)
    cambiadas: list[tuple[int, Fila, tuple[str, ...]]] = field(default_factory=list)
    niveles: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass
class Revision:
    fallas: list[Falla] = field(default_factory=list)
    cambios: list[Cambio] = field(default_factory=list)
    resumenes: list[Resumen] = field(default_factory=list)
    planes: list[PlanHoja] = field(default_factory=list)

    @property
    def errores(self) -> list[Falla]:
        return [falla for falla in self.fallas if falla.nivel == ERROR]

    def total(self, atributo: str) -> int:
        return sum(getattr(resumen, atributo) for resumen in self.resumenes)

    @property
    def huella(self) -> str:
        """Says whether a second look at the same file found the same work to do."""
        suma = hashlib.sha256()
        for plan in self.planes:
            for fila in plan.nuevas:
                suma.update(f"+{plan.hoja.clave}:{fila.numero};".encode())
        for cambio in self.cambios:
            suma.update(repr(cambio).encode())
        return suma.hexdigest()


class Importador:
    def __init__(self, env, hojas, importacion, avance=None):
        self.env = env(
            context={
                **env.context,
                "active_test": False,
                "tracking_disable": True,
                "mail_create_nosubscribe": True,
                "mail_auto_subscribe_no_notify": True,
                "mail_activity_automation_skip": True,
                "sigobito_importando": True,
            }
        )
        self.company = self.env.company
        self.hojas = hojas
        self.importacion = importacion.with_env(self.env)
        self.avance = avance or (lambda hechas, total, titulo: None)
        self.modelos = {
            entidad: self.env[modelo]
            for hoja in hojas
            for entidad, modelo in hoja.entidades.items()
        }
        self._ids = {}
        self._catalogos = {}
        self._grafos = {}
        self._etiquetas = {}
        self._sugeridas = 0

    # What is already there -----------------------------------------------------------
    def ids(self, entidad: str) -> dict[str, int]:
        """code → id of every record of an entity in this municipality."""
        if entidad not in self._ids:
            records = self.modelos[entidad].search_fetch(
                [("company_id", "=", self.company.id), ("codigo", "!=", False)],
                ["codigo"],
                order="id",
            )
            self._ids[entidad] = {record.codigo: record.id for record in records}
        return self._ids[entidad]

    def catalogo(self, ref: str) -> dict[str, int]:
        """plain name → id, for what is quoted by its name."""
        if ref not in self._catalogos:
            self._catalogos[ref] = self.importacion._get_catalogo(ref)
        return self._catalogos[ref]

    def _actuales(self, hoja: Hoja, entidad: str, codigos) -> dict[str, tuple]:
        """code → (id, {column: value}), values as the parser would give them."""
        columnas = [c for c in hoja.columnas if c.vale_para(entidad)]
        columnas = [c for c in columnas if c.clave != "tipo" or not hoja.por_tipo]
        modelo = self.modelos[entidad]
        campos = {c.clave: c.destino(entidad) for c in columnas}
        records = modelo.search_fetch(
            [("company_id", "=", self.company.id), ("codigo", "in", list(codigos))],
            list(campos.values()),
            order="id",
        )
        inversos = {}
        for columna in columnas:
            if columna.tipo == "usuario" or (columna.ref or "").startswith("@"):
                continue
            if columna.ref and columna.ref not in inversos:
                inversos[columna.ref] = {
                    rid: codigo for codigo, rid in self.ids(columna.ref).items()
                }
        actuales = {}
        for record in records:
            actuales[record.codigo] = (
                record.id,
                {
                    c.clave: self._canonico(c, record[campos[c.clave]], inversos)
                    for c in columnas
                },
            )
        return actuales

    @staticmethod
    def _canonico(columna: Columna, valor, inversos):
        if columna.tipo == "usuario" or (columna.ref or "").startswith("@"):
            return valor.id or None
        if columna.ref:
            inverso = inversos[columna.ref]
            codigos = [inverso.get(rid, f"#{rid}") for rid in valor.ids]
            if columna.multiple:
                return tuple(sorted(codigos))
            return codigos[0] if codigos else None
        if columna.tipo == "logico":
            return bool(valor)
        if columna.tipo in ("entero", "decimal", "coordenada"):
            return valor
        return valor or None

    def _comparable(self, columna: Columna, entidad: str, valor):
        """A parsed value in the form ``_canonico`` gives."""
        if columna.tipo == "usuario" or (columna.ref or "").startswith("@"):
            if valor is None:
                return None
            return self.catalogo(columna.ref or "@usuario").get(plano_ref(valor))
        if columna.multiple:
            return tuple(sorted(valor or ()))
        if columna.tipo in ("decimal", "coordenada") and valor is not None:
            campo = self.modelos[entidad]._fields[columna.destino(entidad)]
            if campo.type == "monetary":
                return self.company.currency_id.round(valor)
            digitos = campo.get_digits(self.env)
            return round(valor, digitos[1]) if digitos else valor
        if columna.tipo in ("entero", "decimal", "coordenada"):
            return valor or 0
        return valor

    # Preview -------------------------------------------------------------------------
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

    def _grafo(self, hoja: Hoja, entidad: str, columna: Columna):
        """The tree as the database has it: code → codes it hangs from."""
        llave = (entidad, columna.clave)
        if llave not in self._grafos:
            self._grafos[llave] = self._leer_grafo(entidad, columna)
        return dict(self._grafos[llave])

    def _leer_grafo(self, entidad: str, columna: Columna):
        campo = columna.destino(entidad)
        records = self.modelos[entidad].search_fetch(
            [("company_id", "=", self.company.id), ("codigo", "!=", False)],
            ["codigo", campo],
        )
        inverso = {rid: codigo for codigo, rid in self.ids(entidad).items()}
        return {
            record.codigo: tuple(
                inverso[rid] for rid in record[campo].ids if rid in inverso
            )
            for record in records
        }

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

    def _mostrar(self, columna: Columna, valor) -> str:
        if columna.tipo == "usuario" or (columna.ref or "").startswith("@"):
            ref = columna.ref or "@usuario"
            if ref not in self._etiquetas:
                self._etiquetas[ref] = self.importacion._get_catalogo_etiquetas(ref)
            # what has left the catalogue since (a user who is gone) has no name here
            return self._etiquetas[ref].get(valor, f"#{valor}") if valor else ""
        return columna.etiqueta(valor)

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

    # Import --------------------------------------------------------------------------
    def aplicar(self, revision: Revision) -> None:
        """Write what a review found. The caller owns the transaction."""
        if revision.errores:
            raise ValueError("a file with errors is never written")
        total = revision.total("nuevas") + revision.total("cambiadas")
        hechas = 0
        for plan in revision.planes:
            pendientes = []
            for grupo in self._grupos_nuevos(plan):
                self._crear(plan.hoja, grupo, pendientes)
                hechas += len(grupo)
                self.avance(hechas, total, plan.hoja.titulo)
            for ids, entidad, vals in self._grupos_cambiados(plan):
                self.modelos[entidad].browse(ids).write(vals)
                hechas += len(ids)
                if hechas % LOTE < len(ids):
                    self.avance(hechas, total, plan.hoja.titulo)
            for entidad, codigo, vals in pendientes:
                self.modelos[entidad].browse(self.ids(entidad)[codigo]).write(
                    self._resolver(plan.hoja, entidad, vals)
                )
            self.env.flush_all()
        self.avance(total, total, "")

    def _grupos_nuevos(self, plan: PlanHoja):
        """Batches in which parents come before their children."""
        orden = {entidad: n for n, entidad in enumerate(plan.hoja.entidades)}
        por_nivel = defaultdict(list)
        for fila in plan.nuevas:
            nivel = plan.niveles[fila.entidad, fila.valores["codigo"]]
            por_nivel[orden[fila.entidad], nivel].append(fila)
        for _clave, filas in sorted(por_nivel.items()):
            for inicio in range(0, len(filas), LOTE):
                yield filas[inicio : inicio + LOTE]

    def _crear(self, hoja: Hoja, filas: list[Fila], pendientes: list):
        entidad = filas[0].entidad
        modelo = self.modelos[entidad]
        # a link to its own kind waits until all of them exist
        comunes = self.importacion._get_valores_comunes(entidad)
        propias = {c.clave for c in hoja.columnas if c.ref == entidad and not c.padre}
        vals_list = []
        for fila in filas:
            valores = {c: v for c, v in fila.valores.items() if c not in propias}
            vals = {**comunes, **self._resolver(hoja, entidad, valores)}
            if not modelo._fields["company_id"].related:
                vals["company_id"] = self.company.id
            vals_list.append(self.importacion._preparar_vals(entidad, vals, True))
            luego = {c: v for c, v in fila.valores.items() if c in propias and v}
            if luego:
                pendientes.append((entidad, fila.valores["codigo"], luego))
        records = modelo.create(vals_list)
        ids = self.ids(entidad)
        for fila, record in zip(filas, records, strict=True):
            ids[fila.valores["codigo"]] = record.id

    def _grupos_cambiados(self, plan: PlanHoja):
        """Writes, parents first (each one then leaves a tree without loops); rows that
        get the same values share one."""
        grupos = {}
        for rid, fila, claves in plan.cambiadas:
            valores = {clave: fila.valores[clave] for clave in claves}
            nivel = plan.niveles[fila.entidad, fila.valores["codigo"]]
            llave = (nivel, fila.entidad, tuple(sorted(valores.items(), key=str)))
            grupos.setdefault(llave, (nivel, fila.entidad, valores, []))[3].append(rid)
        for _nivel, entidad, valores, ids in sorted(
            grupos.values(), key=lambda grupo: grupo[0]
        ):
            vals = self._resolver(plan.hoja, entidad, valores)
            yield ids, entidad, self.importacion._preparar_vals(entidad, vals, False)

    def _resolver(self, hoja: Hoja, entidad: str, valores: dict) -> dict:
        """Parsed values → values to write."""
        vals = {}
        for clave, valor in valores.items():
            columna = hoja.columna(clave)
            if clave == "tipo" and hoja.por_tipo:
                continue
            if columna.tipo == "usuario" or (columna.ref or "").startswith("@"):
                if valor is not None:
                    catalogo = self.catalogo(columna.ref or "@usuario")
                    valor = catalogo[plano_ref(valor)]
            elif columna.multiple:
                ids = self.ids(columna.ref)
                valor = [(6, 0, [ids[codigo] for codigo in valor])]
            elif columna.ref and valor is not None:
                valor = self.ids(columna.ref)[valor]
            vals[columna.destino(entidad)] = False if valor is None else valor
        return vals

    # Export --------------------------------------------------------------------------
    def exportar(self) -> dict[str, list[dict]]:
        """What the municipality has, as rows of the template."""
        datos = {}
        for hoja in self.hojas:
            filas = []
            for entidad in hoja.entidades:
                if not self.modelos[entidad].has_access("read"):
                    continue
                actuales = self._actuales(hoja, entidad, self.ids(entidad))
                for _rid, valores in actuales.values():
                    fila = {
                        clave: self._mostrar(hoja.columna(clave), valor)
                        if hoja.columna(clave).ref
                        or hoja.columna(clave).tipo in ("usuario", "lista", "logico")
                        else valor
                        for clave, valor in valores.items()
                    }
                    if hoja.por_tipo:
                        fila["tipo"] = hoja.columna("tipo").etiqueta(entidad)
                    filas.append(fila)
            datos[hoja.clave] = filas
        return datos


def plano_ref(valor: str) -> str:
    """Names and users are compared without case or accents.

    >>> plano_ref(" Zona  Rural"), plano_ref("Ana.Pérez@Muni.gob")
    ('zona rural', 'ana.perez@muni.gob')
    """
    simple = unicodedata.normalize("NFD", limpiar(valor).lower())
    return "".join(c for c in simple if not unicodedata.combining(c))
