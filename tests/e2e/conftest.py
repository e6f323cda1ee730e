"""Fixtures of the walks: where pictures go, and keys for outside programs."""

import io
import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def capturas():
    """Keeps a screen as ``name_width.png`` in $CAPTURAS; without it, only looks.

    ``scripts/capturas.sh`` fills docs/img this way, so the manual shows what the tests
    have seen.
    """
    folder = os.environ.get("CAPTURAS")

    def keep(page, name):
        if not folder:
            return
        page.wait_for_timeout(400)  # let the transitions end
        image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        path = Path(folder) / f"{name}_{page.viewport_size['width']}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        image.quantize(192).save(path, optimize=True)

    return keep


@pytest.fixture(scope="session")
def api_key(demo_server):
    """``api_key(login)``: a key of that user for the JSON-2 API."""

    def make(login):
        code = (
            f"user = env['res.users'].search([('login', '=', {login!r})])\n"
            "keys = env(user=user.id)['res.users.apikeys']\n"
            "key = keys._generate('rpc', 'walk', fields.Datetime.add("
            "fields.Datetime.now(), days=1))\n"
            "env.cr.commit()\n"
            "print('KEY', key)\n"
        )
        result = subprocess.run(
            [ROOT / "bin/odoo", "shell", "-d", demo_server.db, "--no-http"],
            input="from odoo import fields\n" + code,
            text=True,
            capture_output=True,
            check=False,
            timeout=120,
        )
        for line in result.stdout.splitlines():
            if "KEY " in line:
                return line.split("KEY ")[1].strip()
        pytest.fail(result.stdout[-2000:] + result.stderr[-2000:])

    return make
