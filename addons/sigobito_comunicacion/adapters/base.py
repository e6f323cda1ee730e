"""What a channel must be able to do, and the only answers it may give.

An adapter is a plain class: it gets the channel record, talks to one network and says
what happened. States, retries and logs belong to ``sigobito.publicacion``.
"""

from dataclasses import dataclass, field
from enum import Enum


class Clase(Enum):
    """Every answer of a network is exactly one of these."""

    OK = "ok"
    #: Refused for now, certainly not published: wait.
    RETRY_LATER = "retry_later"
    #: Failed before it could be accepted: try again with back-off.
    SAFE_RETRY = "safe_retry"
    #: May be public. Never send again before reading back.
    UNKNOWN = "unknown"
    #: The network says it already has it: read back and adopt.
    DUPLICATE = "duplicate"
    #: The account cannot publish: pause the channel, keep the rows.
    AUTH = "auth"
    PERMISSION = "permission"
    BILLING = "billing"
    BLOCKED = "blocked"
    #: The content was refused: only a person can help.
    PERMANENT = "permanent"


#: Answers that stop the whole channel until somebody looks at it.
PAUSAN_CANAL = frozenset({Clase.AUTH, Clase.PERMISSION, Clase.BILLING, Clase.BLOCKED})


class Lectura(Enum):
    """Answers of a read-back."""

    ENCONTRADO = "encontrado"
    NO_ENCONTRADO = "no_encontrado"
    NO_SE_PUEDE_SABER = "no_se_puede_saber"


@dataclass(frozen=True)
class Resultado:
    """Outcome of a sending. ``mensaje`` is for people, in their language."""

    clase: Clase
    remote_id: str = ""
    url: str = ""
    mensaje: str = ""
    #: Seconds the network asks to wait, if it says so.
    espera: int = 0


@dataclass(frozen=True)
class Hallazgo:
    """One finding on a piece before it is sent."""

    mensaje: str
    bloquea: bool = True


@dataclass(frozen=True)
class Busqueda:
    """Outcome of a read-back."""

    lectura: Lectura
    remote_id: str = ""
    url: str = ""


@dataclass(frozen=True)
class Credencial:
    """Health of an account. ``vence`` is an ISO date or empty."""

    valida: bool
    vence: str = ""
    permisos: tuple[str, ...] = field(default_factory=tuple)
    mensaje: str = ""


class AdaptadorBase:
    """Interface of a channel. ``local``: it publishes in our own database, in the same
    transaction, so that an exception proves that nothing was published."""

    tipo = ""
    local = False

    def __init__(self, canal):
        self.canal = canal
        self.env = canal.env

    def validar(self, pieza) -> list[Hallazgo]:
        """Findings on a piece. Uses no network."""
        return []

    def preparar(self, envio) -> dict:
        """Upload media, create containers… Repeatable. The result is committed."""
        return {}

    def publicar(self, envio, checkpoint: dict) -> Resultado:
        """The only call that makes something public: exactly one request."""
        raise NotImplementedError

    def buscar(self, envio) -> Busqueda:
        """Is it public already?"""
        return Busqueda(Lectura.NO_SE_PUEDE_SABER)

    def metricas(self, ids: list[str]) -> dict[str, dict]:
        """Counters by remote id; an unknown metric is never fatal."""
        return {}

    def comprobar_credencial(self) -> Credencial:
        return Credencial(valida=True)

    def retirar(self, envio) -> bool:
        """Take it down where the channel allows it."""
        return False


_ADAPTADORES: dict[str, type[AdaptadorBase]] = {}


def registrar(clase: type[AdaptadorBase]) -> type[AdaptadorBase]:
    """Class decorator: the adapter of the channels of its ``tipo``."""
    _ADAPTADORES[clase.tipo] = clase
    return clase


def get_adaptador(canal) -> AdaptadorBase | None:
    """Adapter of a channel, or ``None`` when only a person can publish there."""
    clase = _ADAPTADORES.get(canal.tipo)
    return clase(canal) if clase else None
