"""What the coordination has to mend, as lines of its weekly mail: told until it is mended."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker import clock
from tracker.mail import digests
from tracker.mail.brief import BriefLine, quoted
from tracker.mail.occasion import Occasion, grouped
from tracker.queries.directory import PersonRow
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.to_mend import ToMend, to_mend
from tracker.wording import mending, plan, returns


@dataclass(frozen=True)
class Disorder:
    """`unreached`: nobody is written to there; `left`: contacts who left their function, or ask
    for another contact."""

    unreached: list[BriefLine]
    left: list[BriefLine]
    dossiers: list[BriefLine]
    milestones: list[BriefLine]


def disorder_of(occasion: Occasion) -> Disorder:
    """The same things as on the board, by what they stop."""
    found = to_mend(occasion.view)
    return Disorder(
        unreached=_unreached(occasion, found),
        left=[_left(occasion, one) for one in found if one.kind in {"opted_out", "left"}],
        dossiers=_dossiers(occasion, found),
        milestones=[_milestone(occasion, one) for one in found if one.milestone_id is not None],
    )


def unit_line(occasion: Occasion, unit_id: int, about: str) -> BriefLine:
    """A unit, which leads to its page, and what is to be known of it."""
    unit = occasion.view.directory.units[unit_id]
    return BriefLine(unit.name, f"{occasion.public_url}/units/{unit.code}", about)


def _unreached(occasion: Occasion, found: list[ToMend]) -> list[BriefLine]:
    """Units without anybody to write to, then suspended addresses told with none of them."""
    directory = occasion.view.directory
    alone = [one.unit_id or 0 for one in found if one.kind == "no_contact"]
    told = {id_ for unit_id in alone for id_ in directory.contacts.get(unit_id, ())}
    suspended = [one for one in found if one.kind == "suspended" and one.person_id not in told]
    away = [one for one in found if one.kind == "away_alone"]
    return [
        *(_unanswered(occasion, unit_id) for unit_id in alone),
        *(_person(occasion, one, _wrong(occasion, one)) for one in away),
        *(_suspended(occasion, one) for one in suspended),
    ]


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


def _left(occasion: Occasion, one: ToMend) -> BriefLine:
    if one.kind == "opted_out":
        return _person(occasion, one, _wrong(occasion, one))
    directory = occasion.view.directory
    url = f"{occasion.public_url}/units/{directory.units[one.unit_id or 0].code}/contacts"
    name = directory.people[one.person_id or 0].name
    return BriefLine(name, url, _wrong(occasion, one))


def _dossiers(occasion: Occasion, found: list[ToMend]) -> list[BriefLine]:
    """« à désigner », those where a question waits for the unit to come first."""
    view = occasion.view
    asked = grouped(digests.unaddressed_questions(view), lambda row: row.dossier_id)
    leadless = [one for one in found if one.kind == "dossier_lead"]
    leadless.sort(key=lambda one: one.dossier_id not in asked)
    return [_dossier(occasion, one, asked.get(one.dossier_id, [])) for one in leadless]


def _dossier(occasion: Occasion, one: ToMend, asked: list[QuestionRow]) -> BriefLine:
    dossier = occasion.view.dossier_by_id[one.dossier_id or 0]
    about = _wrong(occasion, one)
    if asked:
        waits = ngettext(
            "%(num)s question attend une unité", "%(num)s questions attendent une unité", len(asked)
        )
        about = f"{about} · {waits}"
    return BriefLine(
        plan.dossier_name(dossier, occasion.locale),
        f"{occasion.public_url}/dossiers/{dossier.code}",
        about,
        " ".join(quoted(row.text) for row in asked),
    )


def _milestone(occasion: Occasion, one: ToMend) -> BriefLine:
    milestone = occasion.view.milestones[one.milestone_id or 0]
    url = f"{occasion.public_url}/milestones/{milestone.id}/shares"
    title = plan.title(milestone, occasion.locale)
    return BriefLine(title, url, _wrong(occasion, one))
