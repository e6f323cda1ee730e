#!/usr/bin/env bash
# The pictures of README and docs/: what the walks of tests/e2e see, kept in docs/img.
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CAPTURAS=$ROOT/docs/img LINT=0 JOBS=1 ARGS="tests/e2e" "$ROOT/scripts/test.sh"
say "the pictures are in docs/img"
