from . import agenda
from . import calendar
from . import decidir
from . import feeds
from . import ficha
from . import solicitudes
from . import agenda, calendar, decidir, feeds, registros, solicitudes
