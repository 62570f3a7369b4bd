"""What the coordination has to mend, as lines of its weekly mail: told until it is mended."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.mail import digests
from tracker.mail.brief import BriefLine, quoted
from tracker.mail.occasion import Occasion, grouped
from tracker.queries.plan_rows import QuestionRow
from tracker.queries.to_mend import ToMend, to_mend
from tracker.wording import mending, plan


@dataclass(frozen=True)
class Disorder:
    """`unreached`: nobody is written to there; `left`: contacts who left their function."""

    unreached: list[BriefLine]
    left: list[BriefLine]
    dossiers: list[BriefLine]
    milestones: list[BriefLine]


def disorder_of(occasion: Occasion) -> Disorder:
    """The same things as on the board, by what they stop."""
    found = to_mend(occasion.view)
    return Disorder(
        unreached=_unreached(occasion, found),
        left=[_left(occasion, one) for one in found if one.kind == "left"],
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
        *(_person(occasion, one, mending.wrong(occasion.view, one)) for one in away),
        *(_suspended(occasion, one) for one in suspended),
    ]


def _unanswered(occasion: Occasion, unit_id: int) -> BriefLine:
    """« sans répondant », and the suspended address where that is the cause."""
    people = occasion.view.directory.people
    contacts = occasion.view.directory.contacts.get(unit_id, ())
    bounced = [
        people[id_].email for id_ in contacts if people[id_].active and people[id_].suspended
    ]
    if not bounced:
        return unit_line(occasion, unit_id, _("sans répondant : aucune personne à qui écrire"))
    about = _("sans répondant : %(address)s, adresse suspendue", address=bounced[0])
    return unit_line(occasion, unit_id, about)


def _suspended(occasion: Occasion, one: ToMend) -> BriefLine:
    person = occasion.view.directory.people[one.person_id or 0]
    about = _("%(address)s, adresse suspendue", address=person.email)
    return _person(occasion, one, about, person.suspended_reason or "")


def _person(occasion: Occasion, one: ToMend, about: str, say: str = "") -> BriefLine:
    person = occasion.view.directory.people[one.person_id or 0]
    return BriefLine(person.name, f"{occasion.public_url}/people/{person.id}", about, say)


def _left(occasion: Occasion, one: ToMend) -> BriefLine:
    directory = occasion.view.directory
    url = f"{occasion.public_url}/units/{directory.units[one.unit_id or 0].code}/contacts"
    name = directory.people[one.person_id or 0].name
    return BriefLine(name, url, mending.wrong(occasion.view, one))


def _dossiers(occasion: Occasion, found: list[ToMend]) -> list[BriefLine]:
    """« à désigner », those where a question waits for the unit to come first."""
    view = occasion.view
    asked = grouped(digests.unaddressed_questions(view), lambda row: row.dossier_id)
    leadless = [one for one in found if one.kind == "dossier_lead"]
    leadless.sort(key=lambda one: one.dossier_id not in asked)
    return [_dossier(occasion, one, asked.get(one.dossier_id, [])) for one in leadless]


def _dossier(occasion: Occasion, one: ToMend, asked: list[QuestionRow]) -> BriefLine:
    dossier = occasion.view.dossier_by_id[one.dossier_id or 0]
    about = mending.wrong(occasion.view, one)
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
    return BriefLine(title, url, mending.wrong(occasion.view, one))
