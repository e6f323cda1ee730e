from . import logros
