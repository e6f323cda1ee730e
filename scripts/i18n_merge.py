"""Merge a fresh export into an addon's template and Spanish file.

i18n_merge.py EXPORT.po ADDON_FOLDER

Translations already in ``es.po`` always win; what is missing is taken from the Spanish of the
Odoo addons it depends on; terms that no longer exist go. Nothing is guessed ("fuzzy"), and
dates stay out of the files, so that they change only when a term does.
"""

import ast
import os
import sys
from pathlib import Path

import polib

# Where the labels that models inherit come from, besides the addon's own dependencies.
ALWAYS = ["mail", "sms", "portal", "web", "calendar", "base"]


def odoo_addon(name: str) -> Path | None:
    for root in os.environ["ODOO_ADDONS_PATH"].split(","):
        if (Path(root) / name / "__manifest__.py").exists():
            return Path(root) / name
    return None


def compendium(names: list[str]) -> dict[str, str]:
    """Spanish of Odoo's own terms; Latin American wording before the general one."""
    terms: dict[str, str] = {}
    for name in names:
        folder = odoo_addon(name)
        if folder is None:
            continue
        for language in ("es_419", "es"):
            path = folder / "i18n" / f"{language}.po"
            if path.exists():
                for entry in polib.pofile(str(path)):
                    if entry.translated():
                        terms.setdefault(entry.msgid, entry.msgstr)
    return terms


def clean_header(po: polib.POFile, addon: str, language: str) -> polib.POFile:
    po.header = f"Translation of {addon}"
    po.metadata = {
        "Project-Id-Version": addon,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);" if language else "",
    }
    return po


def merge(export: Path, folder: Path) -> list[str]:
    addon = folder.name
    i18n = folder / "i18n"
    i18n.mkdir(exist_ok=True)
    fresh = polib.pofile(str(export), wrapwidth=0)
    manifest = ast.literal_eval((folder / "__manifest__.py").read_text("utf-8"))
    own = i18n / "es.po"
    known = {}
    if own.exists():
        known = {
            e.msgid: e.msgstr
            for e in polib.pofile(str(own))
            if e.msgstr and not e.obsolete and "fuzzy" not in e.flags
        }
    others = compendium([*manifest.get("depends", []), *ALWAYS])

    template = clean_header(polib.POFile(wrapwidth=0), addon, "")
    spanish = clean_header(polib.POFile(wrapwidth=0), addon, "es")
    for entry in fresh:
        common = {
            "msgid": entry.msgid,
            "occurrences": entry.occurrences,
            "comment": entry.comment,
            "flags": [f for f in entry.flags if f != "fuzzy"],
        }
        template.append(polib.POEntry(msgstr="", **common))
        msgstr = known.get(entry.msgid) or others.get(entry.msgid) or ""
        spanish.append(polib.POEntry(msgstr=msgstr, **common))
    template.save(str(i18n / f"{addon}.pot"))
    spanish.save(str(own))
    return [e.msgid for e in spanish if not e.msgstr]


if __name__ == "__main__":
    missing = merge(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{Path(sys.argv[2]).name}: {len(missing)} terms without a translation")
    for term in missing:
        print("   ", term.replace("\n", "\\n")[:110])
