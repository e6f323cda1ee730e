from . import codigo, datos_abiertos, icalendario, visibilidad
from . import codigo, correo, duplicados, visibilidad
