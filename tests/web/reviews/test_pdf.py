"""GET /reviews/ID/minutes.pdf: the frozen minutes, tagged, whose text can be selected."""

import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.support.meetings import lay_review
from tests.support.pages import press, read
from tests.support.plan_builder import in_days

pytest.importorskip("weasyprint", exc_type=OSError, reason="Pango is not installed")


@pytest.fixture
def ended(plan, as_person, session_of):
    plan.commitment(lead="verdun", due=in_days(-10), title="Guichet")
    review_id, emile = session_of(), as_person("emile")
    here = read(emile.get(f"/reviews/{review_id}/run?dossier=D1"))
    press(emile, here, "Enregistrer les notes", text="On reprend en mai.")
    last = read(emile.get(f"/reviews/{review_id}/run?dossier=-"))
    press(emile, last, "Terminer la revue")
    return review_id


def test_its_text_can_be_selected_and_it_is_tagged(ended, as_person):
    answer = as_person("alice").get(f"/reviews/{ended}/minutes.pdf")
    assert answer.mimetype == "application/pdf"
    assert 'filename="compte-rendu-1.pdf"' in answer.headers["Content-Disposition"]
    pdf = PdfReader(BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    assert "On reprend en mai." in text
    assert "D1-01 Guichet" in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "fr-CA"
    assert "Compte rendu : 1re revue du plan" in pdf.metadata.title.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_stranger_and_a_review_that_did_not_end_have_none(plan, ended, as_person):
    assert as_person("charlie").get(f"/reviews/{ended}/minutes.pdf").status_code == 404
    to_come = lay_review(plan, day=9)
    assert as_person("emile").get(f"/reviews/{to_come}/minutes.pdf").status_code == 404


def test_where_no_pdf_can_be_made_a_page_says_so(ended, as_person, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    page = read(as_person("alice").get(f"/reviews/{ended}/minutes.pdf"))
    assert page.status == 503
    assert "sa page s’imprime" in page.text
