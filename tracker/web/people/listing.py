"""Everybody, each with how they stand; what of it is to mend."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.domain.units import spelling_key
from tracker.queries.directory import Directory, PersonRow
from tracker.queries.people import AccountRow
from tracker.wording import dates, naming, returns
from tracker.wording import people as words
from tracker.wording.spelled import capitalised, spelled

FILTERS = ("all", "answering", "bureau", "left", "mend")


@dataclass(frozen=True, slots=True)
class Answering:
    """A unit somebody answers for; `first`: as its principal contact."""

    code: str
    name: naming.Name
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A person; `state` is the most pressing thing to know, `mend` whether it is to mend."""

    id: int
    name: str
    title: str
    email: str
    role: str
    role_name: str
    active: bool
    units: tuple[Answering, ...]
    state: str
    mend: bool


def lines(directory: Directory, accounts: dict[int, AccountRow], locale: str) -> list[Line]:
    """Everybody by name; who left comes last."""
    told = [line(directory, person, accounts, locale) for person in directory.people.values()]
    return sorted(told, key=lambda one: (not one.active, spelling_key(one.name), one.id))


def line(
    directory: Directory, person: PersonRow, accounts: dict[int, AccountRow], locale: str
) -> Line:
    """One person as the list and the page show them."""
    units = tuple(
        Answering(unit.code, naming.unit_name(unit, locale), ids[0] == person.id)
        for unit in directory.live_units
        if person.id in (ids := directory.contacts.get(unit.id, ()))
    )
    return Line(
        person.id,
        person.name,
        person.title,
        person.email,
        person.role,
        words.role(person.role),
        person.active,
        units,
        _state(directory, person, accounts.get(person.id), locale),
        (person.active and person.suspended) or (not person.active and bool(units)),
    )


def _state(directory: Directory, person: PersonRow, account: AccountRow | None, locale: str) -> str:
    if not person.active:
        return _("n’est plus en fonction")
    if person.suspended:
        return _("adresse suspendue : %(why)s", why=returns.why(person.suspended_reason))
    addressee = directory.addressees[person.id]
    if addressee.away_on(directory.today):
        day = dates.short_date(addressee.away_to or directory.today, locale, directory.today)
        return _("en congé jusqu’au %(day)s", day=day)
    if account is None or account.can_enter:
        return _("en fonction")
    return _("invité, pas encore entré") if account.invited_at else _("sans mot de passe")


def chosen(everybody: list[Line], show: str, wanted: str) -> list[Line]:
    """Those of a filter whose name, address or unit holds `wanted`, whatever its accents."""
    keep = {
        "answering": lambda one: bool(one.units),
        "bureau": lambda one: one.active and one.role != "none",
        "left": lambda one: not one.active,
        "mend": lambda one: one.mend,
    }.get(show, lambda one: True)
    key = spelling_key(wanted)
    return [one for one in everybody if keep(one) and key in _searched(one)]


def _searched(one: Line) -> str:
    units = [f"{unit.code} {unit.name.text}" for unit in one.units]
    return " ".join(spelling_key(text) for text in (one.name, one.email, one.title, *units))


def headline(everybody: list[Line], locale: str) -> str:
    """The page's conclusion: addresses to mend, else how many are in function."""
    suspended = sum(one.active and one.mend for one in everybody)
    if suspended:
        said = ngettext(
            "%(n)s adresse est à corriger.",
            "%(n)s adresses sont à corriger.",
            suspended,
            n=spelled(suspended, locale, feminine=True),
        )
        return capitalised(said)
    working = sum(one.active for one in everybody)
    if not working:
        return _("Personne n’est encore inscrit.")
    return ngettext("%(num)s personne en fonction.", "%(num)s personnes en fonction.", working)
