from . import sigobito_municipio_crear
from . import sigobito_usuario_crear
from . import sigobito_configuracion_copiar
from . import sigobito_rutina_motivo
