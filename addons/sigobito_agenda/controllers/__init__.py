from . import agenda, feeds, solicitudes
from . import agenda, decidir, solicitudes
