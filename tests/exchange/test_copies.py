"""A copy takes a unit that was merged for its successor."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from tests.exchange.test_approval import draft
from tests.support.indicator_builder import lay_indicator
from tracker.domain.commitments import Commitment
from tracker.domain.indicators import IndicatorDossier
from tracker.domain.milestones import Milestone
from tracker.domain.plans import Dossier
from tracker.exchange.copies import NewPlan, copy_plan, weeks_after
from tracker.exchange.units import load_units

AT = datetime(2026, 4, 20, 13, tzinfo=UTC)
NEW = NewPlan("Suite", "", "", date(2027, 1, 1), date(2027, 12, 31), AT)


def test_a_unit_merged_since_is_its_successor_once_and_leads_if_either_did(session):
    index = load_units(session)
    old, heir = index.by_code("SCA"), index.by_code("REM12")
    source = draft(session, {"lead": old, "contributors": (heir,)})
    session.scalars(select(Dossier)).one().lead_unit_id = old.id
    old.successor_id, old.merged_on = heir.id, date(2026, 4, 1)
    session.flush()
    copied = copy_plan(session, source, NEW, 7)
    session.commit()
    shares = session.scalars(
        select(Commitment).join(Milestone).where(Milestone.plan_id == copied.id)
    ).all()
    assert [(one.unit_id, one.role, one.forecast_due) for one in shares] == [
        (heir.id, "lead", date(2026, 3, 9))
    ]
    assert copied.dossiers[0].lead_unit_id == heir.id
    assert (copied.state, copied.is_current) == ("draft", False)


def test_an_indicator_is_linked_to_the_copy_of_its_dossier_as_to_the_dossier(session):
    index = load_units(session)
    source = draft(session, {"lead": index.by_code("SCA")})
    dossier = session.scalars(select(Dossier)).one()
    moved = lay_indicator(session, [index.by_code("SCA").id], [dossier.id])
    lay_indicator(session, [index.by_code("SCA").id], [], code="I2")

    copied = copy_plan(session, source, NEW, 7)
    session.commit()

    links = session.scalars(select(IndicatorDossier).order_by(IndicatorDossier.dossier_id)).all()
    assert [(link.indicator_id, link.dossier_id) for link in links] == [
        (moved, dossier.id),
        (moved, copied.dossiers[0].id),
    ]


def test_the_offer_is_the_first_whole_weeks_after_the_end():
    assert weeks_after(date(2026, 1, 5), date(2026, 12, 31)) == 364
    assert weeks_after(date(2026, 1, 5), date(2026, 1, 5)) == 7
    assert weeks_after(date(2026, 1, 5), date(2026, 1, 12)) == 14
