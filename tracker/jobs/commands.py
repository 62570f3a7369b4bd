"""The command line: `flask plan`, `people`, `reminders`, `tick`, `serve`, `doctor`."""

from flask import Flask


def install(app: Flask) -> None:
    """Attach every command to `app`."""
