from . import codigo, plazos, visibilidad
