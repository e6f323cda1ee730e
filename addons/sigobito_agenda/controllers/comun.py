"""What the public pages of a municipality have in common."""

import re

from werkzeug.exceptions import NotFound

from odoo.http import request


def get_municipio(slug):
    """Municipality of the address, in its own language; unknown → 404.

    The result is in sudo (an anonymous visitor has no access of his own): a route shows
    of it only what is published.
    """
    company = request.env["res.company"]._get_by_slug(slug)
    if not company:
        raise NotFound()
    return hablar_como(company)


def hablar_como(company):
    lang = company._get_lang_publico()
    request.update_context(lang=lang)
    return company.with_context(lang=lang)


def render(template, company, values=None):
    """Page with the identity of the municipality: name, logo, colour."""
    color = company.primary_color or ""
    if not re.fullmatch(r"#[0-9a-fA-F]{3,8}", color):
        color = ""
    response = request.render(
        template,
        {
            "municipio": company,
            "municipio_color": color,
            "municipio_logo": bool(company.logo and not company.uses_default_logo),
            **(values or {}),
        },
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def get_direccion():
    """Address of the visitor, as the server sees it (``proxy_mode`` behind nginx)."""
    return request.httprequest.remote_addr or "-"
