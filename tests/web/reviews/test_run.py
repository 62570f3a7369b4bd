"""A review run from one page: what is on the agenda, what is written, what is decided."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.databases import NOW
from tests.support.meetings import lay_decision, lay_review
from tests.support.pages import press, read, same
from tests.support.plan_builder import in_days
from tracker.domain.confidence import Confidence
from tracker.domain.decisions import Decision
from tracker.domain.reviews import ReviewNote
from tracker.extensions import db


@pytest.fixture
def emile(as_person):
    return as_person("emile")


def _steps(page):
    """Addresses of the agenda, in order."""
    region = page.html[page.html.index('<ol class="steps-nav">') :]
    return [
        part.split('"')[0] for part in region.split('href="')[1:] if "/run" in part.split('"')[0]
    ]


def _decisions(app):
    with app.app_context():
        return list(db.session.scalars(select(Decision).order_by(Decision.id)))


def test_open_decisions_come_first_the_oldest_due_first(plan, emile, session_of):
    lay_decision(plan, "Deuxième", due=6)
    lay_decision(plan, "Première", due=-3)
    page = read(emile.get(f"/reviews/{session_of()}/run"))

    assert "2 décisions en cours" in page.text
    assert page.text.index("Première") < page.text.index("Deuxième")
    assert "En retard de 1 jour ouvrable" in page.text


def test_a_decision_is_closed_from_there_and_one_is_back_there(app, plan, emile, session_of):
    lay_decision(plan, "Revoir le devis")
    page = read(emile.get(f"/reviews/{(ident := session_of())}/run"))
    sent = press(emile, page, "Menée à bien, nº 1")

    assert sent.location == f"/reviews/{ident}/run"
    again = read(emile.get(sent.location))
    assert "Aucune décision en cours" in again.text
    assert "Menée à bien le 20 avril" in again.text
    assert _decisions(app)[0].outcome == "done"


def test_the_agenda_tells_what_to_decide_what_disagrees_what_is_blocked_and_late(
    app, plan, emile, session_of
):
    helped = plan.commitment(lead="verdun", due=in_days(40), title="Aide")
    plan.say(helped, "postponed", new_due=in_days(50), reason="staffing", help_wanted=True)
    past = plan.commitment(lead="verdun", due=in_days(-6), title="Contredit")
    plan.say(past, "on_track", at=NOW - timedelta(days=8))
    blocked = plan.commitment(lead="verdun", due=in_days(40), title="Bloqué")
    plan.say(blocked, "blocked", blocker_words="Le fournisseur", sentence="Rien n’arrive.")
    plan.commitment(lead="verdun", due=in_days(-10), title="Tardif")
    text = read(emile.get(f"/reviews/{session_of()}/run?dossier=D1")).text

    places = [
        text.index(title)
        for title in ("D1-01 Aide", "D1-02 Contredit", "D1-03 Bloqué", "D1-04 Tardif")
    ]
    assert places == sorted(places)
    assert "À décider, Verdun : de l’aide est demandée, depuis 5 jours ouvrables." in text
    assert "Se contredit : " in text
    assert (
        "Verdun : bloqué par : Le fournisseur depuis 5 jours ouvrables. « Rien n’arrive. »" in text
    )
    assert "Verdun : échéance passée de 6 jours ouvrables." in text


def test_confidence_that_fell_is_told_and_what_rose_is_not(app, plan, emile, session_of):
    with app.app_context():
        for dossier, level, days in (
            ("D1", "secured", 30),
            ("D1", "support_needed", 3),
            ("D2", "compromised", 30),
            ("D2", "achievable", 3),
        ):
            db.session.add(
                Confidence(
                    dossier_id=plan.dossiers[dossier],
                    source="assessed",
                    level=level,
                    sentence="Le devis double.",
                    given_on=in_days(-days),
                    given_at=NOW - timedelta(days=days),
                    by_name="Coordination du Bureau",
                )
            )
        db.session.commit()
    page = read(emile.get(f"/reviews/{session_of()}/run?dossier=D1"))

    said = "La confiance évaluée passe de « objectifs sécurisés » à « appuis nécessaires »."
    assert said in page.text
    assert _steps(page)[:3] == [
        f"/reviews/1/run{rest}" for rest in ("", "?dossier=D1", "?dossier=-")
    ]


def test_the_next_step_is_one_link_away_and_quiet_dossiers_are_folded(plan, emile, session_of):
    plan.commitment(lead="verdun", due=in_days(-10), dossier="D2")
    review_id = session_of()
    first = read(emile.get(f"/reviews/{review_id}/run"))

    assert "1 dossier sans rien D1 Permis" in first.text
    assert 'href="/reviews/1/run?dossier=D2" rel="next" data-key="n"' in first.html
    second = emile.get(f"/reviews/{review_id}/run?dossier=D2").text
    assert 'href="/reviews/1/run?dossier=-" rel="next" data-key="n"' in second
    assert 'href="/reviews/1/run" rel="prev" data-key="p"' in second
    quiet = read(emile.get(f"/reviews/{review_id}/run?dossier=D1"))
    assert "Rien à l’ordre du jour" in quiet.text
    assert emile.get(f"/reviews/{review_id}/run?dossier=D9").status_code == 404


def test_its_keys_are_turned_off_and_on_again(plan, emile, session_of):
    address = f"/reviews/{session_of()}/run?dossier=D1"
    off = press(emile, read(emile.get(address)), "Les désactiver")
    assert off.location == address
    assert 'data-key="n"' not in emile.get(address).text
    press(emile, read(emile.get(address)), "Les activer")
    assert 'data-key="n"' in emile.get(address).text


def test_the_clock_says_when_it_began_and_when_it_is_to_end(plan, emile, session_of, frozen):
    review_id = session_of()
    frozen.shift(timedelta(minutes=72))
    text = read(emile.get(f"/reviews/{review_id}/run")).text

    assert "Commencée à 9 h, prévue jusqu’à 15 h 1 h 12 min sur 1 h" in text


def test_notes_are_kept_and_say_who_wrote_them(app, plan, emile, session_of):
    address = f"/reviews/{session_of()}/run?dossier=D1"
    sent = press(
        emile, read(emile.get(address)), "Enregistrer les notes", text="On reprend\nen mai."
    )

    assert sent.location == f"{address}#notes"
    page = read(emile.get(address))
    assert page.form("Enregistrer les notes").fields["text"] == "On reprend\nen mai."
    assert "Enregistré à 9 h, Coordination du Bureau" in page.text


def test_htmx_gets_the_notes_alone(plan, emile, session_of):
    address = f"/reviews/{session_of()}/run?dossier=D1"
    form = read(emile.get(address)).form("Enregistrer les notes")
    data = form.fields | {"text": "On reprend en mai."}
    sent = emile.post(form.action, data=data, headers={"HX-Request": "true"})

    assert sent.status_code == 200
    assert same(sent.text, read(emile.get(address)).region("notes"))


def test_two_people_writing_the_same_minutes_keep_both_texts(
    app, plan, emile, as_person, session_of
):
    address, diane = f"/reviews/{session_of()}/run?dossier=D1", as_person("diane")
    hers, his = read(diane.get(address)), read(emile.get(address))
    press(diane, hers, "Enregistrer les notes", text="La version de la directrice.")
    page = read(press(emile, his, "Enregistrer les notes", text="La mienne."))

    assert page.status == 409
    assert "Quelqu’un a écrit ici pendant que vous écriviez" in page.text
    assert "La version de la directrice." in page.text
    assert page.form("Enregistrer les notes").fields["text"] == "La mienne."
    press(emile, page, "Enregistrer les notes", text="Les deux.")
    with app.app_context():
        (note,) = db.session.scalars(select(ReviewNote))
        assert (note.text, note.version, note.written_by) == (
            "Les deux.",
            2,
            "Coordination du Bureau",
        )


def test_writing_the_same_words_is_no_conflict(plan, emile, as_person, session_of):
    address, diane = f"/reviews/{session_of()}/run?dossier=D1", as_person("diane")
    hers, his = read(diane.get(address)), read(emile.get(address))
    press(diane, hers, "Enregistrer les notes", text="Pareil.")
    assert press(emile, his, "Enregistrer les notes", text="Pareil.").status_code == 303


def test_a_decision_says_what_who_and_by_when(app, plan, emile, session_of):
    plan.commitment(lead="verdun", due=in_days(-10))
    page = read(emile.get(f"/reviews/{session_of()}/run?dossier=D1"))
    sent = press(
        emile,
        page,
        "Noter la décision",
        text="Revoir le devis",
        owner=f"u{plan.units['verdun']}",
        due=in_days(10).isoformat(),
        milestone="1",
    )

    assert sent.location == "/reviews/1/run?dossier=D1#decisions"
    (made,) = _decisions(app)
    assert (made.number, made.review_id, made.dossier_id, made.milestone_id) == (1, 1, 1, 1)
    assert (made.owner_unit_id, made.owner_id, made.due) == (
        plan.units["verdun"],
        None,
        in_days(10),
    )
    text = read(emile.get("/reviews/1/run?dossier=D1")).text
    assert "« Revoir le devis » À mener d’ici le 30 avril Nº 1 · Verdun · D1-01" in text
    assert "Décision nº 1" in text


def test_its_time_to_decision_counts_from_the_day_it_was_awaited(app, plan, emile, session_of):
    helped = plan.commitment(lead="verdun", due=in_days(40))
    plan.say(helped, "postponed", new_due=in_days(50), reason="staffing", help_wanted=True)
    page = read(emile.get(f"/reviews/{session_of()}/run?dossier=D1"))
    press(
        emile,
        page,
        "Noter la décision",
        text="Deux agents de plus",
        owner=f"p{plan.people['diane']}",
        due=in_days(10).isoformat(),
        milestone="1",
    )

    assert _decisions(app)[0].waited_since == in_days(-7)
    assert "décidée en 5 jours ouvrables" in read(emile.get("/decisions/1")).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"owner": ""}, "Dites qui la mène : une personne ou une unité."),
        ({"owner": "p999999"}, "Dites qui la mène : une personne ou une unité."),
        ({"owner": "z1"}, "Dites qui la mène : une personne ou une unité."),
        ({"due": ""}, "Choisissez une date."),
        ({"due": "bientôt"}, "Écrivez la date ainsi"),
        ({"text": " "}, "Écrivez ce qui est décidé."),
        ({"text": "é" * 1001}, "il y en a 1001"),
        ({"milestone": "999999"}, "Ce choix n’est plus offert."),
    ],
)
def test_a_decision_without_owner_or_date_is_refused_beside_its_field(
    app, plan, emile, session_of, typed, sentence
):
    page = read(emile.get(f"/reviews/{session_of()}/run?dossier=D1"))
    right = {"text": "Revoir le devis", "owner": f"p{plan.people['alice']}", "due": "2026-05-04"}
    refused = read(press(emile, page, "Noter la décision", **(right | typed)))

    assert refused.status == 422
    assert refused.title.startswith("Erreur : ")
    assert sentence in refused.text
    kept = refused.form("Noter la décision").fields
    assert kept["text"] == (right | typed)["text"].strip()
    assert _decisions(app) == []


def test_htmx_gets_the_decisions_alone_and_a_refusal_too(plan, emile, session_of):
    address = f"/reviews/{session_of()}/run?dossier=D1"
    form = read(emile.get(address)).form("Noter la décision")
    headers = {"HX-Request": "true"}
    refused = emile.post(form.action, data=form.fields | {"text": "Revoir"}, headers=headers)
    assert refused.status_code == 422
    assert refused.text.lstrip().startswith("<section")
    assert "Dites qui la mène" in refused.text
    data = form.fields | {
        "text": "Revoir",
        "owner": f"p{plan.people['alice']}",
        "due": "2026-05-04",
    }
    sent = emile.post(form.action, data=data, headers=headers)
    assert same(sent.text, read(emile.get(address)).region("decisions"))


def test_one_review_at_a_time_and_twice_begun_is_begun_once(plan, emile, session_of):
    review_id, other = session_of(), lay_review(plan, day=14)
    page = read(emile.get(f"/reviews/{other}"))
    refused = read(press(emile, page, "Commencer la revue"))

    assert refused.status == 409
    assert "Une autre revue est en cours : terminez-la d’abord." in refused.text
    again = page.form("Commencer la revue")
    data = again.fields
    assert emile.post(f"/reviews/{review_id}/begin", data=data).status_code == 303


def test_what_did_not_begin_or_has_ended_is_not_run(plan, emile, request):
    review_id, send = lay_review(plan), request.getfixturevalue("press")
    assert emile.get(f"/reviews/{review_id}/run").location == f"/reviews/{review_id}"
    for deed in ("notes", "decisions", "end"):
        assert send(emile, f"/reviews/{review_id}/{deed}", text="Trop tôt").status_code == 409


def test_only_who_runs_reviews_runs_one(plan, as_person, session_of, request):
    review_id, send = session_of(), request.getfixturevalue("press")
    for name in ("alice", "fanny"):
        assert as_person(name).get(f"/reviews/{review_id}/run").status_code == 403
        for deed in ("notes", "decisions", "end"):
            assert send(as_person(name), f"/reviews/{review_id}/{deed}").status_code == 403
