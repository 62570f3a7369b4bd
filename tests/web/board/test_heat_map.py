"""Units by dossiers: one word a cell, sentences behind it, and what its address leaves out."""

import re
from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days
from tracker.domain.commitments import Commitment

HTMX = {"HX-Request": "true"}


@pytest.fixture
def units_map(diane):
    """`units_map("show=follow")`: the map of that address, as HTML."""

    def at(query=""):
        return read(diane.get(f"/?{query}")).region("map")

    return at


def cell(html, key):
    """The HTML of a cell, or None where the unit is not concerned."""
    found = re.search(rf'<a class="cell[^>]*id="{key}".*?</a>', html)
    return found and found[0]


def rows(html):
    return re.findall(r'<th scope="row"><a href="/units/(\w+)"', html)


def test_a_cell_names_its_word_its_unit_and_its_dossier(plan, promise, units_map):
    promise(due=in_days(-5))

    assert read_html(cell(units_map(), "VERDUN-D1")).text == "En retard, Verdun, D1"


def test_the_most_pressing_word_shows_with_how_many_share_it(plan, promise, units_map):
    promise(due=in_days(-5))
    promise(due=in_days(-6))
    plan.say(promise(due=in_days(90)), "on_track")

    found = cell(units_map(), "VERDUN-D1")

    assert 'class="cell late"' in found
    assert '<span aria-hidden="true">2</span>' in found
    assert "2 en retard, 1 dans les temps, Verdun, D1" in found.replace("</span>", "").replace(
        '<span class="vh">', ""
    )


def test_a_postponed_one_has_its_corner_and_says_so(plan, promise, units_map):
    plan.say(promise(due=in_days(30)), "postponed", new_due=in_days(90), reason="winter")

    found = cell(units_map(), "VERDUN-D1")

    assert "slipped" in found
    assert "À la date révisée, reporté" in found


def test_late_and_silent_says_late_and_is_hatched(plan, promise, units_map):
    plan.mail(promise(due=in_days(-20)), at=NOW - timedelta(days=28))

    found = cell(units_map(), "VERDUN-D1")

    assert 'class="cell late hatched"' in found
    assert "sans réponse" in found


def test_who_is_not_concerned_has_an_empty_cell(plan, promise, units_map):
    promise("verdun")

    assert cell(units_map(), "ANJOU-D1") is None
    assert cell(units_map(), "VERDUN-D2") is None


def test_rows_keep_their_order_boroughs_then_the_centre(plan, promise, units_map):
    promise("anjou", due=in_days(-5))

    assert rows(units_map()) == ["VERDUN", "ANJOU", "LEGAL"]


def test_margins_add_up_blocked_late_and_silent(plan, promise, units_map):
    promise(due=in_days(-5))
    promise(due=in_days(-5))
    plan.say(promise(dossier="D2"), "blocked", blocker_words="Un fournisseur", sentence="Rien.")
    plan.say(promise("anjou"), "on_track")

    html = units_map()

    assert "À suivre (3)" in read_html(html).text
    assert html.count('<td class="tot"><b>3</b></td>') == 2


def test_only_units_with_something_to_follow(plan, promise, units_map):
    promise("anjou", due=in_days(-5))
    promise("verdun", due=in_days(90))

    assert rows(units_map("show=follow")) == ["ANJOU"]


def test_only_one_dossier_and_who_is_concerned(plan, promise, units_map):
    promise("anjou", dossier="D1")
    promise("verdun", dossier="D2")

    html = units_map("dossier=D2")

    assert rows(html) == ["VERDUN"]
    assert cell(html, "ANJOU-D1") is None


def test_only_boroughs_or_only_the_centre(plan, promise, units_map):
    promise()

    assert rows(units_map("kind=borough")) == ["VERDUN", "ANJOU"]
    assert rows(units_map("kind=central")) == ["LEGAL"]


def test_filters_stay_with_the_cell_and_the_cell_with_the_filters(plan, promise, units_map):
    promise(due=in_days(-5))

    html = units_map("show=follow&kind=borough&cell=VERDUN-D1")

    assert 'href="/?show=follow&amp;kind=borough&amp;cell=VERDUN-D1#cell"' in html
    assert 'href="/?kind=borough&amp;cell=VERDUN-D1#map"' in html


def test_what_the_address_asks_for_and_does_not_exist_is_left_out(plan, promise, units_map):
    promise()

    assert units_map("dossier=D9&kind=moon&show=all&cell=NOBODY-D1") == units_map()


def test_nothing_to_follow_is_said(plan, promise, units_map):
    plan.say(promise(due=in_days(90)), "on_track")

    assert "Rien à suivre ici cette semaine." in units_map("show=follow")


def test_a_cell_opens_the_sentences_behind_it(plan, promise, units_map):
    plan.say(
        promise(due=in_days(40), title="Liste unique"),
        "blocked",
        blocker_unit_id=plan.units["legal"],
        sentence="Le tableau des écarts manque.",
        at=NOW - timedelta(days=6),
    )
    promise(due=in_days(80), title="Norme de délai")

    text = read_html(units_map("cell=VERDUN-D1")).text

    assert "Verdun, Permis" in text
    assert "« Le tableau des écarts manque. » Responsable, Verdun, 14 avril" in text
    assert "bloqué par : Affaires juridiques depuis 4 jours ouvrables" in text
    assert "Norme de délai" in text
    assert "Aucune réponse encore." in text


def test_an_open_cell_is_marked_in_the_map(plan, promise, units_map):
    promise()

    assert 'aria-current="true"' in cell(units_map("cell=VERDUN-D1"), "VERDUN-D1")
    assert 'aria-current="true"' not in cell(units_map(), "VERDUN-D1")


def test_a_cell_of_a_unit_that_is_not_concerned_says_so(plan, promise, units_map):
    promise()

    assert "Cette unité n’est pas engagée dans ce dossier." in units_map("cell=ANJOU-D1")


@pytest.mark.parametrize("query", ["", "cell=VERDUN-D1", "show=follow&kind=borough"])
def test_the_fragment_is_the_region_of_the_page(plan, promise, diane, units_map, query):
    promise(due=in_days(-5))

    fragment = diane.get(f"/?{query}", headers=HTMX).get_data(as_text=True)

    assert units_map(query) in fragment
    assert "<h1>" not in fragment


def test_what_was_released_no_longer_concerns_the_unit(plan, promise, units_map):
    promised = promise()
    promise("anjou")
    plan.edit(
        Commitment,
        promised,
        released_at=NOW,
        released_by="Coordination",
        released_reason="Sans objet",
    )

    assert cell(units_map(), "VERDUN-D1") is None


def test_a_contribution_that_slipped_with_its_lead_has_the_corner_too(plan, units_map):
    mine = plan.commitment("verdun", lead="legal", due=in_days(30))
    leads = plan.lead_of(mine)
    plan.say(leads, "postponed", by="charlie", new_due=in_days(90), reason="winter")

    assert " slipped" in cell(units_map(), "VERDUN-D1")
