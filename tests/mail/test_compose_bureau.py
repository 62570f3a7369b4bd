"""The mail of the director and of the coordinator."""

from datetime import timedelta

from sqlalchemy import select

from tests.mail.conftest import plain
from tests.support.databases import NOW, TODAY
from tests.support.plan_builder import in_days
from tracker.domain import opt_outs
from tracker.domain.commitments import Commitment
from tracker.domain.messages import MailLink
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.questions import Question
from tracker.domain.units import Unit
from tracker.extensions import db


def test_a_quiet_week_is_told_as_such(plan, letter_to):
    text = plain(letter_to("diane").text)

    assert "Rien ne vous attend." in text
    assert "Rien n’a glissé cette semaine." in text
    assert "Rien n’a glissé, rien n’est bloqué." in text
    assert "Personne ne se tait." in text
    assert "Aucune question ni décision à suivre." in text


def test_the_director_reads_the_five_blocks_of_the_brief(plan, letter_to):
    helped = plan.commitment(lead="verdun", title="Permis en ligne", due=in_days(5))
    plan.say(
        helped,
        "postponed",
        at=NOW - timedelta(days=2),
        new_due=in_days(40),
        reason="staffing",
        help_wanted=True,
        sentence="Deux postes sont vacants.",
    )
    plan.commitment(lead="verdun", title="Liste unique", due=in_days(-7))

    letter = letter_to("diane")
    text = plain(letter.text)

    assert plain(letter.subject).startswith("La semaine en bref : une demande vous attend, semaine")
    blocks = (
        "CE QUI A CHANGÉ DEPUIS LE 13 AVRIL Aucune autre réponse.",
        "CE QUI A GLISSÉ OU RESTE BLOQUÉ Permis en ligne Reporté",
        "CE QUI VOUS ATTEND Permis en ligne",
        "QUI SE TAIT, QUI N’A PAS ÉTÉ JOINT",
        "CE QUE VOUS AVIEZ DEMANDÉ",
    )
    assert [text.index(block) for block in blocks] == sorted(text.index(one) for one in blocks)
    assert "de l’aide est demandée" in text
    assert "« Deux postes sont vacants. »" in text
    assert "Permis a glissé de 25 jours ouvrables." in text
    assert "https://suivi.exemple.test/milestones/" in text
    assert "Le point du lundi : https://suivi.exemple.test/briefs" in text


def test_answers_of_the_slots_own_day_count_as_changed_since_it(plan, letter_to):
    told = plan.commitment(title="Guichet unique")
    plan.mail(told, at=NOW - timedelta(days=7))
    plan.say(told, "on_track", at=NOW - timedelta(days=7) + timedelta(minutes=30))

    text = plain(letter_to("diane").text)

    assert "CE QUI A CHANGÉ DEPUIS LE 13 AVRIL Guichet unique" in text


def test_a_coordinator_reads_who_is_silent_unreached_and_what_has_no_lead(plan, letter_to):
    ignored = plan.commitment(lead="verdun", title="Guichet unique")
    plan.mail(ignored, at=NOW - timedelta(days=28))
    plan.commitment("anjou")
    outside = plan.commitment(lead="legal", title="Contrat")
    plan.say(
        outside, "blocked", "charlie", blocker_words="le fournisseur", sentence="Aucune réponse."
    )

    text = plain(letter_to("emile").text)

    assert "EN SILENCE Verdun Responsable, Verdun" in text
    assert "NON JOINTS Anjou sans répondant" in text
    assert "DOSSIERS SANS PORTEUR Permis D1 · porteur à désigner" in text
    assert "BLOQUÉS HORS DE LA VILLE Contrat" in text
    assert "le fournisseur" in text


def test_nobody_else_reads_the_coordinators_list(plan, letter_to):
    plan.commitment("anjou")
    plan.commitment(due=in_days(-1))

    assert "NON JOINTS" not in letter_to("alice").text
    for name in ("alice", "diane"):
        assert "DOSSIERS SANS PORTEUR" not in letter_to(name).text


def test_who_leads_and_coordinates_gets_both_sections_in_one_mail(plan, letter_to):
    plan.commitment(lead="verdun", title="Guichet unique", due=in_days(-1))
    plan.edit(Person, plan.people["alice"], role="coordinator")

    text = plain(letter_to("alice").text)

    assert text.startswith("UNE RÉPONSE À DONNER")
    assert text.index("Guichet unique") < text.index("DOSSIERS SANS PORTEUR")
    assert "parce que vous êtes la personne-ressource" in text
    assert "parce que vous coordonnez le suivi du plan" in text


def test_the_subject_of_many_units_stays_short(plan, letter_to):
    for unit in ("verdun", "legal", "anjou"):
        plan.commitment(unit, lead=unit, due=in_days(-1))
    with plan.app.app_context():
        db.session.query(Contact).delete()
        names = db.session.query(Unit).order_by(Unit.position).all()
        for unit in names:
            db.session.add(Contact(unit_id=unit.id, person_id=plan.people["alice"], rank=0))
            unit.names[0].name = f"Service de tout ce qui concerne {unit.code}"
            unit.names[0].short = unit.code
        db.session.commit()

    subject = plain(letter_to("alice").subject)

    assert subject == "VERDUN, LEGAL et ANJOU : trois réponses, semaine du 20 avril"


def test_a_question_on_a_dossier_without_lead_is_told_beside_what_is_to_be_named(plan, letter_to):
    ask_on_dossier(plan, "D2", "Qui s’en charge?")

    letter = letter_to("emile")
    text = plain(letter.text)

    assert "1 question sans destinataire, 2 dossiers sans porteur" in plain(letter.subject)
    assert "D2 · porteur à désigner · 1 question attend une unité « Qui s’en charge? »" in text
    assert text.index("D2 · porteur") < text.index("D1 · porteur")


def test_what_is_out_of_order_on_the_board_is_told_until_it_is_mended(plan, letter_to):
    plan.commitment("legal", lead="legal", title="Contrat")
    loose = plan.commitment(lead="verdun", title="Guichet unique")
    with plan.app.app_context():
        db.session.delete(db.session.get_one(Commitment, loose))
        db.session.add(Absence(person_id=plan.people["charlie"], starts_on=TODAY, ends_on=TODAY))
        db.session.commit()
    plan.edit(Person, plan.people["bob"], active=False)

    text = plain(letter_to("emile").text)

    assert "en absence sans remplacement; personne d’autre ne répond pour" in text
    assert "RÉPONDANTS À REVOIR" in text
    assert "n’est plus en fonction, et reste inscrit pour Verdun" in text
    assert "JALONS À CONFIER Guichet unique" in text
    assert "jalon sans engagement" in text


def ask_on_dossier(plan, dossier, text):
    with plan.app.app_context():
        db.session.add(
            Question(
                dossier_id=plan.dossiers[dossier],
                asked_by_id=plan.people["diane"],
                asked_at=NOW,
                text=text,
            )
        )
        db.session.commit()


def test_who_asked_for_no_more_reminders_is_told_to_the_coordinator(plan, letter_to):
    plan.mail(plan.commitment(lead="verdun", title="Guichet unique"))
    assert "ne plus recevoir" not in letter_to("emile").text
    with plan.app.app_context():
        opt_outs.ask(db.session, db.session.scalars(select(MailLink)).one(), "one_click", NOW)
        db.session.commit()

    letter = letter_to("emile")
    text = plain(letter.text)

    assert "1 répondant à revoir" in plain(letter.subject)
    assert "RÉPONDANTS À REVOIR Responsable, Verdun a demandé le 20 avril" in text
    assert "de ne plus recevoir de relances pour Verdun; elles partent encore" in text
    assert f"https://suivi.exemple.test/people/{plan.people['alice']}" in text
