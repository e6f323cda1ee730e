#!/usr/bin/env bash
# Odoo 19 beside the system, first that works: ODOO_HOME (a checkout of yours), Debian's
# package unpacked into .odoo, a shallow clone of Odoo's repository into .odoo/git.
# shellcheck source=scripts/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

NEW=$ROOT/.odoo.new
DIST=usr/lib/python3/dist-packages
PACKAGES=(odoo-19 libjs-jquery libjs-jquery-form libjs-underscore fonts-montserrat
    fonts-roboto-unhinted fonts-inconsolata fonts-ocr-b fonts-glyphicons-halflings)

odoo_there() { [ -f "$1/odoo/release.py" ] && grep -q 'version_info = (19, 0' "$1/odoo/release.py"; }

ODOO_HOME=$(odoo_home)
if [ -n "$ODOO_HOME" ]; then
    odoo_there "$ODOO_HOME" || die "ODOO_HOME=$ODOO_HOME is no checkout of Odoo 19.0 (no odoo/release.py of that version)"
    exit 0
fi
if odoo_there "$ODOO_DIR/$DIST"; then
    # unpacked by hand: note what it is, it is part of the templates' identity
    [ -f "$ODOO_DIR/VERSION" ] ||
        echo "debian odoo-19 $(zcat "$ODOO_DIR/usr/share/doc/odoo-19/changelog.Debian.gz" | sed -n '1s/.*(\(.*\)).*/\1/p')" >"$ODOO_DIR/VERSION"
    exit 0
fi
if odoo_there "$ODOO_DIR/git"; then exit 0; fi

# The mirror that this machine's own apt uses; apt itself reads all its formats.
debian_mirror() {
    have apt-get || return 1
    # shellcheck disable=SC2016  # the dollars are apt's
    apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 == "main" && $1 ~ /\/debian\/?$/ { print $1; exit }'
}

# apt with lists, cache and status of its own: works for anyone, touches nothing.
private_apt() {
    apt-get -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State::Lists="$apt/lists" -o Dir::Cache="$apt/cache" \
        -o Dir::State::status="$apt/status" -o Acquire::Languages=none \
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=3 "$@"
}

download_packages() {
    private_apt update && (cd "$apt/debs" && private_apt download "${PACKAGES[@]}")
}

from_debian() {
    local mirror key=/usr/share/keyrings/debian-archive-keyring.gpg apt deb
    mirror=$(debian_mirror)
    [ -n "$mirror" ] && [ -f "$key" ] && have dpkg-deb || return 1
    apt=$ROOT/.odoo.new/apt
    rm -rf "$NEW"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs" "$NEW/root"
    : >"$apt/status"
    echo "deb [signed-by=$key] $mirror sid main" >"$apt/sources.list"
    say "downloading Odoo 19 (Debian's package, 130 MB)"
    # if this fails there is git to try; the line that explains comes at the very end
    run_logged odoo-download download_packages 2>/dev/null || return 1
    say "unpacking Odoo 19"
    for deb in "$apt"/debs/*.deb; do
        run_logged odoo-unpack dpkg-deb -x "$deb" "$NEW/root" || return 1
    done
    odoo_there "$NEW/root/$DIST" || return 1
    echo "debian odoo-19 $(dpkg-deb -f "$apt"/debs/odoo-19_*.deb Version)" >"$NEW/root/VERSION"
    rm -rf "$ODOO_DIR"
    mv "$NEW/root" "$ODOO_DIR"
    rm -rf "$NEW"
}

from_git() {
    have git || return 1
    say "Debian's package is not to be had; cloning Odoo 19.0 (700 MB)"
    rm -rf "$NEW"
    run_logged odoo-clone git clone --quiet -b 19.0 --depth 1 https://github.com/odoo/odoo "$NEW/git" || return 1
    rm -rf "$ODOO_DIR"
    mv "$NEW" "$ODOO_DIR"
}

from_debian || from_git ||
    die "Odoo 19 could not be fetched: check the network and run the same command again, or name a checkout with ODOO_HOME=/path/to/odoo"
