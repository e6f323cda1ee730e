from . import sigobito_municipio_crear
from . import sigobito_usuario_crear
from . import sigobito_configuracion_copiar
from . import sigobito_rutina_motivo
from . import sigobito_actor_contactos
from . import sigobito_actor_postura_cambiar
