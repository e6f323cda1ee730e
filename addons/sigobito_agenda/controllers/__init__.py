from . import agenda, solicitudes
