"""The commitments of a milestone as they stood on a past day."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Row

from tracker.domain.commitments import Folded, fold
from tracker.queries.directory import Directory
from tracker.queries.plan_rows import CommitmentRow, MilestoneRow, PlanRow, QuestionRow
from tracker.queries.then_known import Known
from tracker.queries.then_rows import Share


class SharesThen:
    """The commitments of each milestone, their answers folded anew by the same rule."""

    def __init__(self, known: Known, plan: PlanRow, directory: Directory) -> None:
        self.known, self.plan, self.directory = known, plan, directory
        self.last_question = {
            row.commitment_id: row for row in known.questions if row.commitment_id is not None
        }
        self.shares: dict[int, list[Share]] = {}
        for share in known.undone.shares.values():
            if not share.absent:
                self.shares.setdefault(share.milestone_id, []).append(share)

    def of(self, milestone: MilestoneRow) -> list[CommitmentRow]:
        shares = self.shares.get(milestone.id, [])
        shares.sort(key=lambda share: (share.role != "lead", share.id))
        folded = {share.id: self._fold(share, milestone) for share in shares}
        lead = next((one for one in shares if one.role == "lead" and not one.released), None)
        forecast = folded[lead.id].forecast_due if lead else None
        return [self._row(one, milestone, folded[one.id], forecast, lead) for one in shares]

    def _fold(self, share: Share, milestone: MilestoneRow) -> Folded:
        since, due = self._taken_over(share, milestone)
        said = self.known.answers.get(share.id, [])
        asks = self.known.asks.get(share.id, [])
        if since is not None:
            said = [one for one in said if one.said_at > since]
            asks = [ask for ask in asks if ask.at > since]
        return fold(said, share.role, due or milestone.baseline_due, asks)

    def _taken_over(
        self, share: Share, milestone: MilestoneRow
    ) -> tuple[datetime | None, date | None]:
        """When the share took the lead over, and from what date; Nones where it did not."""
        if share.role != "lead":
            return None, None
        if share.took_over_at is not None and share.took_over_at < self.known.until:
            return share.took_over_at, share.took_over_due
        spells = self.known.undone.spells.get(milestone.id, [])
        since = next((at for at, taker in reversed(spells) if taker is share), None)
        if since is None:
            return None, None
        # It handed over since, and its date went with it: its first answer says from where.
        said = (one for one in self.known.answers.get(share.id, []) if one.said_at > since)
        first = next(said, None)
        return since, first.prior_due if first else self._handed_on(milestone)

    def _handed_on(self, milestone: MilestoneRow) -> date | None:
        """The date that the lead of today took over: that of a lead who never answered."""
        everyone = self.known.undone.shares.values()
        mine = (one for one in everyone if one.milestone_id == milestone.id)
        return next((one.took_over_due for one in mine if one.took_over_at is not None), None)

    def _row(
        self,
        share: Share,
        milestone: MilestoneRow,
        folded: Folded,
        forecast: date | None,
        lead: Share | None,
    ) -> CommitmentRow:
        row = self.known.now.by_id[share.id]
        said = self.known.answers.get(share.id, [])
        live = next((one for one in said if one.id == folded.live_update_id), None)
        reply = self.known.replies.get(folded.live_update_id or 0)
        question = self.last_question.get(share.id)
        heir = self.known.now.directory.living(share.unit_id) or share.unit_id
        reachable = folded.asked_since is not None or (
            self.directory.recipient_of(heir) is not None
        )
        return replace(
            row,
            plan_state=self.plan.state,
            plan_ends_on=self.plan.ends_on,
            milestone_withdrawn=milestone.withdrawn,
            has_lead=lead is not None,
            released=share.released,
            role=share.role,
            starts_on=milestone.starts_on,
            baseline_due=milestone.baseline_due,
            lead_forecast=forecast,
            forecast=folded.forecast_due,
            answer=folded.answer,
            answered_on=folded.answered_on,
            done_on=folded.done_on,
            postponements=folded.postponements,
            streak=folded.streak,
            help_wanted=folded.help_wanted,
            asked_since=folded.asked_since,
            asked_last=folded.asked_last,
            reachable=reachable,
            dossier_id=milestone.dossier_id,
            unit_id=share.unit_id,
            live_update_id=folded.live_update_id,
            **_said(live, self.directory),
            **_asked(question),
            **_replied(reply),
        )


def _said(live: Row | None, directory: Directory) -> dict[str, object]:
    """What the live answer says, as a commitment's row holds it."""
    return {
        "said_at": live.said_at if live else None,
        "said_on": live.said_on if live else None,
        "author_id": live.author_id if live else None,
        "author_name": live.author_name if live else None,
        "way": live.way if live else None,
        "sentence": live.sentence if live else "",
        "link": live.link if live else "",
        "reason": live.reason if live else None,
        "prior_due": live.prior_due if live else None,
        "new_due": live.new_due if live else None,
        "blocker_unit_id": directory.living(live.blocker_unit_id) if live else None,
        "blocker_words": live.blocker_words if live else "",
    }


def _asked(question: QuestionRow | None) -> dict[str, object]:
    return {
        "question_open": question is not None,
        "question_id": question.id if question else None,
        "question_text": question.text if question else None,
        "question_at": question.asked_at if question else None,
        "question_by_id": question.asked_by_id if question else None,
    }


def _replied(reply: Row | None) -> dict[str, object]:
    return {
        "replied_at": reply.at if reply else None,
        "reply_kind": reply.kind if reply else None,
        "reply_on": reply.promised_on if reply else None,
        "reply_sentence": reply.sentence if reply else "",
        "reply_by": reply.by_name if reply else None,
        "reply_at": reply.at if reply else None,
    }
