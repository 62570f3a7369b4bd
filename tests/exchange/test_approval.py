"""Approving a plan freezes its baselines and makes it the current one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.consulted import waive_all
from tracker.domain import consulting
from tracker.domain.changes import Actor, Change
from tracker.domain.consultations import ConsultationWaiver
from tracker.domain.milestones import Baseline, Milestone
from tracker.domain.people import Contact, Person
from tracker.domain.plans import ActionPlan
from tracker.exchange.approval import CannotApprove, NotConsulted, approve, gaps
from tracker.exchange.drafts import lay_draft
from tracker.exchange.plan_lines import PlanLine
from tracker.exchange.units import load_units

AT = datetime(2026, 4, 20, 13, tzinfo=UTC)


def draft(session, *changes: dict) -> ActionPlan:
    """A draft that may be approved, with one milestone for each dict of what differs from the
    usual one."""
    index = load_units(session)
    usual = {
        "dossier_code": "D1",
        "dossier_fr": "Neige",
        "dossier_en": "",
        "bureau_role": "lead",
        "kind": "milestone",
        "title_fr": "Prêt",
        "title_en": "",
        "lead": index.by_code("SCA"),
        "contributors": (index.by_code("REM12"),),
        "starts_on": date(2026, 1, 5),
        "due": date(2026, 3, 2),
    }
    lines = [
        PlanLine(code=f"D1-{number}", **(usual | change)) for number, change in enumerate(changes)
    ]
    plan = lay_draft(
        session,
        lines,
        index,
        title_fr="Essai",
        title_en="",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        loaded_at=AT,
    )
    return waive_all(session, plan)


def test_the_first_baselines_are_the_drafts_dates(session):
    plan = draft(session, {}, {"due": date(2026, 5, 4)})
    approve(session, plan, by="Direction", at=AT)
    session.commit()
    frozen = session.scalars(select(Baseline).order_by(Baseline.id)).all()
    assert [(one.seq, one.due, one.by) for one in frozen] == [
        (0, date(2026, 3, 2), "Direction"),
        (0, date(2026, 5, 4), "Direction"),
    ]
    assert (plan.state, plan.approved_by, plan.approved_at) == ("approved", "Direction", AT)


def test_an_approved_plan_takes_the_place_of_the_current_one(session):
    first = draft(session, {})
    approve(session, first, by="Direction", at=AT)
    second = draft(session, {})
    assert (first.is_current, second.is_current) == (True, False)
    approve(session, second, by="Direction", at=AT)
    session.commit()
    session.refresh(first)
    assert (first.is_current, second.is_current) == (False, True)


def test_the_only_draft_is_shown_before_it_is_approved(sqlite_session):
    assert draft(sqlite_session, {}).is_current


def test_a_plan_is_approved_once(sqlite_session):
    plan = draft(sqlite_session, {})
    approve(sqlite_session, plan, by="Direction", at=AT)
    with pytest.raises(CannotApprove):
        approve(sqlite_session, plan, by="Direction", at=AT)


def test_a_plan_without_milestone_is_not_approved(sqlite_session):
    with pytest.raises(CannotApprove):
        approve(sqlite_session, draft(sqlite_session), by="Direction", at=AT)


def test_what_is_missing_is_said_before_approval(sqlite_session):
    plan = draft(
        sqlite_session,
        {},
        {"lead": None},
        {"lead": None, "contributors": ()},
        {"due": date(2027, 1, 4)},
        {"dossier_code": "D2", "bureau_role": "targeted"},
    )
    assert {gap.code: gap.concerns for gap in gaps(sqlite_session, plan)} == {
        "no_commitment": ("D1-2",),
        "no_lead": ("D1-1",),
        "no_dossier_lead": ("D2",),
        "no_contact": ("REM12", "SCA"),
        "outside": ("D1-3",),
    }


def test_a_contact_who_left_is_no_contact(sqlite_session):
    plan = draft(sqlite_session, {"contributors": ()})
    unit = load_units(sqlite_session).by_code("SCA")
    person = Person(name="Responsable", email="sca@exemple.test", active=False)
    person.contacts.append(Contact(unit_id=unit.id, rank=0))
    sqlite_session.add(person)
    sqlite_session.flush()
    assert [gap.code for gap in gaps(sqlite_session, plan)] == ["no_contact"]
    person.active = True
    sqlite_session.flush()
    assert gaps(sqlite_session, plan) == []


def test_a_lead_forecasts_the_baseline_and_a_contributor_nothing(sqlite_session):
    draft(sqlite_session, {})
    (milestone,) = sqlite_session.scalars(select(Milestone)).all()
    assert {one.role: one.forecast_due for one in milestone.commitments} == {
        "lead": date(2026, 3, 2),
        "contributor": None,
    }


def test_the_plan_in_force_closes_and_a_draft_shown_for_want_of_one_does_not(session):
    by = Actor(None, "Coordination", AT + timedelta(days=2))
    shown, first, second = (draft(session, {}) for _ in range(3))
    approve(session, first, by="Direction", at=AT, actor=by)
    assert (shown.state, shown.is_current) == ("draft", False)
    approve(session, second, by="Direction", at=AT, actor=by)
    session.commit()
    assert (first.state, first.closed_at) == ("closed", by.at)
    told = session.scalars(select(Change).order_by(Change.id)).all()
    assert [(one.object_id, one.what) for one in told if not one.field] == [
        (first.id, "approved"),
        (first.id, "closed"),
        (second.id, "approved"),
    ]


def test_no_slot_from_before_it_was_said_is_looked_for(sqlite_session):
    plan = draft(sqlite_session, {})
    said_at = AT + timedelta(days=9)
    approve(sqlite_session, plan, by="Direction", at=AT, actor=Actor(None, "Coordination", said_at))
    assert (plan.approved_at, plan.slot_since) == (AT, said_at)


def test_what_was_withdrawn_or_released_is_not_missed(sqlite_session):
    plan = draft(sqlite_session, {"lead": None, "contributors": ()}, {})
    first, second = sqlite_session.scalars(select(Milestone).order_by(Milestone.id)).all()
    first.withdrawn_at, first.withdrawn_by, first.withdrawn_reason = AT, "X", "Sans objet"
    for one in second.commitments:
        one.released_at, one.released_by, one.released_reason = AT, "X", "Sans objet"
    sqlite_session.flush()
    assert [gap.code for gap in gaps(sqlite_session, plan)] == ["no_commitment"]


def test_each_dossier_is_consulted_on_or_waived_before_approval(session):
    plan = draft(session, {}, {"dossier_code": "D2"})
    session.query(ConsultationWaiver).delete()
    with pytest.raises(NotConsulted) as refused:
        approve(session, plan, by="Direction", at=AT)
    assert refused.value.codes == ["D1", "D2"]
    assert "D1, D2" in str(refused.value)
    actor = Actor(None, "Coordination", AT)
    values = {"audience": "citizens", "how": "", "starts_on": AT.date(), "ends_on": AT.date()}
    made = consulting.begin(session, plan.dossiers[0], values | {"summary": "Oui."}, [], actor)
    assert consulting.unheard(session, plan.id) == ["D1", "D2"]
    consulting.close(session, made, actor)
    consulting.waive(session, plan.dossiers[1], "Déjà entendu.", actor)
    approve(session, plan, by="Direction", at=AT)
    assert plan.state == "approved"
