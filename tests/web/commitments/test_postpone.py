"""Saying that a commitment is postponed."""

from datetime import timedelta

import pytest

from tests.support.databases import NOW
from tests.support.pages import press, read
from tests.support.plan_builder import in_days

HTMX = {"HX-Request": "true"}


@pytest.fixture
def late(plan):
    return plan.commitment(due=in_days(-10), title="Liste unique")


def opened(client, commitment, answer="postponed"):
    return read(client.get(f"/commitments/{commitment}/update?a={answer}"))


def test_the_panel_opens_without_script(alice, late):
    page = press(alice, read(alice.get("/mine")), "Reporté")

    assert page.status_code == 200
    assert "L’échéance de départ, 10 avril 2026, reste affichée." in read(page).text


def test_the_new_date_and_its_slippage_are_kept(plan, alice, late):
    page = opened(alice, late)
    response = press(
        alice,
        page,
        "Enregistrer le report",
        new_due="2026-06-05",
        reason="decision",
        postponed_sentence="L’avis juridique arrive à la mi-mai.",
        help="1",
    )

    assert response.status_code == 303
    assert response.location == f"/mine#commitment-{late}"
    after = read(alice.get("/mine"))
    assert "D1-01 : reporté au 5 juin 2026." in after.text
    assert "1er report, +40 jours ouvrables" in after.text
    assert "« L’avis juridique arrive à la mi-mai. » Vous, 20 avril" in after.text
    assert "aide demandée" in after.text
    assert plan.standing_answer(late).help_wanted


def test_asks_for_a_date_and_a_reason_when_they_miss(plan, alice, late):
    response = press(
        alice, opened(alice, late), "Enregistrer le report", postponed_sentence="Bientôt."
    )
    page = read(response)

    assert page.status == 422
    assert page.title.startswith("Erreur :")
    assert "2 réponses à corriger" in page.text
    assert "Indiquez la date." in page.text
    assert "Choisissez la raison du report." in page.text
    assert page.form("Enregistrer le report").fields["postponed_sentence"] == "Bientôt."
    assert f'href="#new_due-{late}"' in page.html
    assert f'href="#reason-{late}-0"' in page.html
    assert plan.answers(late) == []


def test_refuses_a_day_that_is_past(alice, late):
    page = opened(alice, late)
    response = press(alice, page, "Enregistrer le report", new_due="2026-04-17", reason="supplier")

    assert "Choisissez une date d’aujourd’hui ou d’après." in read(response).text


def test_a_date_may_be_typed_in_words(plan, alice, late):
    press(
        alice,
        opened(alice, late),
        "Enregistrer le report",
        new_due="5 juin 2026",
        reason="winter",
    )

    assert plan.standing_answer(late).new_due.isoformat() == "2026-06-05"


def test_a_date_nobody_can_read_stays_as_typed(alice, late):
    page = read(
        press(
            alice,
            opened(alice, late),
            "Enregistrer le report",
            new_due="mi-mai",
            reason="winter",
        )
    )

    assert page.status == 422
    assert "Écrivez la date comme ceci : 2016-06-03, ou 3 juin 2016." in page.text
    assert page.form("Enregistrer le report").fields["new_due"] == "mi-mai"
    assert 'type="text" value="mi-mai"' in page.html


def test_other_reasons_need_a_sentence(alice, late):
    page = opened(alice, late)
    response = press(alice, page, "Enregistrer le report", new_due="2026-06-05", reason="other")

    assert "Vous avez choisi « Autre » : dites la raison en une phrase." in read(response).text


def test_the_consequence_is_said_before_it_is_sent(plan, alice, late):
    plan.say(late, "postponed", new_due=in_days(3), reason="supplier")

    page = read(alice.get(f"/commitments/{late}/consequence?new_due=2026-06-05"))

    assert page.text == (
        "Vendredi 5 juin 2026 : 2e report, +40 jours ouvrables sur l’échéance de départ."
    )


def test_the_consequence_says_when_the_plan_has_ended_by_then(alice, late):
    page = read(alice.get(f"/commitments/{late}/consequence?new_due=2028-06-05"))

    assert "après la fin du plan" in page.text


@pytest.mark.parametrize("typed", ["", "demain", "2026-01-05", "2026-04-10"])
def test_no_consequence_is_said_of_what_cannot_be_sent(alice, late, typed):
    assert read(alice.get(f"/commitments/{late}/consequence?new_due={typed}")).text == ""


def test_the_consequence_is_the_same_in_the_page_and_as_a_fragment(alice, late):
    page = read(press(alice, opened(alice, late), "Enregistrer le report", new_due="2026-06-05"))
    fragment = alice.get(f"/commitments/{late}/consequence?new_due=2026-06-05")

    assert page.region(f"consequence-{late}") == fragment.get_data(as_text=True).strip()


def test_htmx_gets_the_row_the_notice_and_the_headline(alice, late):
    form = opened(alice, late).form("Enregistrer le report")
    response = alice.post(
        form.action,
        data=form.fields | {"new_due": "2026-06-05", "reason": "decision"},
        headers=HTMX | {"HX-Current-URL": "http://localhost/mine"},
    )
    html = response.get_data(as_text=True)

    assert response.status_code == 200
    assert html.lstrip().startswith(f'<article class="owe" id="commitment-{late}">')
    assert "<html" not in html
    assert 'id="toasts" role="status" hx-swap-oob="innerHTML"' in html
    assert html.count("Retirer") == 1
    assert 'id="conclusion" hx-swap-oob="outerHTML"' in html
    assert "Rien à répondre cette semaine" in read(response).text


def test_the_row_is_the_same_in_the_page_and_as_a_fragment(alice, late):
    page = read(alice.get(f"/commitments/{late}/update?a=postponed"))
    fragment = read(alice.get(f"/commitments/{late}/update?a=postponed", headers=HTMX))

    def settled(html):
        import re

        return re.sub(r'name="(nonce|csrf_token)" value="[^"]+"', "", html).strip()

    assert settled(page.region(f"commitment-{late}")) == settled(fragment.html)


def test_answering_again_the_same_day_is_a_correction(plan, alice, late):
    first = {"new_due": "2026-06-05", "reason": "decision"}
    press(alice, opened(alice, late), "Enregistrer le report", **first)
    again = opened(alice, late)
    filled = again.form("Enregistrer le report").fields
    press(alice, again, "Enregistrer le report", postponed_sentence="Avec la raison.")

    assert filled["new_due"] == "2026-06-05"
    assert filled["reason"] == "decision"
    before, after = plan.answers(late)
    assert after.corrects_id == before.id
    assert "1er report, +40 jours ouvrables" in read(alice.get("/mine")).text


def test_an_answer_of_the_week_before_is_not_prefilled(plan, alice, late):
    plan.say(late, "postponed", new_due=in_days(3), reason="supplier", at=NOW - timedelta(days=7))

    assert not opened(alice, late).form("Enregistrer le report").fields["new_due"]


def test_an_earlier_date_is_not_a_postponement(plan, alice):
    ahead = plan.commitment(due=in_days(60))
    page = opened(alice, ahead)
    press(alice, page, "Enregistrer le report", new_due="2026-06-05", reason="supplier")

    assert "devancé de 10 jours ouvrables" in read(alice.get("/mine")).text
