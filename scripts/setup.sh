#!/usr/bin/env bash
# Everything this checkout needs, each step only if it is not done yet.
#   scripts/setup.sh run     what serving needs
#   scripts/setup.sh all     … and what tests and linters need
# An interrupted run goes on where it stopped: steps work aside and rename at the end.
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

enough_disk() {
    local free
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1024) }')
    if [ ! -d "$ODOO_DIR" ] && [ "$free" -lt 3000 ]; then
        die "the disk has $free MB free and the set-up takes 3000: free some space or clone the project on another disk"
    elif [ "$free" -lt 200 ]; then
        die "the disk is almost full ($free MB free): free some space and run the same command again"
    fi
}

setup() {
    enough_disk
    "$ROOT/scripts/setup_system.sh" "$1"
    "$ROOT/scripts/setup_odoo.sh"
    "$ROOT/scripts/setup_python.sh"
    "$ROOT/scripts/setup_node.sh"
    "$ROOT/scripts/pg.sh" create
}

kind=${1:-all}
with_lock setup setup "$kind"
say "set-up is complete"
