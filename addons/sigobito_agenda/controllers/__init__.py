from . import agenda
from . import calendar
from . import decidir
from . import feeds
from . import ficha
from . import registros
from . import solicitudes
from . import agenda, compromisos, resumen, solicitudes
