"""The room « questions »: questions to units, and their answers."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker import clock
from tracker.domain.asking import ask, withdraw_question
from tracker.domain.people import Person
from tracker.domain.questions import Question, QuestionClosed, answer_in_words
from tracker.extensions import db
from tracker.mail import outbox
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.asked import About, told
from tracker.web.editing import actor
from tracker.web.histories import history_of
from tracker.web.owed import current_reader
from tracker.web.owing import coming_slot, slot_sentence
from tracker.web.questions.forms import AnswerForm, QuestionForm
from tracker.web.questions.loading import (
    leaves_alone,
    may_answer,
    may_withdraw,
    question_to_read,
    subject,
)

bp = Blueprint("questions", __name__)


@bp.get("/questions/new")
@requires("question:ask")
def new():
    """Who will get it, the question, when it leaves."""
    about, on = subject()
    return _new_page(QuestionForm(formdata=None), about, on)


@bp.post("/questions/new")
@requires("question:ask")
def create():
    """Ask; at once where somebody can be written to."""
    about, on = subject()
    form = QuestionForm()
    if not form.validate():
        return _new_page(form, about, on), 422
    at_once = form.at_once() or leaves_alone(on.get("commitment_id"))
    question = ask(db.session, actor(), form.text.data, **on)
    if at_once and about.person_id:
        person = db.session.get_one(Person, about.person_id)
        outbox.post(
            db.session,
            reading.settings(),
            "question",
            person,
            clock.now(),
            about_id=question.id,
        )
    db.session.commit()
    flash(_asked_in_words(about, at_once))
    return redirect(url_for("questions.page", question_id=question.id), 303)


@bp.get("/questions/<int:question_id>")
@requires("plan:read")
def page(question_id: int):
    """The question, its age, and its answer beside it."""
    return _page(question_id, AnswerForm(formdata=None))


@bp.post("/questions/<int:question_id>/answer")
@requires("question:answer")
def answer(question_id: int):
    """Answer in words a question on a dossier."""
    row, about = question_to_read(question_id)
    question = _locked(question_id)
    if about.unit_id not in current_user.unit_ids and current_user.role in {"director", "reader"}:
        abort(403)
    form = AnswerForm()
    if question.dossier_id is None:
        abort(409, _("On répond à cette question sur l’engagement lui-même."))
    if not form.validate():
        return _page(question_id, form), 422
    if not may_answer(row, about) or not question.is_open:
        db.session.rollback()
        form.form_errors.append(
            _("Quelqu’un a déjà répondu, ou la question est retirée. Votre texte est intact.")
        )
        return _page(question_id, form, kept=True), 409
    answer_in_words(db.session, question, actor(), form.text.data)
    db.session.commit()
    flash(_("%(code)s : votre réponse est enregistrée.", code=about.code))
    home = about.unit_id in current_user.unit_ids
    page_of = url_for("mine.page") if home else url_for("questions.page", question_id=question_id)
    return redirect(page_of, 303)


@bp.post("/questions/<int:question_id>/withdraw")
@requires("question:ask")
def withdraw(question_id: int):
    """Take the question back while nobody answered it."""
    row, _about = question_to_read(question_id)
    question = _locked(question_id)
    if row.asked_by_id != current_user.id and current_user.role == "director":
        abort(403)
    try:
        withdraw_question(db.session, question, actor())
    except QuestionClosed:
        abort(409, _("Cette question a déjà sa réponse, ou elle est déjà retirée."))
    db.session.commit()
    flash(_("La question est retirée : personne n’a plus à y répondre."))
    return redirect(url_for("questions.page", question_id=question_id), 303)


def _locked(question_id: int) -> Question:
    return db.session.get(Question, question_id, with_for_update=True) or abort(404)


def _new_page(form: QuestionForm, about: About, on: dict[str, int]) -> str:
    view = reading.view()
    slot = coming_slot(view, current_reader())
    when = slot_sentence(slot, view, g.locale) if slot else ""
    monday = _("Avec la prochaine relance, %(when)s", when=when) if when else _("Avec la relance")
    form.when.choices = [("monday", monday), ("now", _("Tout de suite, dans un courriel à part"))]
    if leaves_alone(on.get("commitment_id")):
        form.when.choices, form.when.data = form.when.choices[1:], "now"
    return render_template(
        "questions/new.html", form=form, about=about, action=request.full_path.rstrip("?")
    )


def _page(question_id: int, form: AnswerForm, kept: bool = False) -> str:
    """`kept`: the form stays although the question is closed, for what was typed in it."""
    row, about = question_to_read(question_id)
    return render_template(
        "questions/page.html",
        asked=told(reading.view(), row, about.code),
        about=about,
        form=form,
        open=row.is_open,
        answers=may_answer(row, about) or kept,
        on_row=_own_commitment(row),
        withdraws=may_withdraw(row),
        history=history_of("question", [row.id]),
    )


def _own_commitment(row) -> int | None:
    """The commitment on which its reader answers, where the question is on one of theirs."""
    found = reading.view().by_id.get(row.commitment_id or 0)
    mine = found is not None and row.is_open and found.unit_id in current_user.unit_ids
    return found.id if mine else None


def _asked_in_words(about: About, at_once: bool) -> str:
    if not about.person_id:
        return _("Question enregistrée. Personne ne peut la recevoir encore : la suite est à vous.")
    if at_once:
        return _("Question enregistrée; le courriel part à l’instant à : %(who)s.", who=about.who)
    return _("Question enregistrée; elle part avec la prochaine relance.")
