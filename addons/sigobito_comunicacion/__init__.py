from . import adapters, controllers, models, tools, wizard
from .hooks import post_init_hook
