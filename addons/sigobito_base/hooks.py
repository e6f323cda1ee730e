def post_init_hook(env):
    """Silence the robot's greeting: on a phone it covers the whole screen."""
    users = env["res.users"].with_context(active_test=False)
    users.search([])._silenciar_robot()
