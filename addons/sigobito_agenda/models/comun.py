"""What several models of the agenda check alike."""

from odoo.exceptions import AccessError


def check_destino(records, vals):
    """Nobody hands a record over to a municipality he does not work for.

    The rules are evaluated on the record as it was, so they let this pass.
    """
    company_id = vals.get("company_id")
    if (
        company_id
        and not records.env.su
        and company_id not in records.env.companies.ids
    ):
        raise AccessError(
            records.env._(
                "A record does not move to a municipality you do not work for."
            )
        )


def check_solicitudes(records, vals_list):
    """Nobody links a request he cannot read, to learn what it is about.

    Unless he already sees it through an activity that was made of it.
    """
    env = records.env
    ids = {vals.get("solicitud_id") for vals in vals_list} - {None, False}
    if env.su or not ids:
        return
    solicitudes = env["sigobito.solicitud"].browse(ids)
    ocultas = solicitudes - solicitudes._filtered_access("read")
    if ocultas:
        vistas = env["calendar.event"].search([("solicitud_id", "in", ocultas.ids)])
        (ocultas - vistas.solicitud_id).check_access("read")
