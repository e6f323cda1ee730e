from . import (
    test_alineacion,
    test_calidad,
    test_ficha,
    test_importar,
    test_ods,
    test_tablero,
    test_tools,
)
