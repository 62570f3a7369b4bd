#!/usr/bin/env bash
# Makes .venv when absent and installs one pinned file into it: install_requirements.sh requirements.txt
# uv is used where it is present; python3 with its venv module is enough.
set -euo pipefail
cd "$(dirname "$0")/.."
pinned=$1
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

uv=$(command -v uv || true)

if ! command -v "$python" >/dev/null; then
    say "Python 3.11 or later is needed: on Debian, 'apt install python3 python3-venv'."
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "Python 3.11 or later is needed, and $python is $("$python" -V): name another with 'make PYTHON=python3.11 …'."
    exit 1
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    rm -rf .venv
    if [ -n "$uv" ]; then
        "$uv" venv --quiet --python "$python" .venv
    elif "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv .venv
    else
        say "Python's venv module is missing: on Debian, 'apt install python3-venv', then the same command again."
        exit 1
    fi
fi

say "Installing $pinned into .venv…"
if [ -n "$uv" ]; then
    "$uv" pip install --quiet --python .venv/bin/python --require-hashes -r "$pinned"
else
    # A .venv made by uv holds no pip.
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$pinned"
fi
