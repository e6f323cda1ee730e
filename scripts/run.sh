#!/usr/bin/env bash
# `make run`: set up, load the demo region into the database "sigobito", serve it until Ctrl-C.
#   PORT=8070 another port; BIND=0.0.0.0 reachable from other machines; DB=x another database
# shellcheck source=scripts/dblib.sh
. "$(dirname "${BASH_SOURCE[0]}")/dblib.sh"

PORT=${PORT:-8069}
BIND=${BIND:-127.0.0.1}
DB=${DB:-sigobito}
URL=http://localhost:$PORT
if ! [[ $PORT =~ ^[0-9]{1,5}$ ]] || [ "$PORT" -lt 1 ] || [ "$PORT" -gt 65535 ]; then
    die "PORT=$PORT is no port: use something like make run PORT=8070"
fi
check_db_name "$DB"

port_busy() { (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; }

# One server per checkout: the lock lives as long as this script.
mkdir -p "$STATE"
exec 9>"$STATE/run.lock"
flock -n 9 || die "this checkout is being served already ($(cat "$STATE/run.where" 2>/dev/null || true)): stop that one with Ctrl-C first"
! port_busy || die "port $PORT is in use: choose another one with: make run PORT=$((PORT + 1))"
echo "$URL, pid $$" >"$STATE/run.where"

"$ROOT/scripts/setup.sh" run 9>&-
# shellcheck source=scripts/env.sh
. "$ROOT/scripts/env.sh" # again: the first time there was no venv yet

server=
stop() {
    trap '' INT TERM
    if [ -n "$server" ] && kill -0 "$server" 2>/dev/null; then
        say "stopping Odoo and its database server"
        kill -TERM "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    "$ROOT/scripts/pg.sh" stop-if-idle 9>&- || true
    rm -f "$STATE/run.where"
}
trap stop EXIT
trap 'exit 0' INT TERM

"$ROOT/scripts/pg.sh" start 9>&-

# First start: a copy of the demo template. Later: only what changed since is upgraded.
state_of_code() { python "$ROOT/scripts/addons.py" chain; }
stamp=$STATE/db-$DB
if ! db_exists "$DB"; then
    DEMO=1 DB=$DB "$ROOT/scripts/db.sh" 9>&-
    state_of_code >"$stamp"
elif [ "$(state_of_code)" != "$(cat "$stamp" 2>/dev/null)" ]; then
    changed=$(comm -13 <(sort "$stamp" 2>/dev/null) <(state_of_code | sort) | cut -d' ' -f1 | paste -sd, -)
    if [ -n "$changed" ]; then
        say "upgrading database $DB: $changed"
        code=$(state_of_code)
        run_logged upgrade "$ROOT/bin/odoo" -d "$DB" -i "$changed" -u "$changed" --stop-after-init --no-http 9>&- || exit 1
        echo "$code" >"$stamp"
    fi
fi

say "starting Odoo (its log: $LOGS/odoo.log)"
mkdir -p "$LOGS"
# A session of its own: Ctrl-C reaches Odoo once, through stop(), so that it ends in order.
setsid "$ROOT/bin/odoo" -d "$DB" --db-filter="^$DB\$" --http-interface="$BIND" \
    --http-port="$PORT" >"$LOGS/odoo.log" 2>&1 9>&- &
server=$!

answers() { "$VENV/bin/python" - "$PORT" <<'PY'
import sys, urllib.request
try:
    urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/web/health", timeout=5)
except OSError:
    sys.exit(1)
PY
}
for _ in $(seq 120); do
    kill -0 "$server" 2>/dev/null || {
        tail -n 15 "$LOGS/odoo.log" >&2
        die "Odoo ended: see $LOGS/odoo.log"
    }
    if answers; then break; fi
    sleep 0.5
done
answers || die "Odoo does not answer on $URL: see $LOGS/odoo.log"

echo
echo "SIGOBito is running: open $URL"
if [ -f "$ROOT/scripts/demo_users.txt" ]; then
    echo
    cat "$ROOT/scripts/demo_users.txt"
fi
echo
echo "Ctrl-C stops it."
wait "$server"
