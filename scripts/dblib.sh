# shellcheck shell=bash
# Databases: create, copy, drop – always together with their files. Source it.
# shellcheck source=scripts/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

PG_OWNER_CLAUSE=
if [ "$PG_PRIVATE" = 1 ]; then PG_OWNER_CLAUSE='owner sigobito'; fi

# SQL in the maintenance database, as the server's superuser where the server is ours.
sql() { if [ "$PG_PRIVATE" = 1 ]; then psql -U postgres -d postgres -qAtc "$1"; else psql -d postgres -qAtc "$1"; fi; }
sql_in() { if [ "$PG_PRIVATE" = 1 ]; then psql -U postgres -d "$1" -qAtc "$2"; else psql -d "$1" -qAtc "$2"; fi; }

db_exists() { [ "$(sql "select 1 from pg_database where datname = '$1'")" = 1 ]; }

check_db_name() {
    [[ $1 =~ ^[a-z0-9][a-z0-9_-]{0,50}$ ]] ||
        die "'$1' is no good database name: use a-z, 0-9, _ and -, 51 characters at most"
}

# An empty database that sorts names as Spanish does (Álvarez before Bravo, ñ after n) and
# searches without accents. A server of somebody else may not allow all of it: the rest works.
db_create() {
    local owner=${PG_OWNER_CLAUSE}
    sql "create database \"$1\" $owner template template0 encoding 'UTF8'
         locale_provider icu icu_locale 'es-419'" 2>/dev/null ||
        sql "create database \"$1\" $owner template template0 encoding 'UTF8'"
    sql_in "$1" 'create extension if not exists unaccent; create extension if not exists pg_trgm' \
        2>/dev/null || true
    sql_in "$1" 'alter function unaccent(text) immutable' 2>/dev/null || true
}

# db_copy FROM TO: the filestore's files are never changed in place, so hard links will do.
db_copy() {
    local owner=$PG_OWNER_CLAUSE store=$ODOO_DATA_DIR/filestore
    sql "create database \"$2\" $owner template \"$1\""
    rm -rf "${store:?}/$2"
    if [ -d "$store/$1" ]; then
        cp -al "$store/$1" "$store/$2" 2>/dev/null || cp -a "$store/$1" "$store/$2"
    fi
    # a database of its own: own identity, own key for sessions and links
    sql_in "$2" "update ir_config_parameter set value = gen_random_uuid()::text
                 where key in ('database.uuid', 'database.secret')"
}

db_rename() {
    local store=$ODOO_DATA_DIR/filestore
    sql "alter database \"$1\" rename to \"$2\""
    if [ -d "$store/$1" ]; then
        rm -rf "${store:?}/$2"
        mv "$store/$1" "$store/$2"
    fi
}

db_drop() {
    sql "drop database if exists \"$1\" with (force)" 2>/dev/null ||
        sql "drop database if exists \"$1\""
    rm -rf "${ODOO_DATA_DIR:?}/filestore/$1"
}

# Databases whose name ends in the number of a process that is gone: a killed run left them.
drop_stale() {
    local name
    for name in $(sql "select datname from pg_database where datname ~ '^sigobito_(test|t|i18n)_[0-9]+'"); do
        [[ $name =~ ^sigobito_(test|t|i18n)_([0-9]+) ]] || continue
        [ -d "/proc/${BASH_REMATCH[2]}" ] || db_drop "$name" || true
    done
}
