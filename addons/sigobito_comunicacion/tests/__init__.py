from . import (
    test_accion_comunicacional,
    test_calidad,
    test_contador,
    test_logros,
    test_muros,
    test_pieza,
    test_publicacion,
    test_tablero,
    test_tools,
    test_vistas,
)
