#!/usr/bin/env bash
# JavaScript: node and npm come as a Python package; npm brings the formatters and the two
# things that Debian's Odoo leaves out (Font Awesome 4.7, blurred video backgrounds).
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

PATH=$VENV/bin:$PATH
stamp=$ROOT/node_modules/.stamp
want=$(hash_text "$(cat "$ROOT/package-lock.json")")

if [ "$(cat "$stamp" 2>/dev/null)" != "$want" ]; then
    say "installing the JavaScript packages"
    cd "$ROOT"
    run_logged npm npm ci --no-audit --no-fund --ignore-scripts || exit 1
    echo "$want" >"$stamp"
fi

modules=$ROOT/node_modules
fonts=$ODOO_DIR/usr/share/fonts-font-awesome/fonts
selfie=$ODOO_DIR/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation
if [ -d "$ODOO_DIR/usr" ]; then
    if [ ! -f "$fonts/fontawesome-webfont.woff2" ]; then
        mkdir -p "$fonts"
        cp "$modules"/font-awesome/fonts/* "$fonts/"
    fi
    if [ ! -f "$selfie/selfie_segmentation.js" ]; then
        mkdir -p "$selfie"
        # a link that points nowhere may be in the way
        rm -f "$selfie/selfie_segmentation.js"
        cp "$modules/@mediapipe/selfie_segmentation/selfie_segmentation.js" "$selfie/"
    fi
fi
