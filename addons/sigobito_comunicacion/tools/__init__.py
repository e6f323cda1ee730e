from . import texto
