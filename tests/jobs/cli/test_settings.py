"""docs/settings.md is what the code says."""

from tracker.config import ROOT, SETTINGS
from tracker.jobs.cli.settings import page


def test_the_page_of_settings_is_current():
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == page(), (
        "run: .venv/bin/flask settings > docs/settings.md"
    )


def test_every_setting_is_named():
    assert all(f"`{setting.variable}`" in page() for setting in SETTINGS)
