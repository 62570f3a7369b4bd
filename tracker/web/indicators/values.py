"""A value given by hand, one disputed, a dispute settled."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.domain.indicators import Indicator, IndicatorValue
from tracker.domain.values import dispute as say_dispute
from tracker.domain.values import open_dispute
from tracker.domain.values import settle as end_dispute
from tracker.extensions import db
from tracker.web import giving, reading
from tracker.web.access import may, requires
from tracker.web.editing import actor
from tracker.web.giving import Sought, ValueForm
from tracker.web.indicators.forms import ReasonForm
from tracker.web.indicators.room import bp
from tracker.wording import measures, naming


def may_give(unit_id: int) -> bool:
    """Whether the reader gives the values of a unit: they answer for it, or coordinate."""
    if current_user.role == "reader":
        return False
    living = reading.view().directory.living(unit_id)
    return living in current_user.unit_ids or may("indicator:keep")


@bp.get("/indicators/<int:indicator_id>/values/<int:unit_id>/<period>")
@requires("indicator:give")
def value(indicator_id: int, unit_id: int, period: str):
    """The form of one value."""
    what = _sought(indicator_id, unit_id, period)
    return _page(what, giving.new_form(what))


@bp.post("/indicators/<int:indicator_id>/values/<int:unit_id>/<period>")
@requires("indicator:give")
def give(indicator_id: int, unit_id: int, period: str):
    """Keep a value: 422 where it is no number, 409 where somebody else gave one."""
    what = _sought(indicator_id, unit_id, period, lock=True)
    form = ValueForm(request.form)
    kept, status = giving.save(db.session, what, form, actor())
    if kept is None:
        return _page(what, form, conflicting=status == 409), status
    said = what.told(kept.value)
    db.session.commit()
    flash(_("Enregistré : %(value)s, %(period)s.", value=said, period=what.period))
    return redirect(url_for("indicators.page", indicator_id=indicator_id), 303)


@bp.get("/indicators/values/<int:value_id>/dispute")
@requires("indicator:dispute")
def dispute_page(value_id: int):
    """Why a value is held for wrong; or, where it is disputed, how that ends."""
    return _dispute_page(_value(value_id), ReasonForm())


@bp.post("/indicators/values/<int:value_id>/dispute")
@requires("indicator:dispute")
def dispute(value_id: int):
    """Dispute it: 422 without a reason."""
    row = _value(value_id, lock=True)
    form = ReasonForm(request.form)
    if not form.given(_("Dites en une phrase pourquoi vous contestez cette valeur.")):
        return _dispute_page(row, form), 422
    say_dispute(db.session, row, form.reason.data, actor())
    db.session.commit()
    flash(_("La valeur est contestée; elle reste affichée avec votre raison."))
    return redirect(url_for("indicators.page", indicator_id=row.indicator_id), 303)


@bp.post("/indicators/values/<int:value_id>/settle")
@requires("indicator:keep")
def settle(value_id: int):
    """End the dispute in words: 422 without them. Ended meanwhile, there is nothing to do."""
    row = _value(value_id, lock=True)
    form = ReasonForm(request.form)
    if not form.given(_("Dites en une phrase ce qui a été conclu.")):
        return _dispute_page(row, form), 422
    found = open_dispute(db.session, row.id)
    if found is not None:
        end_dispute(db.session, row, found, form.reason.data, actor())
        db.session.commit()
        flash(_("La contestation est réglée."))
    return redirect(url_for("indicators.page", indicator_id=row.indicator_id), 303)


def _sought(indicator_id: int, unit_id: int, period: str, *, lock: bool = False) -> Sought:
    """What is to be given, where the reader may: 403 for who only reads, 404 for a stranger."""
    if current_user.role == "reader":
        abort(403)
    what = giving.sought(db.session, indicator_id, unit_id, period, lock=lock)
    if what is None or not may_give(unit_id):
        abort(404)
    return what


def _value(value_id: int, *, lock: bool = False) -> IndicatorValue:
    """The value, where the reader may dispute it: the Bureau, or a unit that gives values.
    `lock`: hold it until the commit."""
    if current_user.role == "reader":
        abort(403)
    row = db.session.get(IndicatorValue, value_id, with_for_update=lock) or abort(404)
    if not (may("board:read") or may_give(row.unit_id)):
        abort(404)
    return row


def _page(what: Sought, form: ValueForm, *, conflicting: bool = False) -> str:
    unit = reading.view().directory.units[what.unit_id]
    return render_template(
        "indicators/value.html",
        what=what,
        form=form,
        conflicting=conflicting,
        given=giving.given_words(what, g.locale),
        unit=naming.unit_name(unit, g.locale),
    )


def _dispute_page(row: IndicatorValue, form: ReasonForm) -> str:
    indicator = db.session.get_one(Indicator, row.indicator_id)
    return render_template(
        "indicators/dispute.html",
        row=row,
        form=form,
        open=open_dispute(db.session, row.id),
        subject=measures.indicator_name(indicator, g.locale),
        said=measures.value(indicator, row.value, g.locale),
        period=measures.period(row.period_on, indicator.every_months, g.locale),
        unit=naming.unit_name(reading.view().directory.units[row.unit_id], g.locale),
    )
