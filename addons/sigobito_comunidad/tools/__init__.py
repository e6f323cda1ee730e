from . import banda, codigo, color, textos
