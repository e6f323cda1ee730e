from . import agenda, feeds, solicitudes
from . import agenda, decidir, solicitudes
from . import agenda, calendar, feeds, solicitudes
from . import (
    agenda,
    decidir,
    feeds,
    solicitudes,
)
