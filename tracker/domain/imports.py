"""Files brought in: what each would change, what it changed, and what was undone of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code

#: waiting: received, to be read. reading: somebody works on it. ready: it may be applied.
#: refused: it cannot be read. applying: somebody makes it true, in one transaction. Then applied,
#: undone, or dropped.
STATES = ("waiting", "reading", "ready", "refused", "applying", "applied", "undone", "dropped")
DEEDS = ("changed", "created", "answered", "lead", "contributor", "contact")


class ImportBatch(Base):
    """One file. `preview`: what it would change, packed, computed at `revision`.

    `done` of `total` lines were read; whoever reads renews `worked_at`, so that a work whose
    worker died is taken up again.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("done >= 0 AND total >= 0", name="progress_counted"),
        CheckConstraint("state <> 'ready' OR preview IS NOT NULL", name="ready_has_a_preview"),
        CheckConstraint("state <> 'refused' OR refusal <> ''", name="refused_has_a_reason"),
        CheckConstraint(
            "state NOT IN ('reading', 'applying') OR worked_at IS NOT NULL",
            name="work_has_a_worker",
        ),
        all_or_none("application_is_whole", "applied_at", "applied_by"),
        all_or_none("undoing_is_whole", "undone_at", "undone_by"),
        CheckConstraint("undone_at IS NULL OR applied_at IS NOT NULL", name="undone_was_applied"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    file: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_name: Mapped[str] = mapped_column(String(160))
    state: Mapped[str] = mapped_column(short_code(), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    worked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Why it cannot be read, as JSON: a code and what the sentence names.
    refusal: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)
    preview: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by: Mapped[str | None] = mapped_column(String(160))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(160))


class ImportStep(Base):
    """One thing that a batch did, from what to what in JSON; `fate`: what undoing made of it."""

    __tablename__ = "import_step"
    __table_args__ = (
        UniqueConstraint("batch_id", "seq"),
        one_of("deed", DEEDS),
        one_of("fate", ("undone", "kept")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    seq: Mapped[int]
    deed: Mapped[str] = mapped_column(short_code())
    object_kind: Mapped[str] = mapped_column(short_code())
    object_id: Mapped[int]
    field: Mapped[str] = mapped_column(short_code(40), default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    fate: Mapped[str | None] = mapped_column(short_code())
