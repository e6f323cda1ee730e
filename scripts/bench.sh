#!/usr/bin/env bash
# `make bench`: the measurements of tests/bench, one after the other, each a plain program.
#   scripts/bench.sh [tests/bench/x.py …]
# A measurement finds the names of template databases through scripts/template.sh.
# shellcheck source=scripts/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ $# -gt 0 ] || set -- "$ROOT"/tests/bench/*.py
[ -e "$1" ] || { say "no measurement in tests/bench yet"; exit 0; }
"$ROOT/scripts/pg.sh" start
# here, where it may take its time: a measurement gives up waiting
"$ROOT/scripts/template.sh" demo >/dev/null
for bench in "$@"; do
    say "measuring: ${bench#"$ROOT"/}"
    python "$bench"
done
