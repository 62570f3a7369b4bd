"""What awaits her, what changed, what is late or blocked, who is silent."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import read, read_html
from tests.support.plan_builder import in_days


@pytest.fixture
def block(diane):
    """The words of one list."""

    def of(name):
        return read_html(read(diane.get("/")).region(name)).text

    return of


def test_a_blockage_on_the_direction_awaits_her_with_its_sentence(plan, promise, block):
    blocked = promise(title="Choisir les règlements", due=in_days(30))
    plan.say(
        blocked,
        "blocked",
        blocker_unit_id=plan.units["legal"],
        sentence="L’avis manque.",
        at=NOW - timedelta(days=4),
    )

    assert "Rien ne vous attend." in block("awaits")
    late = block("overdue")
    assert "Choisir les règlements" in late
    assert "bloqué par : Affaires juridiques" in late
    assert "« L’avis manque. »" in late


def test_a_call_for_help_says_why_it_awaits_and_since_when(plan, promise, block):
    plan.say(
        promise(due=in_days(10)),
        "postponed",
        new_due=in_days(31),
        reason="staffing",
        sentence="Deux postes sont vacants.",
        help_wanted=True,
        at=NOW - timedelta(days=4),
    )

    text = block("awaits")

    assert "D1-01 · Verdun · de l’aide est demandée · depuis 2 jours ouvrables" in text
    assert "1er report, +15 jours ouvrables" in text
    assert "« Deux postes sont vacants. »" in text


def test_a_date_beyond_the_plan_awaits_her(plan, promise, block):
    plan.say(promise(), "postponed", new_due=in_days(700), reason="supplier")

    assert "échéance au-delà du plan : 20 mars 2028" in block("awaits")


def test_a_postponement_says_from_when_to_when_and_why(plan, promise, block):
    plan.say(promise(due=in_days(5)), "postponed", new_due=in_days(26), reason="decision")

    assert "Verdun, 13 avril · du 25 avril au 16 mai, décision attendue" in block("changed")


def test_the_same_answer_on_one_milestone_is_one_line(plan, block):
    first = plan.commitment(title="Consultation", due=in_days(40))
    second = plan.contribution(first, "anjou")
    for commitment in (first, second):
        plan.say(commitment, "done", done_on=in_days(-8), sentence="Transmis.")

    text = block("changed")

    assert text.count("Consultation") == 1
    assert "Verdun et Anjou · 2 sur 2 reçues" in text


def test_beyond_four_the_rest_is_folded_and_says_what_is_in_it(plan, promise, block):
    for number in range(6):
        plan.say(promise(due=in_days(60 + number)), "on_track")

    assert "2 de plus : 2 dans les temps" in block("changed")


def test_late_ones_of_one_milestone_are_one_line_and_folded_units_are_named(plan, promise, block):
    plan.commitment(title="Bilan commun", due=in_days(-30))
    for number in range(3):
        promise(due=in_days(-20 + number))
    promise("anjou", due=in_days(-3))

    text = block("overdue")

    assert "Affaires juridiques et Verdun · échéance passée de 20 jours ouvrables" in text
    assert "1 de plus : Anjou" in text


def test_silence_names_the_units_and_how_long(plan, block):
    asked = plan.commitment(title="Consultation", due=in_days(40))
    plan.mail(asked, at=NOW - timedelta(days=28))

    text = block("silence")

    assert "Verdun" in text
    assert "20 jours ouvrables" in text
    assert "D1-01 · Consultation · échéance 30 mai" in text


def test_each_item_leads_to_its_milestone(plan, promise, diane):
    promise(due=in_days(-5))

    assert 'href="/milestones/1"' in read(diane.get("/")).region("overdue")


def test_words_typed_by_people_cannot_become_markup(plan, promise, block, diane):
    plan.say(
        promise(due=in_days(-5), title="<b>Titre</b>"),
        "blocked",
        blocker_words="<i>Fournisseur</i>",
        sentence="<script>alert(1)</script>",
    )

    html = read(diane.get("/?cell=VERDUN-D1")).html

    assert "<script>alert" not in html
    assert "<b>Titre" not in html
    assert "<i>Fournisseur" not in html
