# shellcheck shell=bash
# Common ground of all scripts: paths, messages, steps, locks. Source it, never run it.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# Two checkouts on one machine never share anything that carries this name.
CHECKOUT_ID=$(printf %s "$ROOT" | sha1sum | cut -c1-8)
VENV=$ROOT/.venv
ODOO_DIR=$ROOT/.odoo
STATE=$ROOT/.state
LOGS=$STATE/log
export ROOT CHECKOUT_ID VENV ODOO_DIR STATE LOGS

say() { printf '==> %s\n' "$*" >&2; }

die() {
    printf 'ERROR: %s\n' "$*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# The Odoo checkout to use instead of .odoo: ODOO_HOME, or the one named at the last set-up.
odoo_home() {
    local last
    if [ -n "${ODOO_HOME:-}" ]; then
        echo "$ODOO_HOME"
        return
    fi
    last=$(cat "$VENV"/lib/python3.*/site-packages/odoo.pth 2>/dev/null | head -n 1 || true)
    if [[ $last != "$ODOO_DIR"/* ]] && [ -f "$last/odoo/release.py" ]; then echo "$last"; fi
}

# hash_text TEXT… → 12 hex digits
hash_text() { printf '%s\n' "$@" | sha1sum | cut -c1-12; }

# run_logged NAME COMMAND… : output to a log file; on failure one clear line with the remedy.
run_logged() {
    local name=$1 log=$LOGS/$1.log
    shift
    mkdir -p "$LOGS"
    if ! "$@" >"$log" 2>&1; then
        explain_failure "$name" "$log"
        return 1
    fi
}

# What went wrong, in the words of the tools, turned into what to do about it.
explain_failure() {
    local name=$1 log=$2 remedy
    if grep -qiE 'no space left on device|disk quota' "$log"; then
        remedy="the disk is full: free some space (df -h $ROOT) and run the same command again"
    elif grep -qiE 'could not resolve|temporary failure (in name )?resol|name or service not known|network is unreachable|connection refused|connection timed out|ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN|failed to fetch|max retries exceeded|unable to connect|from versions: none' "$log"; then
        remedy="no network or a closed proxy: connect and run the same command again (what is done stays done)"
    elif grep -qiE 'could not get lock|unable to acquire the dpkg' "$log"; then
        remedy="another package installation is running: wait until it ends and run the same command again"
    elif grep -qiE 'permission denied|a password is required|not in the sudoers' "$log"; then
        remedy="missing permission: run it as root, or as a user who may use sudo"
    else
        remedy="see the end of $log"
        tail -n 15 "$log" >&2
    fi
    printf 'ERROR: step "%s" failed: %s\n' "$name" "$remedy" >&2
}

# with_lock NAME COMMAND… : one at a time in this checkout; the others wait.
with_lock() {
    local name=$1 lock=$STATE/$1.lock
    shift
    mkdir -p "$STATE"
    (
        if ! flock -n 8; then
            say "waiting: another $name is at work in this checkout ($(cat "$lock.who" 2>/dev/null || true))"
            flock 8
        fi
        printf 'pid %s\n' "$$" >"$lock.who"
        "$@"
    ) 8>"$lock"
}
