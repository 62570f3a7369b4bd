"""What answering a commitment shows: its row, alone for htmx, on a page of its own otherwise."""

from urllib.parse import urlsplit

from flask import flash, g, get_flashed_messages, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.domain.tokens import new_token
from tracker.domain.updates import Update
from tracker.queries.plan_view import CommitmentRow
from tracker.web import htmx, reading
from tracker.web.answer_form import AnswerForm, as_it_stands
from tracker.web.answering import corrects, uncorrected
from tracker.web.consequence import Consequence, consequence
from tracker.web.owed import current_reader, owed
from tracker.web.owing import owing
from tracker.web.versions import versions
from tracker.wording import dates, states


def new_form(row: CommitmentRow, answer: str | None) -> AnswerForm | None:
    """The form of `answer`, not sent yet; what its author said lately stands in it."""
    first = {"a": answer, "nonce": new_token(), "version": str(row.live_update_id or 0)}
    if answer == row.answer and corrects(row, current_user.id):
        first = as_it_stands(row) | first
    form = AnswerForm(row, reading.view(), first=first)
    return form if form.chosen else None


def row_page(row: CommitmentRow, form: AnswerForm | None = None) -> str:
    """The row of one commitment, the panel of `form` open in it."""
    seen, reader = reading.view(), current_reader()
    template = "commitments/_row.html" if htmx.asked() else "commitments/page.html"
    return render_template(
        template,
        title=_title(row, form) if htmx.asked() else "",
        item=owed(row, seen, reader),
        form=form,
        consequence=consequence_of(row, form.new_due.data) if form else None,
        nonce=new_token(),
        unit=seen.directory.units[row.unit_id].name,
        back=_list_of(row),
    )


def _title(row: CommitmentRow, form: AnswerForm | None) -> str:
    """What the window of a page that is only partly replaced is called meanwhile."""
    if form is None or not form.errors:
        return ""
    about = reading.view().milestone_of(row).code
    return _("Erreur :") + " " + _("Répondre : %(about)s", about=about) + " | Suivi"


def consequence_of(row: CommitmentRow, new_due: str | None) -> Consequence | None:
    """What a date typed by the person signed in would mean."""
    day = AnswerForm(row, reading.view(), first={"new_due": new_due}).new_due.day
    return consequence(uncorrected(row, current_user.id), reading.view(), day, g.locale)


def conflict_page(row: CommitmentRow, form: AnswerForm, meanwhile: Update) -> str:
    """Both answers side by side, the one just sent not saved."""
    seen = reading.view()
    template = "commitments/_conflict.html" if htmx.asked() else "commitments/conflict.html"
    return render_template(
        template,
        item=owed(row, seen, current_reader()),
        form=form,
        both=versions(
            form.said(),
            meanwhile,
            row,
            seen,
            name=current_user.name,
            locale=g.locale,
            zone=reading.settings().timezone,
        ),
        address=url_for("commitments.update", commitment_id=row.id),
        keep=_list_of(row),
    )


def saved_page(commitment_id: int, saved: Update):
    """After the commit: the new row for htmx, with the notice and the headline beside it."""
    reading.forget_view()
    row = reading.view().by_id[commitment_id]
    text = said_in_words(row, saved)
    if htmx.asked():
        # The row beside the notice offers to take it back; the list may have folded it away.
        flash({"text": text, "undo": None})
        return row_page(row) + _beside()
    undo = url_for("commitments.withdraw_answer", commitment_id=commitment_id, update=saved.id)
    flash({"text": text, "undo": undo})
    return redirect(_list_of(row), 303)


def withdrawn_page(row: CommitmentRow):
    """After an answer was taken back: which one stands now."""
    reading.forget_view()
    now = reading.view().by_id.get(row.id)
    if now is None or now.answer is None or now.said_on is None:
        flash(_("Votre réponse est retirée. Aucune autre n’avait été donnée."))
    else:
        day = dates.short_date(now.said_on, g.locale, reading.today())
        word = states.answer(now.answer)
        flash(
            _(
                "Votre réponse est retirée. La réponse du %(day)s, « %(answer)s », "
                "tient de nouveau.",
                day=day,
                answer=word,
            )
        )
    return redirect(_list_of(row), 303)


def said_in_words(row: CommitmentRow, saved: Update) -> str:
    """« D1-03 : reporté au 3 juin 2016. »"""
    code = reading.view().milestone_of(row).code
    if saved.answer == "postponed":
        day = dates.long_date(saved.new_due, g.locale)
        return _("%(code)s : reporté au %(day)s.", code=code, day=day)
    word = states.answer(saved.answer).lower()
    return _("%(code)s : %(answer)s. C’est enregistré.", code=code, answer=word)


def _beside() -> str:
    """Regions of the page that the answer changes besides its row."""
    beside = render_template(
        "commitments/_notices.html", messages=get_flashed_messages(with_categories=True)
    )
    if urlsplit(request.headers.get("HX-Current-URL", "")).path == url_for("mine.page"):
        whole = owing(reading.view(), current_reader())
        beside += render_template("mine/_conclusion.html", owing=whole, oob=True)
    return beside


def _list_of(row: CommitmentRow) -> str:
    """Where the row stands among others: on one's own page, else on its milestone's."""
    if row.unit_id in current_user.unit_ids:
        return url_for("mine.page", _anchor=f"commitment-{row.id}")
    return url_for("milestones.page", milestone_id=row.milestone_id)
