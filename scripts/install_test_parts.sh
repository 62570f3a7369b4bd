#!/usr/bin/env bash
# What the tests need beside Python: Chromium, PostgreSQL's server and LibreOffice Calc. Found, or
# installed with apt where that is allowed, or named in one sentence; where CI=true a missing part is
# a failure.
set -euo pipefail

has_chromium() {
    if [ -n "${TRACKER_TEST_CHROMIUM:-}" ]; then
        command -v "$TRACKER_TEST_CHROMIUM" >/dev/null
        return
    fi
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

has_postgresql() {
    if command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ]; then
        return
    fi
    for folder in ${PATH//:/ } /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && return
    done
    return 1
}

missing() {
    has_chromium || echo chromium
    has_postgresql || echo postgresql
    command -v soffice >/dev/null || echo libreoffice-calc-nogui
}

parts=$(missing | xargs)
[ -z "$parts" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $parts for the tests…" >&2
    # shellcheck disable=SC2086 # several words on purpose
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $parts; } >&2 || true
    parts=$(missing | xargs)
    [ -z "$parts" ] && exit 0
fi

echo "The tests that need $parts cannot run: install with 'sudo apt install $parts'," \
    "or name a browser in TRACKER_TEST_CHROMIUM." >&2
[ "${CI:-}" = true ] && exit 1
exit 0
