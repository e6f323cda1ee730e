"""Fixtures for tests of the whole product.

The tests of the addons run in the process of pytest (pytest-odoo). What is here is for the
others: a real server with the demo region, a real browser, databases of one's own.
"""

import functools
import io
import os
import resource
import socket
import subprocess
import time
import urllib.request
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    # root may not sandbox; the rest keeps the browser from calling home
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def lift_memory_limit() -> None:
    """Odoo's server, started in this process, caps memory; children would inherit that.

    Chromium reserves far more address space than it uses and dies under the cap.
    """
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def run(*command: str, timeout: int = 900, **env: str) -> str:
    """Run a command of this checkout; its output, or a failure that shows it."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **env},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        timeout=timeout,
        check=False,
    )
    if result.returncode:
        pytest.fail(f"{' '.join(map(str, command))}\n{result.stdout[-6000:]}")
    return result.stdout


@functools.cache
def template(target: str) -> str:
    """Name of the template database of core, ADDON, all or demo (built if missing).

    The same one until the end of the session, whatever happens to the files meanwhile.
    Also "test" (all, with compiled assets) and "core".
    """
    return run("scripts/template.sh", target).split()[-1]


def db_call(function: str, *args: str) -> str:
    """Call a function of scripts/dblib.sh."""
    script = '. scripts/dblib.sh; call=$1; shift; "$call" "$@"'
    return run("bash", "-c", script, "bash", function, *args).strip()


@contextmanager
def copied_database(source: str):
    """A copy of a database (and its files), dropped at the end."""
    name = f"sigobito_t_{os.getpid()}_{uuid.uuid4().hex[:8]}"
    db_call("db_copy", source, name)
    try:
        yield name
    finally:
        db_call("db_drop", name)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@dataclass
class Server:
    """A running Odoo: ``url`` without a slash at the end, ``db``, path of its ``log``."""

    url: str
    db: str
    log: Path
    process: subprocess.Popen

    def log_lines(self, *levels: str) -> list[str]:
        """Lines of the log of these levels ("WARNING", "ERROR", "CRITICAL")."""
        wanted = [f" {level} " for level in levels or ("ERROR", "CRITICAL")]
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return [line for line in lines if any(w in line for w in wanted)]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/web/health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextmanager
def served(db: str, folder: Path, *options: str):
    """Serve a database with ``bin/odoo`` as a process of its own until the block ends."""
    port = free_port()
    log = folder / f"{db}.log"
    command = [
        str(ROOT / "bin/odoo"),
        f"--database={db}",
        f"--db-filter=^{db}$",
        f"--http-port={port}",
        "--http-interface=127.0.0.1",
        *options,
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=ROOT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 120
        while not answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server did not start:\n{log.read_text()[-4000:]}")
            time.sleep(0.3)
        yield Server(url=url, db=db, log=log, process=process)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory):
    """A copy of the demo region, served by a real process on a free port."""
    with copied_database(template("demo")) as db:
        # its crons would race with the tests; who needs one triggers it
        with served(
            db, tmp_path_factory.mktemp("demo_server"), "--max-cron-threads=0"
        ) as server:
            yield server


@pytest.fixture(scope="module")
def browser():
    """Chromium, driven by Playwright: ``browser.new_context(viewport=…)`` per person.

    One a file, as the server: Odoo's own tests, which may run between two files, end
    every child of this process.
    """
    from playwright.sync_api import sync_playwright

    lift_memory_limit()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


def find_chromium() -> str:
    from shutil import which

    for name in ("chromium", "google-chrome", "chromium-browser"):
        if path := which(name):
            return path
    pytest.fail("no Chromium: run 'make setup'")


@pytest.fixture
def page(browser):
    """A page of 1280 × 800 in a browser context of its own, in Spanish."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="es-419"
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


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


@pytest.fixture(scope="module")
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
