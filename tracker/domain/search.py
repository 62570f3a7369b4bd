"""What can be found: one entry a thing, kept by the database's own triggers.

The views `search_of_KIND` say what an entry holds, the triggers write it at every change of what
it is made of, whoever changes it: see docs/decisions/0016.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BigInteger, Connection, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.db import Base, UtcDateTime, one_of, short_code

#: A kind keeps its place: ids are made of it. Answers are the many; hence they come last.
KINDS = (
    "dossier",
    "milestone",
    "unit",
    "person",
    "question",
    "blocker_reply",
    "decision",
    "note",
    "confidence",
    "answer",
)
#: Ids of one kind are beside one another: its place, then the id of what is found.
_SPAN = 1 << 40


class SearchEntry(Base):
    """Something that can be found. `id`: its kind's place times 2**40, plus the source's id.

    `text` and `other` are searched, and `code` too; the ids say where it is. No foreign key: the
    triggers take an entry away with its source.
    """

    __tablename__ = "search_entry"
    __table_args__ = (one_of("kind", KINDS),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(short_code())
    source_id: Mapped[int]
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by_name: Mapped[str] = mapped_column(String(160), default="")
    plan_id: Mapped[int | None]
    dossier_id: Mapped[int | None]
    milestone_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    person_id: Mapped[int | None]
    review_id: Mapped[int | None]
    code: Mapped[str] = mapped_column(short_code(), default="")
    text: Mapped[str] = mapped_column(Text)
    other: Mapped[str] = mapped_column(Text, default="")


_COLUMNS = ", ".join(
    column.name for column in SearchEntry.__table__.columns if column.name not in {"id", "kind"}
)


def span(kind: str) -> tuple[int, int]:
    """The first and the last id that entries of a kind may bear."""
    first = (KINDS.index(kind) + 1) * _SPAN
    return first, first + _SPAN - 1


def rebuild(session: Session | Connection, kinds: Iterable[str] = KINDS) -> int:
    """Make every entry anew from what it is made of; how many there are. The caller commits.

    `kinds`: those that the database knows, where it is not yet of the newest shape.
    """
    session.execute(sql("DELETE FROM search_entry"))
    for kind in kinds:
        session.execute(
            sql(
                f"INSERT INTO search_entry (id, kind, {_COLUMNS})"
                f" SELECT {span(kind)[0]} + source_id, '{kind}', {_COLUMNS}"
                f" FROM search_of_{kind} ORDER BY source_id"
            )
        )
    return session.scalar(sql("SELECT count(*) FROM search_entry")) or 0


def out_of_step(session: Session) -> int:
    """How many entries say something else than what they are made of; 0 when all is well."""
    return sum(_differences(session, kind) for kind in KINDS) + _unreadable(session)


def _differences(session: Session, kind: str) -> int:
    """Entries missing or of another content, and those of nothing."""
    kept = f"SELECT {_COLUMNS} FROM search_entry WHERE kind = '{kind}'"
    true = f"SELECT {_COLUMNS} FROM search_of_{kind}"
    counted = "SELECT count(*) FROM ({} EXCEPT {}) differing"
    missing = session.scalar(sql(counted.format(true, kept))) or 0
    wrong = session.scalar(sql(counted.format(kept, true))) or 0
    return max(missing, wrong)


def _unreadable(session: Session) -> int:
    """On SQLite, entries whose words are not in the index of words; PostgreSQL cannot lose one."""
    if session.get_bind().dialect.name != "sqlite":
        return 0
    counted = "SELECT (SELECT count(*) FROM search_entry) - (SELECT count(*) FROM search_words)"
    return abs(session.scalar(sql(counted)) or 0)
