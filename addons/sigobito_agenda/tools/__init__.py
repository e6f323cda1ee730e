from . import codigo, visibilidad
