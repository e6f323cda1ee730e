#!/usr/bin/env bash
# The private PostgreSQL cluster of this checkout.
#   scripts/pg.sh create | start | running | stop | stop-if-idle | destroy
# It listens on a Unix socket only, in a folder that only its owner can enter, so it needs
# neither a password nor a free TCP port. With PGHOST set to another server it does nothing.
# shellcheck source=scripts/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

# PostgreSQL refuses to run as root. Root's clusters therefore belong to the user "postgres"
# and live where that user can reach them; anyone else's lives in the checkout.
if [ "$(id -u)" = 0 ]; then
    PG_HOME=/var/lib/sigobito/$CHECKOUT_ID
    as_owner() { (cd / && runuser -u postgres -- "$@"); }
else
    PG_HOME=$ROOT/.pg
    as_owner() { "$@"; }
fi
PG_DATA=$PG_HOME/data

# Debian keeps the server's programs out of PATH.
pg_bin() {
    local dir
    for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) /usr/pgsql-*/bin; do
        if [ -x "$dir/initdb" ]; then
            # an existing cluster only runs under the version that made it
            if [ ! -f "$PG_DATA/PG_VERSION" ] || [[ $dir == */"$(cat "$PG_DATA/PG_VERSION")"/bin ]]; then
                printf %s "$dir"
                return
            fi
        fi
    done
    dir=$(command -v initdb || true)
    [ -n "$dir" ] || die "PostgreSQL's server programs are missing: run 'make setup' (or install the package postgresql)"
    dirname "$dir"
}

pg_running() { psql -U postgres -d postgres -Atqc 'select 1' >/dev/null 2>&1; }

# Left behind by a crash or by an earlier boot: a pid file whose process is another one now.
pg_clean_stale() {
    local pid
    if [ -f "$PG_DATA/postmaster.pid" ]; then
        pid=$(head -n 1 "$PG_DATA/postmaster.pid")
        if [ "$(readlink "/proc/$pid/cwd" 2>/dev/null || true)" = "$PG_DATA" ]; then
            return 0 # it lives; it may just be starting or stopping
        fi
        rm -f "$PG_DATA/postmaster.pid"
    fi
    rm -rf "$PG_SOCKET_DIR"
}

pg_create() {
    say "creating the private PostgreSQL cluster in $PG_HOME"
    mkdir -p "$PG_HOME"
    if [ "$(id -u)" = 0 ]; then chown postgres "$PG_HOME"; fi
    rm -rf "$PG_DATA.new"
    run_logged initdb as_owner "$(pg_bin)/initdb" -D "$PG_DATA.new" -U postgres -A trust \
        --encoding=UTF8 --locale=C.UTF-8 || exit 1
    mv "$PG_DATA.new" "$PG_DATA"
}

# synchronous_commit=off: after a power cut the last half second may be missing, but the data
# is never damaged. fsync stays on, because people keep real work in `make run`'s database;
# only CI, whose databases live for minutes, goes without.
pg_settings() {
    printf -- "-c listen_addresses='' -k %s -p 5432 -c max_connections=200" "$PG_SOCKET_DIR"
    printf -- ' -c shared_buffers=256MB -c work_mem=16MB -c maintenance_work_mem=256MB'
    printf -- ' -c max_wal_size=4GB -c synchronous_commit=off -c jit=off'
    if [ -n "${CI:-}" ]; then
        printf -- ' -c fsync=off -c full_page_writes=off'
    else
        printf -- ' -c fsync=on -c full_page_writes=on'
    fi
}

pg_start() {
    [ -f "$PG_DATA/PG_VERSION" ] || pg_create
    pg_clean_stale
    mkdir -m 700 "$PG_SOCKET_DIR"
    if [ "$(id -u)" = 0 ]; then chown postgres "$PG_SOCKET_DIR"; fi
    # no descriptor of ours (locks!) may live on in the server
    if ! as_owner "$(pg_bin)/pg_ctl" start -w -t 60 -D "$PG_DATA" -l "$PG_HOME/log" \
        -o "$(pg_settings)" >/dev/null 2>&1 7>&- 8>&- 9>&-; then
        pg_running || {
            tail -n 5 "$PG_HOME/log" >&2
            die "PostgreSQL does not start: see $PG_HOME/log"
        }
    fi
    psql -U postgres -d postgres -Atqc "select 1 from pg_roles where rolname = 'sigobito'" |
        grep -q 1 || psql -U postgres -d postgres -qc 'create role sigobito login createdb'
}

pg_stop() {
    [ -f "$PG_DATA/postmaster.pid" ] || return 0
    as_owner "$(pg_bin)/pg_ctl" stop -w -t 60 -m fast -D "$PG_DATA" >/dev/null 2>&1 || true
    rm -rf "$PG_SOCKET_DIR"
}

pg_clients() {
    psql -U postgres -d postgres -Atqc "select count(*) from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()" 2>/dev/null || echo 0
}

command=${1:-start}
if [ "$PG_PRIVATE" = 0 ]; then
    if [ "$command" = start ]; then
        psql -d postgres -Atqc 'select 1' >/dev/null 2>&1 ||
            die "no answer from the PostgreSQL server that PGHOST=$PGHOST names: check PGHOST, PGPORT, PGUSER, PGPASSWORD, or unset them to use a private cluster"
    fi
    exit 0
fi

case $command in
create) [ -f "$PG_DATA/PG_VERSION" ] || with_lock postgres pg_create ;;
start) pg_running || with_lock postgres pg_start ;;
running) pg_running ;;
stop) pg_stop ;;
stop-if-idle) if pg_running && [ "$(pg_clients)" = 0 ]; then pg_stop; fi ;;
destroy)
    pg_stop
    rm -rf "$PG_HOME"
    ;;
*) die "unknown command: $command" ;;
esac
