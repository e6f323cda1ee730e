"""What a legal register says of an audience, a trip or a gift, and what is missing."""

from collections.abc import Iterable, Mapping

#: Columns of each register as they are published, in this order.
COLUMNAS: dict[str, tuple[str, ...]] = {
    "audiencia": (
        "autoridad",
        "fecha",
        "duracion",
        "lugar",
        "forma",
        "persona",
        "organizacion",
        "representado",
        "remunerado",
        "asistentes",
        "materia",
    ),
    "viaje": (
        "autoridad",
        "fecha",
        "fecha_fin",
        "lugar",
        "materia",
        "costo",
        "financista",
    ),
    "donativo": (
        "autoridad",
        "fecha",
        "descripcion",
        "materia",
        "persona",
        "organizacion",
    ),
}


def leer_campos(texto: str) -> list[str]:
    """Names of fields written one after the other.

    >>> leer_campos(" persona, materia,,persona ")
    ['persona', 'materia']
    >>> leer_campos("")
    []
    """
    names = [name.strip() for name in (texto or "").split(",")]
    return list(dict.fromkeys(name for name in names if name))


def desconocidos(clase: str, campos: Iterable[str]) -> list[str]:
    """Names that are no column of that register.

    >>> desconocidos("viaje", ["costo", "rut"])
    ['rut']
    """
    return [name for name in campos if name not in COLUMNAS.get(clase, ())]


def faltantes(obligatorios: Iterable[str], valores: Mapping) -> list[str]:
    """Obligatory fields without a value; a trip may have cost nothing, if it is
    said, and an organization stands for its people.

    >>> faltantes(["persona", "materia"], {"persona": " ", "materia": "Agua"})
    ['persona']
    >>> faltantes(["costo"], {"costo": 0.0}), faltantes(["costo"], {"sin_costo": True})
    (['costo'], [])
    >>> faltantes(["persona"], {"organizacion": "Junta de vecinos"})
    []
    """
    missing = []
    for name in obligatorios:
        value = valores.get(name)
        if isinstance(value, str):
            value = value.strip()
        if name == "costo" and valores.get("sin_costo"):
            continue
        if name == "persona" and (valores.get("organizacion") or "").strip():
            continue
        if not value:
            missing.append(name)
    return missing
