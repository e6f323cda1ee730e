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
