def post_init_hook(env):
    """Make of a general Odoo what municipal staff can be let into."""
    users = env["res.users"].with_context(active_test=False).search([])
    # The robot's greeting covers the whole screen of a phone.
    users._silenciar_robot()
    # Whoever was put in the channel of all the employees leaves it.
    channel = env.ref("mail.channel_all_employees", raise_if_not_found=False)
    if channel:
        channel.channel_member_ids.unlink()
