def post_init_hook(env):
    """Municipalities made before this addon was installed get their web channel."""
    env["res.company"]._sigobito_create_canales_faltantes()
