"""From an empty database to a followed plan, as a coordinator would live it; in both languages."""

import mailbox
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.support.browser import axe
from tests.support.consulted import waive_all
from tracker.domain.commitments import Commitment
from tracker.domain.milestones import Milestone
from tracker.domain.plans import ActionPlan
from tracker.extensions import db

LEAD, SUBSTITUTE = "verdun@ville.example", "substitut@ville.example"
DIRECTOR = "direction@ville.example"
VERDUN, ANJOU = "REM12", "REM09"
PASSWORD = "un lilas sous la pluie fine"
HEADING = (
    "file_id,file_fr,file_en,bureau_role,milestone_id,kind,title_fr,title_en,"
    "lead_unit,collaborators,start,baseline_due"
)
PLAN = (
    "D1,Permis,Permits,porteur,D1-01,livrable,Guide des permis,Permit guide,Verdun,Anjou,"
    "2026-01-05,2026-06-30",
    "D1,Permis,Permits,porteur,D1-02,jalon,Comptoir unique,Single counter,Verdun,,"
    "2026-01-05,2026-09-30",
    "D2,Neige,Snow,collaborateur,D2-01,livrable,Calendrier commun,Common calendar,Anjou,,"
    "2026-01-05,2026-05-29",
)


@dataclass(frozen=True)
class Words:
    """What is read, in one language."""

    locale: str
    here: str
    withdrawn: str
    merged: str


FRENCH = Words("fr", "Ce qui est arrivé", "sans objet", "Fusionnée avec")
ENGLISH = Words("en", "What arrived", "no longer relevant", "Merged into")


class City:
    """The product on an empty database, its mail folder, and a coordinator's browser."""

    def __init__(self, server, new_context, words):
        self.server, self.words, self._open = server, words, new_context
        self.page = self.another_browser()

    def go(self, path):
        self.page.goto(path if path.startswith("http") else self.server.url + path)

    def fill(self, page=None, **values):
        """Fill the fields of the page's main part, by their names."""
        for name, value in values.items():
            (page or self.page).locator(f"main [name='{name}']").first.fill(value)

    def send(self, field, page=None):
        """Press the primary button of the form that holds `field`."""
        page = page or self.page
        page.locator(f"main form:has([name='{field}'])").last.locator("button.primary").click()
        page.wait_for_load_state()
        assert page.locator(".summary").count() == 0, page.locator(".summary").inner_text()

    def another_browser(self):
        return self._open(locale=f"{self.words.locale}-CA").new_page()

    def milestone(self, code):
        with self.server.app.app_context():
            return db.session.scalar(select(Milestone.id).where(Milestone.code == code))

    def commitment(self, code):
        """The lead's commitment on a milestone."""
        with self.server.app.app_context():
            return db.session.scalar(
                select(Commitment.id)
                .join(Milestone)
                .where(Milestone.code == code, Commitment.role == "lead")
            )

    def check(self, page=None):
        """axe finds nothing on the page that is shown."""
        assert axe(page or self.page) == []

    def run(self, *arguments):
        result = self.server.app.test_cli_runner().invoke(args=list(arguments))
        assert result.exit_code == 0, result.output
        return result.output

    def tick(self, at=None):
        return self.run("tick", "--once", *(("--at", at) if at else ()))

    def mails(self):
        """Text parts of the deposited mails by address, in no order."""
        folder = mailbox.Maildir(self.server.app.config["TRACKER"].mail_folder, create=False)
        found = {}
        for message in folder:
            part = next(p for p in message.walk() if p.get_content_type() == "text/plain")
            address = re.search(r"<?([^<>\s]+@[^<>\s]+?)>?$", message["To"])[1]
            found.setdefault(address, []).append(part.get_payload(decode=True).decode())
        return found

    def mail(self, address, words):
        """The one mail to `address` that holds `words`."""
        (found,) = (text for text in self.mails()[address] if words in text)
        return found


@pytest.fixture
def city(serve, open_app, sqlite_database, frozen, new_context, request):
    words = request.param
    server = serve(lambda url: open_app(sqlite_database, TRACKER_PUBLIC_URL=url))
    return City(server, new_context, words)


def both(test):
    return pytest.mark.parametrize("city", [FRENCH, ENGLISH], ids=["fr", "en"], indirect=True)(test)


def set_up(city):
    code = re.search(r"[A-Z]{4}-[A-Z]{4}-[A-Z]{4}-[A-Z]{4}", city.run("setup-code"))[0]
    city.go("/")
    expect(city.page).to_have_url(re.compile("/setup$"))
    city.check()
    city.fill(
        code=code,
        name="Coordination du Bureau",
        email="coordination@ville.example",
        password=PASSWORD,
        again=PASSWORD,
        city_name="Montréal",
        sender_name="Bureau",
        sender_address="suivi@ville.example",
    )
    city.page.locator(f"[name=locale][value={city.words.locale}]").check()
    city.send("code")
    city.check()
    city.page.locator("main form button.primary").click()
    expect(city.page.locator("main")).to_contain_text(city.words.here)
    city.check()


def load_the_plan(city, folder):
    path = folder / "plan.csv"
    path.write_text("\n".join((HEADING, *PLAN)), encoding="utf-8")
    city.go("/plan")
    city.check()
    city.go("/plan/new?door=file")
    city.fill(title_fr="Plan du Bureau", starts_on="2026-01-05", ends_on="2026-12-25")
    city.page.set_input_files("main [name=file]", path)
    city.check()
    city.send("title_fr")
    expect(city.page.locator("main")).to_contain_text("D1-02")
    city.check()


def invite(city, name, address, unit="", role="none"):
    """Somebody is written down, for a unit or in a role, and invited by mail."""
    city.go(f"/people/new?unit={unit}")
    city.fill(name=name, email=address)
    city.page.locator(f"main [name=role][value={role}]").check()
    city.page.locator(f"main [name=locale][value={city.words.locale}]").check()
    city.page.locator("main [name=invite]").check()
    city.check()
    city.send("email")
    city.check()


def take_the_invitation(city, address):
    """The link of the mail that arrived sets a password, in a browser of one's own."""
    guest = city.another_browser()
    link = re.search(r"http://\S+/password/\S+", city.mail(address, "/password/"))[0]
    guest.goto(link)
    city.check(guest)
    city.fill(guest, password=PASSWORD, again=PASSWORD)
    city.send("again", guest)
    expect(guest.locator(".top .role")).to_be_visible()
    return guest


def do_without_consultation(city):
    """The director writes why; no page is needed for her here."""
    with city.server.app.app_context():
        draft = db.session.scalars(select(ActionPlan).where(ActionPlan.approved_at.is_(None))).one()
        waive_all(db.session, draft)
        db.session.commit()


def approve_the_plan(city):
    do_without_consultation(city)
    city.go("/plan")
    city.page.locator("main a[href$='/approval']").first.click()
    city.check()
    city.page.locator("main [name=director]").select_option("Directrice du Bureau")
    city.fill(decided_on="2026-04-20")
    city.send("decided_on")
    city.check()


def answer_in_place(city, lead):
    lead.goto(f"{city.server.url}/mine")
    city.check(lead)
    row = lead.locator("article.owe", has_text="D1-01")
    row.locator("button[value=done]").click()
    row = lead.locator("article.owe", has_text="D1-01")
    row.locator("textarea[name=done_sentence]").fill("Publié ce matin.")
    row.locator(".panel button.primary").click()
    expect(lead.locator("#toasts")).to_contain_text("D1-01")


def leave_on_monday(city, lead):
    """The lead notes an absence; the mail of that week goes to the substitute."""
    lead.goto(f"{city.server.url}/account")
    city.check(lead)
    lead.locator("main a[href$='absence']").first.click()
    city.fill(lead, starts_on="2026-04-27", ends_on="2026-05-01")
    lead.locator("main [name=substitute]").select_option(label="Substitut, Verdun")
    city.check(lead)
    city.send("starts_on", lead)
    before = {address: len(texts) for address, texts in city.mails().items()}
    city.tick("2026-04-27T09:00")
    after = {address: len(texts) for address, texts in city.mails().items()}
    assert after[LEAD] == before[LEAD]
    assert after[SUBSTITUTE] == before[SUBSTITUTE] + 1
    assert city.mail(SUBSTITUTE, "D1-02")


def rename_and_merge(city):
    city.go(f"/units/{ANJOU}/rename")
    city.fill(
        name="Anjou-sur-le-Lac", short="Anjou-Lac", long_form="Arrondissement d’Anjou-sur-le-Lac"
    )
    city.check()
    city.send("since")
    expect(city.page.locator("h1")).to_contain_text("Anjou-sur-le-Lac")
    city.go(f"/units/{ANJOU}/merge")
    city.page.locator("main [name=into]").select_option(label="Verdun")
    city.send("into")
    city.check()
    city.page.locator("main form[method=post] button.primary").click()
    city.go(f"/units/{ANJOU}")
    expect(city.page.locator("main")).to_contain_text(city.words.merged)
    city.check()
    city.go(f"/milestones/{city.milestone('D2-01')}")
    expect(city.page.locator("main dl.meta").first).to_contain_text("Verdun")


def correct_a_baseline(city, director):
    path = f"/milestones/{city.milestone('D1-02')}"
    city.go(f"{path}/baseline")
    city.fill(due="2026-10-15", reason="Le règlement fixe une autre date.")
    city.check()
    city.send("due")
    director.goto(f"{city.server.url}/")
    expect(director.locator("main")).to_contain_text("D1-02")
    director.goto(f"{city.server.url}{path}/baseline")
    city.check(director)
    director.locator("main button[value=accepted]").click()
    director.goto(f"{city.server.url}{path}")
    history = director.locator("#historique")
    expect(history).to_contain_text("Le règlement fixe une autre date.")
    # The first date stays in sight beside the one that took its place.
    expect(director.locator("main")).to_contain_text(re.compile(r"30.septembre|September.30"))
    expect(director.locator("main")).to_contain_text(re.compile(r"15.octobre|October.15"))


def ask_and_answer(city, director, lead):
    director.goto(f"{city.server.url}/questions/new?commitment={city.commitment('D1-02')}")
    city.fill(director, text="Le comptoir ouvrira-t-il en septembre?")
    director.locator("main [name=when][value=now]").check()
    city.check(director)
    city.send("text", director)
    city.tick()
    mail = city.mail(LEAD, "Le comptoir ouvrira-t-il en septembre?")
    lead.goto(re.search(r"(http://\S+/answer/\S+?/\d+)\?a=on_track", mail)[0])
    city.check(lead)
    lead.locator("textarea[name=on_track_sentence]").fill("Oui, le bail est signé.")
    lead.locator("main button.primary").click()
    director.goto(f"{city.server.url}/dossiers/D1")
    expect(director.locator("main")).to_contain_text("Oui, le bail est signé.")
    city.check(director)


def withdraw_a_milestone(city):
    path = f"/milestones/{city.milestone('D2-01')}"
    city.go(f"{path}/withdraw")
    city.check()
    city.fill(reason="Le calendrier est refait par la Ville.")
    city.send("reason")
    city.go(path)
    expect(city.page.locator("main")).to_contain_text("Le calendrier est refait par la Ville.")
    expect(city.page.locator("main")).to_contain_text(city.words.withdrawn)
    city.check()


@both
def test_from_an_empty_database_to_a_followed_plan(city, tmp_path):
    set_up(city)
    load_the_plan(city, tmp_path)
    invite(city, "Responsable, Verdun", LEAD, unit=VERDUN)
    invite(city, "Substitut, Verdun", SUBSTITUTE, unit=VERDUN)
    invite(city, "Directrice du Bureau", DIRECTOR, role="director")
    approve_the_plan(city)
    city.tick()
    lead = take_the_invitation(city, LEAD)
    director = take_the_invitation(city, DIRECTOR)
    answer_in_place(city, lead)
    leave_on_monday(city, lead)
    rename_and_merge(city)
    correct_a_baseline(city, director)
    ask_and_answer(city, director, lead)
    withdraw_a_milestone(city)
