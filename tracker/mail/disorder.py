"""What the coordination has to mend, as lines of its weekly mail: told until it is mended."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.mail import digests
from tracker.mail.brief import BriefLine, quoted
from tracker.mail.occasion import Occasion, grouped
from tracker.queries.directory import PersonRow
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.to_mend import ToMend
from tracker.wording import mending, plan, returns


def unit_line(occasion: Occasion, unit_id: int, about: str) -> BriefLine:
    """A unit, which leads to its page, and what is to be known of it."""
    unit = occasion.view.directory.units[unit_id]
    return BriefLine(unit.name, f"{occasion.public_url}/units/{unit.code}", about)


def unreached(occasion: Occasion, one: ToMend) -> BriefLine:
    """A unit without anybody to write to, who is away without a substitute, or whose address is
    suspended."""
    if one.kind == "no_contact":
        return _unanswered(occasion, one.unit_id or 0)
    if one.kind == "away_alone":
        return _person(occasion, one, _wrong(occasion, one))
    return _suspended(occasion, one)


def _unanswered(occasion: Occasion, unit_id: int) -> BriefLine:
    """« sans répondant », and the suspended address where that is the cause."""
    people = occasion.view.directory.people
    contacts = occasion.view.directory.contacts.get(unit_id, ())
    bounced = [people[id_] for id_ in contacts if people[id_].active and people[id_].suspended]
    if not bounced:
        return unit_line(occasion, unit_id, _("sans répondant : aucune personne à qui écrire"))
    about = _("sans répondant : %(address)s", address=_suspension(occasion, bounced[0]))
    return unit_line(occasion, unit_id, about)


def _suspended(occasion: Occasion, one: ToMend) -> BriefLine:
    person = occasion.view.directory.people[one.person_id or 0]
    return _person(occasion, one, _suspension(occasion, person))


def _suspension(occasion: Occasion, person: PersonRow) -> str:
    """« alice@ville.example, adresse suspendue depuis le 20 avril : boîte inconnue »."""
    since = clock.local_day(person.suspended_at, occasion.zone) if person.suspended_at else None
    return _(
        "%(address)s, adresse suspendue depuis le %(day)s : %(why)s",
        address=person.email,
        day=occasion.day(since or occasion.view.today),
        why=returns.why(person.suspended_reason),
    )


def _person(occasion: Occasion, one: ToMend, about: str, say: str = "") -> BriefLine:
    person = occasion.view.directory.people[one.person_id or 0]
    return BriefLine(person.name, f"{occasion.public_url}/people/{person.id}", about, say)


def _wrong(occasion: Occasion, one: ToMend) -> str:
    return mending.wrong(occasion.view, one, occasion.zone)


def left(occasion: Occasion, one: ToMend) -> BriefLine:
    """A contact who left their function, or asks for another contact."""
    if one.kind == "opted_out":
        return _person(occasion, one, _wrong(occasion, one))
    directory = occasion.view.directory
    url = f"{occasion.public_url}/units/{directory.units[one.unit_id or 0].code}/contacts"
    name = directory.people[one.person_id or 0].name
    return BriefLine(name, url, _wrong(occasion, one))


def in_order(occasion: Occasion, leadless: Sequence[ToMend]) -> list[ToMend]:
    """Dossiers without a lead: those where a question waits for the unit come first."""
    asked = _asked(occasion)
    return sorted(leadless, key=lambda one: one.dossier_id not in asked)


def dossier(occasion: Occasion, one: ToMend) -> BriefLine:
    """A dossier « à désigner », and the questions that wait for its unit."""
    row = occasion.view.dossier_by_id[one.dossier_id or 0]
    about, asked = _wrong(occasion, one), _asked(occasion).get(one.dossier_id, [])
    if asked:
        waits = ngettext(
            "%(num)s question attend une unité", "%(num)s questions attendent une unité", len(asked)
        )
        about = f"{about} · {waits}"
    return BriefLine(
        plan.dossier_name(row, occasion.locale),
        f"{occasion.public_url}/dossiers/{row.code}",
        about,
        " ".join(quoted(row.text) for row in asked),
    )


def milestone(occasion: Occasion, one: ToMend) -> BriefLine:
    """A milestone that nobody carries as it should be."""
    row = occasion.view.milestones[one.milestone_id or 0]
    url = f"{occasion.public_url}/milestones/{row.id}/shares"
    return BriefLine(plan.title(row, occasion.locale), url, _wrong(occasion, one))


def _asked(occasion: Occasion) -> dict[int | None, list[QuestionRow]]:
    """The questions that no unit is there to be asked, by dossier."""
    found = digests.unaddressed_questions(occasion.view)
    return grouped(found, lambda row: row.dossier_id)
