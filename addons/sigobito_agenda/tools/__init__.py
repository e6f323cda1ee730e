from . import (
    codigo,
    correo,
    datos_abiertos,
    duplicados,
    icalendario,
    pegado,
    informes,
    promesas,
    registros,
    visibilidad,
)
