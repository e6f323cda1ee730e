from . import sigobito_comunicacion_motivo
from . import sigobito_pieza_difundir
