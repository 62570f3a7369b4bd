"""French and English stay in step with the code, and the tool that says so can be trusted."""

import os
from pathlib import Path

import pytest

from scripts import translations

TEMPLATE = """\
<h1>{{ _("Prochaine relance : lundi") }}</h1>
<p>{{ ngettext("%(num)s jalon", "%(num)s jalons", n) }}</p>
"""
CODE = 'def hello(_):\n    return _("Bonjour, %(name)s")\n'
ENGLISH = """\
Prochaine relance : lundi\tNext follow-up: Monday
%(num)s jalon|%(num)s jalons\t%(num)s milestone|%(num)s milestones
Bonjour, %(name)s\tHello, %(name)s
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project in step: one module, one template, both catalogs."""
    (tmp_path / "tracker").mkdir()
    (tmp_path / "tracker" / "hello.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "templates" / "board").mkdir(parents=True)
    (tmp_path / "templates" / "board" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "english.tsv").write_text(ENGLISH, encoding="utf-8")
    config = (translations.ROOT / "babel.cfg").read_text(encoding="utf-8")
    (tmp_path / "babel.cfg").write_text(config, encoding="utf-8")
    assert translations.update(tmp_path, [tmp_path / "english.tsv"]) == []
    return tmp_path


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_catalogs_of_the_product_are_complete():
    assert translations.check(translations.ROOT) == []


def test_french_is_typeset_and_english_is_taken_from_the_renderings(project):
    french = translations.load(project, "fr")
    english = translations.load(project, "en")
    assert french["Prochaine relance : lundi"].string == "Prochaine relance\u00a0: lundi"
    assert english["Prochaine relance : lundi"].string == "Next follow-up: Monday"
    assert english["%(num)s jalon"].string == ("%(num)s milestone", "%(num)s milestones")
    assert translations.check(project) == []


def test_updating_again_changes_nothing(project):
    before = [translations.po_path(project, locale).read_bytes() for locale in ("fr", "en")]
    assert translations.update(project) == []
    assert [translations.po_path(project, locale).read_bytes() for locale in ("fr", "en")] == before


def test_a_catalog_holds_neither_line_numbers_nor_dates(project):
    text = translations.po_path(project, "en").read_text(encoding="utf-8")
    assert "#: templates/board/page.html\n" in text
    assert "Date" not in text


def test_a_new_word_is_reported_until_it_has_its_english(project):
    edit(project / "tracker" / "hello.py", "Bonjour", "Bonsoir")
    assert translations.check(project) == [
        "fr: asked for nowhere: Bonjour, %(name)s",
        "fr: missing: Bonsoir, %(name)s",
        "en: asked for nowhere: Bonjour, %(name)s",
        "en: missing: Bonsoir, %(name)s",
    ]
    assert translations.update(project) == ["no English yet: Bonsoir, %(name)s"]
    assert translations.check(project) == ["en: empty: Bonsoir, %(name)s"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('msgstr "Hello, %(name)s"', 'msgstr "Hello, %(nom)s"', "other placeholders"),
        ('#, python-format\nmsgid "Bonjour', '#, fuzzy, python-format\nmsgid "Bonjour', "fuzzy"),
        ('msgstr "Hello, %(name)s"', 'msgstr ""', "empty"),
    ],
)
def test_a_doubtful_translation_is_reported(project, before, after, problem):
    edit(translations.po_path(project, "en"), before, after)
    assert translations.check(project) == [f"en: {problem}: Bonjour, %(name)s"]


def test_an_obsolete_entry_is_reported(project):
    path = translations.po_path(project, "en")
    path.write_text(path.read_text(encoding="utf-8") + '\n#~ msgid "Adieu"\n#~ msgstr "Farewell"\n')
    assert translations.check(project) == ["en: obsolete: Adieu"]


def test_french_that_was_set_by_hand_is_reported(project):
    edit(translations.po_path(project, "fr"), "relance\u00a0: lundi", "relance : lundi")
    assert translations.check(project) == ["fr: not the typeset msgid: Prochaine relance : lundi"]


def test_a_lone_percent_sign_in_a_template_is_reported(project):
    edit(project / "templates" / "board" / "page.html", "relance : lundi", "vague : 10 %")
    (project / "english.tsv").write_text("Prochaine vague : 10 %\tNext wave: 10%\n")
    translations.update(project, [project / "english.tsv"])
    assert translations.check(project) == [
        "fr: lone %, write %%: Prochaine vague : 10 %",
        "en: lone %, write %%: Prochaine vague : 10 %",
    ]


def test_a_rendering_that_cannot_be_read_or_serves_nothing_is_told(project):
    (project / "english.tsv").write_text("Sans tabulation\nAdieu\tFarewell\n", encoding="utf-8")
    notes = translations.update(project, [project / "english.tsv"])
    assert [note.removeprefix(str(project)) for note in notes] == [
        "/english.tsv:1: not french<TAB>english: Sans tabulation",
        "asked for nowhere: Adieu",
    ]


def test_only_a_catalog_that_changed_is_compiled(project):
    assert translations.compile_catalogs(project) == ["fr", "en"]
    assert translations.compile_catalogs(project) == []
    source = translations.po_path(project, "en")
    later = source.with_suffix(".mo").stat().st_mtime_ns + 1
    os.utime(source, ns=(later, later))
    assert translations.compile_catalogs(project) == ["en"]
