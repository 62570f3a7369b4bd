"""The first sentence of the board is its conclusion."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read_html
from tests.support.plan_builder import in_days


@pytest.fixture
def headline(as_person):
    """What the board's h1 says, to a person, in a language."""

    def of(name="diane", lang="fr"):
        html = as_person(name).get(f"/?lang={lang}").get_data(as_text=True)
        return read_html(html[html.index("<h1>") : html.index("</h1>")]).text

    return of


def test_counts_in_letters_what_awaits_her(plan, promise, headline):
    for _ in range(3):
        plan.ask(promise(), "Où en êtes-vous?")

    assert headline().startswith("Trois demandes vous attendent.")


def test_names_the_largest_slip_among_this_weeks_postponements(plan, promise, headline):
    plan.say(
        promise(due=in_days(7), dossier="D1"),
        "postponed",
        new_due=in_days(14),
        reason="supplier",
    )
    plan.say(
        promise(due=in_days(7), dossier="D2"),
        "postponed",
        new_due=in_days(28),
        reason="supplier",
    )

    assert headline().endswith("Délais a glissé de 15 jours ouvrables.")


def test_an_older_postponement_is_no_longer_news(plan, promise, headline):
    moved = promise(due=in_days(7))
    plan.say(
        moved, "postponed", new_due=in_days(28), reason="supplier", at=NOW - timedelta(days=20)
    )

    assert headline().endswith("Rien n’a glissé cette semaine.")


def test_an_earlier_date_is_not_a_slip(plan, promise, headline):
    plan.say(
        promise(due=in_days(40)),
        "postponed",
        new_due=in_days(20),
        reason="other",
        sentence="Plus tôt que prévu.",
    )

    assert headline().endswith("Rien n’a glissé cette semaine.")


def test_speaks_of_the_direction_to_who_coordinates(plan, promise, headline):
    plan.ask(promise(), "Où en êtes-vous?")

    assert headline("emile").startswith("Une demande attend la direction.")
