"""What the manifests say, for the shell scripts.

addons.py order              our addons, each after those it depends on
addons.py chain              one line per addon: name, hash of what installs
addons.py demo               one line per addon: name, hash of its demo data
addons.py core [ADDON…]      the addons of Odoo and OCA that they name in ``depends``

The first hash covers what an installation without demo data can see: not the tests, not
the documents.
"""

import ast
import hashlib
import sys
from pathlib import Path

ADDONS = Path(__file__).resolve().parent.parent / "addons"
NOT_INSTALLED = {"tests", "demo", "__pycache__", "readme", "node_modules"}
NOT_INSTALLED_SUFFIXES = {".md", ".pot", ".pyc", ".orig", ".swp"}


def manifests() -> dict[str, dict]:
    """Our installable addons by name."""
    found = {}
    for path in sorted(ADDONS.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def install_order(found: dict[str, dict]) -> list[str]:
    """Sorted so that everything stands after what it depends on."""
    ordered: list[str] = []

    def visit(name: str, path: tuple[str, ...] = ()) -> None:
        if name in path:
            raise SystemExit(f"addons depend on each other in a circle: {path}")
        if name in ordered or name not in found:
            return
        for dependency in found[name].get("depends", []):
            visit(dependency, (*path, name))
        ordered.append(name)

    for name in found:
        visit(name)
    return ordered


def core_depends(found: dict[str, dict], names: list[str]) -> list[str]:
    depends = {d for name in names for d in found[name].get("depends", [])}
    return sorted(depends - set(found)) or ["base"]


def tree_hash(root: Path, leave_out: set[str]) -> str:
    digest = hashlib.sha1(usedforsecurity=False)
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if leave_out.intersection(relative.parts) or not path.is_file():
            continue
        if path.suffix in NOT_INSTALLED_SUFFIXES:
            continue
        digest.update(f"{relative}\0".encode())
        digest.update(hashlib.sha1(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def main(command: str, *names: str) -> None:
    found = manifests()
    if command == "order":
        print("\n".join(install_order(found)))
    elif command == "chain":
        for name in install_order(found):
            print(name, tree_hash(ADDONS / name, NOT_INSTALLED))
    elif command == "demo":
        for name in install_order(found):
            print(name, tree_hash(ADDONS / name / "demo", set()))
    elif command == "core":
        print(",".join(core_depends(found, list(names) or list(found))))
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:] or ["help"])
