"""The Bureau's mails read the same from parts of the plan as from all of it."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select

from tests.support.databases import NOW, TODAY
from tracker.domain.answers import Answer
from tracker.domain.asks import asks_of
from tracker.domain.commitments import Commitment
from tracker.domain.decisions import Decision
from tracker.domain.messages import Message
from tracker.domain.milestones import Milestone
from tracker.domain.opt_outs import OptOut
from tracker.domain.people import Absence, Contact, Person
from tracker.domain.plans import Dossier
from tracker.domain.questions import Question
from tracker.domain.raising import RaisingProposal
from tracker.domain.standing import due
from tracker.domain.units import Unit, UnitName
from tracker.exchange import briefs
from tracker.exchange.briefs import keep_brief
from tracker.extensions import db
from tracker.mail import brief
from tracker.mail import coordinator as mail_coordinator
from tracker.mail.brief import SHOWN
from tracker.mail.compose import compose
from tracker.mail.digests import blocked_outside, digest_for, something_to_mend
from tracker.mail.matters import Matters, matters_in_parts
from tracker.queries import attention, plan_parts, raisings
from tracker.queries.briefs import brief_head, brief_of_day
from tracker.queries.plan_parts import Wanted, read_base, read_part
from tracker.queries.plan_reading import read_plan_view
from tracker.queries.to_mend import KINDS, to_mend

ZONE = ZoneInfo("America/Toronto")
DAYS = [TODAY + timedelta(days=days) for days in (0, 1, 9, 28, 90)]
LISTS = ("to_decide", "silent", "unreached", "left", "milestones", "dossiers", "outside")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    for module in (plan_parts, briefs):
        monkeypatch.setattr(module, "AT_ONCE", 3)


@pytest.fixture
def city(demo_app):
    """The demonstration, where everything that can be out of order is."""
    with demo_app.app_context():
        _people_out_of_order()
        _plan_out_of_order()
        db.session.commit()
        _told_late()
        db.session.commit()
        yield demo_app


def _people_out_of_order():
    session = db.session
    mail = session.scalar(select(func.min(Message.id)))
    contacts = session.scalars(
        select(Contact)
        .join(Person, Person.id == Contact.person_id)
        .where(Person.role.not_in(["director", "coordinator"]), Contact.rank == 0)
        .order_by(Contact.unit_id)
    ).all()
    for place, contact in enumerate(contacts[:20]):
        person = session.get_one(Person, contact.person_id)
        if place % 5 == 0:
            person.active = False
        elif place % 5 == 1:
            person.suspended_at, person.suspended_reason = NOW, "550"
        elif place % 5 == 4:
            days = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=10)}
            session.add(Absence(person_id=person.id, **days))
        elif place % 5 == 3:
            asked = OptOut(person_id=person.id, message_id=mail, asked_at=NOW, way="page")
            session.add(asked)
        else:
            session.delete(contact)
    # One address refuses mail: of a contact of several units, of some without any share; of
    # somebody of the Bureau who is a contact, and of one who is not.
    units = session.scalars(select(Unit.id).order_by(Unit.position.desc())).all()
    for name, role, held in (
        ("several", "reader", (units[0], contacts[25].unit_id, contacts[22].unit_id)),
        ("both", "coordinator", (contacts[24].unit_id,)),
        ("none", "coordinator", ()),
    ):
        person = Person(name=name, email=f"{name}@exemple.test", role=role)
        person.suspended_at, person.suspended_reason = NOW, "550"
        session.add(person)
        session.flush()
        session.add_all(Contact(unit_id=id_, person_id=person.id, rank=9) for id_ in held)
    for place in range(4):
        alone = Unit(code=f"VIDE{place}", kind="borough", gloss_en="", position=900 - place)
        alone.names.append(_name(place))
        gone = Person(name=f"Parti {place}", email=f"parti{place}@exemple.test", active=False)
        session.add_all([alone, gone])
        session.flush()
        session.add(Contact(unit_id=alone.id, person_id=gone.id, rank=0))


def _name(place):
    name = f"Unité sans part {place}"
    start = TODAY - timedelta(days=400)
    return UnitName(name=name, short=name, long_form=name, valid_from=start)


def _plan_out_of_order():
    session = db.session
    shares = session.scalars(
        select(Commitment).where(Commitment.released_at.is_(None)).order_by(Commitment.id.desc())
    ).all()
    leads = [one for one in shares if one.role == "lead"][:9]
    bare = {one.milestone_id for one in leads[:3]}
    for share in [*leads, *(one for one in shares if one.milestone_id in bare)]:
        share.released_at, share.released_by, share.released_reason = NOW, "X", "Y"
    merged, heir = session.scalars(select(Unit).order_by(Unit.position.desc()).offset(6).limit(2))
    merged.successor_id, merged.merged_on = heir.id, TODAY - timedelta(days=3)
    for milestone in session.scalars(select(Milestone).order_by(Milestone.id).limit(4)):
        share = {"milestone_id": milestone.id, "role": "contributor"}
        session.add(Commitment(unit_id=merged.id, **share))
    dossiers = session.scalars(select(Dossier).order_by(Dossier.position.desc())).all()
    asker = session.scalar(select(Person.id).where(Person.role == "director"))
    for dossier in dossiers[:8]:
        dossier.lead_unit_id = None
    said = {"asked_by_id": asker, "asked_at": NOW}
    session.add(Question(dossier_id=dossiers[2].id, text="Qui porte ce dossier?", **said))
    gone = session.scalar(select(Person.id).where(~Person.active))
    last = session.scalar(select(func.coalesce(func.max(Decision.number), 0)))
    for place in range(1, 9):
        decided = {
            "plan_id": dossiers[0].plan_id,
            "number": last + place,
            "text": f"Point {place}.",
        }
        decided |= {"due": TODAY, "waited_since": TODAY, "taken_on": TODAY, "taken_by": "X"}
        session.add(Decision(owner_id=gone, taken_at=NOW, tell_since=NOW, **decided))
    for place, share in enumerate(shares[52:]):
        share.asked_since = share.asked_last = TODAY - timedelta(days=20 + place % 3)
    for place, share in enumerate(shares[40:52]):
        share.record(
            Answer("blocked", blocker_words="Hydro-Québec", sentence="On attend."),
            nonce=f"outside{place}",
            at=NOW - timedelta(days=2),
            on=TODAY - timedelta(days=2),
            author_id=None,
            author_name="X",
            way="page",
            link_owner_id=None,
            opened_at=None,
            prior_due=TODAY,
        )
        session.flush()
        share.refold(asks_of(session, share.id))


def _told_late():
    session = db.session
    session.execute(delete(RaisingProposal))
    told_by = session.scalar(select(Message.id).where(Message.state == "deposited"))
    view = read_plan_view(session, TODAY)
    late = [row for row in view.commitments if view.standing(row) in {"late", "due_soon"}]
    assert len(late) > SHOWN
    for place, row in enumerate(reversed(late)):
        session.add(
            RaisingProposal(
                commitment_id=row.id,
                step="director" if place % 2 else "head",
                due=due(row),
                raised_on=TODAY - timedelta(days=place % 3),
                announced_at=NOW,
                announced_by=told_by,
                words_fr="Les mots annoncés.",
            )
        )


def coordinator():
    return db.session.scalar(
        select(Person.id).where(Person.role == "coordinator", Person.suspended_at.is_(None))
    )


def director():
    return db.session.scalar(select(Person.id).where(Person.role == "director"))


def letter(view, digest, locale, **more):
    return compose(
        view,
        digest,
        locale=locale,
        answer_base="https://suivi.example/answer/token",
        public_url="https://suivi.example",
        next_slot=view.schedule(ZONE).after(NOW),
        zone=ZONE,
        **more,
    )


def test_everything_is_out_of_order(city):
    view = read_plan_view(db.session, TODAY)
    matters = Matters([view])

    assert {one.kind for one in to_mend(view)} == set(KINDS)
    for name in LISTS:
        assert len(getattr(matters, name)) > SHOWN, name


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_gathered_of_the_parts_is_what_the_whole_plan_tells(city, day):
    view = read_plan_view(db.session, day)
    whole = Matters([view])
    parts = matters_in_parts(db.session, read_base(db.session, day))

    for name in LISTS:
        assert getattr(parts, name) == getattr(whole, name), name
    assert bool(parts) == bool(whole) == something_to_mend(view)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_is_what_the_board_tells_in_the_same_order(city, day):
    view = read_plan_view(db.session, day)
    matters, found = Matters([view]), to_mend(view)
    contacts = view.directory.contacts

    def told(*kinds):
        return [one for one in found if one.kind in kinds]

    of_units = {id_ for one in told("no_contact") for id_ in contacts.get(one.unit_id, ())}
    alone = [one for one in told("suspended") if one.person_id not in of_units]
    assert alone != told("suspended")
    assert matters.unreached == [*told("no_contact", "away_alone"), *alone]
    assert matters.left == told("opted_out", "left")
    assert matters.milestones == [one for one in found if one.milestone_id is not None]
    assert matters.dossiers == told("dossier_lead")
    assert matters.silent == list(dict.fromkeys(row.unit_id for row in attention.silent(view)))
    assert matters.outside == [row.id for row in blocked_outside(view)]
    assert matters.to_decide == [one.id for one in raisings.to_decide(view)]


@pytest.mark.parametrize("shown", [1, SHOWN])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_coordinators_mail_reads_the_same(city, monkeypatch, day, shown):
    for module in (brief, mail_coordinator):
        monkeypatch.setattr(module, "SHOWN", shown)
    reader, view = coordinator(), read_plan_view(db.session, day)
    base = read_base(db.session, day)
    matters = matters_in_parts(db.session, base)
    part = read_part(db.session, base, Wanted(people=[reader]) | matters.first(shown))
    digest = digest_for(part, reader, bool(matters))

    assert shown > 1 or len(part.commitments) < len(view.commitments)
    assert digest == digest_for(view, reader)
    assert digest.is_coordinator
    for locale in ("fr", "en"):
        assert letter(part, digest, locale, matters=matters) == letter(view, digest, locale)


@pytest.mark.parametrize("day", DAYS[1:], ids=str)
def test_the_directors_mail_reads_the_same(city, day):
    reader = director()
    keep_brief(db.session, read_base(db.session, day), ZONE, NOW)
    view, base = read_plan_view(db.session, day), read_base(db.session, day)
    part = read_part(db.session, base, Wanted(people=[reader]))
    digest = digest_for(part, reader, True)
    whole = brief_of_day(db.session, base.plan.id, day)
    head = brief_head(db.session, base.plan.id, day, SHOWN)

    assert len(part.commitments) < len(view.commitments)
    assert digest == digest_for(view, reader)
    assert sum(head.content.beyond.values()) > 2
    for locale in ("fr", "en"):
        of_part = letter(part, digest, locale, brief=head)
        assert of_part == letter(view, digest, locale, brief=whole)


@pytest.mark.parametrize("first", [1, 2, 6, 1000])
def test_the_head_of_a_brief_holds_the_first_lines_of_each_part(city, first):
    base = read_base(db.session, DAYS[1])
    keep_brief(db.session, base, ZONE, NOW)
    whole = brief_of_day(db.session, base.plan.id, base.today)
    head = brief_head(db.session, base.plan.id, base.today, first)

    assert head.content.waiting == whole.content.waiting
    for part, items in whole.content.parts.items():
        lines = list(dict.fromkeys(item.line for item in items))
        kept = tuple(item for item in items if item.line in lines[:first])
        assert head.content.parts[part] == kept
        assert head.content.beyond.get(part, 0) == max(0, len(lines) - first)
    assert replace(head, content=whole.content) == whole


def test_there_is_no_head_where_no_brief_was_kept(city):
    base = read_base(db.session, DAYS[1])
    assert brief_head(db.session, base.plan.id, base.today, SHOWN) is None
