from odoo.tools import SQL

#: Rule of the calendar's own module, which delegates make wider.
REGLA_PRIVADOS = "calendar.calendar_event_rule_private"
DOMINIO_DEL_NUCLEO = (
    "['|', ('privacy', '!=', 'private'), '&', ('privacy', '=', 'private'), '|', "
    "('user_id', '=', user.id), ('partner_ids', 'in', user.partner_id.id)]"
)


def post_init_hook(env):
    """Entries the calendar already had keep their privacy; the agendas are created."""
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            UPDATE calendar_event e
               SET visibilidad = CASE
                       WHEN COALESCE(e.privacy, s.calendar_default_privacy) = 'private'
                           THEN 'reservada'
                       WHEN e.privacy = 'public' THEN 'publica'
                       ELSE 'interna'
                   END,
                   privacy = CASE
                       WHEN COALESCE(e.privacy, s.calendar_default_privacy) = 'private'
                           THEN 'private'
                       WHEN e.privacy = 'public' THEN 'public'
                       ELSE 'confidential'
                   END
              FROM calendar_event x
              LEFT JOIN res_users_settings s ON s.user_id = x.user_id
             WHERE x.id = e.id
            """
        )
    )
    env.invalidate_all()
    municipios = env["res.company"].search([("es_municipio", "=", True)])
    municipios._crear_agenda_del_titular()


def uninstall_hook(env):
    """Give the calendar its own rule back: ours names fields that are going away."""
    rule = env.ref(REGLA_PRIVADOS, raise_if_not_found=False)
    if rule:
        rule.domain_force = DOMINIO_DEL_NUCLEO
