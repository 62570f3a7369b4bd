"""A unit merged into another: what will happen in figures, then one press."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from tracker.domain import mergers
from tracker.domain.units import Unit
from tracker.extensions import db
from tracker.queries.directory import UnitRow
from tracker.web import histories, reading
from tracker.web.access import requires
from tracker.web.editing import EditForm, actor, meanwhile, open_form
from tracker.web.fields import Given, field_errors
from tracker.web.units.blueprint import bp, living_unit, locked
from tracker.wording import naming


class MergeForm(EditForm):
    """Into which unit."""

    into = SelectField(
        _l("Unité qui prend la suite"),
        [Given(_l("Choisissez l’unité qui prend la suite."))],
        validate_choice=False,
    )

    def __init__(self, unit: UnitRow, **given: object) -> None:
        super().__init__(**given)
        others = [one for one in reading.view().directory.live_units if one.id != unit.id]
        groups = ((_("Arrondissements"), True), (_("Direction et services centraux"), False))
        self.into.choices = [
            SelectChoice("", _("Choisir une unité")),
            *(
                SelectChoice(one.code, one.name, optgroup=title)
                for title, borough in groups
                for one in others
                if (one.kind == "borough") is borough
            ),
        ]


@bp.get("/units/<code>/merge")
@requires("units:manage")
def merge_page(code: str):
    """Which unit takes over; once it is chosen (?into=), what the merger would do."""
    unit = living_unit(code)
    form = MergeForm(unit, formdata=None, data={"into": request.args.get("into", "")})
    open_form(form, "unit", unit.id)
    if "into" not in request.args:
        return _page(unit, form)
    into = _successor(unit, form)
    return _page(unit, form, into) if into else (_page(unit, form), 422)


@bp.post("/units/<code>/merge")
@requires("units:manage")
def merge(code: str):
    """Do it all, in one transaction."""
    unit = living_unit(code)
    row, form = locked(unit), MergeForm(unit)
    news = meanwhile(form, "unit", unit.id)
    into = _successor(unit, form) if form.validate_on_submit() else None
    if into is None:
        return _page(unit, form), 422
    if news:
        return _page(unit, form, into, news), 409
    names = unit.name, into.name
    mergers.merge(db.session, row, locked(into), names, actor(), reading.today())
    db.session.commit()
    flash(_("%(unit)s est fusionnée avec %(into)s.", unit=names[0], into=names[1]))
    return redirect(url_for("units.page", code=into.code), 303)


def _successor(unit: UnitRow, form: MergeForm) -> UnitRow | None:
    """The unit chosen, or None with the reason beside the field."""
    directory = reading.view().directory
    into = directory.unit_by_code(form.into.data or "")
    if into is None:
        field_errors(form.into, _("Choisissez l’unité qui prend la suite."))
        return None
    rows = db.session.get_one(Unit, unit.id), db.session.get_one(Unit, into.id)
    code = mergers.refusal(*rows)
    if code is None:
        return into
    words = {
        "itself": _("Une unité ne se fusionne pas avec elle-même : choisissez-en une autre."),
        "already_merged": _("Cette unité est déjà fusionnée avec une autre."),
        "into_merged": _(
            "%(unit)s est elle-même fusionnée avec une autre : choisissez celle qui demeure.",
            unit=into.name,
        ),
    }
    field_errors(form.into, words[code])
    return None


def _page(unit: UnitRow, form: MergeForm, into: UnitRow | None = None, news=()):
    rows = into and (db.session.get_one(Unit, unit.id), db.session.get_one(Unit, into.id))
    return render_template(
        "units/merge.html",
        unit=unit,
        unit_name=naming.unit_name(unit, g.locale),
        form=form,
        into=into,
        into_name=naming.unit_name(into, g.locale) if into else None,
        will=mergers.foresee(db.session, *rows) if rows else None,
        waiting=_waiting(unit) if into else 0,
        news=histories.told(news),
    )


def _waiting(unit: UnitRow) -> int:
    """How many blocked commitments name the unit as the one that blocks."""
    view = reading.view()
    return sum(
        row.blocker_unit_id == unit.id and view.standing(row) == "blocked"
        for row in view.commitments
    )
