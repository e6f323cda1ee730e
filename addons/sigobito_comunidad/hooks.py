def post_init_hook(env):
    """Initiatives registered before this addon get their ficha."""
    env["sigobito.ficha"]._actualizar_todo()
