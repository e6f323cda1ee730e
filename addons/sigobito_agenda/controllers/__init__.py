from . import agenda, feeds, solicitudes
