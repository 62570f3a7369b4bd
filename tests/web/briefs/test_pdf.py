"""GET /briefs/NUMBER/brief.pdf: two letter pages, tagged, whose text can be selected."""

import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.support.pages import read
from tests.support.plan_builder import in_days
from tracker.exchange.brief_document import PAGES

pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not installed")


@pytest.fixture
def paper(diane):
    """`paper(number, "en")`: the PDF of a brief, read back."""

    def of(number, lang="fr"):
        answer = diane.get(f"/briefs/{number}/brief.pdf?lang={lang}")
        assert answer.mimetype == "application/pdf"
        return PdfReader(BytesIO(answer.data))

    return of


def words(pdf):
    text = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_its_text_can_be_selected(plan, keep, paper):
    plan.commitment("legal", lead="legal", title="Guichet unique", due=in_days(-7))

    text = words(paper(keep()))

    assert "Rien ne vous attend." in text
    assert "Guichet unique" in text
    assert "échéance passée de 5 jours ouvrables" in text


def test_it_is_tagged_titled_and_says_its_language(plan, keep, paper):
    pdf = paper(keep())
    catalog = pdf.trailer["/Root"]

    assert catalog["/MarkInfo"]["/Marked"]
    assert _kinds(catalog["/StructTreeRoot"]) >= {"/H1", "/H2", "/P"}
    assert catalog["/Lang"] == "fr-CA"
    assert "Point du lundi nº 1" in pdf.metadata.title.replace("\N{NO-BREAK SPACE}", " ")


def _kinds(element):
    """The kinds of every tag beneath one."""
    found = {element["/S"]} if "/S" in element else set()
    below = element.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        one = one.get_object()
        if isinstance(one, dict):
            found |= _kinds(one)
    return found


def test_each_page_says_which_brief_it_is_of_and_that_the_plan_is_illustrative(plan, keep, paper):
    text = words(paper(keep()))

    assert "Plan d’action · point nº 1 du lundi 20 avril 2026" in text
    assert "illustratif, non officiel" in text
    assert "page 1 de 1" in text


def test_it_is_in_the_language_of_its_reader(plan, keep, paper):
    pdf = paper(keep(), "en")

    assert pdf.trailer["/Root"]["/Lang"] == "en-CA"
    assert "What slipped or stays blocked" in words(pdf)
    assert "page 1 of 1" in words(pdf)


def test_however_much_there_is_to_tell_it_stays_on_two_letter_pages(plan, keep, paper):
    for number in range(30):
        late = plan.commitment(
            "legal", lead="legal", title=f"Un jalon au titre assez long {number}", due=in_days(-7)
        )
        plan.say(
            late,
            "blocked",
            "charlie",
            blocker_words="le fournisseur",
            sentence="Une phrase qui prend sa place sur le papier. " * 4,
        )
        plan.ask(late, "Une question qui prend aussi sa place sur le papier? " * 3)

    pdf = paper(keep())

    assert len(pdf.pages) == PAGES
    assert [float(side) for side in pdf.pages[0].mediabox[2:]] == [612, 792]
    assert "page 2 de 2" in words(pdf)


def test_where_the_machine_makes_no_pdf_the_page_says_so_and_offers_printing(
    plan, keep, diane, monkeypatch
):
    number = keep()
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    page = read(diane.get(f"/briefs/{number}/brief.pdf"))

    assert page.status == 503
    assert "Le PDF ne peut pas être fait ici." in page.text
    assert "choisissez « Imprimer »" in page.text


def test_nothing_of_weasyprint_is_loaded_before_it_is_wanted():
    import subprocess

    script = "import sys, tracker.app; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_what_people_typed_is_only_words_on_paper(plan, keep, paper):
    plan.commitment("legal", lead="legal", title="<img src=file:///etc/passwd>", due=in_days(-7))

    assert "<img src=file:///etc/passwd>" in words(paper(keep()))
