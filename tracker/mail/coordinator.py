"""What only a coordinator reads: who is silent or unreached, what has nobody to carry it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail import digests
from tracker.mail.brief import Block, BriefLine, block, quoted
from tracker.mail.occasion import Occasion, grouped
from tracker.queries import attention
from tracker.queries.plan_view import CommitmentRow
from tracker.wording import plan


def coordinator_blocks(occasion: Occasion) -> tuple[Block, ...]:
    """The blocks that hold something; an empty one is left out."""
    base = occasion.public_url
    silent = grouped(attention.silent(occasion.view), lambda row: row.unit_id)
    blocks = (
        block(
            _("En silence"),
            [_silent(occasion, unit_id, rows) for unit_id, rows in silent.items()],
            more_url=f"{base}/",
        ),
        block(_("Non joints"), _unreached(occasion), more_url=f"{base}/reminders"),
        block(
            _("Dossiers sans porteur"),
            [_without_lead(occasion, dossier) for dossier in _leadless(occasion)],
            more_url=f"{base}/dossiers",
        ),
        block(
            _("Bloqués hors de la Ville"),
            [_outside(occasion, row) for row in digests.blocked_outside(occasion.view)],
            more_url=f"{base}/",
        ),
    )
    return tuple(found for found in blocks if found.lines)


def coordinator_headline(occasion: Occasion) -> str:
    """« 5 unités en silence, 1 sans répondant, 6 dossiers sans porteur. »: what there is of it."""
    silent = len({row.unit_id for row in attention.silent(occasion.view)})
    unreached = len(_unreached(occasion))
    leadless = len(_leadless(occasion))
    outside = len(digests.blocked_outside(occasion.view))
    parts = [
        ngettext("%(num)s unité en silence", "%(num)s unités en silence", silent) if silent else "",
        ngettext("%(num)s non jointe", "%(num)s non jointes", unreached) if unreached else "",
        ngettext("%(num)s dossier sans porteur", "%(num)s dossiers sans porteur", leadless)
        if leadless
        else "",
        ngettext("%(num)s blocage hors de la Ville", "%(num)s blocages hors de la Ville", outside)
        if outside
        else "",
    ]
    return ", ".join(filter(None, parts)) + "."


def _silent(occasion: Occasion, unit_id: int, rows: list[CommitmentRow]) -> BriefLine:
    view = occasion.view
    recipient = view.directory.recipient_of(unit_id)
    longest = max(map(view.silent_for, rows))
    about = [
        view.directory.people[recipient].name if recipient else "",
        ", ".join(occasion.code(row) for row in rows),
        _("depuis %(days)s", days=occasion.business_days(longest)),
    ]
    return _unit_line(occasion, unit_id, " · ".join(filter(None, about)))


def _unreached(occasion: Occasion) -> list[BriefLine]:
    """Units without anybody to write to, then suspended addresses told with none of them."""
    view = occasion.view
    suspended = digests.suspended_contacts(view)
    units = digests.units_without_contact(view)
    told = {
        person_id
        for unit_id in units
        for person_id in view.directory.contacts.get(unit_id, ())
        if person_id in suspended
    }
    return [
        *(_unanswered(occasion, unit_id) for unit_id in units),
        *(_suspended(occasion, person_id) for person_id in suspended if person_id not in told),
    ]


def _unanswered(occasion: Occasion, unit_id: int) -> BriefLine:
    """« sans répondant », and the suspended address where that is the cause."""
    people = occasion.view.directory.people
    contacts = occasion.view.directory.contacts.get(unit_id, ())
    bounced = [
        people[id_].email for id_ in contacts if people[id_].active and people[id_].suspended
    ]
    if not bounced:
        return _unit_line(occasion, unit_id, _("sans répondant : aucune personne à qui écrire"))
    about = _("sans répondant : %(address)s, adresse suspendue", address=bounced[0])
    return _unit_line(occasion, unit_id, about)


def _suspended(occasion: Occasion, person_id: int) -> BriefLine:
    person = occasion.view.directory.people[person_id]
    about = _("%(address)s, adresse suspendue", address=person.email)
    url = f"{occasion.public_url}/people/{person_id}"
    return BriefLine(person.name, url, about, person.suspended_reason or "")


def _leadless(occasion: Occasion):
    return digests.dossiers_without_lead(occasion.view)


def _without_lead(occasion: Occasion, dossier) -> BriefLine:
    name = plan.dossier_name(dossier, occasion.locale)
    url = f"{occasion.public_url}/dossiers/{dossier.code}"
    return BriefLine(name, url, _("%(code)s · porteur à désigner", code=dossier.code))


def _outside(occasion: Occasion, row: CommitmentRow) -> BriefLine:
    days = occasion.business_days(occasion.since(row.said_on or occasion.view.today))
    about = _(
        "%(code)s · %(unit)s, en attente depuis %(days)s : %(who)s",
        code=occasion.code(row),
        unit=occasion.unit_name(row.unit_id),
        who=row.blocker_words,
        days=days,
    )
    url = occasion.milestone_url(row)
    return BriefLine(occasion.title(row), url, about, quoted(row.sentence))


def _unit_line(occasion: Occasion, unit_id: int, about: str) -> BriefLine:
    unit = occasion.view.directory.units[unit_id]
    return BriefLine(unit.name, f"{occasion.public_url}/units/{unit.code}", about)
