from . import export
from . import importacion
