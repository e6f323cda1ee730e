"""What a look at a file found: rows to create, rows to change, errors, totals."""

import hashlib
from dataclasses import dataclass, field

from .planilla import ERROR, Falla, Fila, Hoja


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
