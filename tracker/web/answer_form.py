"""The form of the four answers, the same on the page of a lead and behind a mail's link."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Form,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from tracker.domain.answers import Answer, Problem
from tracker.domain.tokens import new_token
from tracker.domain.updates import ANSWERS, REASONS
from tracker.queries.plan_view import CommitmentRow, PlanView
from tracker.web.addresses import row_id
from tracker.web.fields import TypedDateField, clean_text
from tracker.web.opened import read_stamp, stamp
from tracker.wording import states
from tracker.wording.answer_words import problem

NAME_LIMIT = 120
_NONCE = re.compile(r"[\w-]{8,80}")
_LONE_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


class AnswerForm(Form):
    """What somebody says of one commitment. Each answer has a sentence of its own, so that the
    four panels may stand in one form and nothing typed is lost by choosing another."""

    a = RadioField(_l("Où en êtes-vous?"))
    done_on = TypedDateField(_l("Fait le"), filters=[clean_text])
    done_sentence = TextAreaField(_l("Une phrase ou un lien qui le montre"), filters=[clean_text])
    on_track_sentence = TextAreaField(_l("En une phrase"), filters=[clean_text])
    new_due = TypedDateField(_l("Nouvelle date"), filters=[clean_text])
    reason = RadioField(_l("Raison"))
    postponed_sentence = TextAreaField(_l("En une phrase"), filters=[clean_text])
    help = RadioField(_l("Avez-vous besoin d’aide?"), default="0")
    blocker = SelectField(_l("Par quelle unité?"))
    blocker_words = StringField(_l("Sinon, par qui ou par quoi, hors de la Ville?"))
    blocked_sentence = TextAreaField(_l("En une phrase"), filters=[clean_text])
    spoken_by = StringField(_l("Votre nom"), filters=[clean_text])
    nonce = HiddenField()
    version = HiddenField()
    opened = HiddenField()

    def __init__(
        self,
        row: CommitmentRow,
        seen: PlanView,
        sent: Mapping | None = None,
        first: Mapping | None = None,
    ) -> None:
        """`sent`: what the browser posted. `first`: values of a form that was not sent yet."""
        super().__init__(
            formdata=sent, data={"done_on": seen.today.isoformat()} | dict(first or {})
        )
        self.row = row
        self.opened.data = self.opened.data or (stamp(row.id) if sent is None else "")
        self.a.choices = [(code, states.answer(code)) for code in ANSWERS]
        self.reason.choices = [(code, states.reason(code)) for code in REASONS]
        self.help.choices = [("0", _("Non, c’est en main")), ("1", _("Oui, prévenir le Bureau"))]
        self.blocker.choices = _blockers(row, seen)
        self._units = {unit.id for unit in seen.directory.live_units}
        self.postponed_sentence.flags.optional = True
        for field in self:
            if field is not self.a:  # Several panels may be open; the choice stands once.
                field.id = field.label.field_id = f"{field.short_name}-{row.id}"

    @property
    def chosen(self) -> str | None:
        """The answer chosen, or None."""
        return self.a.data if self.a.data in ANSWERS else None

    @property
    def sentence(self):
        """The sentence field of the answer chosen."""
        return self[f"{self.chosen}_sentence"] if self.chosen else None

    @property
    def key(self) -> str:
        """What makes two presses of one button one answer."""
        sent = self.nonce.data or ""
        return sent if _NONCE.fullmatch(sent) else new_token()

    @property
    def seen_update(self) -> int:
        """Id of the answer that stood when the form was made; 0 for none."""
        sent = self.version.data or ""
        return row_id(sent)

    @property
    def opened_at(self) -> datetime | None:
        """When the form was opened, as its own signature says; None where it says nothing."""
        return read_stamp(self.opened.data, self.row.id)

    def said(self) -> Answer:
        """What was said, before it is judged."""
        sentence = self.sentence.data if self.sentence else ""
        link = ""
        if self.chosen == "done" and _LONE_LINK.fullmatch(sentence):
            sentence, link = "", sentence
        blocker = row_id(self.blocker.data)
        return Answer(
            self.chosen or "",
            done_on=self.done_on.day,
            new_due=self.new_due.day,
            reason=self.reason.data if self.reason.data in REASONS else None,
            sentence=sentence,
            link=link,
            help_wanted=self.help.data == "1",
            blocker_unit_id=blocker if blocker in self._units else None,
            blocker_words=clean_text(self.blocker_words.data),
        )

    def refuse(self, found: Iterable[Problem]) -> None:
        """Put each problem beside its field, as a sentence; a date nobody could read goes first."""
        for wrong in found:
            field = self._field_of(wrong)
            unreadable = isinstance(field, TypedDateField) and field.data and not field.day
            field.errors = [problem("date_unreadable" if unreadable else wrong.code)]
            if wrong.code == "on_track_after_due":
                self.a.data = "postponed"

    def refuse_name(self) -> bool:
        """Whether the name given is too long to be one; says so beside it."""
        wrong = len(self.spoken_by.data or "") > NAME_LIMIT
        if wrong:
            self.spoken_by.errors = [problem("name_too_long")]
        return wrong

    def _field_of(self, wrong: Problem):
        if wrong.field == "sentence":
            return self.sentence or self.a
        return self[{"answer": "a", "link": "done_sentence"}.get(wrong.field, wrong.field)]


def as_it_stands(row: CommitmentRow) -> dict[str, str]:
    """The live answer as values of the form, for its author to correct."""
    values = {f"{row.answer}_sentence": row.sentence or row.link}
    if row.answer == "done" and row.done_on:
        values["done_on"] = row.done_on.isoformat()
    if row.answer == "postponed" and row.new_due:
        values |= {
            "new_due": row.new_due.isoformat(),
            "reason": row.reason or "",
            "help": "1" if row.help_wanted else "0",
        }
    if row.answer == "blocked":
        values |= {
            "blocker": str(row.blocker_unit_id or ""),
            "blocker_words": row.blocker_words,
        }
    return values


def _blockers(row: CommitmentRow, seen: PlanView) -> list[SelectChoice]:
    units = [unit for unit in seen.directory.live_units if unit.id != row.unit_id]
    groups = (
        (_("Services et directions"), [unit for unit in units if unit.kind != "borough"]),
        (_("Arrondissements"), [unit for unit in units if unit.kind == "borough"]),
    )
    return [
        SelectChoice("", _("Choisir une unité")),
        *(
            SelectChoice(str(unit.id), unit.name, optgroup=name)
            for name, members in groups
            for unit in members
        ),
    ]
