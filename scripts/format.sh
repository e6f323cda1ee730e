#!/usr/bin/env bash
# Let the formatters rewrite what they can: all files, or those given.
#   scripts/format.sh [FILE…]
# shellcheck source=scripts/files.sh
. "$(dirname "${BASH_SOURCE[0]}")/files.sh"

files=("$@")
over py ruff check --fix --quiet || true
over py ruff format --quiet
over js node_modules/.bin/eslint --fix || true
over manifest oca-checks-odoo-module --fix --no-exit --enable=xml-field-numeric-without-eval >/dev/null 2>&1 || true
over pretty node_modules/.bin/prettier --log-level=warn --write
