"""The command line: `flask plan`, `people`, `reminders`, `tick`, `serve`, `setup-code` and more."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

#: Each module holds one command or group, named `cli`.
MODULES = (
    "plan",
    "people",
    "reminders",
    "tick",
    "serve",
    "setup_code",
    "doctor",
    "settings",
    "search",
    "surveys",
)


def install(app: Flask) -> None:
    """Attach every command to `app`."""
    for name in MODULES:
        if find_spec(f"tracker.jobs.cli.{name}"):
            app.cli.add_command(import_module(f"tracker.jobs.cli.{name}").cli)
