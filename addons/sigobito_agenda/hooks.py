#: Rule of the calendar's own module, which delegates make wider.
REGLA_PRIVADOS = "calendar.calendar_event_rule_private"
DOMINIO_DEL_NUCLEO = (
    "['|', ('privacy', '!=', 'private'), '&', ('privacy', '=', 'private'), '|', "
    "('user_id', '=', user.id), ('partner_ids', 'in', user.partner_id.id)]"
)


def uninstall_hook(env):
    """Give the calendar its own rule back: ours names fields that are going away."""
    rule = env.ref(REGLA_PRIVADOS, raise_if_not_found=False)
    if rule:
        rule.domain_force = DOMINIO_DEL_NUCLEO
