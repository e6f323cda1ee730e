#!/usr/bin/env bash
# `make test`: set up, lint, build the template database if the addons changed, run pytest.
#   ARGS="-k agenda"   what pytest gets besides; ARGS="tests/e2e" only a folder
#   LINT=0             without the linters;      JOBS=1  serially
# shellcheck source=scripts/dblib.sh
. "$(dirname "${BASH_SOURCE[0]}")/dblib.sh"

"$ROOT/scripts/setup.sh" all
# shellcheck source=scripts/env.sh
. "$ROOT/scripts/env.sh" # again: the first time there was no venv yet
if [ "${LINT:-1}" != 0 ]; then "$ROOT/scripts/lint.sh"; fi

"$ROOT/scripts/pg.sh" running || started=1
"$ROOT/scripts/pg.sh" start
DB=sigobito_test_$$
# shellcheck disable=SC2317  # called by the trap
finish() {
    local name
    for name in $(sql "select datname from pg_database where datname like '${DB}%'"); do
        db_drop "$name" || true
    done
    if [ -n "${started:-}" ]; then "$ROOT/scripts/pg.sh" stop-if-idle || true; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

drop_stale
template=$("$ROOT/scripts/template.sh" test)
db_copy "$template" "$DB"

read -r -a args <<<"${ARGS:-}"
jobs=()
if [ "${JOBS:-2}" -gt 1 ]; then jobs=(-n "${JOBS:-2}" --dist loadscope); fi
say "running the tests"
cd "$ROOT"
status=0
python -m pytest --odoo-database="$DB" --odoo-http "${jobs[@]}" "${args[@]}" || status=$?
exit "$status"
