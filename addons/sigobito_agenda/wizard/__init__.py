from . import (
    sigobito_actividad_cerrar,
    sigobito_agenda_enlace,
    sigobito_compromiso_motivo,
    sigobito_configuracion_copiar,
    sigobito_municipio_editar,
    sigobito_solicitud_decidir,
    sigobito_solicitud_responder,
    sigobito_solicitud_unir,
)
