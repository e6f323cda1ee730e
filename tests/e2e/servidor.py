"""What happens behind the screens while somebody walks: the clock, a setting."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def en_el_servidor(server, code):
    """Run Python in the database, as the platform would; what is cached is told."""
    code += "\nenv.cr.commit()\nenv.registry.signal_changes()\nprint('HECHO')\n"
    odoo = os.environ.get("ODOO_BIN", str(ROOT / "bin/odoo")).split()
    result = subprocess.run(
        [*odoo, "shell", "-d", server.db, "--no-http", "--log-level=error"],
        input=code,
        text=True,
        capture_output=True,
        check=False,
        timeout=180,
    )
    assert "HECHO" in result.stdout, result.stdout[-2000:] + result.stderr[-2000:]
