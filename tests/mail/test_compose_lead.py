"""The mail of a unit's contact, as it is read."""

import re
from html import unescape

from tests.mail.conftest import ANSWER_BASE, plain
from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain.people import Absence
from tracker.domain.plans import ActionPlan
from tracker.extensions import db


def test_the_subject_says_whose_how_much_and_which_week(plan, letter_to):
    asked = plan.commitment(due=in_days(90))
    plan.say(asked, "on_track")
    plan.ask(asked, "Est-ce encore possible?")
    plan.commitment(due=in_days(-7))
    plan.commitment(due=in_days(7))

    letter = letter_to("alice")

    expected = "Verdun : une question et deux réponses, semaine du 20 avril"
    assert plain(letter.subject) == expected
    assert "UNE QUESTION ET DEUX RÉPONSES À DONNER" in plain(letter.text)


def test_a_question_comes_first_with_its_button(plan, letter_to):
    plan.commitment(due=in_days(-7), title="Liste unique")
    asked = plan.commitment(due=in_days(90), title="Norme de délai")
    plan.ask(asked, "Est-ce encore possible?")

    letter = letter_to("alice")
    text = plain(letter.text)

    assert text.index("« Est-ce encore possible? »") < text.index("Liste unique")
    assert f"Répondre : {ANSWER_BASE}/{asked} " in text
    assert re.search(rf'href="{ANSWER_BASE}/{asked}"[^>]*>Répondre à la question</a>', letter.html)


def test_a_line_tells_both_dates_the_slippage_and_the_last_sentence(plan, letter_to):
    moved = plan.commitment(lead="verdun", due=in_days(-30), title="Liste unique")
    plan.say(
        moved,
        "postponed",
        at=NOW.replace(day=10),
        new_due=in_days(-3),
        reason="supplier",
        sentence="Il reste la toiture.",
    )

    text = plain(letter_to("alice").text)

    assert "EN RETARD DE 1 JOUR OUVRABLE" in text
    assert "Départ : 21 mars. Prévu : 17 avril." in text
    assert "1er report, +20 jours ouvrables" in text or "1er report, +19 jours" in text
    assert "« Il reste la toiture. » · Vous, 10 avril" in text


def test_each_line_leads_to_the_four_answers_in_both_parts(plan, letter_to):
    commitment = plan.commitment(due=in_days(7))

    letter = letter_to("alice")

    for answer in ("done", "on_track", "postponed", "blocked"):
        address = f"{ANSWER_BASE}/{commitment}?a={answer}"
        assert letter.html.count(f'"{address}"') == 1
        assert len([line for line in letter.text.splitlines() if line.endswith(address)]) == 1


def test_on_track_is_not_offered_once_the_date_has_passed(plan, letter_to):
    plan.commitment(due=in_days(-7))

    letter = letter_to("alice")

    assert "a=on_track" not in letter.text + letter.html
    assert "a=postponed" in letter.text


def test_the_addresses_of_the_text_part_are_aligned(plan, letter_to):
    plan.commitment(due=in_days(7))

    lines = [line for line in letter_to("alice").text.splitlines() if "?a=" in line]

    assert len({line.index("https://") for line in lines}) == 1


def test_lines_of_text_hold_in_seventy_two_columns(plan, letter_to):
    plan.commitment(due=in_days(7), title="Un titre qui en dit long " * 8)

    assert all(
        len(line) <= 72 for line in letter_to("alice").text.splitlines() if "https://" not in line
    )


def test_it_says_why_and_when_the_next_comes_and_that_the_plan_is_illustrative(plan, letter_to):
    plan.commitment(due=in_days(7))

    letter = letter_to("alice")

    for part in (letter.text, unescape(re.sub(r"<[^>]+>", "", letter.html))):
        assert "parce que vous êtes la personne-ressource du Verdun" in plain(part)
        assert "Le prochain part le lundi 27 avril à 8 h" in plain(part)
        assert "plan illustratif, non officiel" in plain(part)


def test_a_plan_that_is_real_says_nothing_of_a_demonstration(plan, letter_to):
    plan.commitment(due=in_days(7))
    plan.edit(ActionPlan, 1, illustrative=False)

    assert "illustratif" not in letter_to("alice").text + letter_to("alice").html


def test_who_stands_in_is_told_so(plan, letter_to):
    plan.commitment(due=in_days(7))
    with plan.app.app_context():
        db.session.add(
            Absence(
                person_id=plan.people["alice"],
                starts_on=TODAY,
                ends_on=TODAY,
                substitute_id=plan.people["bob"],
            )
        )
        db.session.commit()

    assert "vous remplacez la personne-ressource" in plain(letter_to("bob").text)


def test_what_comes_next_asks_for_nothing(plan, letter_to):
    plan.commitment(due=in_days(-1))
    confirmed = plan.commitment(due=in_days(20), title="Norme de délai")
    plan.say(confirmed, "on_track")

    letter = letter_to("alice")

    assert "Norme de délai : 10 mai. Confirmé le 13 avril, rien à faire." in plain(letter.text)
    assert f"/{confirmed}?a=" not in letter.text


def test_what_people_wrote_cannot_become_markup_nor_break_the_subject(plan, letter_to):
    plan.commitment(due=in_days(7), title="<script>alert(1)</script> & suite")

    letter = letter_to("alice")

    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "<script>alert(1)</script> & suite" in letter.text
    assert not re.search(r"[\r\n]", letter.subject)


def test_the_style_is_on_the_elements_and_only_the_media_rules_are_left(plan, letter_to):
    plan.commitment(due=in_days(7))

    html = letter_to("alice").html
    kept = re.findall(r"<style>(.*?)</style>", html, re.S)

    assert len(kept) == 1
    assert kept[0].count("@media") == 2
    assert "prefers-color-scheme: dark" in kept[0]
    assert 'style="' in html
    assert not re.search(r"<(?:link|script|img)\b", html)


def test_an_english_reader_reads_english(plan, letter_to):
    plan.commitment(due=in_days(7), title="Liste unique", title_en="Single list")

    letter = letter_to("alice", locale="en")

    assert letter.subject == "Verdun: one answer, week of April\N{NO-BREAK SPACE}20"
    assert "Single list" in letter.text
    assert "Original: April 27. Forecast: April 27." in plain(letter.text)
    assert "The next one leaves on Monday, April 27 at 8 a.m." in plain(letter.text)
    assert 'lang="en-CA"' in letter.html


def test_two_questions_on_one_commitment_are_both_told(plan, letter_to):
    asked = plan.commitment(due=in_days(60))
    plan.ask(asked, "Qui s’en charge?")
    plan.ask(asked, "Pour quand?", by="emile")

    letter = letter_to("alice")

    assert "Qui s’en charge?" in letter.text
    assert "Pour quand?" in letter.text
    assert "deux questions" in plain(letter.subject)
