"""From a consultation through approval to an import with a conflict and its undoing, in a browser
and in both languages; axe finds nothing on the way."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.support.browser import axe
from tests.support.plan_builder import in_days, lay_plan, sign_in
from tests.support.workbooks import changed
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan
from tracker.extensions import db


@dataclass(frozen=True)
class Words:
    """What is pressed and read, in one language."""

    locale: str
    new: str
    waived: str
    sheet: str
    code: str
    title: str
    take: str
    undo: str
    undone: str


FRENCH = Words(
    "fr",
    "Inscrire une consultation",
    "dispense",
    "Jalons",
    "Code",
    "Titre",
    "Prendre ce que dit le fichier",
    "Annuler tout l’import",
    "L’import est annulé.",
)
ENGLISH = Words(
    "en",
    "Record a consultation",
    "waiver",
    "Milestones",
    "Code",
    "Title",
    "Take what the file says",
    "Undo the whole import",
    "The import is undone.",
)


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_from_consultation_to_undoing(serve, open_app, sqlite_database, frozen, new_context, words):
    server = serve(lambda url: open_app(sqlite_database, TRACKER_PUBLIC_URL=url))
    plan = lay_plan(server.app)
    plan.edit(ActionPlan, 1, approved_at=None, approved_by=None)
    _one_milestone(server, plan)
    emile, diane = (_browser(server, new_context, plan, name, words) for name in ("emile", "diane"))
    _consult(emile, server, words)
    _waive_the_other(diane, server)
    diane.goto(f"{server.url}/plan/1/approval")
    assert axe(diane) == []
    diane.locator("main button.primary").click()
    expect(diane.locator("#toasts")).not_to_be_empty()
    _import_over_a_conflict(emile, server, plan, words)
    with server.app.app_context():
        assert _title(plan) == "Le nôtre"


def _one_milestone(server, plan):
    """In a draft nothing is frozen yet."""
    with server.app.app_context():
        made = Milestone(
            plan_id=1,
            dossier_id=plan.dossiers["D1"],
            code="D1-01",
            kind="deliverable",
            title_fr="Guichet",
            title_en="Counter",
            starts_on=in_days(0),
            baseline_due=in_days(60),
            position=1,
        )
        lead = plan.units["verdun"]
        made.commitments = [Commitment(unit_id=lead, role="lead", forecast_due=in_days(60))]
        db.session.add(made)
        db.session.commit()


def _browser(server, new_context, plan, name, words):
    plan.edit(Person, plan.people[name], locale=words.locale)
    client = server.app.test_client()
    sign_in(server.app, client, plan.people[name], base_url=server.url)
    cookie = client.get_cookie("suivi", domain=server.url.split("//")[1].split(":")[0])
    context = new_context(locale=f"{words.locale}-CA")
    context.add_cookies([{"name": "suivi", "value": cookie.value, "url": server.url}])
    return context.new_page()


def _consult(page, server, words):
    page.goto(f"{server.url}/plan/1/consultations")
    assert axe(page) == []
    page.locator("main a.btn").filter(has_text=words.new).first.click()
    page.locator("[name=starts_on]").fill("2026-03-02")
    page.locator("[name=ends_on]").fill("2026-03-20")
    page.locator("[name=summary]").fill("Oui, mais peu.")
    page.locator("[name=invited]").first.check()
    page.locator("main button.primary").click()
    page.locator("[name=text]").fill("Un guichet par quartier.")
    page.locator("[name=outcome][value=partly]").check()
    page.locator("[name=because]").fill("un seul d’abord.")
    page.locator("[name=milestones]").first.check()
    page.locator("main button.primary").click()
    assert axe(page) == []
    page.locator("main form[action$='/close'] button").click()
    expect(page.locator("main form[action$='/mail']")).to_be_visible()


def _waive_the_other(page, server):
    page.goto(f"{server.url}/plan/1/consultations")
    page.locator("main a[href$='/waiver']").click()
    page.locator("[name=reason]").fill("Déjà entendu.")
    page.locator("main button.primary").click()
    expect(page.locator("main a[href$='/waiver']")).to_have_count(0)


def _import_over_a_conflict(page, server, plan, words):
    page.goto(f"{server.url}/plan/1")
    with page.expect_download() as download:
        page.locator("main a[href$='/plan/1/export.xlsx']").click()
    content = download.value.path().read_bytes()
    sent = changed(content, words.sheet, {words.code: "D1-01"}, **{words.title: "Le fichier"})
    plan.edit(Milestone, 1, title_fr="Le nôtre")
    page.locator("main a[href$='/import']").click()
    page.locator("[name=file]").set_input_files(
        {
            "name": "plan.xlsx",
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": sent,
        }
    )
    page.locator("main form.entry button.primary").click()
    assert axe(page) == []
    page.get_by_label(words.take).check()
    page.locator("#import button.primary").click()
    with server.app.app_context():
        assert _title(plan) == "Le fichier"
    assert axe(page) == []
    page.get_by_role("button", name=words.undo).click()
    expect(page.locator("h1")).to_have_text(words.undone)
    assert axe(page) == []


def _title(plan):
    return db.session.scalar(select(Milestone.title_fr).where(Milestone.id == 1))
