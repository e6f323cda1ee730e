#!/usr/bin/env bash
# `make clean`: stop the private cluster and remove all that was made in this checkout.
# Databases and their files go too; a server that PGHOST names is left alone.
# shellcheck source=scripts/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p "$STATE"
exec 9>"$STATE/run.lock"
flock -n 9 || die "this checkout is being served ($(cat "$STATE/run.where" 2>/dev/null || true)): stop it with Ctrl-C first"
say "stopping and removing the private PostgreSQL cluster"
"$ROOT/scripts/pg.sh" destroy 9>&-
say "removing Odoo, the virtual environment, files of the databases, logs"
rm -rf "$ROOT/.odoo" "$ROOT/.odoo.new" "$VENV" "$ROOT/node_modules" "$ROOT/.data" "$STATE" \
    "$ROOT/.pytest_cache" "$ROOT/.ruff_cache" "$ROOT/.hypothesis"
find "$ROOT" -name __pycache__ -type d -prune -exec rm -rf {} +
say "clean: make run sets everything up again"
