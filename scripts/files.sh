# shellcheck shell=bash
# Which files which tool looks at. Source it; then: over KIND COMMAND…
# shellcheck source=scripts/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$ROOT"

files=()

# All files of the repository, or those given; libraries of others are not ours to judge.
listed() {
    if [ ${#files[@]} -gt 0 ]; then
        printf '%s\n' "${files[@]}"
    else
        git ls-files --cached --others --exclude-standard
    fi | grep -vE '(^|/)static/lib/|(^|/)package-lock\.json$'
}

of_kind() {
    case $1 in
    py) grep -E '\.py$' ;;
    addon_py) grep -E '^addons/.*\.py$' ;;
    manifest) grep -E '^addons/' | sed -E 's|^(addons/[^/]+)/.*|\1/__manifest__.py|' | sort -u ;;
    po) grep -E '^addons/.*/i18n/.*\.pot?$' ;;
    pretty) grep -E '^addons/.*\.(xml|js|scss|css)$|^[^/]*\.(js|json|yaml|yml)$' ;;
    js) grep -E '/static/(src|tests)/.*\.js$' ;;
    sh) grep -E '\.sh$|^bin/odoo$|^\.ci/run$' ;;
    esac
}

# over KIND COMMAND… : run the command on the existing files of a kind; none is fine.
over() {
    local kind=$1 found=() file
    shift
    while IFS= read -r file; do
        if [ -f "$file" ]; then found+=("$file"); fi
    done < <(listed | of_kind "$kind")
    [ ${#found[@]} -gt 0 ] || return 0
    "$@" "${found[@]}"
}
