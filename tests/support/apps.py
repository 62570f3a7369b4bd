"""Apps, kept from one test to the next: making one, and its first statements, takes time."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.support.databases import make_app

Key = tuple[str, frozenset[tuple[str, str]]]


class AppShelf:
    """Apps by their database's URL and their settings, each lent to one test at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = itertools.count(1)
        self._idle: dict[Key, list[Flask]] = {}

    @contextmanager
    def lent(self) -> Iterator[Callable[..., Flask]]:
        """`take(url, **environment)`: as good as new; back on the shelf when the context ends."""
        taken: list[tuple[Key, Flask]] = []

        def take(url: str, **environment: str) -> Flask:
            key = (url, frozenset(environment.items()))
            idle = self._idle.setdefault(key, [])
            app = idle.pop() if idle else self._made(url, environment)
            taken.append((key, app))
            return app

        try:
            yield take
        finally:
            for key, app in taken:
                _renew(app)
                self._idle[key].append(app)

    def _made(self, url: str, environment: dict[str, str]) -> Flask:
        app = make_app(url, self._folder / str(next(self._count)) / "instance", **environment)
        app.config["MADE_WITH"] = app.config["TRACKER"]
        return app


def _renew(app: Flask) -> None:
    """Nothing is left of what a test did: connections, files, what was kept of its database."""
    from tracker.queries.memo import Memo

    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    app.extensions["memo"] = Memo()
    settings = app.config["TRACKER"] = app.config["MADE_WITH"]
    shutil.rmtree(settings.instance, ignore_errors=True)
    settings.instance.mkdir(parents=True)
