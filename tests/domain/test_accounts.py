"""The last who can sign in, judged by two at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from tracker.domain import accounts
from tracker.domain.people import Person
from tracker.extensions import db


def test_two_who_demote_each_other_at_once_leave_one_and_never_wait_for_each_other(app, frozen):
    with app.app_context():
        for name in ("marie", "luc"):
            db.session.add(
                Person(
                    name=name, email=f"{name}@exemple.test", role="coordinator", password_hash="x"
                )
            )
        db.session.commit()
        one, other = db.session.scalars(select(Person.id).order_by(Person.id))
    gate = Barrier(2)

    def demote(by, whom):
        with app.app_context():
            gate.wait(10)
            person = accounts.hold(db.session, whom)
            why = accounts.why_kept(db.session, person, by, "none")
            if why is None:
                person.role = "none"
            db.session.commit()
            return why

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(demote, (one, other), (other, one)))

    assert sorted(told, key=str) == [None, "coordinator"]
    with app.app_context():
        left = select(func.count()).select_from(Person).where(Person.role == "coordinator")
        assert db.session.scalar(left) == 1
