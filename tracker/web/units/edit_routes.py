"""A unit made, mended, renamed from a day on."""

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker.domain import units as domain
from tracker.domain.units import Unit
from tracker.exchange.units import read_unit_index
from tracker.extensions import db
from tracker.queries.directory import UnitRow
from tracker.web import histories, reading
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.fields import field_errors
from tracker.web.units.blueprint import bp, living_unit, locked
from tracker.web.units.forms import RenameForm, UnitForm
from tracker.wording import dates, naming


@bp.get("/units/new")
@requires("units:manage")
def new():
    """A form for a unit that is not here yet."""
    last = reading.view().directory.live_units[-1:]
    first = {"kind": "department", "after": str(last[0].id) if last else ""}
    return _edit_page(UnitForm(_others(None), formdata=None, data=first))


@bp.post("/units/new")
@requires("units:manage")
def create():
    """Make it; it has nobody yet, so its contacts come next."""
    form, index = UnitForm(_others(None)), read_unit_index(db.session)
    valid = form.validate_on_submit()
    free = valid and form.code_is_free(index, None) & form.name_is_free(index, None)
    spellings = form.spellings(index, None) if valid else None
    if not free or spellings is None:
        return _edit_page(form), 422
    by = actor()
    unit = domain.create(db.session, form.values(), reading.today(), by)
    domain.spell(db.session, unit, spellings, by)
    domain.place(db.session, unit, form.after_id, by)
    code, name = unit.code, form.name.data
    db.session.commit()
    flash(_("%(unit)s est inscrite. Dites maintenant qui répond pour elle.", unit=name))
    return redirect(url_for("units.contacts_page", code=code), 303)


@bp.get("/units/<code>/edit")
@requires("units:manage")
def edit(code: str):
    """What is written of the unit, to mend."""
    row = living_unit(code)
    unit = db.session.get_one(Unit, row.id)
    data = {field: getattr(row, field) for field in (*domain.FIELDS, *domain.NAME_FIELDS)}
    data["aliases"] = "\n".join(sorted(alias.alias for alias in unit.aliases))
    data["after"] = _before(row)
    form = UnitForm(_others(row), formdata=None, data=data)
    return _edit_page(open_form(form, "unit", row.id), row)


@bp.post("/units/<code>/edit")
@requires("units:manage")
def save(code: str):
    """Keep what was mended; 409 where somebody else mended it meanwhile."""
    row = living_unit(code)
    unit, form = locked(row), UnitForm(_others(row))
    if news := meanwhile(form, "unit", row.id):
        return _edit_page(form, row, news), 409
    index = read_unit_index(db.session)
    valid = form.validate_on_submit()
    free = valid and form.code_is_free(index, row.id) & form.name_is_free(index, row.id)
    spellings = form.spellings(index, unit) if valid else None
    if not free or spellings is None:
        return _edit_page(form, row), 422
    by = actor()
    domain.spell(db.session, unit, spellings, by)
    db.session.flush()
    domain.correct(db.session, unit, form.values(), reading.today(), by)
    if (form.after.data or "") != _before(row) or form.kind.data != row.kind:
        domain.place(db.session, unit, form.after_id, by)
    code = unit.code
    db.session.commit()
    flash(_("L’unité est à jour."))
    return redirect(url_for("units.page", code=code), 303)


@bp.get("/units/<code>/rename")
@requires("units:manage")
def rename_page(code: str):
    """Another name, from a day on."""
    row = living_unit(code)
    first = {
        "name": row.name,
        "short": row.short,
        "long_form": row.long_form,
        "since": reading.today().isoformat(),
    }
    form = RenameForm(formdata=None, data=first)
    return _rename_page(open_form(form, "unit", row.id), row)


@bp.post("/units/<code>/rename")
@requires("units:manage")
def rename(code: str):
    """Write the name down; the ones before stay, with their days."""
    row = living_unit(code)
    unit, form = locked(row), RenameForm()
    if news := meanwhile(form, "unit", row.id):
        return _rename_page(form, row, news), 409
    valid = form.validate_on_submit()
    if not (valid and form.name_is_free(read_unit_index(db.session), row.id) and _fits(unit, form)):
        return _rename_page(form, row), 422
    domain.rename(db.session, unit, form.names(), form.since.day, actor())
    db.session.commit()
    day = dates.long_date(form.since.day, g.locale)
    flash(_("À compter du %(day)s : %(unit)s.", day=day, unit=form.name.data))
    return redirect(url_for("units.page", code=code), 303)


def _fits(unit: Unit, form: RenameForm) -> bool:
    day = form.since.day
    same_day = next((name for name in unit.names if name.valid_from == day), None)
    if same_day is not None:
        words = _("L’unité porte déjà un nom depuis ce jour : %(name)s.", name=same_day.name)
        field_errors(form.since, words)
    elif form.names() == _names(domain.name_on(unit.names, day)):
        field_errors(form.name, _("C’est déjà son nom ce jour-là."))
    return not form.errors


def _names(name: domain.UnitName) -> dict[str, str]:
    return {field: getattr(name, field) for field in domain.NAME_FIELDS}


def _others(row: UnitRow | None) -> list[UnitRow]:
    return [unit for unit in reading.view().directory.live_units if row is None or unit != row]


def _before(row: UnitRow) -> str:
    """Id of the unit shown just before this one in its group; empty where it comes first."""
    group = [
        unit
        for unit in reading.view().directory.live_units
        if (unit.kind == "borough") == (row.kind == "borough")
    ]
    at = group.index(row)
    return str(group[at - 1].id) if at else ""


def _edit_page(form: UnitForm, row: UnitRow | None = None, news=()):
    name = naming.unit_name(row, g.locale) if row else None
    lines = histories.told(news)
    return render_template("units/edit.html", form=form, unit=row, unit_name=name, news=lines)


def _rename_page(form: RenameForm, row: UnitRow, news=()):
    return render_template(
        "units/rename.html",
        form=form,
        unit=row,
        unit_name=naming.unit_name(row, g.locale),
        names=db.session.get_one(Unit, row.id).names,
        news=histories.told(news),
    )
