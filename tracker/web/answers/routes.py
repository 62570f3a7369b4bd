"""The pages behind the link of a mail: they show by GET, record by POST, and sign nobody in."""

from flask import Blueprint, g, redirect, request, url_for

from tracker import clock
from tracker.domain import opt_outs
from tracker.domain.messages import MailLink
from tracker.domain.updates import Update
from tracker.extensions import csrf, db
from tracker.web import giving, locale, reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.announced import SentenceForm, save
from tracker.web.answer_form import AnswerForm
from tracker.web.answering import Speaker, say, withdraw
from tracker.web.answers import pages, values, words
from tracker.web.answers.links import LinkRefused, Opened, link_of, open_link, row_behind

bp = Blueprint("answers", __name__, url_prefix="/answer/<token>")
csrf.exempt(bp)  # The token is the authority; there is no cookie to abuse.


@bp.before_request
def keep_secret() -> None:
    """What the address opens must lie in no cache."""
    g.secret_page = True


@bp.after_request
def keep_out_of_indexes(response):
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@bp.errorhandler(LinkRefused)
def refused(refusal: LinkRefused):
    """Why the link opens nothing, with a way on."""
    db.session.rollback()
    if refusal.locale:
        locale.use(refusal.locale)
    return pages.refused_page(refusal.why), refusal.status


@bp.get("/<int:commitment_id>")
@requires("link")
def ask(token: str, commitment_id: int):
    """The commitment and the four answers; the one of `a` is chosen, nothing is recorded."""
    opened = _opened(token)
    row = row_behind(opened, reading.view(), commitment_id)
    return pages.ask_page(opened, row, pages.new_form(opened, row, request.args.get("a")))


@bp.post("/<int:commitment_id>")
@requires("link")
def answer(token: str, commitment_id: int):
    """Record an answer: 422 where something is missing, 409 where somebody else answered."""
    opened = _opened(token)
    row = row_behind(opened, reading.view(), commitment_id)
    form = AnswerForm(row, reading.view(), sent=request.form)
    if "edit" in request.form:
        return pages.ask_page(opened, row, form)
    if form.refuse_name():
        return pages.ask_page(opened, row, form), 422
    outcome = say(
        row,
        form.said(),
        _speaker(opened, form),
        nonce=form.key,
        seen=form.seen_update,
        opened_at=form.opened_at,
    )
    if outcome.problems:
        form.refuse(outcome.problems)
        return pages.ask_page(opened, row, form), 422
    if outcome.meanwhile:
        return pages.conflict_page(opened, row, form, outcome.meanwhile), 409
    db.session.commit()
    return redirect(pages.address("saved", opened, commitment_id, u=outcome.saved.id), 303)


@bp.post("/<int:commitment_id>/sentence")
@requires("link")
def add_sentence(token: str, commitment_id: int):
    """The sentence to be read with what was announced; 422 where it is too long."""
    opened = _opened(token)
    row = row_behind(opened, reading.view(), commitment_id)
    form = SentenceForm(request.form)
    if not form.validate():
        return pages.ask_page(opened, row, pages.new_form(opened, row, None), form), 422
    if not save(db.session, reading.view(), row.id, form.sentence.data, opened.person.name):
        raise LinkRefused("nothing_announced")
    db.session.commit()
    return redirect(pages.address("ask", opened, commitment_id, _anchor="phrase"), 303)


@bp.get("/<int:commitment_id>/saved")
@requires("link")
def saved(token: str, commitment_id: int):
    """What was recorded, how to take it back, and what remains to be answered."""
    opened = _opened(token)
    row = row_behind(opened, reading.view(), commitment_id)
    update = db.session.get(Update, row_id(request.args.get("u")))
    if update is None or update.commitment_id != row.id or not _owner(opened).gave(update):
        raise LinkRefused("unknown")
    return pages.saved_page(opened, row, update)


@bp.post("/<int:commitment_id>/withdraw")
@requires("link")
def withdraw_answer(token: str, commitment_id: int):
    """Take back an answer given through this link, within 24 h and until the next one."""
    opened = _opened(token)
    row = row_behind(opened, reading.view(), commitment_id)
    update_id = row_id(request.args.get("u"))
    if not withdraw(update_id, row, _owner(opened)):
        raise LinkRefused("too_late")
    db.session.commit()
    return redirect(pages.address("saved", opened, commitment_id, u=update_id), 303)


@bp.get("/question/<int:question_id>")
@requires("link")
def ask_in_words(token: str, question_id: int):
    """A question on a dossier, or the answer it has; nothing is recorded."""
    opened = _opened(token)
    asked = words.question_behind(db.session, opened, reading.view(), question_id)
    return words.question_page(opened, asked, words.WordsForm())


@bp.post("/question/<int:question_id>")
@requires("link")
def answer_in_words(token: str, question_id: int):
    """Record an answer in words: 422 where none is written, 409 where somebody else answered."""
    opened = _opened(token)
    asked = words.question_behind(db.session, opened, reading.view(), question_id, lock=True)
    form = words.WordsForm(request.form)
    if not form.validate():
        return words.question_page(opened, asked, form), 422
    if not words.save(db.session, opened, asked, form.answer.data):
        return words.question_page(opened, asked, form, late=True), 409
    db.session.commit()
    here = url_for(
        "answers.ask_in_words",
        token=token,
        question_id=question_id,
        lang=request.args.get("lang"),
    )
    return redirect(here, 303)


@bp.get("/value/<int:indicator_id>/<int:unit_id>/<period>")
@requires("link")
def value(token: str, indicator_id: int, unit_id: int, period: str):
    """The late value of an indicator, or the one that was given; nothing is recorded."""
    opened = _opened(token)
    what = values.value_behind(db.session, opened, reading.view(), indicator_id, unit_id, period)
    saved = what.standing is not None and "edit" not in request.args
    return values.value_page(opened, what, giving.new_form(what), saved=saved)


@bp.post("/value/<int:indicator_id>/<int:unit_id>/<period>")
@requires("link")
def give_value(token: str, indicator_id: int, unit_id: int, period: str):
    """Keep a value: 422 where it is no number, 409 where somebody else gave one."""
    opened = _opened(token)
    what = values.value_behind(
        db.session, opened, reading.view(), indicator_id, unit_id, period, lock=True
    )
    form = giving.ValueForm(request.form)
    kept, status = giving.save(db.session, what, form, values.speaker(opened))
    if kept is None:
        return values.value_page(opened, what, form, conflicting=status == 409), status
    db.session.commit()
    return redirect(values.here(opened, what), 303)


@bp.get("/not-mine")
@requires("link")
def not_mine(token: str):
    """Ask whether the mail came to the wrong person."""
    link = _link(token)
    return pages.not_mine_page(token, link.misdirected_at is not None)


@bp.post("/not-mine")
@requires("link")
def tell_not_mine(token: str):
    """Note that the mail came to the wrong person."""
    link = _link(token)
    if link.misdirected_at is None:
        link.misdirected_at = clock.now()
        db.session.commit()
    return pages.not_mine_page(token, True)


@bp.get("/unsubscribe")
@requires("link")
def unsubscribe(token: str):
    """Say what asking for no more reminders does; nothing is recorded."""
    link = _link_in_use(token)
    waiting = reading.view().directory.people[link.person_id].opted_out_at is not None
    return pages.unsubscribe_page(token, waiting)


@bp.post("/unsubscribe")
@requires("link")
def tell_unsubscribe(token: str):
    """Tell the coordination. Also what a mail reader's own button posts (RFC 8058): no
    redirection, and the same answer to a second press."""
    link = _link_in_use(token)
    way = "one_click" if request.form.get("List-Unsubscribe") == "One-Click" else "page"
    opt_outs.ask(db.session, link, way, clock.now())
    db.session.commit()
    return pages.unsubscribe_page(token, True)


def _link_in_use(token: str) -> MailLink:
    """The link, however old, of somebody who may still be written to there. Raises LinkRefused."""
    link = _link(token)
    if link.revoked_at is not None:
        raise LinkRefused("revoked")
    if not reading.view().directory.people[link.person_id].active:
        raise LinkRefused("not_yours")
    return link


def _link(token: str) -> MailLink:
    link = link_of(db.session, token)
    locale.use(reading.view().directory.people[link.person_id].locale)
    return link


def _opened(token: str) -> Opened:
    opened = open_link(db.session, reading.view(), token, clock.now())
    locale.use(opened.person.locale)
    return opened


def _owner(opened: Opened) -> Speaker:
    person = opened.person
    return Speaker(person.id, person.name, "mail", person.id)


def _speaker(opened: Opened, form: AnswerForm) -> Speaker:
    """The link's owner, or whoever says to be somebody else."""
    name = form.spoken_by.data
    if not name or name == opened.person.name:
        return _owner(opened)
    return Speaker(None, name, "mail", opened.person.id)
