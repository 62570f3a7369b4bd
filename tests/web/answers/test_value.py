"""The late value behind a mail's link: GET shows, POST keeps."""

import pytest
from sqlalchemy import select

from tests.support import pages
from tests.support.databases import NOW
from tests.support.indicator_builder import MARCH, lay_indicator
from tracker.domain.changes import Actor
from tracker.domain.indicators import Indicator, IndicatorValue
from tracker.domain.people import Contact
from tracker.domain.values import Given, give
from tracker.extensions import db

SEND = "Envoyer la valeur"


@pytest.fixture
def path(app, plan):
    with app.app_context():
        number = lay_indicator(db.session, [plan.units["verdun"]])
        db.session.commit()
    token = plan.mail()
    return f"/answer/{token}/value/{number}/{plan.units['verdun']}/{MARCH.isoformat()}"


def values(app):
    with app.app_context():
        rows = db.session.scalars(select(IndicatorValue).order_by(IndicatorValue.seq))
        return [(row.value, row.way, row.by_name, row.reason) for row in rows]


def send(client, path, **typed):
    return pages.press(client, pages.read(client.get(path)), SEND, **typed)


def test_opening_the_link_keeps_nothing(app, client, path):
    page = pages.read(client.get(path))
    assert page.status == 200
    assert "Délai d’un permis" in page.text
    assert "mars 2026" in page.text
    assert values(app) == []


def test_a_value_is_kept_in_the_name_of_who_was_written_to(app, client, path):
    answer = send(client, path, value="41 jours", note="Sans les demandes incomplètes.")
    assert answer.status_code == 303
    page = pages.read(client.get(answer.location))
    assert "Merci. La valeur est enregistrée." in page.text
    assert "41 jours · mars 2026" in page.text
    assert values(app) == [(41.0, "mail", "Responsable, Verdun", "")]


@pytest.mark.parametrize(("typed", "kept"), [("1 234,5", 1234.5), ("37", 37.0), ("12,5", 12.5)])
def test_numbers_are_read_as_people_write_them(app, client, path, typed, kept):
    assert send(client, path, value=typed).status_code == 303
    assert values(app)[0][0] == kept


@pytest.mark.parametrize("typed", ["oui", "voir description", "12 %", "quarante"])
def test_a_text_is_refused_beside_the_field_and_stays_there(app, client, path, typed):
    answer = send(client, path, value=typed, note="Une note.")
    page = pages.read(answer)
    assert answer.status_code == 422
    assert "Écrivez un nombre, comme 12,5 ou 1 234 jours" in page.text
    assert 'aria-invalid="true"' in page.html
    assert page.form(SEND).fields["value"] == typed
    assert page.form(SEND).fields["note"] == "Une note."
    assert values(app) == []


def test_what_could_be_two_numbers_is_not_guessed(app, client, path):
    answer = send(client, path, value="1,234")
    assert answer.status_code == 422
    assert "Mille, ou un et des poussières?" in pages.read(answer).text
    assert values(app) == []


def test_nothing_typed_is_refused(client, path):
    answer = send(client, path, value=" ")
    assert answer.status_code == 422
    assert "Écrivez la valeur." in pages.read(answer).text


def test_a_double_click_is_one_value(app, client, path):
    page = pages.read(client.get(path))
    for _ in range(2):
        assert pages.press(client, page, SEND, value="41").status_code == 303
    assert len(values(app)) == 1


def test_a_correction_asks_for_its_reason(app, client, path):
    send(client, path, value="41")
    refused = send(client, path + "?edit=1", value="40")
    assert refused.status_code == 422
    assert "Dites en une phrase pourquoi la valeur donnée change." in pages.read(refused).text
    kept = send(client, path + "?edit=1", value="40", reason="Une demande comptée deux fois.")
    assert kept.status_code == 303
    assert [value for value, *_ in values(app)] == [41.0, 40.0]
    assert values(app)[1][3] == "Une demande comptée deux fois."


def test_somebody_else_gave_one_meanwhile_both_are_shown(app, client, plan, path):
    page = pages.read(client.get(path))
    with app.app_context():
        indicator = db.session.scalar(select(Indicator))
        given = Given(plan.units["verdun"], MARCH, 45)
        give(db.session, indicator, given, Actor(None, "Substitut, Verdun", NOW), NOW.date())
        db.session.commit()

    answer = pages.press(client, page, SEND, value="41")

    shown = pages.read(answer)
    assert answer.status_code == 409
    assert "45 jours, valeur donnée par Substitut, Verdun" in shown.text
    assert "La vôtre, pas encore enregistrée : 41." in shown.text
    assert shown.form(SEND).fields["value"] == "41"
    assert len(values(app)) == 1
    kept = pages.press(client, shown, SEND, reason="Le relevé final dit 41.")
    assert kept.status_code == 303
    assert [value for value, *_ in values(app)] == [45.0, 41.0]


def test_the_link_opens_no_other_unit_period_or_indicator(client, plan, path):
    base, _sep, _period = path.rpartition("/")
    for other in (
        path.replace("/2026-03-31", "/2026-04-30"),
        path.replace("/2026-03-31", "/2026-03-30"),
        path.replace("/2026-03-31", "/mars"),
        base.rpartition("/")[0] + f"/{plan.units['legal']}/2026-03-31",
        path.replace("/value/1/", "/value/999/"),
    ):
        assert client.get(other).status_code == 404, other
        assert client.post(other, data={"value": "1"}).status_code == 404, other


def test_who_no_longer_answers_for_the_unit_gives_nothing(app, client, plan, path):
    with app.app_context():
        db.session.query(Contact).filter_by(person_id=plan.people["alice"]).delete()
        db.session.commit()
    assert client.get(path).status_code == 410
    assert client.post(path, data={"value": "1"}).status_code == 410
    assert values(app) == []


def test_english_is_a_press_away(client, path):
    page = pages.read(client.get(path + "?lang=en"))
    assert "Time for a permit" in page.text
    answer = client.post(path + "?lang=en", data={"value": "yes", "seen": "0"})
    assert "Write a number, such as 12.5 or 1234 days" in pages.read(answer).text
