"""What a unit has promised on a milestone: the lead's own, or a contribution."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, UtcDateTime, all_or_none, one_of, short_code
from tracker.domain.answers import WITHDRAW_WITHIN, Answer
from tracker.domain.milestones import Milestone
from tracker.domain.updates import ANSWERS, Update


class Commitment(Base):
    """One unit on one milestone. What the last answer says is cached by `fold`, and only there."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("milestone_id", "unit_id"),
        one_of("role", ("lead", "contributor")),
        one_of("answer", ANSWERS),
        CheckConstraint("role = 'contributor' OR forecast_due IS NOT NULL", name="lead_forecasts"),
        all_or_none("release_is_whole", "released_at", "released_by", "released_reason"),
        CheckConstraint(
            "took_over_due IS NULL OR took_over_at IS NOT NULL", name="date_taken_over_has_when"
        ),
        all_or_none("live_answer_is_whole", "live_update_id", "answer", "answered_on"),
        Index(
            "uq_commitment_live_lead",
            "milestone_id",
            unique=True,
            sqlite_where=text("role = 'lead' AND released_at IS NULL"),
            postgresql_where=text("role = 'lead' AND released_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str] = mapped_column(short_code())
    version: Mapped[int] = mapped_column(default=1)
    forecast_due: Mapped[date | None]
    live_update_id: Mapped[int | None] = mapped_column(
        ForeignKey("commitment_update.id", use_alter=True)
    )
    answer: Mapped[str | None] = mapped_column(short_code())
    answered_on: Mapped[date | None]
    done_on: Mapped[date | None]
    postponements: Mapped[int] = mapped_column(default=0)
    streak: Mapped[int] = mapped_column(default=0)
    help_wanted: Mapped[bool] = mapped_column(default=False)
    asked_since: Mapped[date | None]
    asked_last: Mapped[date | None]
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_by: Mapped[str | None] = mapped_column(String(160))
    released_reason: Mapped[str | None] = mapped_column(String(500))
    #: When the unit took over the lead from another: what it said before speaks for that no more.
    took_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The date that the lead before had moved to; None: the milestone's own.
    took_over_due: Mapped[date | None]

    milestone: Mapped[Milestone] = relationship("Milestone", back_populates="commitments")
    updates: Mapped[list[Update]] = relationship(
        Update,
        back_populates="commitment",
        foreign_keys=Update.commitment_id,
        order_by=(Update.said_at, Update.id),
    )

    __mapper_args__: ClassVar = {"version_id_col": version}

    def record(
        self,
        answer: Answer,
        *,
        nonce: str,
        at: datetime,
        on: date,
        author_id: int | None,
        author_name: str,
        way: str,
        prior_due: date,
        link_owner_id: int | None = None,
        opened_at: datetime | None = None,
    ) -> Update:
        """Write down an answer that was judged good. The caller flushes, then calls `refold`.

        `opened_at`: when the page that it came from was opened, where that is known.
        Answering again within 24 h of one's own live answer is a correction of it.
        """
        live = live_update(self._own_updates())
        correcting = live is not None and corrects(live.author_id, live.said_at, author_id, at)
        update = Update(
            nonce=nonce,
            answer=answer.answer,
            said_at=at,
            said_on=on,
            author_id=author_id,
            author_name=author_name,
            way=way,
            link_owner_id=link_owner_id,
            prior_due=live.prior_due if correcting and live else prior_due,
            done_on=answer.done_on if answer.answer == "done" else None,
            new_due=answer.new_due if answer.answer == "postponed" else None,
            reason=answer.reason if answer.answer == "postponed" else None,
            sentence=answer.sentence.strip(),
            link=answer.link.strip() if answer.answer == "done" else "",
            help_wanted=answer.help_wanted and answer.answer == "postponed",
            blocker_unit_id=answer.blocker_unit_id if answer.answer == "blocked" else None,
            blocker_words=answer.blocker_words.strip() if answer.answer == "blocked" else "",
            corrects_id=live.id if correcting and live else None,
            opened_at=opened_at,
        )
        self.updates.append(update)
        return update

    def refold(self, asks: Sequence["Ask"] = ()) -> None:
        """Cache what the answers say now. `asks`: accepted mails that asked, oldest first."""
        since = self.took_over_at
        folded = fold(
            self._own_updates(),
            self.role,
            self.took_over_due or self.milestone.baseline_due,
            [ask for ask in asks if since is None or ask.at > since],
        )
        self.live_update_id = folded.live_update_id
        self.answer = folded.answer
        self.answered_on = folded.answered_on
        self.done_on = folded.done_on
        self.forecast_due = folded.forecast_due
        self.postponements = folded.postponements
        self.streak = folded.streak
        self.help_wanted = folded.help_wanted
        self.asked_since = folded.asked_since
        self.asked_last = folded.asked_last

    def take_over(self, at: datetime, due: date | None) -> None:
        """Become the lead after another unit, at the date it had said (None: the milestone's).

        The caller refolds: the new lead has said nothing yet.
        """
        self.forecast_due = due or self.milestone.baseline_due
        self.role, self.took_over_at, self.took_over_due = "lead", at, due

    def hand_over(self) -> None:
        """Contribute from now on, under the lead of another. The caller refolds."""
        self.role, self.took_over_at, self.took_over_due = "contributor", None, None

    def _own_updates(self) -> list[Update]:
        """The answers given in its present role."""
        since = self.took_over_at
        return [update for update in self.updates if since is None or update.said_at > since]


@dataclass(frozen=True, slots=True)
class Ask:
    """An accepted mail that asked: the day it stands for, the instant it was accepted."""

    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Folded:
    """What a list of answers comes to."""

    live_update_id: int | None = None
    answer: str | None = None
    answered_on: date | None = None
    done_on: date | None = None
    forecast_due: date | None = None
    postponements: int = 0
    streak: int = 0
    help_wanted: bool = False
    asked_since: date | None = None
    asked_last: date | None = None


def standing_updates(updates: Iterable[Update]) -> list[Update]:
    """The answers that count, oldest first: neither withdrawn nor corrected since."""
    kept = [update for update in updates if update.withdrawn_at is None]
    corrected = {update.corrects_id for update in kept if update.corrects_id is not None}
    kept = [update for update in kept if update.id is None or update.id not in corrected]
    return sorted(kept, key=lambda update: (update.said_at, update.id or 0))


def live_update(updates: Iterable[Update]) -> Update | None:
    """The newest answer that was not withdrawn."""
    kept = standing_updates(updates)
    return kept[-1] if kept else None


def fold(
    updates: Iterable[Update], role: str, starting_due: date, asks: Sequence[Ask] = ()
) -> Folded:
    """The one place where answers become state; running it again gives the same.

    `starting_due`: the current baseline, or the date taken over from the lead before. A lead
    forecasts it until it says otherwise; a contributor has no forecast of its
    own until it says one. Only a move to a later date counts as a postponement.
    """
    kept = standing_updates(updates)
    moves = [update for update in kept if update.answer == "postponed" and update.new_due]
    forecast = moves[-1].new_due if moves else (starting_due if role == "lead" else None)
    live = kept[-1] if kept else None
    unanswered = [ask.on for ask in asks if live is None or ask.at > live.said_at]
    streak = 0
    for update in reversed(kept):
        if update.answer != "on_track":
            break
        streak += 1
    return Folded(
        live_update_id=live.id if live else None,
        answer=live.answer if live else None,
        answered_on=live.said_on if live else None,
        done_on=live.done_on if live else None,
        forecast_due=forecast,
        postponements=sum(1 for move in moves if move.new_due > move.prior_due),
        streak=streak,
        help_wanted=bool(live and live.help_wanted),
        asked_since=min(unanswered, default=None),
        asked_last=max((ask.on for ask in asks), default=None),
    )


def corrects(
    said_by: int | None, said_at: datetime | None, speaker_id: int | None, at: datetime
) -> bool:
    """Whether what `speaker_id` says at `at` corrects the live answer that `said_by` gave at
    `said_at` (None: nothing was said): its own, less than 24 h old.

    People are told apart by id, so one who was renamed is the same. Whoever answers through
    somebody else's link has a name but no id, and corrects nothing.
    """
    own = speaker_id is not None and said_by == speaker_id
    return own and said_at is not None and at - said_at < WITHDRAW_WITHIN


def may_withdraw(update: Update, live_update_id: int | None, at: datetime) -> bool:
    """Its author may withdraw an answer for 24 h, or until the next one."""
    return (
        update.withdrawn_at is None
        and update.id == live_update_id
        and at - update.said_at < WITHDRAW_WITHIN
    )
