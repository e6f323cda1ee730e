#: Background of the maps until the platform administrator sets another.
MAPA = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"


def post_init_hook(env):
    """Make of a general Odoo what municipal staff can be let into."""
    users = env["res.users"].with_context(active_test=False).search([])
    # The robot's greeting covers the whole screen of a phone.
    users._silenciar_robot()
    # Whoever was put in the channel of all the employees leaves it.
    channel = env.ref("mail.channel_all_employees", raise_if_not_found=False)
    if channel:
        channel.channel_member_ids.unlink()
    parametros = env["ir.config_parameter"]
    if parametros.get_param("leaflet.tile_url") in (False, "", "False"):
        parametros.set_param("leaflet.tile_url", MAPA)
