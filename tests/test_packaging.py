"""The addons as packages: they install one by one, upgrade, leave, and speak Spanish.

A template database is built step by step, each step one addon on top of those it depends
on (scripts/template.sh); the logs of those steps are what the first tests read.
"""

import os
import re
import subprocess

import polib
import pytest
from conftest import ROOT, copied_database, db_call, run, template

ADDONS = run("python", "scripts/addons.py", "order").split()
TEMPLATE_LOGS = ROOT / ".state/template"
# Odoo says this about itself on some machines; none of it is about our code.
NOT_OURS = [
    r"Running as user 'root'",
    r"unable to set column .* NOT NULL.*(?!sigobito)",
]

pytestmark = pytest.mark.skipif(not ADDONS, reason="no addon yet")


def complaints(log: str) -> list[str]:
    """Lines of a log that warn or worse, each with the line after it."""
    lines = log.splitlines()
    return [
        "\n".join(lines[i : i + 2])
        for i, line in enumerate(lines)
        if re.search(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ", line)
        and not any(re.search(known, line) for known in NOT_OURS)
    ]


def odoo(db: str, *options: str) -> str:
    """One run of Odoo on a database, its log without a complaint."""
    log = run(
        "bin/odoo",
        "-d",
        db,
        "--stop-after-init",
        "--no-http",
        "--log-level=info",
        *options,
    )
    assert not complaints(log)
    return log


def states(db: str) -> dict[str, str]:
    rows = db_call(
        "sql_in",
        db,
        "select name, state from ir_module_module where name like 'sigobito%'",
    )
    return dict(row.split("|") for row in rows.splitlines())


@pytest.mark.parametrize("addon", ADDONS)
def test_installs_with_nothing_but_its_dependencies(addon):
    name = template(addon)
    log = (TEMPLATE_LOGS / f"{name}.log").read_text("utf-8")
    assert not complaints(log)
    with copied_database(name) as db:
        installed = {n for n, state in states(db).items() if state == "installed"}
    assert installed == set(ADDONS[: ADDONS.index(addon) + 1])


@pytest.mark.parametrize("step", ["test", "demo"])
def test_assets_compile_and_demo_data_load_without_a_warning(step):
    log = (TEMPLATE_LOGS / f"{template(step)}.log").read_text("utf-8")
    assert not complaints(log)


def test_all_upgrade():
    with copied_database(template("all")) as db:
        odoo(db, "-u", ",".join(ADDONS))
        assert states(db) == dict.fromkeys(ADDONS, "installed")


def test_upgrade_of_the_demo_region():
    with copied_database(template("demo")) as db:
        odoo(db, "-u", ",".join(ADDONS))


def test_all_uninstall_and_leave_nothing():
    with copied_database(template("all")) as db:
        command = ["bin/odoo", "module", "uninstall", "-d", db, *reversed(ADDONS)]
        log = run(*command)
        assert not complaints(log)
        assert set(states(db).values()) == {"uninstalled"}
        left = db_call(
            "sql_in",
            db,
            "select tablename from pg_tables where tablename like 'sigobito%' "
            "union select model from ir_model where model like 'sigobito%' "
            "union select module || '.' || name from ir_model_data "
            "where module like 'sigobito%'",
        )
        assert left == ""


@pytest.mark.slow
def test_all_install_at_once_with_the_demo_data_of_odoo():
    db = f"sigobito_t_{os.getpid()}_with_demo"
    db_call("db_drop", db)
    db_call("db_create", db)
    try:
        odoo(db, "-i", ",".join(ADDONS), "--with-demo", "--load-language=es_419")
        assert states(db) == dict.fromkeys(ADDONS, "installed")
    finally:
        db_call("db_drop", db)


@pytest.mark.parametrize("addon", ADDONS)
def test_spanish_is_complete(addon, tmp_path):
    export = tmp_path / "export.po"
    with copied_database(template(addon)) as db:
        run("bin/odoo", "i18n", "export", "-d", db, "-l", "pot", "-o", export, addon)
    i18n = ROOT / "addons" / addon / "i18n"
    hint = f"run scripts/i18n.sh {addon} and translate what it lists"
    assert (i18n / "es.po").exists() and (i18n / f"{addon}.pot").exists(), hint
    fresh = {entry.msgid for entry in polib.pofile(str(export))}
    listed = {entry.msgid for entry in polib.pofile(str(i18n / f"{addon}.pot"))}
    spanish = polib.pofile(str(i18n / "es.po"))
    done = {e.msgid for e in spanish if e.msgstr and "fuzzy" not in e.flags}
    assert not sorted(fresh - done), hint
    assert not sorted(fresh - listed), hint


def test_nothing_is_needed_from_beside_the_repository():
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    outside = re.compile(rb"(?<![\w.])(\.\./)+shared/|/work/")
    found = [
        name
        for name in listing.split("\0")
        if name.endswith((".py", ".sh", ".toml", ".xml", ".js", ".conf", ".csv"))
        and name != "tests/test_packaging.py"
        and (ROOT / name).is_file()
        and outside.search((ROOT / name).read_bytes())
    ]
    assert not found
