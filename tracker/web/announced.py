"""What a unit was told will be raised of its commitment, and the sentence it may add."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Form

from tracker import clock
from tracker.domain.raising import SENTENCE_LIMIT, add_sentence
from tracker.mail.announcing import to_whom
from tracker.queries import raisings
from tracker.queries.plan_rows import CommitmentRow, RaisingRow
from tracker.queries.plan_view import PlanView
from tracker.web.fields import AtMost, LineField
from tracker.wording import dates
from tracker.wording.raisings import since_then


class SentenceForm(Form):
    """The unit's own sentence; an empty one takes it away."""

    sentence = LineField(
        _l("Une phrase de votre part"),
        [AtMost(SENTENCE_LIMIT)],
        description=_l("Elle sera lue avec ces mots. Une réponse, elle, y met fin."),
    )
    form_errors = ()


@dataclass(frozen=True, slots=True)
class Step:
    """« Sans réponse d’ici le 12 mai, … en ces mots : », the words, what they could not know."""

    intro: str
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What waits of one commitment; `unit` names whose it is; `sentence` was added by `who`."""

    commitment_id: int
    unit: str
    steps: tuple[Step, ...]
    sentence: str
    who: str


def announced(view: PlanView, row: CommitmentRow, locale: str) -> Announced | None:
    """What was announced of `row` and may still be raised; None where nothing is. No statement."""
    waiting = raisings.waiting_on(view, row.id)
    if not waiting:
        return None
    said = next((one for one in waiting if one.sentence), waiting[0])
    day = dates.short_date(said.sentence_at.date(), locale, view.today) if said.sentence_at else ""
    return Announced(
        row.id,
        view.directory.units[row.unit_id].name,
        tuple(_step(view, row, one, locale) for one in waiting),
        said.sentence,
        f"{said.sentence_by}, {day}" if said.sentence_by else "",
    )


def save(session: Session, view: PlanView, commitment_id: int, sentence: str, by: str) -> bool:
    """Put the sentence beside all that waits of the commitment; False where nothing does any
    more. The caller commits."""
    ids = [one.id for one in raisings.waiting_on(view, commitment_id)]
    return add_sentence(session, ids, sentence, by, clock.now())


def _step(view: PlanView, row: CommitmentRow, one: RaisingRow, locale: str) -> Step:
    who = to_whom(view, row.unit_id, one.step, locale)
    if one.raised_on <= view.today:
        intro = _(
            "La coordination peut porter ce jalon à l’attention de %(who)s en ces mots :", who=who
        )
    else:
        intro = _(
            "Sans réponse d’ici le %(day)s, la coordination pourra porter ce jalon à l’attention "
            "de %(who)s en ces mots :",
            day=dates.short_date(one.raised_on, locale, view.today),
            who=who,
        )
    return Step(intro, one.words(locale), since_then(view, one, locale))
