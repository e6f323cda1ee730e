from . import (
    test_ataques,
    test_actividad,
    test_agenda_walls,
    test_avisos,
    test_compromiso,
    test_compromiso_aviso,
    test_compromiso_pasos,
    test_compromiso_prorroga,
    test_compromiso_tours,
    test_consultas,
    test_feeds,
    test_ficha,
    test_folio,
    test_informes,
    test_privacidad,
    test_programacion,
    test_proximidad,
    test_publico,
    test_registros,
    test_reloj,
    test_reserva,
    test_resumen,
    test_resumen_dia,
    test_rutina,
    test_sincronizacion,
    test_solicitud,
    test_tools,
    test_tours,
)
from . import test_calidad
from . import test_correo
from . import test_enlace
from . import test_duplicados
from . import test_pegar
from . import test_lote
from . import test_respuesta
