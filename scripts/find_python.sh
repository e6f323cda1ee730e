#!/usr/bin/env bash
# Print a Python that Odoo 19 and our pins run on: 3.11 to 3.13, able to make a venv.
# PYTHON=… names one; otherwise the first that fits.
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

fits() {
    "$1" -c 'import sys, venv, ensurepip
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

for python in ${PYTHON:-} python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
    if have "$python" && fits "$python"; then
        command -v "$python"
        exit 0
    fi
done
die "no Python 3.11, 3.12 or 3.13 with venv found: install python3-venv, or name one with PYTHON=/path/to/python3"
