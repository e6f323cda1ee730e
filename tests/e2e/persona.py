"""Somebody in front of a screen: what a person does, in the words of the web client."""

import json
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

#: Where the screen of a walk that failed is kept.
FALLOS = Path(__file__).resolve().parents[2] / ".state" / "e2e"

ESCRITORIO = {"width": 1280, "height": 800}
TELEFONO = {"width": 390, "height": 844}


class Persona:
    """A browser of one's own: ``with persona(...) as ana: ana.open(...)``.

    ``errors`` gathers what the pages threw; the walk must end without any.
    """

    def __init__(self, page, url, captura=None):
        self.page = page
        self.url = url
        self.captura = captura or (lambda page, name: None)
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._note_foreign)

    def _note_foreign(self, request):
        """No page may ask a third party for anything: it would learn who reads it."""
        address = urlsplit(request.url)
        foreign = address.hostname not in (urlsplit(self.url).hostname, None)
        if foreign and address.scheme in ("http", "https", "ws", "wss"):
            self.errors.append(f"asks {address.hostname} for {address.path}")

    # GOING PLACES

    def login(self, user, password=None):
        self.page.goto(f"{self.url}/web/login")
        self.page.fill("input[name=login]", user)
        self.page.fill("input[name=password]", password or f"demo-{user}")
        self.page.click(".oe_login_form button[type=submit]")
        self.page.wait_for_selector(".o_main_navbar")
        self.page.wait_for_selector(".o_tablero")

    def open(self, path):
        self.page.goto(f"{self.url}{path}")
        if path.startswith("/odoo"):
            self.settled()

    def settled(self):
        """The web client has stopped loading."""
        # a page may hide its control panel, so the first child need not be seen
        self.page.locator(".o_action_manager > *:visible").first.wait_for()
        # the loading sign comes 250 ms after the question was sent
        self.page.wait_for_timeout(300)
        # a new municipality may take longer than the five seconds of a busy machine
        expect(self.page.locator(".o_loading_indicator, .o_blockUI")).to_have_count(
            0, timeout=30_000
        )

    def record(self, action, res_id):
        """Form of one record of an action with a path."""
        self.open(f"/odoo/{action}/{res_id}")
        self.page.wait_for_selector(".o_form_view")

    # DOING THINGS

    @property
    def scope(self):
        """The dialog on top, or the whole page."""
        dialogs = self.page.locator(".modal.o_technical_modal:not(.o_inactive_modal)")
        return dialogs.last if dialogs.count() else self.page

    def field(self, name):
        return self.scope.locator(f".o_field_widget[name='{name}']").first

    def write(self, name, text):
        field = self.field(name)
        field.locator(
            "input, textarea, [contenteditable=true], button"
        ).first.wait_for()
        box = field.locator("input, textarea, [contenteditable=true]").first
        if not box.count():  # a date is a button until it is touched
            field.locator("button").first.click()
        box.fill(text)
        box.dispatch_event("change")
        # where the box was: a date that is understood turns back into a button
        self.page.keyboard.press("Tab")

    def pick(self, name, text):
        """Choose a record by typing its name."""
        box = self.field(name).locator("input").first
        box.click()
        box.fill(text)
        option = self.page.locator(
            ".o-autocomplete--dropdown-menu .o-autocomplete--dropdown-item"
        ).filter(has_text=text)
        option.first.click()

    def choose(self, name, key):
        """Choose one of the radio buttons of a field, by its key."""
        self.field(name).locator(f"input[data-value='{key}']").check()

    def tab(self, name):
        self.page.locator(f".o_notebook .nav-link[name='{name}']").click()

    def press(self, name):
        """Press the button of that method; on a phone it may be in the menu."""
        button = self.scope.locator(f"button[name='{name}']:visible")
        if self.page.viewport_size["width"] < 600 and not button.count():
            # steps are behind the three dots, links to other records behind the bolt
            for menu in (
                ".o_statusbar_buttons .dropdown-toggle",
                "button:has(.fa-bolt)",
            ):
                toggle = self.page.locator(f"{menu}:visible")
                if toggle.count():
                    toggle.first.click()
                    self.page.wait_for_timeout(500)
                    button = self.page.locator(f"button[name='{name}']:visible")
                    if button.count():
                        break
                    self.page.keyboard.press("Escape")
        button.first.click()
        self.settled()

    def save(self):
        self.page.locator(".o_form_button_save:visible").click()
        expect(self.page.locator(".o_form_button_save:visible")).to_have_count(0)

    def expect_text(self, text):
        expect(self.page.locator("body")).to_contain_text(text)

    def expect_no_text(self, text):
        expect(self.page.locator("body")).not_to_contain_text(text)

    def expect_state(self, key):
        """The status bar of the form stands at that state (its key)."""
        current = f".o_field_statusbar .o_arrow_button_current[data-value='{key}']"
        expect(self.page.locator(current).first).to_be_attached()

    def shot(self, name):
        """Keep the screen under that name and look whether it fits its width."""
        self.fits()
        self.captura(self.page, name)

    def fits(self):
        width = self.page.viewport_size["width"]
        overflow = self.page.evaluate("document.documentElement.scrollWidth")
        assert overflow <= width + 1, (
            f"{self.page.url} is {overflow} px wide on {width}"
        )

    # ASKING THE SERVER AS THIS PERSON

    def call(self, model, method, args=(), kwargs=None):
        """Result of a method, with the session of this person; ``None`` if refused."""
        answer = self.page.request.post(
            f"{self.url}/web/dataset/call_kw/{model}/{method}",
            data={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {
                    "model": model,
                    "method": method,
                    "args": list(args),
                    "kwargs": kwargs or {},
                },
            },
        ).json()
        return None if "error" in answer else answer["result"]

    def export(self, model, domain):
        """Text of the CSV that the export button gives, or of its refusal."""
        data = {
            "model": model,
            "domain": domain,
            "fields": [{"name": "display_name", "label": "Name"}],
            "groupby": [],
            "ids": False,
            "import_compat": False,
            "context": {},
        }
        csrf = self.page.evaluate("odoo.csrf_token")
        answer = self.page.request.post(
            f"{self.url}/web/export/csv",
            form={"data": json.dumps(data), "csrf_token": csrf},
        )
        return answer.text()

    def json2(self, key, model, method, **kwargs):
        """Answer of the API for outside programs."""
        return self.page.request.post(
            f"{self.url}/json/2/{model}/{method}",
            headers={"Authorization": f"bearer {key}"},
            data=kwargs,
        )


@contextmanager
def persona(browser, server, *, user=None, viewport=None, captura=None):
    """Somebody with a browser of his own, logged in if he is staff."""
    viewport = viewport or ESCRITORIO
    context = browser.new_context(
        viewport=viewport,
        locale="es-419",
        timezone_id="America/Lima",
        is_mobile=viewport["width"] < 600,
        has_touch=viewport["width"] < 600,
    )
    context.set_default_timeout(20_000)
    somebody = Persona(context.new_page(), server.url, captura)
    try:
        if user:
            somebody.login(user)
        yield somebody
    except BaseException:
        FALLOS.mkdir(parents=True, exist_ok=True)
        name = f"{(user or 'anonimo').replace('.', '_')}_{viewport['width']}.png"
        somebody.page.screenshot(path=FALLOS / name)
        print(f"{somebody.page.url}: see {FALLOS / name}")
        raise
    finally:
        context.close()
    assert not somebody.errors, somebody.errors
