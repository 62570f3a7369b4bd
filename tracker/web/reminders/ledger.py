"""« Registre complet »: every slot, message and skip, filtered; as a page and as a file."""

from datetime import date, timedelta

from flask import Response, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.exchange.safe_csv import csv_bytes
from tracker.extensions import db
from tracker.queries import ledger_page
from tracker.queries.ledger_page import Figures
from tracker.web import reading
from tracker.web.access import requires
from tracker.web.addresses import row_id
from tracker.web.reminders.blueprint import bp
from tracker.web.reminders.ledger_form import LedgerForm, span_of
from tracker.web.reminders.ledger_lines import lines_of
from tracker.wording import dates, numbers

#: Lines on a page.
PAGE = 50


@bp.get("/reminders/ledger")
@requires("reminders:read")
def ledger():
    """Fifty lines of what the address asks for, and the figures of a week."""
    session, view = db.session, reading.view()
    mondays = ledger_page.weeks(session)
    form = LedgerForm(request.args, mondays)
    wanted = form.wanted()
    count = ledger_page.count_of(session, wanted)
    pages = max(1, -(-count // PAGE))
    number = min(max(1, row_id(request.args.get("page"))), pages)
    rows = ledger_page.page_of(session, wanted, PAGE, (number - 1) * PAGE)
    sent = [row.id for row in rows if row.source == "message"]
    week = wanted.week or span_of(_latest(mondays))
    return render_template(
        "reminders/ledger.html",
        form=form,
        count=count,
        found=ngettext("%(num)s ligne trouvée", "%(num)s lignes trouvées", count),
        lines=lines_of(rows, ledger_page.first_answers(session, sent), view),
        week=dates.long_date(week.first, g.locale),
        figures=_figures(ledger_page.figures(session, week), _silent_units()),
        place=_("page %(n)s de %(total)s", n=number, total=pages) if pages > 1 else "",
        newer=_address(form, number - 1) if number > 1 else None,
        older=_address(form, number + 1) if number < pages else None,
        csv=url_for("reminders.ledger_csv", **form.query),
    )


@bp.get("/reminders/ledger.csv")
@requires("reminders:read")
def ledger_csv():
    """All that the address asks for, as a file for a spreadsheet."""
    session, view = db.session, reading.view()
    form = LedgerForm(request.args, ())
    rows = ledger_page.page_of(session, form.wanted())
    zone = reading.settings().timezone
    header = (
        _("Quand"),
        _("Semaine"),
        _("Genre"),
        _("Destinataire"),
        _("Courriel"),
        _("État"),
        _("Raison"),
        _("Réponse"),
        _("Prochain essai"),
        _("Objet"),
        _("Message"),
    )
    told = zip(rows, lines_of(rows, ledger_page.first_answers(session), view), strict=True)
    table = (
        (
            _local(row.at, zone),
            row.nominal_on.isoformat() if row.nominal_on else "",
            line.kind,
            line.name,
            line.address,
            line.state,
            line.why,
            line.answered,
            _local(line.next_try_at, zone) if line.next_try_at else "",
            line.subject,
            row.message_id,
        )
        for row, line in told
    )
    response = Response(csv_bytes(header, table), mimetype="text/csv")
    day = clock.today(zone).isoformat()
    name = _("registre-%(day)s.csv", day=day)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _latest(mondays: list[date]) -> date:
    """The week of the newest slot; failing one, this one."""
    if mondays:
        return mondays[0]
    today = reading.today()
    return today - timedelta(days=today.weekday())


def _silent_units() -> int:
    """Units that are silent on something today."""
    view = reading.view()
    return len({row.unit_id for row in view.commitments if view.flags(row).silent})


def _figures(found: Figures, silent: int) -> list[tuple[str, str, str]]:
    """Number, what it counts, what to know of it."""
    if found.minutes is None:
        minutes, note = "–", _("aucune réponse mesurée cette semaine-là")
    else:
        minutes = numbers.number(round(found.minutes, 1), g.locale)
        note = ngettext("médiane de %(num)s réponse", "médiane de %(num)s réponses", found.timed)
    return [
        (str(found.sent), _("courriels partis"), ""),
        (str(found.answered_by_mail), _("répondus depuis le courriel"), ""),
        (minutes, _("minutes, de la page ouverte à la réponse enregistrée"), note),
        (str(silent), _("unités en silence"), _("aujourd’hui")),
    ]


def _address(form: LedgerForm, number: int) -> str:
    query = form.query | ({"page": str(number)} if number > 1 else {})
    return url_for("reminders.ledger", **query)


def _local(at, zone) -> str:
    """An instant on the Bureau's clocks, as spreadsheets read it."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
