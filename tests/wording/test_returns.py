"""Why a mail came back, in words."""

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from scripts import translations
from tracker.domain.returns import REASONS
from tracker.wording import returns


@pytest.fixture(scope="module", autouse=True)
def tiny_app():
    """An application that holds nothing but the catalogs; no request."""
    app = Flask(__name__)
    folder = str(translations.ROOT / "tracker" / "translations")
    Babel(app, default_locale="fr", default_translation_directories=folder)
    with app.app_context():
        yield app


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_reason_has_words_of_its_own(locale):
    with force_locale(locale):
        told = {returns.why(reason) for reason in REASONS}

    assert len(told) == len(REASONS)
    assert not told & set(REASONS)


def test_a_sentence_stays_as_it_was_written():
    with force_locale("fr"):
        assert returns.why("boîte fermée pour travaux") == "boîte fermée pour travaux"
        assert returns.why(None) == ""
