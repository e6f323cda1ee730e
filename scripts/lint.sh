#!/usr/bin/env bash
# All linters over all files, or one of them, or one of them over some files:
#   scripts/lint.sh
#   scripts/lint.sh ruff|pylint|oca|po|prettier|eslint|shell [FILE…]
# An exception carries the rule's name and a reason: `# noqa: E501`, `# pylint: disable=x`, and
# in XML `<!-- oca-hooks:disable=xml-duplicate-record-id -->`.
# The same commands serve `make lint`, CI and the pre-commit hooks. `make format` fixes what
# the formatters can.
# shellcheck source=scripts/files.sh
. "$(dirname "${BASH_SOURCE[0]}")/files.sh"

lint_ruff() { over py ruff check --quiet && over py ruff format --check --quiet; }
lint_pylint() { over addon_py pylint --rcfile=.pylintrc -j 2; }
lint_oca() { over manifest oca-checks-odoo-module; }
lint_po() { over po oca-checks-po; }
lint_prettier() { over pretty node_modules/.bin/prettier --log-level=warn --check; }
lint_eslint() { over js node_modules/.bin/eslint --max-warnings=0; }
lint_shell() { over sh shellcheck -x; }

all=(ruff shell eslint prettier po oca pylint)
if [ $# -gt 0 ]; then
    only=$1
    shift
    files=("$@")
    "lint_$only" || exit 1
    exit 0
fi

failed=()
for linter in "${all[@]}"; do
    say "lint: $linter"
    "lint_$linter" || failed+=("$linter")
done
[ ${#failed[@]} -eq 0 ] || die "linters complain: ${failed[*]} (make format fixes layout; scripts/lint.sh NAME runs one)"
