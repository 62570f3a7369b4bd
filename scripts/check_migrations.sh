#!/usr/bin/env bash
# The migrations, run on an empty database, give what the models say. Never the user's database.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export FLASK_APP=wsgi.py TRACKER_INSTANCE=$folder TRACKER_DATABASE_URL=sqlite:///$folder/check.sqlite
.venv/bin/flask db upgrade >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
.venv/bin/flask db check
