"""The question on a dossier behind the link of a mail: shown by GET, answered in words by POST."""

from dataclasses import dataclass

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import Form

from tracker import clock
from tracker.domain.changes import Actor
from tracker.domain.messages import MailLink, Message
from tracker.domain.questions import Question, QuestionClosed, answer_in_words
from tracker.domain.tokens import token_hash
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.answers.links import LinkRefused, Opened
from tracker.web.fields import AtMost, Given, WordsField
from tracker.wording import plan

#: Characters of an answer, as the column holds.
LONGEST = 2000


class WordsForm(Form):
    """An answer in words."""

    answer = WordsField(
        _l("Votre réponse"),
        description=_l("Quelques phrases suffisent."),
        validators=[Given(_l("Écrivez votre réponse.")), AtMost(LONGEST)],
    )
    form_errors = ()


@dataclass(frozen=True)
class Asked:
    """A question with the dossier it is about and the unit that is asked."""

    question: Question
    dossier: str
    unit: str
    asker: str


def question_behind(
    session: Session, opened: Opened, seen: PlanView, question_id: int, *, lock: bool = False
) -> Asked:
    """The question, when the link's mail asked it and its owner still answers for the dossier.

    `lock`: hold the row until the commit. Raises LinkRefused.
    """
    question = session.get(Question, question_id, with_for_update=lock)
    kind, about_id = _mail(session, opened.token)
    asked = question is not None and question.dossier_id is not None
    if not asked or question.asked_at > opened.created_at:
        raise LinkRefused("unknown")
    if kind != "weekly" and about_id != question.id:
        raise LinkRefused("unknown")
    dossier = seen.dossier_by_id.get(question.dossier_id)
    if dossier is None or question.withdrawn_at is not None:
        raise LinkRefused("question_closed")
    units = {unit.id: unit for unit in seen.directory.units_of(opened.person.id)}
    if dossier.lead_unit_id not in units:
        raise LinkRefused("not_yours")
    asker = seen.directory.people.get(question.asked_by_id)
    return Asked(
        question,
        plan.dossier_name(dossier, g.locale),
        units[dossier.lead_unit_id].name,
        asker.name if asker else "",
    )


def save(session: Session, opened: Opened, asked: Asked, text: str) -> bool:
    """Answer in the name of the link's owner; False when somebody did meanwhile."""
    actor = Actor(opened.person.id, opened.person.name, clock.now(), "mail")
    try:
        answer_in_words(session, asked.question, actor, text)
    except QuestionClosed:
        return False
    return True


def question_page(opened: Opened, asked: Asked, form: WordsForm, *, late: bool = False) -> str:
    """The question and a field; or the answer it has. `late`: somebody answered meanwhile."""
    return render_template(
        "answers/question.html",
        asked=asked,
        question=asked.question,
        form=form,
        late=late,
        person=opened.person,
        action=_here(opened, asked.question.id, request.args.get("lang")),
        lang_url=_here(opened, asked.question.id, "en" if g.locale == "fr" else "fr"),
        not_mine=url_for("answers.not_mine", token=opened.token),
        last_day=opened.expires_at.astimezone(reading.settings().timezone).date(),
        title=_("Une question sur le dossier %(name)s", name=asked.dossier),
    )


def _here(opened: Opened, question_id: int, lang: str | None) -> str:
    return url_for("answers.ask_in_words", token=opened.token, question_id=question_id, lang=lang)


def _mail(session: Session, token: str) -> tuple[str, int | None]:
    row = session.execute(
        select(Message.kind, Message.about_id)
        .join(MailLink, MailLink.message_id == Message.id)
        .where(MailLink.token_hash == token_hash(token))
    ).one()
    return row.kind, row.about_id
