"""The words of the codes, in French and in English, from the catalogs as they are."""

import pytest
from flask_babel import force_locale

from tracker.domain import messages, milestones, plans, standing, updates
from tracker.wording import states

pytestmark = pytest.mark.usefixtures("catalogs")


def in_english(word, code):
    with force_locale("en"):
        return word(code)


def in_french(word, code):
    with force_locale("fr"):
        return word(code)


@pytest.mark.parametrize(
    ("code", "french", "english"),
    [
        ("proposed", "Proposé", "Proposed"),
        ("no_lead", "Sans porteur", "No lead"),
        ("withdrawn", "Retiré", "Withdrawn"),
        ("done", "Fait", "Done"),
        ("blocked", "Bloqué", "Blocked"),
        ("late", "En retard", "Late"),
        ("upcoming", "À venir", "Upcoming"),
        ("due_soon", "Échéance proche", "Due soon"),
        ("to_confirm", "À confirmer", "To confirm"),
        ("on_track", "Dans les temps", "On track"),
        ("revised", "À la date révisée", "On the revised date"),
        ("silent", "Silence", "Silent"),
    ],
)
def test_a_standing_has_its_word_in_both_languages(code, french, english):
    assert in_french(states.standing, code) == french
    assert in_english(states.standing, code) == english


@pytest.mark.parametrize(
    ("word", "code", "french", "english"),
    [
        (states.answer, "postponed", "Reporté", "Postponed"),
        (states.reason, "dependency", "Dépend d’une autre unité", "Depends on another unit"),
        (states.reason, "winter", "Opérations d’hiver", "Winter operations"),
        (states.kind, "deliverable", "Livrable", "Deliverable"),
        (states.bureau_role, "targeted", "Intervention ciblée", "Targeted intervention"),
        (states.message_state, "deposited", "Déposé", "Deposited"),
        (states.message_state, "unknown", "À vérifier", "To check"),
        (states.skip_reason, "no_contact", "Sans répondant", "No contact"),
    ],
)
def test_each_family_of_codes_has_its_words(word, code, french, english):
    assert in_french(word, code) == french
    assert in_english(word, code) == english


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (states.STANDINGS, standing.PRESSING),
        (states.ANSWERS, updates.ANSWERS),
        (states.REASONS, updates.REASONS),
        (states.KINDS, milestones.KINDS),
        (states.BUREAU_ROLES, plans.BUREAU_ROLES),
        # « Revenu » stands in the place of the state of a message that came back.
        (states.MESSAGE_STATES, (*messages.STATES, "bounced")),
    ],
)
def test_every_code_of_the_domain_has_a_word_and_no_word_is_left_over(words, codes):
    assert set(words) == set(codes)


def test_a_code_nobody_knows_is_refused():
    with pytest.raises(KeyError):
        states.standing("asleep")


def test_without_a_language_the_first_one_is_french():
    assert states.standing("late") == "En retard"


@pytest.mark.parametrize(
    ("count", "days", "french", "english"),
    [
        (0, 0, "", ""),
        (1, 6, "1er report, +6\u00a0jours ouvrables", "1st postponement, +6\u00a0business days"),
        (2, 34, "2e report, +34\u00a0jours ouvrables", "2nd postponement, +34\u00a0business days"),
        (1, 1, "1er report, +1\u00a0jour ouvrable", "1st postponement, +1\u00a0business day"),
        (0, 5, "+5\u00a0jours ouvrables", "+5\u00a0business days"),
        (
            0,
            -4,
            "devancé de 4\u00a0jours ouvrables",
            "brought forward by 4\u00a0business days",
        ),
        (
            2,
            -4,
            "2 reports, devancé de 4\u00a0jours ouvrables",
            "2 postponements, brought forward by 4\u00a0business days",
        ),
        (
            1,
            0,
            "1 report, revenu à la date de départ",
            "1 postponement, back on the original date",
        ),
    ],
)
def test_slippage_is_said_in_words_and_in_business_days(count, days, french, english):
    assert states.slippage(count, days, "fr") == french
    assert states.slippage(count, days, "en") == english


def test_slippage_follows_the_language_it_is_handed_not_the_one_around_it():
    with force_locale("en"):
        assert states.slippage(3, 8, "fr") == "3e report, +8\u00a0jours ouvrables"
        assert states.standing("late") == "Late"
