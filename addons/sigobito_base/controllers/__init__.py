from . import export
from . import importacion
from . import transicion
from . import resumen
