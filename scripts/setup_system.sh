#!/usr/bin/env bash
# System packages that are missing, through apt-get (with sudo if we are not root).
# Nothing is looked up when the programs are there already.
#   scripts/setup_system.sh run | all
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

missing=()
need() { missing+=("$1"); }

python_ok() { "$ROOT/scripts/find_python.sh" >/dev/null 2>&1; }
postgres_ok() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
fonts_ok() { compgen -G '/usr/share/fonts/truetype/liberation*' >/dev/null || fc-list 2>/dev/null | grep -qi liberation; }

python_ok || need python3-venv
postgres_ok || need postgresql
have psql || need postgresql-client
have wkhtmltopdf || need wkhtmltopdf
fonts_ok || need fonts-liberation
if [ "${1:-all}" = all ]; then
    have chromium || have google-chrome || need chromium
    have shellcheck || need shellcheck
fi
[ ${#missing[@]} -gt 0 ] || exit 0

have apt-get || die "missing: ${missing[*]} – install them with your system's package manager"
if [ "$(id -u)" = 0 ]; then
    as_root=()
elif have sudo; then
    as_root=(sudo)
    sudo -n true 2>/dev/null || [ -t 0 ] ||
        die "missing: ${missing[*]} – sudo wants a password here; ask an administrator for: apt-get install ${missing[*]}"
else
    die "missing: ${missing[*]} – neither root nor sudo here; ask an administrator for: apt-get install ${missing[*]}"
fi

say "installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120)
run_logged apt-update "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=120 update || exit 1
run_logged apt-install "${install[@]}" "${missing[@]}" || exit 1
