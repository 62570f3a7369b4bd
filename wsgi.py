"""What a WSGI server loads: `gunicorn wsgi:app`."""

import sys

from tracker.app import create_app
from tracker.config import SettingError

try:
    app = create_app()
except SettingError as error:
    sys.stderr.write(f"Réglage à corriger / Setting to mend: {error}\n")
    raise SystemExit(1) from None
