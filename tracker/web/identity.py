"""The person behind a request: a server-side session, so that signing out revokes it."""

from dataclasses import dataclass
from datetime import timedelta

from flask import session as cookie
from flask_login import AnonymousUserMixin, UserMixin, current_user, login_user, logout_user
from sqlalchemy import Row, Select, bindparam, delete, select, update

from tracker import clock
from tracker.domain.people import Person
from tracker.domain.sessions import UserSession
from tracker.domain.tokens import new_token, token_hash
from tracker.extensions import db
from tracker.web import reading

LASTS = timedelta(days=14)


@dataclass(frozen=True)
class CurrentUser(UserMixin):
    """Who is signed in, and the session it goes through."""

    id: int
    token: str
    name: str
    email: str
    role: str
    locale: str
    shortcut_keys: bool

    def get_id(self) -> str:
        return self.token

    @property
    def unit_ids(self) -> list[int]:
        """Units this person answers for today, as a contact or as a substitute."""
        return [unit.id for unit in reading.view().directory.units_of(self.id)]

    @property
    def is_lead(self) -> bool:
        return bool(self.unit_ids)

    @property
    def sees_board(self) -> bool:
        return self.role != "none"


class Nobody(AnonymousUserMixin):
    """Somebody who is not signed in."""

    id = None
    name = ""
    role = ""
    locale = None
    shortcut_keys = False
    is_lead = False
    sees_board = False


def _live_session() -> Select:
    """On tables rather than on classes, and built once: every page of every person runs it."""
    person, session = Person.__table__.c, UserSession.__table__.c
    return (
        select(
            person.id,
            person.name,
            person.email,
            person.role,
            person.locale,
            person.shortcut_keys,
        )
        .join_from(Person.__table__, UserSession.__table__, session.person_id == person.id)
        .where(
            session.token_hash == bindparam("token_hash"),
            session.revoked_at.is_(None),
            session.expires_at > bindparam("now"),
            person.active,
        )
    )


_LIVE_SESSION = _live_session()


def load(token: str) -> CurrentUser | None:
    """The person of a live session, while active. One statement."""
    row = db.session.execute(
        _LIVE_SESSION, {"token_hash": token_hash(token), "now": clock.now()}
    ).one_or_none()
    return _user(row, token) if row else None


def _user(row: Person | Row, token: str) -> CurrentUser:
    return CurrentUser(row.id, token, row.name, row.email, row.role, row.locale, row.shortcut_keys)


def enter(person: Person) -> None:
    """Sign `person` in on this browser. The caller commits."""
    token = new_token()
    now = clock.now()
    db.session.execute(delete(UserSession).where(UserSession.expires_at < now))
    db.session.add(
        UserSession(
            token_hash=token_hash(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    chosen = cookie.get("locale")
    cookie.clear()
    if chosen:
        # Chosen on the sign-in page, a moment ago, by this very person.
        cookie["locale"] = person.locale = chosen
    login_user(_user(person, token))


def leave() -> None:
    """Sign out: the session ends on the server too. The caller commits."""
    if current_user.is_authenticated:
        db.session.execute(
            update(UserSession)
            .where(UserSession.token_hash == token_hash(current_user.token))
            .values(revoked_at=clock.now())
        )
    locale = cookie.get("locale")
    logout_user()
    cookie.clear()
    if locale:
        cookie["locale"] = locale
