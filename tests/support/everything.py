"""One of each: what every page of the demonstration needs in its address."""

from datetime import time, timedelta

from sqlalchemy import delete, func, select

from tests.support.databases import NOW, TODAY
from tests.support.links import link_of
from tracker.domain import accounts, asking, baselines, consulting, reviewing
from tracker.domain.briefs import Brief
from tracker.domain.changes import Actor
from tracker.domain.closures import Closure
from tracker.domain.commitments import Commitment
from tracker.domain.consultations import Consultation
from tracker.domain.decisions import Decision
from tracker.domain.messages import Message
from tracker.domain.milestones import Milestone
from tracker.domain.people import Person
from tracker.domain.plans import ActionPlan, Dossier
from tracker.domain.raising import RaisingProposal
from tracker.domain.reviews import Review
from tracker.domain.sessions import OneUseLink
from tracker.domain.slots import ReminderSlot
from tracker.domain.standing import due
from tracker.domain.tokens import new_token, token_hash
from tracker.domain.units import Unit
from tracker.domain.updates import Update
from tracker.exchange.workbook import batches
from tracker.exchange.workbook.findings import Cell, Change, Findings, Trouble
from tracker.queries.plan_reading import read_plan_view

LEAD = "Responsable, Le Sud-Ouest"


def what_stands_in_addresses(session):
    """Ids and tokens of the demonstration; with a draft, a question and a correction that wait."""

    def the(column, *where):
        return session.scalar(select(column).where(*where).order_by(column))

    found = {
        "milestone": the(Milestone.id, Milestone.code == "D8-03"),
        "other": the(Milestone.id, Milestone.code == "D1-01"),
        "plan": the(ActionPlan.id),
        "dossier": the(Dossier.id, Dossier.code == "D8"),
        "verdun": the(Unit.id, Unit.code == "REM12"),
        "lead": the(Person.id, Person.name == LEAD),
        "closure": the(Closure.id),
        "brief": session.scalar(select(func.max(Brief.number))),
        "slot": session.scalar(
            select(ReminderSlot.nominal_on).order_by(ReminderSlot.nominal_on.desc())
        ),
        "consultation": the(Consultation.id),
        "blocked": session.scalar(
            select(Commitment.id)
            .join(Update, Update.id == Commitment.live_update_id)
            .where(Update.answer == "blocked", Update.blocker_unit_id.is_not(None))
        ),
        "commitment": session.scalar(
            select(Commitment.id)
            .join(Unit, Unit.id == Commitment.unit_id)
            .join(Milestone, Milestone.id == Commitment.milestone_id)
            .where(Unit.code == "REM20", Milestone.code == "D8-03")
        ),
        "answer": link_of(session, LEAD),
    }
    found["lasalle"] = the(Unit.id, Unit.code == "REM17")
    owner = the(Unit.id, Unit.code == "REM20")
    found["value"] = found["answer"].rpartition("/")[0] + f"/value/1/{owner}/2026-03-31"
    found["unsubscribe"] = found["answer"].rpartition("/")[0] + "/unsubscribe"
    found["review"] = the(Review.id, Review.begun_at.is_(None))
    found["minutes"] = the(Review.id, Review.ended_at.is_not(None))
    found["decision"] = the(Decision.id, Decision.outcome.is_(None))
    found["message"] = the(Message.id, Message.person_id == found["lead"])
    found |= _what_waits(session, found)
    return found


def _what_waits(session, found):
    """A draft that may be approved, a question and a correction that wait, links not yet used."""
    bureau = Actor(found["lead"], "Bureau", NOW)
    draft = ActionPlan(
        title_fr="Plan suivant",
        title_en="Next plan",
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=364),
        loaded_at=NOW,
    )
    draft.dossiers = [
        Dossier(code="D1", name_fr="Toits", name_en="Roofs", bureau_role="lead", position=0)
    ]
    session.add(draft)
    session.flush()
    milestone = Milestone(
        plan_id=draft.id,
        dossier_id=draft.dossiers[0].id,
        code="D1-01",
        kind="deliverable",
        title_fr="Toits verts",
        title_en="Green roofs",
        starts_on=TODAY,
        baseline_due=TODAY + timedelta(days=90),
        position=0,
    )
    due = milestone.baseline_due
    milestone.commitments = [Commitment(unit_id=found["verdun"], role="lead", forecast_due=due)]
    session.add(milestone)
    held = session.get_one(Milestone, found["milestone"])
    baselines.ask(session, held, TODAY + timedelta(days=200), "Council moved.", bureau)
    asked = asking.ask(session, bureau, "By then?", commitment_id=found["commitment"])
    lead = session.get_one(Person, found["lead"])
    change = accounts.ask_address(session, lead, "autre@exemple.test", bureau)
    tokens = {}
    for purpose in ("password", "address", "address_refusal"):
        tokens[purpose] = new_token()
        link = OneUseLink(
            token_hash=token_hash(tokens[purpose]),
            person_id=lead.id,
            address_change_id=None if purpose == "password" else change.id,
            purpose=purpose,
            expires_at=NOW + timedelta(days=7),
        )
        session.add(link)
    announce_some(session)
    tokens["run"] = _in_session(session, found)
    return tokens | {
        "draft": draft.id,
        "question": asked.id,
        "open_consultation": _consulting(session, draft, milestone, bureau),
        "import": _file_to_take(session, found["plan"], bureau),
    }


def _consulting(session, draft, milestone, bureau):
    """A consultation of the draft that is still open, one point of it decided and one not."""
    values = {"audience": "boroughs", "how": "", "starts_on": TODAY, "ends_on": TODAY}
    values["summary"] = "Roofs, yes."
    units = [one.unit_id for one in milestone.commitments]
    made = consulting.begin(session, draft.dossiers[0], values, units, bureau)
    for text, outcome in (("Green.", "retained"), ("Blue.", None)):
        consulting.write_point(session, made, None, text, outcome, "", [milestone.id], bureau)
    return made.id


def _file_to_take(session, plan_id, bureau):
    """A file with a change, a conflict, an addition and a line set aside."""
    change = Change("dossiers", 2, 1, "D1 Permis", [Cell("short_fr", "Permits", "Permit")])
    conflict = Change("dossiers", 3, 2, "D2", [Cell("short_fr", "Here", "There", "Where")])
    added = Change("people", 4, None, "Somebody", [Cell("name", "", "Somebody")])
    wrong = Trouble("milestones", "Milestones", 5, "title_fr", "Title", "empty", {})
    findings = Findings([change, conflict, added], [wrong], [("Dossiers", "Nota")], 4, 1)
    session.flush()
    batch = batches.receive(
        session, session.get_one(ActionPlan, plan_id), "plan.xlsx", b"-", bureau
    )
    batch.state, batch.preview = "ready", findings.packed()
    session.flush()
    return batch.id


def _in_session(session, found):
    """Id of a review that has begun, with something written down."""
    bureau = Actor(found["lead"], "Bureau", NOW)
    told = {"held_on": TODAY, "starts_at": time(9), "minutes_long": 60, "place": "Bureau"}
    review = reviewing.plan_review(session, bureau, found["plan"], guests={}, **told)
    reviewing.begin(session, review, bureau)
    reviewing.write_note(session, review, bureau, found["dossier"], "Two by-laws first.", 0)
    return review.id


def announce_some(session):
    """What units were told may be raised: three that are late, the first with its sentence."""
    session.execute(delete(RaisingProposal))
    view = read_plan_view(session, TODAY)
    told_by = session.scalar(select(Message.id).where(Message.state == "deposited"))
    late = [row for row in view.commitments if view.standing(row) == "late"]
    for place, row in enumerate(late[:3]):
        session.add(
            RaisingProposal(
                commitment_id=row.id,
                step="director" if place == 1 else "head",
                due=due(row),
                raised_on=TODAY + timedelta(days=place),
                announced_at=NOW,
                announced_by=told_by,
                words_fr="Les mots annoncés.",
                words_en="The words announced.",
                sentence="" if place else "It is coming.",
                sentence_by=None if place else LEAD,
                sentence_at=None if place else NOW,
            )
        )
