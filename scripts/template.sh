#!/usr/bin/env bash
# Template databases, built once per state of the code and then only copied.
#   scripts/template.sh core        Odoo with what our first addon depends on
#   scripts/template.sh ADDON       … plus our addons up to ADDON, one after the other
#   scripts/template.sh all         … plus all of them, no demo data
#   scripts/template.sh test        … plus the compiled assets: what `make test` copies
#   scripts/template.sh demo        … plus the demo data of our addons (and of no other)
# Prints the name of the database. The name holds a hash of everything that went in, so a
# changed addon rebuilds its own step and those after it, nothing before.
# Each step is one installation on top of the previous one: it proves that an addon installs
# with nothing but its own dependencies. The logs stay in .state/template for the tests.
# shellcheck source=scripts/dblib.sh
. "$(dirname "${BASH_SOURCE[0]}")/dblib.sh"

PREFIX=sigobito_tpl
# a server of somebody else may serve other checkouts too, whose files are not here
if [ "$PG_PRIVATE" = 0 ]; then PREFIX=${PREFIX}_$CHECKOUT_ID; fi
TEMPLATE_LOGS=$STATE/template
KEEP=16
RECIPE=2 # raise it when this script builds something else from the same code

# What identifies the Odoo in use: Debian's version, or the revision of a checkout.
odoo_version() {
    local source
    source=$(odoo_source)
    if [[ $source == "$ODOO_DIR"/* ]]; then
        cat "$ODOO_DIR/VERSION" 2>/dev/null && return
    else
        git -C "$source" rev-parse HEAD 2>/dev/null && return
    fi
    sha1sum <"$source/odoo/release.py"
}

# odoo_step DB LOG ARGUMENTS… : one run of Odoo that must end well.
odoo_step() {
    local db=$1 log=$2
    shift 2
    "$ROOT/bin/odoo" -d "$db" --stop-after-init --no-http --log-level=info "$@" >"$log" 2>&1 8>&- 9>&- || {
        grep -nE ' (ERROR|CRITICAL) |Error|odoo.exceptions|^  File .*addons/sigobito' "$log" | tail -n 12 >&2 || true
        die "Odoo failed on: $* (whole log: $log)"
    }
}

# build NAME FROM ARGUMENTS…: work under another name, rename at the end.
build() {
    local name=$1 from=$2 started=$SECONDS new=$1_new
    shift 2
    say "template: $*"
    db_drop "$new"
    if [ -n "$from" ]; then db_copy "$from" "$new"; else db_create "$new"; fi
    mkdir -p "$TEMPLATE_LOGS"
    "$@" "$new" "$TEMPLATE_LOGS/$name.log"
    # nobody connects to a template: a connection would block copying it
    sql "alter database \"$new\" allow_connections false"
    db_rename "$new" "$name"
    say "template: $name is ready ($((SECONDS - started)) s)"
}

install_core() { odoo_step "$2" "$3" -i "$1" --load-language=es_419; }

install_addon() {
    local state
    odoo_step "$2" "$3" -i "$1"
    state=$(sql_in "$2" "select state from ir_module_module where name = '$1'")
    [ "$state" = installed ] || die "$1 did not install (state: ${state:-unknown}): see $3"
}

# shell_step SCRIPT DB LOG: one of our Python scripts in Odoo's shell.
shell_step() {
    "$ROOT/bin/odoo" shell -d "$2" --no-http --log-level=info <"$ROOT/scripts/$1.py" >"$3" 2>&1 8>&- 9>&- || true
    grep -q "^done: $1\$" "$3" && return
    grep -nE ' (ERROR|CRITICAL|WARNING) |Error' "$3" | tail -n 12 >&2 || true
    die "$1 failed: see $3"
}

# ensure NAME BUILD-ARGUMENTS… : build it unless it is there, with its files; note that it was
# used. (A database built under another ODOO_DATA_DIR has its files elsewhere: useless here.)
ensure() {
    if ! db_exists "$1" || [ ! -d "$ODOO_DATA_DIR/filestore/$1" ]; then
        db_drop "$1"
        build "$@"
    fi
    touch "$TEMPLATE_LOGS/$1.log"
}

# Old states go; the KEEP that were used last stay, so that switching branches is quick.
forget_old() {
    local name kept
    kept=$(cd "$TEMPLATE_LOGS" && find . -name '*.log' -printf '%T@ %f\n' | sort -rn | head -n "$KEEP")
    for name in $(sql "select datname from pg_database where datname like '${PREFIX}\_%'"); do
        if ! grep -q " $name.log$" <<<"$kept"; then
            db_drop "$name" 2>/dev/null || true
            rm -f "$TEMPLATE_LOGS/$name.log"
        fi
    done
}

template() {
    local target=$1 chain core hash name addon addon_hash last step previous
    chain=$(python "$ROOT/scripts/addons.py" chain)
    [ -n "$chain" ] || die "there is no addon in $ROOT/addons"
    last=$(tail -n 1 <<<"$chain" | cut -d' ' -f1)
    core=$(python "$ROOT/scripts/addons.py" core "$(head -n 1 <<<"$chain" | cut -d' ' -f1)")
    hash=$(hash_text "$RECIPE" "$(odoo_version)" "$(grep '^odoo-addon' "$ROOT/requirements.txt")" "$core")
    name=${PREFIX}_${hash}_core
    ensure "$name" '' install_core "$core"
    if [ "$target" = core ]; then
        echo "$name"
        return
    fi
    while read -r addon addon_hash; do
        previous=$name
        hash=$(hash_text "$hash" "$addon_hash")
        name=${PREFIX}_${hash}_${addon#sigobito_}
        ensure "$name" "$previous" install_addon "$addon"
        if [ "$target" = "$addon" ] || { [ "$target" = all ] && [ "$addon" = "$last" ]; }; then
            echo "$name"
            return
        fi
    done <<<"$chain"
    # what follows is for all addons together; the demo data are of our addons only: a
    # municipality has no use for Odoo's sample companies
    for step in test:build_assets demo:load_demo; do
        previous=$name
        hash=$(hash_text "$hash" "$(cat "$ROOT/scripts/${step#*:}.py")")
        if [ "$step" = demo:load_demo ]; then
            hash=$(hash_text "$hash" "$(python "$ROOT/scripts/addons.py" demo)")
        fi
        name=${PREFIX}_${hash}_${step%:*}
        ensure "$name" "$previous" shell_step "${step#*:}"
        if [ "$target" = "${step%:*}" ]; then
            echo "$name"
            return
        fi
    done
    die "no such addon: $target"
}

main() {
    template "$1"
    forget_old
}

target=${1:?core, all, test, demo or the name of an addon}
"$ROOT/scripts/pg.sh" start
with_lock template main "$target"
