"""What the documents point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "data/*.md", "addons/*/README.md")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = LINK.findall(page.read_text("utf-8"))
    local = [t for t in targets if not re.match(r"[a-z]+:", t)]
    missing = [t for t in local if not (page.parent / t).exists()]
    assert not missing, f"{page.relative_to(ROOT)}: {missing}"


def test_both_readmes_tell_the_same_commands():
    commands = re.compile(r"^make \w+", re.M)
    english, spanish = (
        commands.findall((ROOT / name).read_text("utf-8"))
        for name in ("README.md", "README.es.md")
    )
    assert english == spanish == ["make run", "make test"]


def test_passwords_of_the_readme_are_those_of_the_demo():
    table = (ROOT / "scripts/demo_users.txt").read_text("utf-8")
    for name in ("README.md", "README.es.md"):
        rows = re.findall(
            r"^\| `([\w.]+)` \| `([\w.-]+)`", (ROOT / name).read_text("utf-8"), re.M
        )
        assert len(rows) >= 8
        for user, password in rows:
            assert re.search(rf"^{re.escape(user)} +{password} ", table, re.M), user
