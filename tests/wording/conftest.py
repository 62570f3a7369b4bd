"""The catalogs as they are, for tests of words alone."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask
from flask_babel import Babel

from scripts import translations


@pytest.fixture(scope="session")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application that holds nothing but the catalogs, compiled here."""
    root: Path = tmp_path_factory.mktemp("catalogs")
    catalogs = copytree(
        translations.ROOT / "tracker" / "translations",
        root / "tracker" / "translations",
        ignore=lambda _folder, names: [name for name in names if name.endswith(".mo")],
    )
    translations.compile_catalogs(root)
    app = Flask(__name__)
    Babel(app, default_locale="fr", default_translation_directories=str(catalogs))
    return app


@pytest.fixture
def catalogs(translated: Flask) -> Iterator[None]:
    """Words may be asked for; there is no request."""
    with translated.app_context():
        yield
