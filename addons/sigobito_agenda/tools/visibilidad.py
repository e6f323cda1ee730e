"""Visibility of an activity, in our words and in those of the calendar of Odoo."""

#: ours → ``calendar.event.privacy``
A_PRIVACY = {"publica": "public", "interna": "confidential", "reservada": "private"}
A_VISIBILIDAD = {privacy: visibilidad for visibilidad, privacy in A_PRIVACY.items()}


def sincronizar(vals: dict, por_defecto: str = "interna") -> dict:
    """Copy of ``vals`` in which both fields say the same; ours wins.

    >>> sincronizar({"visibilidad": "reservada", "privacy": "public"})["privacy"]
    'private'
    >>> sincronizar({"privacy": "public"})["visibilidad"]
    'publica'
    >>> sincronizar({"privacy": False}, "reservada")
    {'privacy': 'private', 'visibilidad': 'reservada'}
    >>> sincronizar({"name": "x"})
    {'name': 'x'}
    """
    vals = dict(vals)
    if vals.get("visibilidad"):
        vals["privacy"] = A_PRIVACY[vals["visibilidad"]]
    elif "privacy" in vals or "visibilidad" in vals:
        vals["visibilidad"] = A_VISIBILIDAD.get(vals.get("privacy")) or por_defecto
        vals["privacy"] = A_PRIVACY[vals["visibilidad"]]
    return vals
