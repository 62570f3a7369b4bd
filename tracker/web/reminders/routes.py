"""The room « reminders »: what leaves next, what left, and the mails themselves."""

from datetime import date

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.config import ROOT
from tracker.domain.slots import Slot
from tracker.exchange.briefs import brief_for
from tracker.extensions import db
from tracker.mail import outbox, reasons
from tracker.mail.announcing import announcements
from tracker.mail.compose import Letter, compose
from tracker.mail.digests import digest_for
from tracker.queries import ledger, watched
from tracker.queries.plan_view import PlanView
from tracker.web import reading
from tracker.web.access import may, requires
from tracker.web.alarms import mail_alarms
from tracker.web.reminders import coming, letters, past
from tracker.web.reminders import ledger as complete
from tracker.web.reminders.blueprint import bp
from tracker.web.reminders.misdirected import misdirected
from tracker.web.reminders.on_day import plan_on
from tracker.web.reminders.own_days import own_days
from tracker.web.to_mend import mend_lines

__all__ = ["bp", "complete"]

#: Slots listed on the page; the others are reached by their date.
RECENT = 12


@bp.get("/reminders")
@requires("reminders:read")
def page():
    """The dry run of a slot, what waits for a decision, and the ledger of slots."""
    view = reading.view()
    if view.plan is None or view.plan.state != "approved":
        return render_template("reminders/empty.html", plan=view.plan, **_letters_out())
    on, wrong = _day_asked()
    slot = coming.slot_from(view, on)
    run = coming.dry_run(plan_on(slot.day), slot, g.locale)
    slots = ledger.slots(db.session, view.plan.id, RECENT)
    return render_template(
        "reminders/page.html",
        run=run,
        own_days=own_days(view, slot, g.locale, from_now=on is None),
        summary=coming.summary(run),
        shown=coming.SHOWN,
        on=slot.day.isoformat() if on else "",
        wrong=wrong,
        misdirected=misdirected(view),
        slots=[
            (row, past.slot_time(row, g.locale), past.slot_note(row, view.calendar, g.locale))
            for row in slots
        ],
        **_letters_out(),
        alarms=mail_alarms(),
        mail_folder=_mail_folder(),
        to_mend=mend_lines(reading.view()) if may("units:manage") else None,
    )


@bp.get("/reminders/<nominal_on>")
@requires("reminders:read")
def slot(nominal_on: str):
    """Every message of one slot, and everybody it did not write to."""
    view = reading.view()
    day = _day(nominal_on) or abort(404)
    if view.plan is None:
        abort(404)
    found = {row.nominal_on: row for row in ledger.slots(db.session, view.plan.id)}.get(day)
    if found is None:
        abort(404)
    sent = ledger.messages(db.session, view.plan.id, day)
    skipped = ledger.skips(db.session, view.plan.id, day)
    return render_template(
        "reminders/slot.html",
        slot=found,
        when=past.slot_time(found, g.locale),
        note=past.slot_note(found, view.calendar, g.locale),
        messages=[past.message_line(row) for row in sent],
        skipped=[past.skip_line(row, view.directory) for row in skipped],
    )


@bp.get("/reminders/preview/<int:person_id>")
@requires("reminders:read")
def preview(person_id: int):
    """The mail that somebody would get, as text and in a frame. Its links lead nowhere."""
    view, slot = _slot_to_preview()
    person = view.directory.people.get(person_id) or abort(404)
    return render_template(
        "reminders/preview.html",
        person=person,
        when=reasons.spoken(slot.due_at.astimezone(reading.settings().timezone), g.locale),
        letter=_dry_letter(view, slot, person_id),
        on=slot.day.isoformat(),
    )


@bp.get("/reminders/preview/<int:person_id>/html")
@requires("reminders:read")
def preview_html(person_id: int):
    """The HTML part alone, for the frame."""
    view, slot = _slot_to_preview()
    letter = _dry_letter(view, slot, person_id) or abort(404)
    return letters.framed(letter.html)


@bp.get("/outbox/<int:row_id>")
@requires("outbox:read")
def message(row_id: int):
    """One message as it left, or as it waits."""
    letter = letters.letter_to_read(row_id)
    return render_template(
        "outbox/page.html",
        letter=letter,
        line=past.message_line(letter.message),
        text=letters.shown(letter.body_text, letter),
        events=letters.events_of(row_id),
        deeds=letters.deeds_of(letter.message),
        next_try_at=past.next_try(letter.message),
        may_decide=may("reminders:decide"),
    )


@bp.get("/outbox/<int:row_id>/html")
@requires("outbox:read")
def message_html(row_id: int):
    """The HTML part of one message, for the frame."""
    letter = letters.letter_to_read(row_id)
    return letters.framed(letters.shown(letter.body_html, letter))


@bp.post("/outbox/<int:row_id>/arrived")
@requires("reminders:decide")
def arrived(row_id: int):
    """« C’est arrivé »: a human has found out that an undecided message was received."""
    return _decide(row_id, outbox.settle, _("C’est noté : le courriel est arrivé."))


@bp.post("/outbox/<int:row_id>/again")
@requires("reminders:decide")
def again(row_id: int):
    """« Renvoyer »: the same message leaves again at the next tick."""
    return _decide(row_id, outbox.requeue, _("Le courriel repart dans la minute."))


@bp.post("/outbox/<int:row_id>/cancel")
@requires("reminders:decide")
def cancel(row_id: int):
    """« Annuler »: it leaves no more; one that is being sent right now stays as it is."""
    return _decide(row_id, outbox.cancel, _("Le courriel est annulé : il ne partira plus."))


def _letters_out() -> dict:
    """What waits for a decision, and the newest mails that are no slot's."""
    others = ledger.between_slots(db.session, RECENT)
    return {
        "watched": [(row, past.message_line(row)) for row in watched.to_watch(db.session)],
        "others": [past.message_line(row) for row in others],
        "may_decide": may("reminders:decide"),
    }


def _decide(row_id: int, decision, words: str):
    if ledger.letter(db.session, row_id) is None:
        abort(404)
    if not decision(db.session, row_id, current_user.name):
        db.session.rollback()
        now = ledger.letter(db.session, row_id)
        if now and now.message.state == "sending":
            abort(409, _("Ce message part en ce moment même : rien n’a changé."))
        abort(409, _("Ce message n’attend plus de décision : rien n’a changé."))
    db.session.commit()
    flash(words)
    if request.form.get("back") == "message":
        return redirect(url_for("reminders.message", row_id=row_id), 303)
    return redirect(url_for("reminders.page"), 303)


def _slot_to_preview() -> tuple[PlanView, Slot]:
    on, _wrong = _day_asked()
    slot = coming.slot_from(reading.view(), on) or abort(404)
    return plan_on(slot.day), slot


def _dry_letter(view: PlanView, slot: Slot, person_id: int) -> Letter | None:
    if person_id not in view.directory.people:
        return None
    digest = digest_for(view, person_id)
    if digest is None:
        return None
    settings = reading.settings()
    next_slot = coming.slot_after(view, slot.due_at)
    return compose(
        view,
        digest,
        locale=view.directory.people[person_id].locale,
        answer_base=f"{settings.public_url}/answer/{letters.MASK}",
        public_url=settings.public_url,
        next_slot=next_slot,
        zone=settings.timezone,
        footer=reading.bureau().footer(view.directory.people[person_id].locale),
        announced=announcements(view, digest, next_slot.day),
        brief=brief_for(db.session, view, settings.timezone) if digest.is_director else None,
    )


def _day_asked() -> tuple[date | None, bool]:
    """The day of ?on=, and whether something was written there that is not a day."""
    asked = request.args.get("on", "").strip()
    day = _day(asked)
    return day, bool(asked) and day is None


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _mail_folder() -> str:
    """Where mail is put while no server is named, relative to the product; empty with a server."""
    settings = reading.settings()
    if settings.smtp_url:
        return ""
    folder = settings.mail_folder
    within = folder.is_relative_to(ROOT)
    return str(folder.relative_to(ROOT)) if within else f"{folder.parent.name}/{folder.name}"
