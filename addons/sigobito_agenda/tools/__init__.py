from . import codigo, datos_abiertos, icalendario, visibilidad
