"""A review run from one page."""

from tests.support.pages import press, read
from tests.support.plan_builder import in_days


def test_a_whole_review_leaves_its_minutes(app, plan, as_person, session_of):
    late = plan.commitment(due=in_days(-10), title="Guichet")
    plan.say(late, "on_track")
    review_id = session_of()
    emile = as_person("emile")

    first = read(emile.get(f"/reviews/{review_id}/run"))
    assert "Aucune décision en cours" in first.text
    page = read(emile.get(f"/reviews/{review_id}/run?dossier=D1"))
    assert "D1-01 Guichet" in page.text
    page = read(press(emile, page, "Enregistrer les notes", text="On reprend en mai."))
    page = read(emile.get(f"/reviews/{review_id}/run?dossier=D1"))
    assert "On reprend en mai." in page.html
    sent = press(
        emile,
        page,
        "Noter la décision",
        text="Revoir le devis",
        owner=f"p{plan.people['alice']}",
        due=in_days(10).isoformat(),
    )
    assert sent.status_code == 303
    last = read(emile.get(f"/reviews/{review_id}/run?dossier=-"))
    assert "1 décision est notée." in last.text
    press(emile, last, "Terminer la revue")
    minutes = read(emile.get(f"/reviews/{review_id}"))
    assert "On reprend en mai." in minutes.text
    assert "Revoir le devis" in minutes.text
