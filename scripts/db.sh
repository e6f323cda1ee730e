#!/usr/bin/env bash
# A database with our five addons in Spanish: DB=name, DEMO=1 with the sample region.
#   make db DB=pruebas DEMO=1        FORCE=1 replaces one that exists
# shellcheck source=scripts/dblib.sh
. "$(dirname "${BASH_SOURCE[0]}")/dblib.sh"

DB=${DB:-}
DEMO=${DEMO:-0}
[ -n "$DB" ] || die "which database? make db DB=name DEMO=0|1"
check_db_name "$DB"
"$ROOT/scripts/pg.sh" start
if db_exists "$DB"; then
    if [ "${FORCE:-0}" != 1 ]; then
        say "database $DB exists already (make db DB=$DB FORCE=1 replaces it)"
        exit 0
    fi
    say "dropping database $DB"
    db_drop "$DB"
fi
template=$("$ROOT/scripts/template.sh" "$([ "$DEMO" = 1 ] && echo demo || echo all)")
db_drop "$DB.new"
db_copy "$template" "$DB.new"
db_rename "$DB.new" "$DB"
sql "comment on database \"$DB\" is 'sigobito $template'"
if [ "$DEMO" = 1 ]; then
    say "database $DB is ready, with the demo region"
else
    say "database $DB is ready: log in as admin, password admin – and change it at once"
fi
