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

from collections import defaultdict

from .existente import plano_ref
from .planilla import Fila, Hoja
from .revision import PlanHoja, Revision
from .revisor import Revisor

LOTE = 500


class Importador(Revisor):
    """A review that can be written, and the way back: rows for the template."""

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
