"""What was asked of the city on the first day, changed later."""

from email.utils import parseaddr

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from tracker import clock
from tracker.domain.bureau import lock_settings, set_city
from tracker.extensions import db
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.editing import actor, meanwhile, open_form
from tracker.web.histories import history_of, told
from tracker.web.setup import zones
from tracker.web.setup.forms import CityForm
from tracker.web.setup.room import bp
from tracker.wording import dates

_SENDER = ("sender_name", "sender_address")
_FIELDS = ("city_name", "timezone", "languages", *_SENDER)


@bp.get("/settings")
@requires("settings:manage")
def city():
    """The city's name, clocks, languages and sender, as they are in force."""
    return _page(open_form(CityForm(formdata=None, data=_in_force()), "settings", 1))


@bp.post("/settings")
@requires("settings:manage")
def save_city():
    """Keep what differs: 422 where it cannot be read, 409 where another changed it."""
    form = CityForm()
    if not form.validate_on_submit():
        return _page(form), 422
    lock_settings(db.session)
    reading.forget_view()
    news = [row for row in meanwhile(form, "settings", 1) if row.field in _FIELDS]
    if news:
        return _page(form, told(news)), 409
    changed = set_city(db.session, actor(), _differing(form))
    if changed:
        db.session.commit()
        reading.forget_view()
        flash(" ".join(_consequences(changed)))
    return redirect(url_for("setup.city"), 303)


def _in_force() -> dict[str, str]:
    """What stands now: chosen on a page, else by the process's own settings."""
    bureau, settings = reading.bureau(), reading.settings()
    name, address = parseaddr(settings.mail_from)
    return {
        "city_name": bureau.city_name,
        "timezone": settings.timezone.key,
        "languages": bureau.languages,
        "sender_name": name,
        "sender_address": address,
    }


def _differing(form: CityForm) -> dict[str, str]:
    """What was typed and does not stand already; the sender's name and address together."""
    stands, typed = _in_force(), {field: form[field].data for field in _FIELDS}
    fields = [field for field in _FIELDS if typed[field] != stands[field]]
    if set(fields) & set(_SENDER):
        fields = [field for field in fields if field not in _SENDER] + list(_SENDER)
    return {field: typed[field] for field in fields}


def _consequences(changed: list[str]) -> list[str]:
    """What was saved, and what follows from it."""
    sentences = [_("Les réglages de la ville sont enregistrés.")]
    plan = reading.view().plan
    if "timezone" in changed and plan is not None and plan.state not in {"draft", "closed"}:
        sentences.append(_next_relance())
    if set(changed) & set(_SENDER):
        sentences.append(_("Envoyez un courriel d’essai pour voir s’il arrive."))
    return sentences


def _next_relance() -> str:
    zone = reading.settings().timezone
    local = reading.view().schedule(zone).after(clock.now()).due_at.astimezone(zone)
    when = _(
        "%(day)s à %(hour)s",
        day=dates.weekday_date(local.date(), g.locale),
        hour=dates.time_of_day(local.time(), g.locale),
    )
    return _("La prochaine relance part le %(when)s (fuseau %(zone)s).", when=when, zone=zone.key)


def _page(form: CityForm, news=()) -> str:
    return render_template(
        "setup/city.html",
        form=form,
        news=news,
        zones=zones.offered(),
        history_lines=history_of("settings", [1]),
    )
