"""Answering by the link of a mail, without signing in."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days

SEND = "Envoyer ma réponse"


@pytest.fixture
def asked(plan):
    """Two commitments of Verdun that the mail to alice asked for, and its token."""
    first = plan.commitment(due=in_days(8), title="Consultation", title_en="Consulting")
    second = plan.commitment(due=in_days(-5), title="Liste unique")
    return first, second, plan.mail(first, second)


@pytest.fixture
def anyone(app):
    """A browser that knows nobody here."""
    return app.test_client()


def test_the_page_shows_the_commitment_and_the_choice_of_the_mail(anyone, asked):
    first, _, token = asked
    response = anyone.get(f"/answer/{token}/{first}?a=done")
    page = read(response)

    assert "Verdun · semaine du 20 avril 2026 · 1 de 2" in page.text
    assert "Consultation" in page.text
    assert "Échéance 28 avril 2026" in page.text
    assert "Rien n’est enregistré avant que vous appuyiez" in page.text
    assert "Il vaut jusqu’au 20 mai 2026 et n’ouvre que ces 2 engagements." in page.text
    assert page.form(SEND).fields["a"] == "done"
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in response.headers


def test_looking_changes_nothing(plan, anyone, asked):
    first, _, token = asked
    for answer in ("done", "on_track", "postponed", "blocked", "nothing"):
        assert anyone.get(f"/answer/{token}/{first}?a={answer}").status_code == 200

    assert plan.answers(first) == []


def test_an_answer_is_saved_and_thanked_for_and_signs_nobody_in(plan, anyone, asked):
    first, second, token = asked
    page = read(anyone.get(f"/answer/{token}/{first}?a=done"))
    response = press(anyone, page, SEND, done_sentence="Transmis vendredi.")

    said = plan.standing_answer(first)
    assert (said.way, said.author_id, said.link_owner_id) == (
        "mail",
        plan.people["alice"],
        plan.people["alice"],
    )
    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers
    for _reload in range(2):
        thanks = read(anyone.get(response.location))
        assert "Merci. Votre réponse est enregistrée." in thanks.text
        assert "« Transmis vendredi. »" in thanks.text
        assert "possible jusqu’au 21 avril 2026, 9 h" in thanks.text
        assert "Il en reste une" in thanks.text
        assert f"/answer/{token}/{second}" in thanks.html
    assert anyone.get("/mine").status_code == 303


def test_one_touch_says_on_track(plan, anyone, asked):
    first, _, token = asked
    press(anyone, read(anyone.get(f"/answer/{token}/{first}?a=on_track")), SEND)

    assert plan.standing_answer(first).answer == "on_track"


def test_a_late_one_is_told_to_give_its_new_date(plan, anyone, asked):
    _, late, token = asked
    page = read(anyone.get(f"/answer/{token}/{late}?a=on_track"))
    refused = read(press(anyone, page, SEND, a="on_track"))

    assert "L’échéance du 15 avril 2026 est passée" in page.text
    assert refused.status == 422
    assert "donnez la nouvelle date avec « Reporté »" in refused.text
    assert refused.form(SEND).fields["a"] == "postponed"


def test_a_new_date_is_saved_with_its_slippage(anyone, asked):
    _, late, token = asked
    page = read(anyone.get(f"/answer/{token}/{late}?a=postponed"))
    response = press(anyone, page, SEND, new_due="2026-06-05", reason="decision")
    thanks = read(anyone.get(response.location)).text

    assert "Date 5 juin 2026 Raison Décision attendue" in thanks
    assert "1er report, +37 jours ouvrables" in thanks


def test_what_misses_is_said_and_nothing_typed_is_lost(plan, anyone, asked):
    first, _, token = asked
    page = read(anyone.get(f"/answer/{token}/{first}?a=blocked"))
    refused = read(
        press(anyone, page, SEND, blocked_sentence="L’avis manque.", done_sentence="Non.")
    )

    fields = refused.form(SEND).fields
    assert refused.status == 422
    assert refused.title.startswith("Erreur :")
    assert "Choisissez l’unité qui bloque" in refused.text
    assert (fields["blocked_sentence"], fields["done_sentence"]) == ("L’avis manque.", "Non.")
    assert plan.answers(first) == []


def test_no_choice_is_asked_for(anyone, asked):
    first, _, token = asked
    refused = read(press(anyone, read(anyone.get(f"/answer/{token}/{first}")), SEND))

    assert refused.status == 422
    assert "Choisissez une des quatre réponses." in refused.text
    assert 'href="#a-0"' in refused.html
    assert 'id="a-0"' in refused.html


def test_a_double_click_is_one_answer(plan, anyone, asked):
    first, _, token = asked
    page = read(anyone.get(f"/answer/{token}/{first}?a=on_track"))
    one, two = press(anyone, page, SEND), press(anyone, page, SEND)

    assert one.location == two.location
    assert len(plan.answers(first)) == 1


def test_somebody_else_answered_meanwhile(plan, anyone, asked):
    first, _, token = asked
    page = read(anyone.get(f"/answer/{token}/{first}?a=on_track"))
    plan.say(first, "blocked", by="bob", at=NOW, sentence="Non.", blocker_words="Le gel")
    conflict = read(press(anyone, page, SEND, on_track_sentence="Oui."))

    assert conflict.status == 409
    assert "Entre-temps, Substitut, Verdun a répondu." in conflict.text
    assert "« Oui. »" in conflict.text
    assert "csrf_token" not in conflict.html
    changed = read(press(anyone, conflict, "La modifier"))
    assert changed.form(SEND).fields["on_track_sentence"] == "Oui."
    assert press(anyone, conflict, "Enregistrer la mienne à la suite").status_code == 303
    assert plan.standing_answer(first).answer == "on_track"


def test_an_open_question_stands_on_the_page(plan, anyone, asked):
    first, _, token = asked
    plan.ask(first, "Pouvez-vous commencer plus tôt?")

    text = read(anyone.get(f"/answer/{token}/{first}")).text
    assert "Directrice du Bureau vous demande « Pouvez-vous commencer plus tôt? »" in text


def test_the_last_word_said_is_quoted(plan, anyone, asked):
    first, _, token = asked
    plan.say(first, "on_track", sentence="Il reste la toiture.", at=NOW - timedelta(days=9))

    text = read(anyone.get(f"/answer/{token}/{first}")).text
    assert "« Il reste la toiture. » Vous, 11 avril" in text


def test_the_other_language_is_one_link_away(anyone, asked):
    first, _, token = asked
    page = read(anyone.get(f"/answer/{token}/{first}?a=done&lang=en"))

    assert "Consulting" in page.text
    assert 'lang="en-CA"' in page.html
    assert f"/answer/{token}/{first}?lang=en" in page.forms[0].action


def test_on_track_is_not_offered_once_the_date_has_passed(anyone, asked):
    first, late, token = asked
    offered = 'type="radio" name="a" id="a-1" value="on_track"'

    page = anyone.get(f"/answer/{token}/{late}").text

    assert offered in anyone.get(f"/answer/{token}/{first}").text
    assert 'value="on_track"' not in page
    assert "choisissez « Reporté »" in read(anyone.get(f"/answer/{token}/{late}")).text
