#!/usr/bin/env bash
# Regenerate addons/X/i18n/X.pot and merge it into es.po; run it after changing any label.
#   scripts/i18n.sh sigobito_base …     (no name: all our addons)
#   DB=mydb scripts/i18n.sh …           export from a database of yours that is up to date
# Labels that come from Odoo itself ("Action Needed") are filled from Odoo's own Spanish.
# What is still untranslated is listed at the end: write it into es.po by hand.
# shellcheck source=scripts/dblib.sh
. "$(dirname "${BASH_SOURCE[0]}")/dblib.sh"

[ $# -gt 0 ] || mapfile -t addons < <(python "$ROOT/scripts/addons.py" order)
[ $# -eq 0 ] || addons=("$@")
"$ROOT/scripts/pg.sh" start
work=$(mktemp -d)
copy=
cleanup() {
    rm -rf "$work"
    if [ -n "$copy" ]; then db_drop "$copy" || true; fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

for addon in "${addons[@]}"; do
    [ -f "$ROOT/addons/$addon/__manifest__.py" ] || die "no such addon: $addon"
    db=${DB:-}
    if [ -z "$db" ]; then
        template=$("$ROOT/scripts/template.sh" "$addon")
        db=sigobito_i18n_$$
        copy=$db
        db_drop "$db"
        db_copy "$template" "$db"
    fi
    say "exporting the terms of $addon"
    pot=$work/$addon.pot
    log=$work/export.log
    "$ROOT/bin/odoo" i18n export -d "$db" -l pot -o "$pot.po" "$addon" >"$log" 2>&1 ||
        { tail -n 15 "$log" >&2; die "the export of $addon failed"; }
    python "$ROOT/scripts/i18n_merge.py" "$pot.po" "$ROOT/addons/$addon"
    if [ -n "$copy" ]; then db_drop "$copy"; copy=; fi
done
