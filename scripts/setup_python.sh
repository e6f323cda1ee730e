#!/usr/bin/env bash
# The virtual environment .venv with exactly what requirements.txt pins, and the line that
# makes Odoo importable from it.
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

stamp=$STATE/python.stamp
want=$(hash_text "$(cat "$ROOT/requirements.txt")")

if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -c 'import pip' 2>/dev/null; then
    python=$("$ROOT/scripts/find_python.sh")
    say "creating .venv with $python"
    rm -rf "$VENV"
    run_logged venv "$python" -m venv "$VENV" || exit 1
    rm -f "$stamp"
fi

if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
    if ! "$VENV/bin/python" "$ROOT/scripts/check_pins.py" "$ROOT/requirements.txt"; then
        say "installing $(grep -c == "$ROOT/requirements.txt") Python packages (130 MB)"
        run_logged pip "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check \
            --no-deps -r "$ROOT/requirements.txt" || exit 1
    fi
    mkdir -p "$STATE"
    echo "$want" >"$stamp"
fi

# Odoo 19 is a namespace package: a line in a .pth file is all it takes. OCA addons that pip
# installed beside it (site-packages/odoo/addons) are part of the same namespace.
source=$ODOO_DIR/usr/lib/python3/dist-packages
ODOO_HOME=$(odoo_home)
if [ -n "$ODOO_HOME" ]; then
    source=$(cd "$ODOO_HOME" && pwd -P)
elif [ -d "$ODOO_DIR/git" ]; then
    source=$ODOO_DIR/git
fi
for site in "$VENV"/lib/python3.*/site-packages; do
    if [ "$(cat "$site/odoo.pth" 2>/dev/null)" != "$source" ]; then
        echo "$source" >"$site/odoo.pth"
    fi
done
