#!/usr/bin/env bash
# What the tests need beside Python: Chromium, PostgreSQL's server, LibreOffice Calc, and Pango for
# the PDFs. Found, or installed with apt where that is allowed, or named in one sentence; where
# CI=true a missing part is a failure.
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

# Pango and what WeasyPrint needs with it: it loads only where all are there.
has_pango() {
    .venv/bin/python -c 'import weasyprint' 2>/dev/null
}

missing() {
    has_chromium || echo chromium
    has_postgresql || echo postgresql
    has_pango || echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
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
