"""The room « people »: everybody, one person, somebody new."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from tracker.domain import accounts, contacts
from tracker.domain.changes import note, revise
from tracker.domain.people import Person
from tracker.extensions import db
from tracker.mail import outbox
from tracker.queries import people as queries
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.fields import field_errors
from tracker.web.histories import history_of, told
from tracker.web.people import deeds, leaving, listing
from tracker.web.people.forms import NewPersonForm, PersonForm
from tracker.web.people.refusals import refusal
from tracker.web.people.room import bp
from tracker.wording import dates, naming, returns
from tracker.wording import people as words

__all__ = ["bp", "deeds", "leaving"]  # Their routes are of this room too.


@bp.get("/people")
@requires("people:manage")
def index():
    """Everybody, filtered and searched by the address."""
    show = request.args.get("show", "all")
    show = show if show in listing.FILTERS else "all"
    wanted = request.args.get("q", "").strip()[:100]
    directory = reading.view().directory
    everybody = listing.lines(directory, queries.read_accounts(db.session), g.locale)
    return render_template(
        "people/index.html",
        lines=listing.chosen(everybody, show, wanted),
        headline=listing.headline(everybody, g.locale),
        mend=sum(one.mend for one in everybody),
        show=show,
        wanted=wanted,
    )


@bp.get("/people/<int:person_id>")
@requires("people:manage")
def page(person_id: int):
    """One person: facts, units, absences, mails of the account, history."""
    view = reading.view()
    person = view.directory.people.get(person_id) or abort(404)
    session = db.session
    account = queries.read_accounts(session, person_id)
    return render_template(
        "people/page.html",
        person=listing.line(view.directory, person, account, g.locale),
        row=person,
        language=words.language(person.locale),
        account=account[person_id],
        absences=queries.absences_of(session, person_id, view.today),
        mails=queries.account_mails(session, person_id),
        change=queries.open_address_change(session, person_id),
        history=history_of("person", [person_id]),
        myself=person_id == current_user.id,
        suspended_why=returns.why(person.suspended_reason),
        written_to_for=view.directory.written_to_for(person_id),
        when=lambda at: dates.moment(at, reading.settings().timezone, g.locale),
        remove=lambda absence_id: url_for(
            "people.remove_absence", person_id=person_id, absence_id=absence_id
        ),
    )


@bp.get("/people/new")
@requires("people:manage")
def new():
    """A form for somebody who is not known yet."""
    unit = reading.view().directory.unit_by_code(request.args.get("unit", ""))
    chosen = [unit.id] if unit else []
    form = NewPersonForm(formdata=None, locale="fr", role="none", units=chosen)
    return _new(_with_units(form))


@bp.post("/people/new")
@requires("people:manage")
def create():
    """Make the person, their units, their invitation; an address already known is refused."""
    form = _with_units(NewPersonForm())
    if not form.validate():
        return _new(form), 422
    known = accounts.find_person(db.session, form.email.data)
    if known is not None:
        field_errors(form.email, _("Cette adresse est déjà celle de %(name)s.", name=known.name))
        return _new(form, known), 422
    person = Person(
        name=form.name.data,
        title=form.title.data,
        email=form.email.data,
        locale=form.locale.data,
        role=form.role.data,
    )
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError:  # Somebody else made it in the same instant.
        db.session.rollback()
        field_errors(form.email, _("Cette adresse vient d’être inscrite par quelqu’un d’autre."))
        return _new(form), 422
    by = actor()
    note(db.session, "person", person.id, by, "created", after=person.name)
    for unit_id in sorted(form.units.data):
        contacts.add(db.session, unit_id, person, by)
    if form.invite.data:
        outbox.post(db.session, reading.settings(), "invitation", person, by.at)
        note(db.session, "person", person.id, by, "invited", after=person.email)
    name, person_id = person.name, person.id
    db.session.commit()
    flash(
        _("Inscription faite : %(name)s. L’invitation part dans la minute.", name=name)
        if form.invite.data
        else _("Inscription faite : %(name)s.", name=name)
    )
    return redirect(url_for("people.page", person_id=person_id), 303)


@bp.get("/people/<int:person_id>/edit")
@requires("people:manage")
def edit(person_id: int):
    """Name, function, language, role."""
    person = db.session.get(Person, person_id) or abort(404)
    return _edit(open_form(PersonForm(formdata=None, obj=person), "person", person_id), person)


@bp.post("/people/<int:person_id>/edit")
@requires("people:manage")
def save(person_id: int):
    """Keep what was changed; the last coordinator stays one."""
    person = accounts.hold(db.session, person_id) or abort(404)
    form = PersonForm()
    if news := meanwhile(form, "person", person_id):
        return _edit(form, person, told(news)), 409
    if not form.validate():
        return _edit(form, person), 422
    why = accounts.why_kept(db.session, person, current_user.id, form.role.data)
    if why:
        field_errors(form.role, refusal(why))
        return _edit(form, person), 422
    fields = ("name", "title", "locale", "role")
    values = {field: form._fields[field].data for field in fields}
    changed = revise(db.session, "person", person, actor(), values)
    db.session.commit()
    flash(_("C’est enregistré.") if changed else _("Rien n’a changé."))
    return redirect(url_for("people.page", person_id=person_id), 303)


def _with_units(form: NewPersonForm) -> NewPersonForm:
    units = reading.view().directory.live_units
    form.units.choices = [(unit.id, naming.unit_name(unit, g.locale).text) for unit in units]
    return form


def _new(form: NewPersonForm, known: Person | None = None):
    return render_template("people/new.html", form=form, known=known, explained=_explained())


def _edit(form: PersonForm, person: Person, news=()):
    return render_template(
        "people/edit.html", form=form, person=person, news=news, explained=_explained()
    )


def _explained() -> dict[str, str]:
    """What each role lets one do, by its code."""
    return {code: words.role_explained(code) for code, _name in PersonForm().role.choices}
