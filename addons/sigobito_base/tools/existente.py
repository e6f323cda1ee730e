"""What a municipality already has, in the form a spreadsheet gives it."""

import unicodedata

from .celdas import limpiar
from .planilla import Columna, Hoja


class Existente:
    """One query for the codes of each entity, one for the rows that are compared."""

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

    def _mostrar(self, columna: Columna, valor) -> str:
        if columna.tipo == "usuario" or (columna.ref or "").startswith("@"):
            ref = columna.ref or "@usuario"
            if ref not in self._etiquetas:
                self._etiquetas[ref] = self.importacion._get_catalogo_etiquetas(ref)
            # what has left the catalogue since (a user who is gone) has no name here
            return self._etiquetas[ref].get(valor, f"#{valor}") if valor else ""
        return columna.etiqueta(valor)

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


def plano_ref(valor: str) -> str:
    """Names and users are compared without case or accents.

    >>> plano_ref(" Zona  Rural"), plano_ref("Ana.Pérez@Muni.gob")
    ('zona rural', 'ana.perez@muni.gob')
    """
    simple = unicodedata.normalize("NFD", limpiar(valor).lower())
    return "".join(c for c in simple if not unicodedata.combining(c))
