"""The answers of a file, recorded as those of a page are."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.asking import answer_question
from tracker.domain.asks import asks_of_many
from tracker.domain.commitments import Commitment
from tracker.domain.tokens import new_token
from tracker.domain.updates import Update
from tracker.exchange.workbook.answering import spoken
from tracker.exchange.workbook.findings import Change
from tracker.exchange.workbook.hand import Hand
from tracker.exchange.workbook.sheets import day


def record(hand: Hand, taken: Sequence[Change], today: date) -> None:
    """Every answer, then what each commitment comes to: a few statements for all of them."""
    ids = [change.ident for change in taken]
    held: dict[int, Commitment] = {}
    for start in range(0, len(ids), 500):
        loaded = (selectinload(Commitment.updates), selectinload(Commitment.milestone))
        some = (
            select(Commitment).options(*loaded).where(Commitment.id.in_(ids[start : start + 500]))
        )
        held |= {one.id: one for one in hand.session.scalars(some)}
    saved: list[tuple[Commitment, Update, int | None]] = []
    for change in taken:
        commitment = held[change.ident]
        before = commitment.live_update_id
        update = commitment.record(
            spoken(change.answer),
            nonce=new_token(),
            at=hand.actor.at,
            on=today,
            author_id=hand.actor.person_id,
            author_name=hand.actor.name,
            way="file",
            prior_due=day(change.answer["prior_due"]),
        )
        saved.append((commitment, update, before))
    hand.session.flush()
    asks = asks_of_many(hand.session, held)
    for commitment, update, before in saved:
        commitment.refold(asks.get(commitment.id, ()))
        if update.sentence:
            answer_question(hand.session, update)
        hand.journal.add("answered", "commitment", commitment.id, "", before, update.id)
    hand.session.flush()
