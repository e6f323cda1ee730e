"""With the calendars of Google and of Microsoft installed next to the agenda.

They are modules of Odoo that a municipality may install; what is reserved stays at home.
"""

import os
import sys

from conftest import ROOT, copied_database, run, template

PRUEBAS = "addons/sigobito_agenda/tests/test_sincronizacion.py"


def test_agenda_with_google_and_microsoft():
    with copied_database(template("all")) as db:
        run(
            "bin/odoo",
            "-d",
            db,
            "-i",
            "google_calendar,microsoft_calendar",
            "--stop-after-init",
            "--no-http",
            "--log-level=warn",
        )
        path = os.pathsep.join([str(ROOT / "bin"), os.environ.get("PATH", "")])
        log = run(
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--odoo-database={db}",
            "--odoo-http",
            PRUEBAS,
            PATH=path,
        )
        assert "skipped" not in log, log
