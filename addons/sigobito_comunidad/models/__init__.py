from . import sigobito_ods
from . import sigobito_ods_meta
from . import sigobito_ods_alineacion
from . import sigobito_ficha
from . import sigobito_iniciativa
from . import sigobito_mirada_mixin
from . import sigobito_tablero
