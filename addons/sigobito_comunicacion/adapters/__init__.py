from .base import AdaptadorBase, Clase, Hallazgo, Lectura, Resultado, get_adaptador
from .web import AdaptadorWeb
