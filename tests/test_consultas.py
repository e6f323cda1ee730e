"""Every list and kanban of the product costs the same queries for one row as for many.

Read from the demo region, with the fields that each view really shows.
"""

import pytest
from conftest import copied_database, template
from lxml import etree

USERS = ["despacho.valle", "gestor.valle", "comunicacion.valle", "regional"]
#: The first row may lack a responsible or a place that later rows have: reading those
#: names costs a query each, once, however many rows there are.
EMPTY_LINKS = 2
RELATED = {"fields": {"display_name": {}}}


@pytest.fixture(scope="module")
def demo_env():
    """Environment of a copy of the demo region, rolled back at the end."""
    from odoo.api import Environment
    from odoo.modules.registry import Registry
    from odoo.sql_db import close_db
    from odoo.tools import config

    with copied_database(template("demo")) as db:
        # with it on, loading a registry starts Odoo's own run of all the tests
        config["test_enable"] = False
        registry = Registry(db)
        config["test_enable"] = True
        with registry.cursor() as cr:
            yield Environment(cr, 1, {})
            cr.rollback()
        Registry.delete(db)
        close_db(db)


def specification(model, arch):
    """What the client asks for to show that view."""
    wanted = {}
    for node in etree.fromstring(arch).iter("field"):
        field = model._fields.get(node.get("name"))
        nested = any(parent.tag == "field" for parent in node.iterancestors())
        if field is None or nested:
            continue
        relational = field.type in ("many2one", "many2many", "one2many")
        wanted[field.name] = dict(RELATED) if relational else {}
    return wanted


def few(model):
    """Ids of one row; where rows are about records of several models, one of each.

    Their names are read with the rights of the reader, so once for each model. Of the
    calendar, one the reader knows and one that is "Busy": masking is asked once.
    """
    if model._name == "calendar.event":
        return (
            model.search([("visibilidad", "!=", "reservada")], limit=1)
            | model.search([("visibilidad", "=", "reservada")], limit=1)
        ).ids
    if {"model", "res_id"} <= model._fields.keys():
        return [
            row_id for _name, row_id in model._read_group([], ["model"], ["id:min"])
        ]
    return model.search([], limit=1).ids


def queries(model, wanted, domain, limit=80):
    model.env.flush_all()
    model.env.invalidate_all()
    before = model.env.cr.sql_log_count
    found = model.web_search_read(domain, wanted, limit=limit)
    return model.env.cr.sql_log_count - before, len(found["records"])


@pytest.mark.parametrize("login", USERS)
def test_lists_and_kanbans(demo_env, login):
    user = demo_env["res.users"].search([("login", "=", login)])
    context = {"allowed_company_ids": user.company_id.ids, "lang": "es_419"}
    env = demo_env(user=user.id, context=context)
    actions = demo_env["ir.model.data"].search(
        [("model", "=", "ir.actions.act_window"), ("module", "=like", "sigobito_%")]
    )
    seen, slow = 0, []
    for action in demo_env["ir.actions.act_window"].browse(actions.mapped("res_id")):
        model = env[action.res_model]
        if model._transient or not model.has_access("read"):
            continue
        for view_id, kind in action.views:
            if kind not in ("list", "kanban"):
                continue
            wanted = specification(model, model.get_view(view_id, kind)["arch"])
            ids = few(model)
            only = [("id", "in", ids)], len(ids) or 1
            for what in (only, ([], 80)):
                queries(model, wanted, *what)  # fills what is kept between requests
            one, _rows = queries(model, wanted, *only)
            many, rows = queries(model, wanted, [])
            seen += rows > 1
            if many > one + EMPTY_LINKS:
                slow.append(f"{action.xml_id} {kind}: 1 row {one}, {rows} rows {many}")
    assert seen >= 5, "there is nothing to look at"
    assert not slow, "\n".join(slow)
