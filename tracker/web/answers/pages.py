"""What the link of a mail shows: the question, both versions, thanks, or why it opens nothing."""

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.domain.answers import WITHDRAW_WITHIN
from tracker.domain.commitments import may_withdraw
from tracker.domain.tokens import new_token
from tracker.domain.updates import Update
from tracker.queries.plan_view import CommitmentRow
from tracker.web import reading
from tracker.web.announced import SentenceForm, announced
from tracker.web.answer_form import AnswerForm, as_it_stands
from tracker.web.answering import corrects, uncorrected
from tracker.web.answers.links import Opened, asked_rows, still_owed
from tracker.web.consequence import consequence
from tracker.web.owed import Reader, owed, share, too_late_for_on_track
from tracker.web.owing import coming_slot, slot_sentence
from tracker.web.versions import said_facts, versions
from tracker.wording.spelled import capitalised, spelled


def address(page: str, opened: Opened, commitment_id: int, **query: object) -> str:
    """Address of a page behind the link; keeps the language asked for in the address."""
    if request.args.get("lang") == g.locale:
        query["lang"] = g.locale
    return url_for(f"answers.{page}", token=opened.token, commitment_id=commitment_id, **query)


def new_form(opened: Opened, row: CommitmentRow, answer: str | None) -> AnswerForm:
    """The form not sent yet; what the link's owner said lately stands in it."""
    first = {"a": answer, "nonce": new_token(), "version": str(row.live_update_id or 0)}
    if corrects(row, opened.person.id):
        first = as_it_stands(row) | first | {"a": answer or row.answer}
    return AnswerForm(row, reading.view(), first=first)


def ask_page(
    opened: Opened, row: CommitmentRow, form: AnswerForm, phrase: SentenceForm | None = None
) -> str:
    """The commitment, its dates, what was said last, the four answers; and what was announced,
    with the sentence that may be added to it (`phrase`, where it is to mend)."""
    seen, reader = reading.view(), _reader(opened)
    told = announced(seen, row, g.locale)
    asker = seen.directory.people.get(row.question_by_id or 0)
    return render_template(
        "answers/page.html",
        item=owed(row, seen, reader),
        row=row,
        form=form,
        share=share(row, seen, reader),
        silent=seen.silent_for(row) if seen.word(row) == "silent" else 0,
        asker=asker.name if asker else "",
        consequence=consequence(
            uncorrected(row, opened.person.id), seen, form.new_due.day, g.locale
        ),
        too_late=too_late_for_on_track(row, seen),
        place=_place(opened, row),
        action=address("answer", opened, row.id),
        not_mine=url_for("answers.not_mine", token=opened.token),
        opened=opened,
        announced=told,
        phrase=phrase or SentenceForm(data={"sentence": told.sentence if told else ""}),
        phrase_action=address("add_sentence", opened, row.id),
        count=len(asked_rows(opened, seen)),
        last_day=opened.expires_at.astimezone(reading.settings().timezone).date(),
        **_around(opened, row),
    )


def conflict_page(opened: Opened, row: CommitmentRow, form: AnswerForm, meanwhile: Update) -> str:
    """Both answers, the one just sent not saved."""
    seen = reading.view()
    return render_template(
        "answers/conflict.html",
        item=owed(row, seen, _reader(opened)),
        form=form,
        both=versions(
            form.said(),
            meanwhile,
            row,
            seen,
            name=form.spoken_by.data or opened.person.name,
            locale=g.locale,
            zone=reading.settings().timezone,
        ),
        address=address("answer", opened, row.id),
        keep=address("ask", opened, row.id),
        **_around(opened, row),
    )


def saved_page(opened: Opened, row: CommitmentRow, update: Update) -> str:
    """Thanks, what was recorded, how to take it back, and what remains."""
    seen, reader = reading.view(), _reader(opened)
    remaining = [other for other in still_owed(opened, seen) if other.id != row.id]
    slot = coming_slot(seen, reader)
    return render_template(
        "answers/saved.html",
        item=owed(row, seen, reader),
        update=update,
        facts=said_facts(update, row, seen, g.locale),
        slip_text=slip_of(row, update),
        withdraw=address("withdraw_answer", opened, row.id, u=update.id)
        if may_withdraw(update, row.live_update_id, clock.now())
        else None,
        until=update.said_at + WITHDRAW_WITHIN,
        again=address("ask", opened, row.id),
        remaining=[
            (owed(other, seen, reader), address("ask", opened, other.id)) for other in remaining
        ],
        remaining_title=_remaining_title(len(remaining)),
        next_slot=slot_sentence(slot, seen, g.locale) if slot else None,
        **_around(opened, row),
    )


def slip_of(row: CommitmentRow, update: Update) -> str:
    """The slippage recorded with a new date; empty for any other answer."""
    if update.answer != "postponed" or update.id != row.live_update_id:
        return ""
    seen = reading.view()
    return owed(row, seen, Reader(None, (), g.locale, clock.now())).slip


def not_mine_page(token: str, told: bool) -> str:
    """Whether the mail came to the wrong person; thanks once it was said."""
    return render_template("answers/not_mine.html", told=told, token=token, lang_url=_other_lang())


def unsubscribe_page(token: str, told: bool) -> str:
    """What asking for no more reminders does; thanks once it was asked."""
    return render_template(
        "answers/unsubscribe.html", told=told, token=token, lang_url=_other_lang()
    )


def refused_page(why: str) -> str:
    """Why the link opens nothing, in words, with a way on."""
    return render_template("answers/refused.html", why=why, lang_url=_other_lang())


def _reader(opened: Opened) -> Reader:
    units = tuple(unit.id for unit in reading.view().directory.units_of(opened.person.id))
    return Reader(opened.person.id, units, g.locale, clock.now())


def _around(opened: Opened, row: CommitmentRow) -> dict:
    """What stands at the top of each page of the link."""
    item = next(item for item in opened.items if item.commitment_id == row.id)
    return {
        "unit": reading.view().directory.units[row.unit_id].name,
        "asked_on": item.asked_on,
        "person": opened.person,
        "lang_url": _other_lang(),
    }


def _place(opened: Opened, row: CommitmentRow) -> str:
    """« 1 de 2 »: where the commitment stands among those the message asked for."""
    ids = [asked.id for asked in asked_rows(opened, reading.view())]
    if row.id not in ids or len(ids) < 2:
        return ""
    return _("%(n)s de %(total)s", n=ids.index(row.id) + 1, total=len(ids))


def _remaining_title(count: int) -> str:
    n = spelled(count, g.locale, feminine=True)
    return capitalised(ngettext("il en reste %(n)s", "il en reste %(n)s", count, n=n))


def _other_lang() -> str:
    """This very page in the other language."""
    query = {key: value for key, value in request.args.items() if key in {"a", "u"}}
    query["lang"] = "en" if g.locale == "fr" else "fr"
    endpoint = {
        "answers.answer": "answers.ask",
        "answers.add_sentence": "answers.ask",
        "answers.tell_not_mine": "answers.not_mine",
        "answers.tell_unsubscribe": "answers.unsubscribe",
    }
    return url_for(
        endpoint.get(request.endpoint, request.endpoint), **(request.view_args or {}), **query
    )
