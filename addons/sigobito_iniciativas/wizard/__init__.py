from . import sigobito_hito_lograr
from . import sigobito_hito_reprogramar
