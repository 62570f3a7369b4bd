"""An indicator made, corrected, withdrawn, followed again."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from tracker.domain import indicator_edits as rules
from tracker.domain.indicators import Indicator
from tracker.extensions import db
from tracker.queries.indicator_rows import IndicatorRow
from tracker.web import histories, measured, reading
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.indicators.forms import IndicatorForm, ReasonForm
from tracker.web.indicators.room import bp
from tracker.wording import dates, measures, naming, numbers


@bp.get("/indicators/new")
@requires("indicator:keep")
def new():
    """A form for an indicator that is not here yet."""
    first = {"every_months": "3", "grace_days": "15", "decimals": "0", "direction": "up"}
    first |= {"units": [], "dossiers": []}
    return _page(IndicatorForm(reading.view(), formdata=None, data=first))


@bp.post("/indicators/new")
@requires("indicator:keep")
def create():
    """Make it; its first value is asked for when its first period is over."""
    form = IndicatorForm(reading.view())
    if not form.validate():
        return _page(form), 422
    made = rules.create(
        db.session, form.values(), form.step_marks, form.unit_ids, form.dossier_ids, actor()
    )
    number = made.id
    db.session.commit()
    flash(_("L’indicateur est inscrit."))
    return redirect(url_for("indicators.page", indicator_id=number), 303)


@bp.get("/indicators/<int:indicator_id>/edit")
@requires("indicator:keep")
def edit(indicator_id: int):
    """What is written of it, to mend."""
    row = _row(indicator_id)
    form = IndicatorForm(reading.view(), formdata=None, data=_as_typed(row))
    return _page(open_form(form, "indicator", row.id), row)


@bp.post("/indicators/<int:indicator_id>/edit")
@requires("indicator:keep")
def save(indicator_id: int):
    """Keep what was mended; 409 where somebody else mended it meanwhile."""
    held = _held(indicator_id)
    row, form = _row(indicator_id), IndicatorForm(reading.view())
    news = [one for one in meanwhile(form, "indicator", indicator_id) if one.field != "value"]
    if news:
        return _page(form, row, news), 409
    if not form.validate():
        return _page(form, row), 422
    plan = reading.view().plan
    rules.edit(
        db.session,
        held,
        form.values(),
        form.step_marks,
        form.unit_ids,
        form.dossier_ids,
        plan.id if plan else None,
        actor(),
    )
    db.session.commit()
    flash(_("L’indicateur est à jour."))
    return redirect(url_for("indicators.page", indicator_id=indicator_id), 303)


@bp.post("/indicators/<int:indicator_id>/withdraw")
@requires("indicator:keep")
def withdraw(indicator_id: int):
    """Ask nothing of it any more: 422 without a reason."""
    held, row = _held(indicator_id), _row(indicator_id)
    form = ReasonForm(request.form)
    if not form.given(_("Dites en une phrase pourquoi il n’est plus suivi.")):
        drawn = IndicatorForm(reading.view(), formdata=None, data=_as_typed(row))
        return _page(open_form(drawn, "indicator", row.id), row, reason=form), 422
    if held.withdrawn_at is None:
        rules.withdraw(db.session, held, form.reason.data, actor())
        db.session.commit()
        flash(_("L’indicateur n’est plus suivi; ses valeurs restent."))
    return redirect(url_for("indicators.page", indicator_id=indicator_id), 303)


@bp.post("/indicators/<int:indicator_id>/restore")
@requires("indicator:keep")
def restore(indicator_id: int):
    """Follow it again."""
    held = _held(indicator_id)
    if held.withdrawn_at is not None:
        rules.restore(db.session, held, actor())
        db.session.commit()
        flash(_("L’indicateur est suivi de nouveau."))
    return redirect(url_for("indicators.page", indicator_id=indicator_id), 303)


def _held(indicator_id: int) -> Indicator:
    """The indicator, locked until the commit; or 404."""
    found = db.session.get(Indicator, indicator_id, with_for_update=True, populate_existing=True)
    return found or abort(404)


def _row(indicator_id: int) -> IndicatorRow:
    found = (row for row in measured.indicators() if row.id == indicator_id)
    return next(found, None) or abort(404)


def _as_typed(row: IndicatorRow) -> dict:
    """The indicator as its form shows it, numbers as the reader writes them."""
    view = reading.view()
    names = ("name_fr", "name_en", "measure_fr", "measure_en", "direction", "source", "by_unit")
    days = ("baseline_on", "target_on", "first_on")
    data = {name: getattr(row, name) for name in names}
    data |= {name: _day(getattr(row, name)) for name in days}
    data |= {name: _number(getattr(row, name)) for name in ("baseline", "target")}
    data |= {name: str(getattr(row, name)) for name in ("every_months", "grace_days", "decimals")}
    colon = " : " if g.locale == "fr" else ": "
    data["steps"] = "\n".join(
        f"{dates.long_date(day, g.locale)}{colon}{_number(value)}" for day, value in row.steps
    )
    data["units"] = [view.directory.units[unit_id].code for unit_id in row.unit_ids]
    data["dossiers"] = [dossier.code for dossier in view.dossiers if dossier.id in row.dossier_ids]
    return data


def _day(day) -> str:
    return day.isoformat() if day else ""


def _number(value: float | None) -> str:
    return "" if value is None else numbers.number(float(value), g.locale)


def _page(form: IndicatorForm, row: IndicatorRow | None = None, news=(), reason=None):
    view = reading.view()
    units = [(unit.code, naming.unit_name(unit, g.locale)) for unit in view.directory.live_units]
    dossiers = [(one.code, naming.dossier_title(one, g.locale)) for one in view.dossiers]
    return render_template(
        "indicators/form.html",
        form=form,
        row=row,
        row_name=measures.indicator_name(row, g.locale) if row else None,
        news=histories.told(news),
        units=units,
        dossiers=dossiers,
        reason=reason or ReasonForm(),
    )
